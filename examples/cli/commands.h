// The commands of skan, each in its own file.
#pragma once

#include <string_view>

#include <CLI/CLI.hpp>

#include "support/program.h"

namespace skan::cli {

inline constexpr std::string_view kProgram = "skan";

/// Each adds its command to `app`; when the command line names it, `chosen` is what will run it.
void add_verify_command(CLI::App& app, programs::Command& chosen);
void add_read_command(CLI::App& app, programs::Command& chosen);
void add_trust_commands(CLI::App& app, programs::Command& chosen);
void add_trust_status_command(CLI::App& trust, programs::Command& chosen);

}  // namespace skan::cli

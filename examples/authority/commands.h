// The commands of skan-authority, each in its own file.
#pragma once

#include <filesystem>
#include <string_view>

#include <CLI/CLI.hpp>

#include "support/program.h"

namespace skan::authority {

inline constexpr std::string_view kProgram = "skan-authority";

/// Each adds its command to `app`; when the command line names it, `chosen` is what will run it.
void add_init_command(CLI::App& app, programs::Command& chosen);
void add_issue_command(CLI::App& app, programs::Command& chosen);
void add_revoke_command(CLI::App& app, programs::Command& chosen);
void add_publish_command(CLI::App& app, programs::Command& chosen);
void add_status_command(CLI::App& app, programs::Command& chosen);

/// Adds the first argument of every command: the authority's folder.
void add_folder_argument(CLI::App& command, std::filesystem::path& folder);

}  // namespace skan::authority

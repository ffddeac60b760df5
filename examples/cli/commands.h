// The commands of skan, each in its own file.
#pragma once

#include <string_view>

#include "support/command_line.h"
#include "support/complaint.h"

namespace skan::cli {

inline constexpr std::string_view kProgram = "skan";

/// Each adds its command to `app`.
void add_verify_command(programs::CommandLine app);
void add_explain_command(programs::CommandLine app);
void add_read_command(programs::CommandLine app);
void add_trust_commands(programs::CommandLine app);
void add_trust_update_command(programs::CommandLine trust);
void add_trust_serve_command(programs::CommandLine trust);
void add_trust_export_command(programs::CommandLine trust);
void add_trust_enroll_command(programs::CommandLine trust);
void add_trust_status_command(programs::CommandLine trust);

}  // namespace skan::cli

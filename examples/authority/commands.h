// The commands of skan-authority, each in its own file.
#pragma once

#include <filesystem>
#include <string_view>

#include "support/command_line.h"
#include "support/complaint.h"

namespace skan::authority {

inline constexpr std::string_view kProgram = "skan-authority";

/// Each adds its command to `app`.
void add_init_command(programs::CommandLine app);
void add_issue_command(programs::CommandLine app);
void add_revoke_command(programs::CommandLine app);
void add_restore_command(programs::CommandLine app);
void add_supersede_command(programs::CommandLine app);
void add_show_command(programs::CommandLine app);
void add_extract_command(programs::CommandLine app);
void add_publish_command(programs::CommandLine app);
void add_policy_commands(programs::CommandLine app);
void add_status_command(programs::CommandLine app);
void add_key_commands(programs::CommandLine app);
void add_root_commands(programs::CommandLine app);
void add_compromised_command(programs::CommandLine app);
void add_enroll_command(programs::CommandLine app);

/// Adds the first argument of every command: the authority's folder.
void add_folder_argument(programs::CommandLine command, std::filesystem::path& folder);

}  // namespace skan::authority

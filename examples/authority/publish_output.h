// Where a publication goes.
#pragma once

#include <filesystem>

#include "skan/issuer/authority.h"
#include "support/command_line.h"

namespace skan::authority {

struct PublishTargets {
  std::filesystem::path out;   ///< the bundle; empty: none
  std::filesystem::path site;  ///< the folder of a web server; empty: none
};

/// Adds `--out` and `--site`.
void add_publish_targets(programs::CommandLine command, PublishTargets& targets);

/// Complains unless one of the two is named.
bool names_a_target(const PublishTargets& targets);

/// Publishes at `now` and writes the targets, and says so on standard output.
programs::ExitCode publish_to(issuer::Authority& authority, const PublishTargets& targets, std::int64_t now, const issuer::PublishOptions& options);

}  // namespace skan::authority

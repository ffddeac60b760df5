// Where passphrases come from: a file, or the terminal; never the command line or the environment.
#pragma once

#include <filesystem>

#include "skan/issuer/authority.h"
#include "support/command_line.h"

namespace skan::authority {

struct PassphraseOptions {
  std::filesystem::path file;  ///< empty: the terminal is asked
};

/// Adds `--passphrase-file`, which the environment's SKAN_PASSPHRASE_FILE stands in for.
void add_passphrase_option(programs::CommandLine command, PassphraseOptions& options);

/// The passphrase for keys that exist; `what` says whose. Fails with invalid_argument (no file and no terminal; an empty one), storage, capacity.
Result<issuer::Passphrase> passphrase_for(const PassphraseOptions& options, std::string_view what);
/// One for new keys: at least ten bytes, and typed twice at the terminal. Fails as above.
Result<issuer::Passphrase> new_passphrase(const PassphraseOptions& options);

/// The authority in `folder`, with its keys open: asks for a passphrase only if they are sealed. Fails as Authority::open(), unlock() and
/// passphrase_for() do.
Result<issuer::Authority> open_with_keys(const std::filesystem::path& folder, const PassphraseOptions& options);

}  // namespace skan::authority

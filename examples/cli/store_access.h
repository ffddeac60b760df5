// Which store a command works on, and whom it believes.
#pragma once

#include <optional>
#include <string>

#include "skan/trust_store.h"
#include "support/command_line.h"

namespace skan::cli {

struct StoreOptions {
  std::string path = "skan.db";
  std::string authority;  ///< as given; empty: as pinned beside the store
  std::string anchor;     ///< file of what the store is known to have held; empty: none
};

/// Adds `--store`, which the environment's SKAN_STORE stands in for.
void add_store_option(programs::CommandLine command, StoreOptions& options);
/// Adds `--authority`, which the environment's SKAN_AUTHORITY_ID stands in for.
void add_authority_option(programs::CommandLine command, StoreOptions& options);
/// The same where it must be given.
void require_authority_option(programs::CommandLine command, StoreOptions& options);

/// Adds `--anchor`, which the environment's SKAN_ANCHOR stands in for.
void add_anchor_option(programs::CommandLine command, StoreOptions& options);

/// The authority that was named on the command line or is pinned in `STORE.authority`.
///
/// The pin is a file outside the database, because whoever can edit the database could otherwise put another
/// root under it. Fails with invalid_argument (not an authority id) or storage (nobody named or pinned, or
/// the pin is unreadable); the text says what to do.
Result<AuthorityId> authority_of(const StoreOptions& options);

/// Writes `STORE.authority`. The same id again changes nothing; another id is never overwritten: fails with
/// foreign_store. Fails also with storage.
Result<void> pin_authority(const std::string& store, const AuthorityId& authority);

/// The pin of `store`, or nothing if there is none. Fails with storage.
Result<std::optional<AuthorityId>> pinned_authority(const std::string& store);

/// The store, opened for its authority and held against its anchor. Fails as authority_of() and TrustStore::open() do,
/// and with storage if there is no such file, or the anchor cannot be read.
Result<TrustStore> open_store(const StoreOptions& options);

/// Keeps what `store` holds now in the anchor's file, if there is one and that is not older than what stands there.
/// Fails with storage.
Result<void> keep_anchor(const StoreOptions& options, const TrustStore& store);

}  // namespace skan::cli

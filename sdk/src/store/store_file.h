// The tables of a trust store and what stands in them: trust.md section 11.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "store/sqlite.h"
#include "trust/update.h"

namespace skan::store {

/// One version of the trust data, checked from the authority id down. Immutable; shared by verdicts.
struct Snapshot {
  bool damaged = false;  ///< something stored failed its check; then there is no data
  std::vector<std::vector<std::byte>> roots;  ///< those that are intact, from version 1 on
  trust::HeldHead head;                       ///< kept when only something below it is damaged
  std::optional<trust::Manifest> manifest;    ///< kept when its signature holds
  crypto::Digest manifest_digest{};
  std::optional<trust::TrustData> data;
  std::vector<std::vector<crypto::Digest>> block_digests;  ///< per list of the manifest, in its order
};

/// What an opened file claims to be.
struct FileIdentity {
  crypto::Digest authority_id{};
  std::string channel;
  bool claims_match_root = false;  ///< its first root really has that authority id
};

/// Which file stands at a path; always the same where the system does not tell.
struct FileMark {
  std::uint64_t device = 0;
  std::uint64_t number = 0;

  static FileMark of(const std::string& path) noexcept;
  friend bool operator==(const FileMark&, const FileMark&) = default;
};

/// Opens `path` and checks that it is a trust store of a known version. Fails with storage,
/// not_a_store, newer_store_format.
Result<Database> open_store_file(const std::string& path);

/// Makes the tables in an empty database and stores root 1. Fails with storage, not_a_store.
Result<void> create_store_file(const std::string& path, crypto::Bytes root, const trust::Identity& identity);

SqliteResult<FileIdentity> read_file_identity(Database& database);

/// Reads and checks everything but the blocks, inside a transaction of the caller's. What fails its check makes the snapshot damaged.
/// Fails only with what is not damage: locks, permissions, memory.
SqliteResult<std::shared_ptr<const Snapshot>> load_snapshot(Database& database, const trust::Identity& identity);

/// Writes a checked update; the caller holds the transaction. `same_head`: it was in force already.
SqliteResult<void> write_update(Database& database, const trust::Update& update, bool same_head);

}  // namespace skan::store

// The tables of a trust store and what stands in them: trust.md section 11.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/sqlite.h"
#include "trust/update.h"

namespace skan::store {

/// The last update that was refused, as it was noted.
struct NotedRefusal {
  std::string reason;  ///< the stable name of an ErrorCode
  std::int64_t time = 0;
};

/// One version of the trust data, checked from the authority id down. Immutable; shared by verdicts.
struct Snapshot {
  bool damaged = false;      ///< something stored failed its check; then there is no data
  bool rolled_back = false;  ///< older than the host's anchor
  trust::InForce in_force;
  std::vector<std::vector<std::int64_t>> rows;  ///< per list, where each block stands; 0: nowhere, or all zeros
  std::int64_t noted_time = 0;                  ///< a time that the host noted under this data, or 0
  std::optional<NotedRefusal> refusal;
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
  std::int64_t modified = 0;  ///< only for a read-only copy: nobody else tells of changes in it

  static FileMark of(const std::string& path, bool with_time) noexcept;
  friend bool operator==(const FileMark&, const FileMark&) = default;
};

/// A store that was opened.
struct OpenedFile {
  Database database;
  bool is_copy = false;  ///< made by export_copy: never changes, and cannot be updated
  FileMark mark = {};    ///< which file `database` has open, whatever stands at the path later
};

/// Opens `path`, checks that it is a trust store of a known version, and brings an older one up to date.
/// Fails with storage, not_a_store, newer_store_format.
Result<OpenedFile> open_store_file(const std::string& path);
/// The same for writing. Fails with storage also for a read-only copy.
Result<OpenedFile> open_writable(const std::string& path);

/// Makes the tables, and states whose they are.
SqliteResult<void> create_tables(Database& database, const trust::Identity& identity);

/// Makes the tables in an empty database and stores root 1. Fails with storage, not_a_store.
Result<void> create_store_file(const std::string& path, crypto::Bytes root, const trust::Identity& identity);

/// Writes what `database` holds to `path`, which must not exist, as a read-only copy.
SqliteResult<void> make_copy(Database& database, const std::string& path);

/// Brings the tables of version 1 up to date; the caller has checked the version.
SqliteResult<void> migrate_from_1(Database& database);

SqliteResult<FileIdentity> read_file_identity(Database& database);

/// Reads and checks everything but the blocks, inside a transaction of the caller's. What fails its check makes the snapshot damaged.
/// Fails only with what is not damage: locks, permissions, memory.
SqliteResult<std::shared_ptr<const Snapshot>> load_snapshot(Database& database, const trust::Identity& identity,
                                                            const Anchor& anchor);

/// Writes a checked update that began with `held`; the caller holds the transaction.
SqliteResult<void> write_update(Database& database, const trust::Update& update, const Snapshot& held);
/// What the file holds after writing, if that is `update`, and every block of it can be read back and is right. Nothing otherwise:
/// in a b-tree that was damaged before, SQLite writes without complaint what it does not find again.
SqliteResult<std::shared_ptr<const Snapshot>> read_back(Database& database, const trust::Update& update, const trust::Identity& identity,
                                                        const Anchor& anchor);
/// `update` with every block that it keeps from `held`. Nothing if one of those is missing or wrong.
SqliteResult<std::optional<trust::Update>> with_all_blocks(Database& database, const trust::Update& update, const Snapshot& held);
/// Puts a new file in the place of the damaged one that `mark` tells: `update`, which has all its blocks, and the notes of `held`. Whoever
/// has the old one open follows the path. The caller holds a write transaction on the old one, so that of several programs one at a time
/// does this. Fails with overtaken (another file stands at the path by now), storage.
Result<std::shared_ptr<const Snapshot>> rewrite_store(const std::string& path, const FileMark& mark, const trust::Update& update,
                                                      const trust::Identity& identity, const Snapshot& held);

/// What is said when another program has changed the store since an update of it began.
Error overtaken(const std::string& path);

/// Writes roots alone.
SqliteResult<void> write_roots(Database& database, const std::vector<trust::Object>& roots);

/// Notes beside the data; each a transaction of its own. A time is not written over a later one of the same epoch, up to
/// `latest`: what lies beyond cannot have been noted.
SqliteResult<void> write_noted_time(Database& database, std::int64_t time, std::int64_t latest, std::uint32_t epoch);
SqliteResult<void> write_refusal(Database& database, const NotedRefusal& refusal);

}  // namespace skan::store

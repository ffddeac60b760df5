#include <map>
#include <vector>

#include "store/block_rows.h"
#include "store/store_file.h"

namespace skan::store {
namespace {

struct OldList {
  std::int64_t generation = 0;
  std::vector<std::byte> kid;
  std::vector<std::byte> digests;
};

SqliteResult<std::vector<OldList>> read_lists(Database& database) {
  std::vector<OldList> lists;
  auto rows = database.prepare("SELECT generation, kid, digests FROM lists");
  if (!rows) return std::unexpected(rows.error());
  for (;;) {
    const auto more = rows->step();
    if (!more) return std::unexpected(more.error());
    if (!*more) return lists;
    const auto kid = rows->blob(1), digests = rows->blob(2);
    lists.push_back({rows->integer(0), {kid.begin(), kid.end()}, {digests.begin(), digests.end()}});
  }
}

/// Where the blocks with these digests stand; 0 for those that are nowhere.
SqliteResult<std::vector<std::int64_t>> find_rows(Statement& find, std::span<const std::byte> digests) {
  std::vector<std::int64_t> rows;
  for (std::size_t at = 0; at + sizeof(crypto::Digest) <= digests.size(); at += sizeof(crypto::Digest)) {
    const auto row = find.bind(1, digests.subspan(at, sizeof(crypto::Digest))).step();
    if (!row) return std::unexpected(row.error());
    rows.push_back(*row ? find.integer(0) : 0);
    find.reset();
  }
  return rows;
}

/// Version 1 found blocks by their digests; version 2 notes their rows, and needs no index over the blocks.
SqliteResult<void> note_rows(Database& database) {
  const auto lists = read_lists(database);
  if (!lists) return std::unexpected(lists.error());
  if (auto added = database.execute("ALTER TABLE lists ADD COLUMN block_rows BLOB NOT NULL DEFAULT x''"); !added) return added;
  auto find = database.prepare("SELECT id FROM blocks WHERE digest=?");
  if (!find) return std::unexpected(find.error());
  auto note = database.prepare("UPDATE lists SET block_rows=? WHERE generation=? AND kid=?");
  if (!note) return std::unexpected(note.error());
  for (const OldList& list : *lists) {
    const auto rows = find_rows(*find, list.digests);
    if (!rows) return std::unexpected(rows.error());
    const auto noted = note->bind(1, write_rows(*rows)).bind(2, list.generation).bind(3, std::span(list.kid)).run();
    if (!noted) return noted;
  }
  return {};
}

}  // namespace

SqliteResult<void> migrate_from_1(Database& database) {
  auto transaction = Transaction::begin(database);
  if (!transaction) return std::unexpected(transaction.error());
  // Another process may have been faster.
  const auto version = database.query_integer("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  if (*version != 1) return {};
  if (auto noted = note_rows(database); !noted) return noted;
  const auto rebuilt = database.execute(
      "CREATE TABLE new_blocks(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;"
      "INSERT INTO new_blocks SELECT id, bytes FROM blocks; DROP TABLE blocks;"
      "ALTER TABLE new_blocks RENAME TO blocks; PRAGMA user_version=2;");
  if (!rebuilt) return rebuilt;
  return transaction->commit();
}

}  // namespace skan::store

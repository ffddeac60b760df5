#include "revocation/status_list.h"
#include "store/store_file.h"

namespace skan::store {
namespace {

SqliteResult<void> write_roots(Database& database, const std::vector<crypto::Bytes>& roots) {
  auto others = database.prepare("DELETE FROM roots WHERE version NOT BETWEEN 1 AND ?");
  if (!others) return std::unexpected(others.error());
  if (auto done = others->bind(1, static_cast<std::int64_t>(roots.size())).run(); !done) return done;
  auto statement = database.prepare("INSERT OR REPLACE INTO roots VALUES(?, ?)");
  if (!statement) return std::unexpected(statement.error());
  for (std::size_t i = 0; i < roots.size(); ++i) {
    if (auto done = statement->bind(1, static_cast<std::int64_t>(i + 1)).bind(2, roots[i]).run(); !done) return done;
  }
  return {};
}

SqliteResult<void> write_objects(Database& database, const trust::Update& update) {
  auto statement = database.prepare("INSERT OR REPLACE INTO objects VALUES(?, ?)");
  if (!statement) return std::unexpected(statement.error());
  const std::pair<std::string_view, crypto::Bytes> objects[] = {
      {"head", update.head}, {"manifest", update.manifest}, {"issuers", update.issuers}, {"policies", update.policies}};
  for (const auto& [name, bytes] : objects) {
    if (auto done = statement->bind(1, name).bind(2, bytes).run(); !done) return done;
  }
  return {};
}

SqliteResult<std::int64_t> write_lists(Database& database, const trust::Update& update, bool same_head) {
  // A number that no update can have reached was put there by something else.
  const auto impossible = database.execute("DELETE FROM lists WHERE generation NOT BETWEEN 0 AND 1000000000000");
  if (!impossible) return std::unexpected(impossible.error());
  const auto newest = database.query_integer("SELECT max(generation) FROM lists");
  if (!newest) return std::unexpected(newest.error());
  const std::int64_t generation = same_head ? *newest : *newest + 1;
  auto statement = database.prepare("INSERT OR REPLACE INTO lists VALUES(?, ?, ?)");
  if (!statement) return std::unexpected(statement.error());
  for (const trust::KeyList& key : update.lists) {
    const auto digests = key.list.block_digests();
    statement->bind(1, generation).bind(2, crypto::Bytes(key.kid)).bind(3, std::as_bytes(std::span(digests)));
    const auto done = statement->run();
    if (!done) return std::unexpected(done.error());
  }
  return generation;
}

/// Rows with the right digest but wrong bytes are mended, rows that are right are left unwritten.
SqliteResult<void> write_blocks(Database& database, const revocation::StatusList& list) {
  auto statement = database.prepare(
      "INSERT INTO blocks(digest, bytes) VALUES(?, ?) ON CONFLICT(digest) DO UPDATE SET bytes=excluded.bytes "
      "WHERE bytes IS NOT excluded.bytes");
  if (!statement) return std::unexpected(statement.error());
  for (std::size_t at = 0; at < list.block_count(); ++at) {
    const auto digest = revocation::block_digest(list.block(at));
    if (digest == revocation::zero_block_digest()) continue;
    if (auto done = statement->bind(1, crypto::Bytes(digest)).bind(2, crypto::Bytes(list.block(at))).run(); !done) return done;
  }
  return {};
}

/// Deletes generations before the last two, and blocks that no remaining one names. The previous
/// generation stays for readers in other processes that have not noticed the update yet.
SqliteResult<void> remove_unused(Database& database, std::int64_t generation) {
  auto old = database.prepare("DELETE FROM lists WHERE generation<?");
  if (!old) return std::unexpected(old.error());
  if (auto done = old->bind(1, generation - 1).run(); !done) return done;
  auto made = database.execute("CREATE TEMP TABLE IF NOT EXISTS named(digest BLOB PRIMARY KEY) WITHOUT ROWID;"
                               "DELETE FROM temp.named");
  if (!made) return made;
  auto lists = database.prepare("SELECT digests FROM lists");
  if (!lists) return std::unexpected(lists.error());
  auto name = database.prepare("INSERT OR IGNORE INTO temp.named VALUES(?)");
  if (!name) return std::unexpected(name.error());
  for (;;) {
    const auto row = lists->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    const auto digests = lists->blob(0);
    for (std::size_t at = 0; at + sizeof(crypto::Digest) <= digests.size(); at += sizeof(crypto::Digest)) {
      if (auto done = name->bind(1, digests.subspan(at, sizeof(crypto::Digest))).run(); !done) return done;
    }
  }
  return database.execute("DELETE FROM blocks WHERE digest NOT IN (SELECT digest FROM temp.named)");
}

}  // namespace

SqliteResult<void> write_update(Database& database, const trust::Update& update, bool same_head) {
  if (auto done = write_roots(database, update.roots); !done) return done;
  if (auto done = write_objects(database, update); !done) return done;
  const auto generation = write_lists(database, update, same_head);
  if (!generation) return std::unexpected(generation.error());
  for (const trust::KeyList& key : update.lists) {
    if (auto done = write_blocks(database, key.list); !done) return done;
  }
  return remove_unused(database, *generation);
}

}  // namespace skan::store

#include <algorithm>
#include <iterator>

#include "revocation/status_list.h"
#include "store/block_rows.h"
#include "store/store_file.h"

namespace skan::store {
namespace {

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

/// Rows that a list in the file names, or one that the update began with: it may keep blocks of those.
SqliteResult<std::vector<std::int64_t>> named_rows(Database& database, const Snapshot& held) {
  std::vector<std::int64_t> named;
  for (const auto& rows : held.rows) named.insert(named.end(), rows.begin(), rows.end());
  auto lists = database.prepare("SELECT block_rows FROM lists");
  if (!lists) return std::unexpected(lists.error());
  for (;;) {
    const auto row = lists->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    const auto rows = read_rows(lists->blob(0));
    named.insert(named.end(), rows.begin(), rows.end());
  }
  std::ranges::sort(named);
  named.erase(std::unique(named.begin(), named.end()), named.end());
  return named;
}

SqliteResult<std::vector<std::int64_t>> stored_rows(Database& database) {
  std::vector<std::int64_t> stored;
  auto blocks = database.prepare("SELECT id FROM blocks ORDER BY id");
  if (!blocks) return std::unexpected(blocks.error());
  for (;;) {
    const auto row = blocks->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return stored;
    stored.push_back(blocks->integer(0));
  }
}

/// Rows that no list names, ascending: left by a generation that has gone, or put there by something else.
SqliteResult<std::vector<std::int64_t>> unnamed_rows(Database& database, const Snapshot& held) {
  const auto named = named_rows(database, held);
  if (!named) return named;
  const auto stored = stored_rows(database);
  if (!stored) return stored;
  std::vector<std::int64_t> out;
  std::ranges::set_difference(*stored, *named, std::back_inserter(out));
  return out;
}

/// Writes the blocks of lists, and leaves alone those that stand there already. Rows that nobody needs are written over,
/// so that the file neither grows nor is rearranged from update to update.
class BlockWriter {
 public:
  static SqliteResult<BlockWriter> make(Database& database, const Snapshot& held) {
    auto read = database.prepare("SELECT bytes FROM blocks WHERE id=?");
    if (!read) return std::unexpected(read.error());
    auto insert = database.prepare("INSERT INTO blocks(bytes) VALUES(?)");
    if (!insert) return std::unexpected(insert.error());
    auto overwrite = database.prepare("UPDATE blocks SET bytes=? WHERE id=?");
    if (!overwrite) return std::unexpected(overwrite.error());
    auto free = unnamed_rows(database, held);
    if (!free) return std::unexpected(free.error());
    std::ranges::reverse(*free);  // so that the lowest is taken first, from the end
    return BlockWriter(database, held, *std::move(read), *std::move(insert), *std::move(overwrite), *std::move(free));
  }

  std::vector<std::int64_t> free() && { return std::move(free_); }

  /// Where each block of `list` stands afterwards.
  SqliteResult<std::vector<std::int64_t>> write(const trust::NewList& list) {
    std::vector<std::int64_t> rows(list.digests.size(), 0);
    const auto place = held_.in_force.list_of(list.kid);
    const auto held_row = [&](std::size_t at) { return place && at < held_.rows[*place].size() ? held_.rows[*place][at] : 0; };
    auto block = list.blocks.begin();
    for (std::size_t at = 0; at < rows.size(); ++at) {
      if (list.digests[at] == revocation::zero_block_digest()) continue;
      const bool is_new = block != list.blocks.end() && block->position == at;
      rows[at] = held_row(at);
      if (!is_new) continue;
      const bool same_digest = rows[at] != 0 && held_.in_force.block_digests[*place][at] == list.digests[at];
      auto written = same_digest ? mend(rows[at], block->bytes) : insert(block->bytes);
      if (!written) return std::unexpected(written.error());
      rows[at] = *written;
      ++block;
    }
    return rows;
  }

 private:
  BlockWriter(Database& database, const Snapshot& held, Statement read, Statement insert, Statement overwrite, std::vector<std::int64_t> free)
      : database_(database), held_(held), read_(std::move(read)), insert_(std::move(insert)), overwrite_(std::move(overwrite)), free_(std::move(free)) {}

  SqliteResult<std::int64_t> insert(crypto::Bytes bytes) {
    if (!free_.empty()) {
      const std::int64_t row = free_.back();
      free_.pop_back();
      if (auto done = overwrite_.bind(1, bytes).bind(2, row).run(); !done) return std::unexpected(done.error());
      return row;
    }
    if (auto done = insert_.bind(1, bytes).run(); !done) return std::unexpected(done.error());
    return database_.last_row();
  }

  /// The row that should hold these bytes, or a new one if it does not.
  SqliteResult<std::int64_t> mend(std::int64_t row, crypto::Bytes bytes) {
    const auto found = read_.bind(1, row).step();
    if (!found) return std::unexpected(found.error());
    const bool intact = *found && std::ranges::equal(read_.blob(0), bytes);
    read_.reset();
    return intact ? SqliteResult<std::int64_t>(row) : insert(bytes);
  }

  Database& database_;
  const Snapshot& held_;
  Statement read_, insert_, overwrite_;
  std::vector<std::int64_t> free_;
};

SqliteResult<std::int64_t> next_generation(Database& database, bool same_head) {
  // A number that no update can have reached was put there by something else.
  const auto impossible = database.execute("DELETE FROM lists WHERE generation NOT BETWEEN 0 AND 1000000000000");
  if (!impossible) return std::unexpected(impossible.error());
  const auto newest = database.query_integer("SELECT max(generation) FROM lists");
  if (!newest) return std::unexpected(newest.error());
  return same_head ? *newest : *newest + 1;
}

/// Leaves in `unused` the rows that were free before and still are.
SqliteResult<void> write_lists(Database& database, const trust::Update& update, const Snapshot& held, std::int64_t generation,
                               std::vector<std::int64_t>& unused) {
  auto blocks = BlockWriter::make(database, held);
  if (!blocks) return std::unexpected(blocks.error());
  auto statement = database.prepare("INSERT OR REPLACE INTO lists VALUES(?, ?, ?, ?)");
  if (!statement) return std::unexpected(statement.error());
  for (const trust::NewList& list : update.lists) {
    const auto rows = blocks->write(list);
    if (!rows) return std::unexpected(rows.error());
    statement->bind(1, generation).bind(2, crypto::Bytes(list.kid)).bind(3, std::as_bytes(std::span(list.digests)));
    if (auto done = statement->bind(4, write_rows(*rows)).run(); !done) return done;
  }
  unused = std::move(*blocks).free();
  return {};
}

/// The generation before `generation` stays for readers in other processes that have not noticed the update yet.
SqliteResult<void> forget_old_lists(Database& database, std::int64_t generation) {
  auto old = database.prepare("DELETE FROM lists WHERE generation<?");
  if (!old) return std::unexpected(old.error());
  return old->bind(1, generation - 1).run();
}

SqliteResult<void> remove_blocks(Database& database, std::span<const std::int64_t> rows) {
  auto remove = database.prepare("DELETE FROM blocks WHERE id=?");
  if (!remove) return std::unexpected(remove.error());
  for (const std::int64_t row : rows) {
    if (auto done = remove->bind(1, row).run(); !done) return done;
  }
  return {};
}

}  // namespace

SqliteResult<void> write_roots(Database& database, const std::vector<trust::Object>& roots) {
  auto others = database.prepare("DELETE FROM roots WHERE version NOT BETWEEN 1 AND ?");
  if (!others) return std::unexpected(others.error());
  if (auto done = others->bind(1, static_cast<std::int64_t>(roots.size())).run(); !done) return done;
  auto statement = database.prepare("INSERT OR REPLACE INTO roots VALUES(?, ?)");
  if (!statement) return std::unexpected(statement.error());
  for (std::size_t i = 0; i < roots.size(); ++i) {
    const auto done = statement->bind(1, static_cast<std::int64_t>(i + 1)).bind(2, crypto::Bytes(roots[i])).run();
    if (!done) return done;
  }
  return {};
}

SqliteResult<void> write_update(Database& database, const trust::Update& update, const Snapshot& held) {
  if (auto done = write_roots(database, update.roots); !done) return done;
  if (auto done = write_objects(database, update); !done) return done;
  const bool same_head = held.in_force.head.content && update.head == held.in_force.head.bytes;
  const auto generation = next_generation(database, same_head);
  if (!generation) return std::unexpected(generation.error());
  if (auto done = forget_old_lists(database, *generation); !done) return done;
  std::vector<std::int64_t> unused;
  if (auto done = write_lists(database, update, held, *generation, unused); !done) return done;
  return remove_blocks(database, unused);
}

}  // namespace skan::store

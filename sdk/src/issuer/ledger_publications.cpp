// What the ledger remembers of publications.
#include <algorithm>

#include "issuer/ledger.h"

namespace skan::issuer {
namespace {

template <std::size_t kSize>
std::array<std::byte, kSize> fixed(std::span<const std::byte> bytes) {
  std::array<std::byte, kSize> out{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), kSize), out.begin());
  return out;
}

/// Everything of the last 24 hours, and the last publication of each UTC day of the 31 days before.
constexpr const char* kForget =
    "DELETE FROM publications WHERE published_at<?1-31*86400 OR (published_at<?1-86400 AND sequence NOT IN"
    " (SELECT max(sequence) FROM publications GROUP BY published_at/86400))";

constexpr const char* kForgetLists =
    "DELETE FROM publication_lists WHERE sequence NOT IN (SELECT sequence FROM publications);"
    "DELETE FROM list_wires WHERE digest NOT IN (SELECT digest FROM publication_lists);";

store::SqliteResult<void> insert_publication(store::Database& database, const PublishedState& state) {
  auto publication = database.prepare("INSERT INTO publications VALUES(?, ?, ?)");
  if (!publication) return std::unexpected(publication.error());
  publication->bind(1, static_cast<std::int64_t>(state.sequence)).bind(2, state.published_at);
  if (auto done = publication->bind(3, crypto::Bytes(state.manifest_digest)).run(); !done) return done;
  auto list = database.prepare("INSERT INTO publication_lists VALUES(?, ?, ?)");
  if (!list) return std::unexpected(list.error());
  auto wire = database.prepare("INSERT OR IGNORE INTO list_wires VALUES(?, ?, ?)");
  if (!wire) return std::unexpected(wire.error());
  for (const PublishedList& one : state.lists) {
    list->bind(1, static_cast<std::int64_t>(state.sequence)).bind(2, crypto::Bytes(one.kid));
    if (auto done = list->bind(3, crypto::Bytes(one.digest)).run(); !done) return done;
    wire->bind(1, crypto::Bytes(one.digest)).bind(2, std::int64_t{one.length});
    if (auto done = wire->bind(3, crypto::Bytes(one.wire)).run(); !done) return done;
  }
  return {};
}

store::SqliteResult<void> forget(store::Database& database, std::int64_t now) {
  auto old = database.prepare(kForget);
  if (!old) return std::unexpected(old.error());
  if (auto done = old->bind(1, now).run(); !done) return done;
  return database.execute(kForgetLists);
}

}  // namespace

Result<void> Ledger::add_publication(const PublishedState& state) { return about(insert_publication(database_, state)); }

Result<void> Ledger::forget_publications(std::int64_t now) { return about(forget(database_, now)); }

Result<std::vector<PublishedState>> Ledger::publications() {
  std::vector<PublishedState> out;
  auto rows = database_.prepare("SELECT sequence, published_at, manifest_digest FROM publications ORDER BY sequence DESC");
  if (!rows) return std::unexpected(rows.error().about(path_));
  for (;;) {
    const auto row = rows->step();
    if (!row) return std::unexpected(row.error().about(path_));
    if (!*row) return out;
    out.push_back({static_cast<std::uint64_t>(rows->integer(0)), rows->integer(1), fixed<32>(rows->blob(2)), {}});
  }
}

Result<std::vector<PublishedList>> Ledger::published_lists(std::uint64_t sequence) {
  std::vector<PublishedList> out;
  auto rows = database_.prepare("SELECT kid, digest, length, wire FROM publication_lists JOIN list_wires USING(digest) WHERE sequence=?");
  if (!rows) return std::unexpected(rows.error().about(path_));
  rows->bind(1, static_cast<std::int64_t>(sequence));
  for (;;) {
    const auto row = rows->step();
    if (!row) return std::unexpected(row.error().about(path_));
    if (!*row) return out;
    const auto wire = rows->blob(3);
    out.push_back({fixed<8>(rows->blob(0)), fixed<32>(rows->blob(1)), static_cast<std::uint32_t>(rows->integer(2)), {wire.begin(), wire.end()}});
  }
}

}  // namespace skan::issuer

#include "issuer/ledger.h"

#include <algorithm>
#include <filesystem>

#include "revocation/status_list.h"

namespace skan::issuer {
namespace {

constexpr std::int64_t kApplicationId = 0x534B4C45, kUserVersion = 2;  // "SKLE"

constexpr const char* kSchema =
    "PRAGMA journal_mode=WAL;"
    "BEGIN IMMEDIATE;"
    "CREATE TABLE state(name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE keys(kid BLOB PRIMARY KEY, public_key BLOB NOT NULL, next_index INTEGER NOT NULL) STRICT;"
    "CREATE TABLE certificates(number TEXT PRIMARY KEY, kid BLOB NOT NULL, status_index INTEGER NOT NULL,"
    " message BLOB NOT NULL, issued_at INTEGER NOT NULL, revoked_at INTEGER, UNIQUE(kid, status_index)) STRICT;"
    "PRAGMA application_id=0x534B4C45; PRAGMA user_version=1;"
    "COMMIT;";

/// Version 2 remembers what was published, for deltas from it: each list once, however often it was published.
constexpr const char* kPublications =
    "BEGIN IMMEDIATE;"
    "CREATE TABLE IF NOT EXISTS publications(sequence INTEGER PRIMARY KEY, published_at INTEGER NOT NULL,"
    " manifest_digest BLOB NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS publication_lists(sequence INTEGER NOT NULL, kid BLOB NOT NULL, digest BLOB NOT NULL,"
    " PRIMARY KEY(sequence, kid)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS list_wires(digest BLOB PRIMARY KEY, length INTEGER NOT NULL, wire BLOB NOT NULL) STRICT;"
    "PRAGMA user_version=2;"
    "COMMIT;";

}  // namespace

Result<Ledger> Ledger::create(const std::string& path) {
  auto database = store::Database::open(path, store::Access::create);
  if (!database) return std::unexpected(database.error().about(path));
  // Before anything is in it: certificates are nobody else's to read.
  std::error_code failed;
  std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, failed);
  if (failed) return std::unexpected(Error{ErrorCode::storage, path + ": its permissions cannot be set; use a file system that has them"});
  if (auto made = database->execute(kSchema); !made) return std::unexpected(made.error().about(path));
  return open(path);
}

Result<Ledger> Ledger::open(const std::string& path) {
  auto database = store::Database::open(path, store::Access::read_write);
  if (!database) return std::unexpected(database.error().about(path));
  const auto application = database->query_integer("PRAGMA application_id");
  const auto version = database->query_integer("PRAGMA user_version");
  for (const auto* read : {&application, &version}) {
    if (!*read && !read->error().is_damage()) return std::unexpected(read->error().about(path));
  }
  if (!application || !version || *application != kApplicationId || *version < 1) {
    return std::unexpected(Error{ErrorCode::not_a_store, path + ": is not an authority's ledger; restore it from your backup"});
  }
  if (*version > kUserVersion) {
    return std::unexpected(Error{ErrorCode::newer_store_format, path + ": was written by a newer version; update the program"});
  }
  if (auto set = database->execute("PRAGMA synchronous=FULL"); !set) return std::unexpected(set.error().about(path));
  if (*version < kUserVersion) {
    if (auto migrated = database->execute(kPublications); !migrated) return std::unexpected(migrated.error().about(path));
  }
  return Ledger(path, *std::move(database));
}

Result<void> Ledger::begin() {
  auto begun = about(database_.execute("BEGIN IMMEDIATE"));
  if (begun) in_transaction_ = true;
  return begun;
}

Result<void> Ledger::commit() {
  auto committed = about(database_.execute("COMMIT"));
  if (committed) in_transaction_ = false;
  return committed;
}

void Ledger::rollback() noexcept {
  if (in_transaction_) static_cast<void>(database_.execute("ROLLBACK"));
  in_transaction_ = false;
}

Result<store::Statement> Ledger::value_of(std::string_view name) {
  auto statement = about(database_.prepare("SELECT value FROM state WHERE name=?"));
  if (!statement) return statement;
  const auto row = about(statement->bind(1, name).step());
  if (!row) return std::unexpected(row.error());
  if (*row) return statement;
  return std::unexpected(Error{ErrorCode::storage, path_ + ": lacks '" + std::string(name) + "'; restore it from your backup"});
}

Result<std::string> Ledger::text(std::string_view name) {
  auto value = value_of(name);
  if (!value) return std::unexpected(value.error());
  return value->text(0);
}

Result<std::int64_t> Ledger::number(std::string_view name) {
  auto value = value_of(name);
  if (!value) return std::unexpected(value.error());
  return value->integer(0);
}

Result<std::vector<std::byte>> Ledger::bytes(std::string_view name) {
  auto value = value_of(name);
  if (!value) return std::unexpected(value.error());
  const auto blob = value->blob(0);
  return std::vector<std::byte>(blob.begin(), blob.end());
}

template <class Value>
Result<void> Ledger::set_value(std::string_view name, Value value) {
  auto statement = about(database_.prepare("INSERT OR REPLACE INTO state VALUES(?, ?)"));
  if (!statement) return std::unexpected(statement.error());
  return about(statement->bind(1, name).bind(2, value).run());
}

Result<void> Ledger::set(std::string_view name, std::string_view value) { return set_value(name, value); }
Result<void> Ledger::set(std::string_view name, std::int64_t value) { return set_value(name, value); }
Result<void> Ledger::set(std::string_view name, std::span<const std::byte> value) { return set_value(name, value); }

Result<void> Ledger::add_key(const trust::IssuerKey& key) {
  auto statement = about(database_.prepare("INSERT INTO keys VALUES(?, ?, 0)"));
  if (!statement) return std::unexpected(statement.error());
  return about(statement->bind(1, crypto::Bytes(key.kid)).bind(2, crypto::Bytes(key.public_key)).run());
}

Result<std::uint32_t> Ledger::index_count(const crypto::KeyId& kid) {
  auto statement = about(database_.prepare("SELECT next_index FROM keys WHERE kid=?"));
  if (!statement) return std::unexpected(statement.error());
  const auto row = about(statement->bind(1, crypto::Bytes(kid)).step());
  if (!row) return std::unexpected(row.error());
  if (*row) return static_cast<std::uint32_t>(statement->integer(0));
  return std::unexpected(Error{ErrorCode::storage, path_ + ": does not know the issuer key; restore it from your backup"});
}

Result<std::uint32_t> Ledger::take_index(const crypto::KeyId& kid) {
  const auto index = index_count(kid);
  if (!index) return index;
  if (*index >= revocation::kMaxLength) {
    return std::unexpected(Error{ErrorCode::capacity, "the issuer key has no free status index left"});
  }
  auto statement = about(database_.prepare("UPDATE keys SET next_index=next_index+1 WHERE kid=?"));
  if (!statement) return std::unexpected(statement.error());
  if (auto updated = about(statement->bind(1, crypto::Bytes(kid)).run()); !updated) return std::unexpected(updated.error());
  return index;
}

Result<std::optional<LedgerEntry>> Ledger::find(const std::string& number) {
  auto statement = about(database_.prepare("SELECT kid, status_index, message FROM certificates WHERE number=?"));
  if (!statement) return std::unexpected(statement.error());
  const auto row = about(statement->bind(1, std::string_view(number)).step());
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::nullopt;
  LedgerEntry entry{number, {}, static_cast<std::uint32_t>(statement->integer(1)), {}};
  const auto kid = statement->blob(0), message = statement->blob(2);
  std::copy_n(kid.begin(), std::min(kid.size(), entry.kid.size()), entry.kid.begin());
  entry.message.assign(message.begin(), message.end());
  return entry;
}

Result<void> Ledger::add(const LedgerEntry& entry, std::int64_t issued_at) {
  auto statement = about(database_.prepare("INSERT INTO certificates VALUES(?, ?, ?, ?, ?, NULL)"));
  if (!statement) return std::unexpected(statement.error());
  statement->bind(1, std::string_view(entry.number)).bind(2, crypto::Bytes(entry.kid));
  statement->bind(3, std::int64_t{entry.status_index}).bind(4, crypto::Bytes(entry.message)).bind(5, issued_at);
  return about(statement->run());
}

Result<bool> Ledger::revoke(const std::string& number, std::int64_t now) {
  auto statement = about(database_.prepare(
      "UPDATE certificates SET revoked_at=? WHERE number=? AND revoked_at IS NULL RETURNING status_index"));
  if (!statement) return std::unexpected(statement.error());
  return about(statement->bind(1, now).bind(2, std::string_view(number)).step());
}

Result<void> Ledger::for_each_revoked(const crypto::KeyId& kid, const std::function<void(std::uint32_t)>& visit) {
  auto statement =
      about(database_.prepare("SELECT status_index FROM certificates WHERE kid=? AND revoked_at IS NOT NULL"));
  if (!statement) return std::unexpected(statement.error());
  statement->bind(1, crypto::Bytes(kid));
  for (;;) {
    const auto row = about(statement->step());
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    visit(static_cast<std::uint32_t>(statement->integer(0)));
  }
}

Result<std::int64_t> Ledger::count(bool only_revoked) {
  return about(database_.query_integer(only_revoked ? "SELECT count(*) FROM certificates WHERE revoked_at IS NOT NULL"
                                                    : "SELECT count(*) FROM certificates"));
}

}  // namespace skan::issuer

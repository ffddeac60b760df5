#include "issuer/ledger.h"

#include <filesystem>

#include "issuer/ledger_schema.h"

namespace skan::issuer {
namespace {

// Of the file's pages: a third of a million numbers, so that a register in any order is entered at speed.
constexpr const char* kSettings = "PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA journal_size_limit=67108864;";

}  // namespace

Result<Ledger> Ledger::create(const std::string& path) {
  auto database = store::Database::open(path, store::Access::create);
  if (!database) return std::unexpected(database.error().about(path));
  // Before anything is in it: certificates are nobody else's to read.
  std::error_code failed;
  std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, failed);
  if (failed) return std::unexpected(Error{ErrorCode::storage, path + ": its permissions cannot be set; use a file system that has them"});
  if (auto made = create_ledger_tables(*database); !made) return std::unexpected(made.error().about(path));
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
  if (!application || !version || *application != kLedgerApplicationId || *version < 1) {
    return std::unexpected(Error{ErrorCode::not_a_store, path + ": is not an authority's ledger; restore it from your backup"});
  }
  if (*version > kLedgerVersion) {
    return std::unexpected(Error{ErrorCode::newer_store_format, path + ": was written by a newer version; update the program"});
  }
  if (auto set = database->execute(kSettings); !set) return std::unexpected(set.error().about(path));
  if (*version < kLedgerVersion) {
    if (auto migrated = migrate_ledger(*database); !migrated) return std::unexpected(migrated.error().about(path));
  }
  return Ledger(path, *std::move(database));
}

Result<void> Ledger::begin() {
  auto begun = about(database_.execute("BEGIN IMMEDIATE"));
  if (begun) in_transaction_ = true;
  return begun;
}

Result<void> Ledger::begin_reading() {
  auto begun = about(database_.execute("BEGIN"));
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
  // They may hold what was undone.
  key_numbers_.clear();
  labels_.clear();
  label_texts_.clear();
  last_labels_ = {};
}

Result<std::int64_t> Ledger::version_of_others() { return about(database_.query_integer("PRAGMA data_version")); }

Result<Ledger::Use> Ledger::prepared(const char* sql) {
  const auto known = statements_.find(sql);
  if (known != statements_.end()) return Use(known->second);
  auto statement = about(database_.prepare(sql));
  if (!statement) return std::unexpected(statement.error());
  return Use(statements_.emplace(sql, *std::move(statement)).first->second);
}

Result<Ledger::Use> Ledger::value_of(std::string_view name) {
  auto statement = prepared("SELECT value FROM state WHERE name=?");
  if (!statement) return statement;
  const auto row = about((*statement)->bind(1, name).step());
  if (!row) return std::unexpected(row.error());
  if (*row) return statement;
  return std::unexpected(Error{ErrorCode::storage, path_ + ": lacks '" + std::string(name) + "'; restore it from your backup"});
}

Result<std::string> Ledger::text(std::string_view name) {
  auto value = value_of(name);
  if (!value) return std::unexpected(value.error());
  return (*value)->text(0);
}

Result<std::int64_t> Ledger::number(std::string_view name) {
  auto value = value_of(name);
  if (!value) return std::unexpected(value.error());
  return (*value)->integer(0);
}

Result<std::int64_t> Ledger::number_or(std::string_view name, std::int64_t missing) {
  auto statement = prepared("SELECT value FROM state WHERE name=?");
  if (!statement) return std::unexpected(statement.error());
  const auto row = about((*statement)->bind(1, name).step());
  if (!row) return std::unexpected(row.error());
  return *row ? (*statement)->integer(0) : missing;
}

Result<std::vector<std::byte>> Ledger::bytes(std::string_view name) {
  auto value = value_of(name);
  if (!value) return std::unexpected(value.error());
  const auto blob = (*value)->blob(0);
  return std::vector<std::byte>(blob.begin(), blob.end());
}

Result<std::optional<std::vector<std::byte>>> Ledger::find_bytes(std::string_view name) {
  auto statement = about(database_.prepare("SELECT value FROM state WHERE name=?"));
  if (!statement) return std::unexpected(statement.error());
  const auto row = about(statement->bind(1, name).step());
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::nullopt;
  const auto blob = statement->blob(0);
  return std::vector<std::byte>(blob.begin(), blob.end());
}

template <class Value>
Result<void> Ledger::set_value(std::string_view name, Value value) {
  auto statement = prepared("INSERT OR REPLACE INTO state VALUES(?, ?)");
  if (!statement) return std::unexpected(statement.error());
  return about((*statement)->bind(1, name).bind(2, value).run());
}

Result<void> Ledger::set(std::string_view name, std::string_view value) { return set_value(name, value); }
Result<void> Ledger::set(std::string_view name, std::int64_t value) { return set_value(name, value); }
Result<void> Ledger::set(std::string_view name, std::span<const std::byte> value) { return set_value(name, value); }

}  // namespace skan::issuer

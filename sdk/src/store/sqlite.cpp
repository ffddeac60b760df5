#include "store/sqlite.h"

#include <sqlite3.h>

namespace skan::store {
namespace {

constexpr int kBusyTimeoutMs = 5'000;
constexpr int kLargestValue = 80'000'000;  // bytes; a part may have 64,000,000

SqliteError error_of(sqlite3* connection) {
  return {sqlite3_extended_errcode(connection), sqlite3_errmsg(connection)};
}

int flags_of(Access access) {
  switch (access) {
    case Access::read_only: return SQLITE_OPEN_READONLY;
    case Access::read_write: return SQLITE_OPEN_READWRITE;
    case Access::create: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  }
  return SQLITE_OPEN_READONLY;
}

}  // namespace

bool SqliteError::is_damage() const noexcept {
  const int primary = code & 0xFF;
  return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB || primary == SQLITE_ERROR ||
         primary == SQLITE_MISMATCH || primary == SQLITE_SCHEMA || primary == SQLITE_TOOBIG || primary == SQLITE_CONSTRAINT;
}

Error SqliteError::about(std::string_view path) const {
  const auto say = [&](std::string_view remedy) {
    return Error{ErrorCode::storage, std::string(path) + ": " + std::string(remedy)};
  };
  switch (code & 0xFF) {
    case SQLITE_CANTOPEN: return say("cannot be opened; check the path and the permissions of file and folder");
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH: return say("cannot be written; check the permissions of file and folder");
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return say("is locked by another program; try again when it has finished");
    case SQLITE_FULL: return say("the disk is full; free some space and try again");
    case SQLITE_IOERR: return say("cannot be read or written; check the disk and its free space");
    case SQLITE_ERROR:
    case SQLITE_SCHEMA:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return say("is damaged beyond repair; restore it from a backup, or remove it and make it anew");
    case SQLITE_NOMEM: return say("there is not enough memory");
    default: return say("SQLite reports: " + message);
  }
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }

SqliteError Statement::error() const { return error_of(sqlite3_db_handle(statement_.get())); }

Statement& Statement::note(int status) {
  if (status != SQLITE_OK && !bind_error_) bind_error_ = error();
  return *this;
}

Statement& Statement::bind(int parameter, std::int64_t value) {
  return note(sqlite3_bind_int64(statement_.get(), parameter, value));
}

Statement& Statement::bind(int parameter, std::string_view value) {
  return note(sqlite3_bind_text64(statement_.get(), parameter, value.data(), value.size(), SQLITE_TRANSIENT,
                                  SQLITE_UTF8));
}

Statement& Statement::bind(int parameter, std::span<const std::byte> value) {
  // A null pointer would bind NULL; an empty blob is a value.
  const void* data = value.empty() ? static_cast<const void*>("") : value.data();
  return note(sqlite3_bind_blob64(statement_.get(), parameter, data, value.size(), SQLITE_TRANSIENT));
}

Statement& Statement::bind_borrowed(int parameter, std::span<const std::byte> value) {
  const void* data = value.empty() ? static_cast<const void*>("") : value.data();
  return note(sqlite3_bind_blob64(statement_.get(), parameter, data, value.size(), SQLITE_STATIC));
}

SqliteResult<bool> Statement::step() {
  if (bind_error_) return std::unexpected(*bind_error_);
  const int status = sqlite3_step(statement_.get());
  if (status == SQLITE_ROW) return true;
  if (status == SQLITE_DONE) return false;
  return std::unexpected(error());
}

SqliteResult<void> Statement::run() {
  for (;;) {
    const auto row = step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
  }
  reset();
  return {};
}

void Statement::reset() noexcept {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
  bind_error_.reset();
}

std::int64_t Statement::integer(int column) const noexcept { return sqlite3_column_int64(statement_.get(), column); }

std::string Statement::text(int column) const {
  const auto* text = sqlite3_column_text(statement_.get(), column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return text ? std::string(reinterpret_cast<const char*>(text), size) : std::string();
}

std::span<const std::byte> Statement::blob(int column) const noexcept {
  const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(statement_.get(), column));
  return data ? std::span(data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)))
              : std::span<const std::byte>();
}

void Database::Close::operator()(sqlite3* connection) const noexcept { sqlite3_close_v2(connection); }

SqliteResult<Database> Database::open(const std::string& path, Access access) {
  sqlite3* raw = nullptr;
  // Callers hold their own lock, so SQLite's is not needed.
  // A path is a path: not a URI, not a database in memory.
  const std::string file = path.starts_with("file:") || path.starts_with(':') ? "./" + path : path;
  const int status = sqlite3_open_v2(file.c_str(), &raw, flags_of(access) | SQLITE_OPEN_NOMUTEX, nullptr);
  Database database(raw);
  if (status != SQLITE_OK) return std::unexpected(raw ? error_of(raw) : SqliteError{SQLITE_NOMEM, ""});
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, kBusyTimeoutMs);
  // A value that somebody made huge, or that a column of his computes, must not take the memory that verdicts need.
  sqlite3_limit(raw, SQLITE_LIMIT_LENGTH, kLargestValue);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  return database;
}

SqliteResult<void> Database::execute(const char* sql) {
  if (sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  return std::unexpected(error_of(connection_.get()));
}

SqliteResult<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int status =
      sqlite3_prepare_v2(connection_.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (status != SQLITE_OK) return std::unexpected(error_of(connection_.get()));
  return Statement(statement);
}

SqliteResult<std::int64_t> Database::query_integer(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return std::unexpected(statement.error());
  const auto row = statement->step();
  if (!row) return std::unexpected(row.error());
  return *row ? statement->integer(0) : 0;
}

std::int64_t Database::last_row() const noexcept { return sqlite3_last_insert_rowid(connection_.get()); }

SqliteResult<void> Database::end_leftover_transaction() {
  return sqlite3_get_autocommit(connection_.get()) == 0 ? execute("ROLLBACK") : SqliteResult<void>();
}

SqliteResult<Transaction> Transaction::begin_with(Database& database, const char* sql) {
  if (auto ended = database.end_leftover_transaction(); !ended) return std::unexpected(ended.error());
  if (auto begun = database.execute(sql); !begun) return std::unexpected(begun.error());
  return Transaction(database);
}

SqliteResult<Transaction> Transaction::begin(Database& database) { return begin_with(database, "BEGIN IMMEDIATE"); }

SqliteResult<Transaction> Transaction::begin_read(Database& database) { return begin_with(database, "BEGIN"); }

Transaction::~Transaction() {
  if (database_) static_cast<void>(database_->execute("ROLLBACK"));
}

SqliteResult<void> Transaction::commit() {
  auto committed = database_->execute("COMMIT");
  if (committed) database_ = nullptr;
  return committed;
}

}  // namespace skan::store

// SQLite behind three small owners. The only header that others may use to reach it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "skan/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace skan::store {

/// How a database file is opened.
enum class Access { read_only, read_write, create };

/// A failure of SQLite, still with its own code, for callers that must tell damage from a full disk.
struct SqliteError {
  int code = 0;
  std::string message;

  /// The file is not a database, its pages contradict each other, or its tables are not those that were made: no
  /// statement of this library breaks a constraint of its own tables.
  bool is_damage() const noexcept;
  /// As an error about `path`, with the remedy.
  Error about(std::string_view path) const;
};

template <class T>
using SqliteResult = std::expected<T, SqliteError>;

class Database;

/// A prepared statement. Parameters and columns count from 1 and 0, as in SQLite.
class Statement {
 public:
  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, std::string_view value);
  Statement& bind(int parameter, std::span<const std::byte> value);
  /// Without a copy: `value` must stay until the next reset. For rows by the million.
  Statement& bind_borrowed(int parameter, std::span<const std::byte> value);
  /// True if there is a row, false at the end.
  SqliteResult<bool> step();
  /// Runs to the end, for statements without rows.
  SqliteResult<void> run();
  /// Ready for other parameters.
  void reset() noexcept;

  std::int64_t integer(int column) const noexcept;
  std::string text(int column) const;
  /// Valid until the next step or reset.
  std::span<const std::byte> blob(int column) const noexcept;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept;
  };
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  SqliteError error() const;
  /// Keeps the first failure of a bind for step().
  Statement& note(int status);

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::optional<SqliteError> bind_error_;
};

/// A connection. Not for use from several threads at once.
class Database {
 public:
  /// Opens `path` (UTF-8) with foreign or hostile schemas disarmed and a busy timeout of 5 s.
  static SqliteResult<Database> open(const std::string& path, Access access);

  SqliteResult<void> execute(const char* sql);
  SqliteResult<Statement> prepare(std::string_view sql);
  /// The first column of the first row of `sql`; 0 without a row.
  SqliteResult<std::int64_t> query_integer(std::string_view sql);
  /// A rollback needs memory, too: makes up for one that failed for want of it. Precondition: no Transaction lives.
  SqliteResult<void> end_leftover_transaction();
  /// The row id of the last insertion.
  std::int64_t last_row() const noexcept;

 private:
  struct Close {
    void operator()(sqlite3* connection) const noexcept;
  };
  explicit Database(sqlite3* connection) : connection_(connection) {}

  std::unique_ptr<sqlite3, Close> connection_;
};

/// A transaction that is rolled back unless committed.
class Transaction {
 public:
  /// Takes the write lock at once.
  static SqliteResult<Transaction> begin(Database& database);
  /// Everything read until the end is of one version of the file.
  static SqliteResult<Transaction> begin_read(Database& database);
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  SqliteResult<void> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  static SqliteResult<Transaction> begin_with(Database& database, const char* sql);

  Database* database_;
};

}  // namespace skan::store

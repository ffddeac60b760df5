#include "store/store_file.h"

#include <algorithm>
#include <filesystem>

#if __has_include(<sys/stat.h>) && !defined(_WIN32)
#include <sys/stat.h>
#endif

namespace skan::store {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kApplicationId = 0x534B414E, kUserVersion = 2;

constexpr const char* kSettings =
    "PRAGMA synchronous=FULL; PRAGMA journal_size_limit=1000000; PRAGMA cache_size=-256; PRAGMA temp_store=MEMORY;";

constexpr const char* kSchema =
    "CREATE TABLE roots(version INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;"
    "CREATE TABLE objects(name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE lists(generation INTEGER NOT NULL, kid BLOB NOT NULL, digests BLOB NOT NULL, block_rows BLOB NOT NULL,"
    " PRIMARY KEY(generation, kid)) STRICT;"
    "CREATE TABLE blocks(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;"
    "CREATE TABLE state(name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;"
    "PRAGMA application_id=0x534B414E; PRAGMA user_version=2;";

std::unexpected<Error> not_a_store(const std::string& path) {
  return std::unexpected(Error{ErrorCode::not_a_store, path + ": is not a trust store; name the file that 'skan trust init' made, or if it is that, remove it and provision again"});
}

Error about(const SqliteError& error, const std::string& path) {
  return error.is_damage() ? not_a_store(path).error() : error.about(path);
}

/// The version of the store's tables.
Result<std::int64_t> check_format(Database& database, const std::string& path) {
  const auto application = database.query_integer("PRAGMA application_id");
  if (!application) return std::unexpected(about(application.error(), path));
  const auto version = database.query_integer("PRAGMA user_version");
  if (!version) return std::unexpected(about(version.error(), path));
  if (*application != kApplicationId || *version < 1) return not_a_store(path);
  if (*version > kUserVersion) {
    return std::unexpected(Error{ErrorCode::newer_store_format,
                                 path + ": was written by a newer version of this program; update the program"});
  }
  return *version;
}

Result<bool> is_read_only_copy(Database& database, const std::string& path) {
  const auto marks = database.query_integer("SELECT count(*) FROM state WHERE name='copy'");
  if (!marks) return std::unexpected(about(marks.error(), path));
  return *marks > 0;
}

fs::path native(const std::string& path) { return {std::u8string(path.begin(), path.end())}; }

SqliteResult<void> fill_new_file(Database& database, crypto::Bytes root, const trust::Identity& identity) {
  if (auto done = database.execute("PRAGMA page_size=8192; PRAGMA journal_mode=WAL;"); !done) return done;
  if (auto done = database.execute(kSettings); !done) return done;
  auto transaction = Transaction::begin(database);
  if (!transaction) return std::unexpected(transaction.error());
  // Somebody else may have been faster.
  const auto tables = database.query_integer("SELECT count(*) FROM sqlite_schema");
  if (!tables) return std::unexpected(tables.error());
  if (*tables > 0) return {};
  if (auto done = create_tables(database, identity); !done) return done;
  auto roots = database.prepare("INSERT INTO roots VALUES(1, ?)");
  if (!roots) return std::unexpected(roots.error());
  if (auto done = roots->bind(1, root).run(); !done) return done;
  return transaction->commit();
}

/// The main file is never opened beside SQLite: closing any other descriptor of it would drop all locks that SQLite holds
/// on it for this process (SQLite, "How To Corrupt", 2.2), and updates of other processes would no longer be seen.
Result<OpenedFile> open_what_is_there(const std::string& path) {
  auto database = Database::open(path, Access::read_write);
  if (!database) return std::unexpected(about(database.error(), path));
  const auto version = check_format(*database, path);
  if (!version) return std::unexpected(version.error());
  if (auto set = database->execute(kSettings); !set) return std::unexpected(about(set.error(), path));
  const auto is_copy = is_read_only_copy(*database, path);
  // Damage in that table is for whoever reads it.
  OpenedFile out{*std::move(database), is_copy && *is_copy};
  std::error_code ignored;
  if (out.is_copy && fs::exists(native(path + "-wal"), ignored)) {
    return std::unexpected(Error{ErrorCode::storage, path + ": is a read-only copy, but " + path + "-wal stands beside it; remove that, or export the copy again"});
  }
  if (*version == kUserVersion) return out;
  if (out.is_copy) return std::unexpected(Error{ErrorCode::storage, path + ": is a copy in an older format; export it again with this version"});
  if (auto migrated = migrate_from_1(out.database); !migrated) return std::unexpected(about(migrated.error(), path));
  return out;
}

}  // namespace

FileMark FileMark::of(const std::string& path, bool with_time) noexcept {
#if __has_include(<sys/stat.h>) && !defined(_WIN32)
  struct stat about {};
  if (::stat(path.c_str(), &about) == 0) {
    return {static_cast<std::uint64_t>(about.st_dev), static_cast<std::uint64_t>(about.st_ino),
            with_time ? static_cast<std::int64_t>(about.st_mtime) : 0};
  }
#else
  static_cast<void>(path);
  static_cast<void>(with_time);
#endif
  return {};
}

SqliteResult<void> create_tables(Database& database, const trust::Identity& identity) {
  if (auto done = database.execute(kSchema); !done) return done;
  auto state = database.prepare("INSERT INTO state VALUES(?, ?)");
  if (!state) return std::unexpected(state.error());
  const std::string_view id_name = "authority_id", channel_name = "channel";
  if (auto done = state->bind(1, id_name).bind(2, crypto::Bytes(identity.authority_id)).run(); !done) return done;
  return state->bind(1, channel_name).bind(2, std::string_view(identity.channel)).run();
}

Error overtaken(const std::string& path) {
  return {ErrorCode::overtaken, path + ": was updated by another program meanwhile; update again"};
}

Result<OpenedFile> open_store_file(const std::string& path) {
  constexpr int kMostAttempts = 10;
  for (int attempt = 1;; ++attempt) {
    const FileMark before = FileMark::of(path, false);
    auto opened = open_what_is_there(path);
    // A file that came to stand there in between may not be the one that was opened.
    const bool is_known = FileMark::of(path, false) == before;
    if (!is_known && attempt < kMostAttempts) continue;
    if (opened) opened->mark = opened->is_copy ? FileMark::of(path, true) : before;
    return opened;
  }
}

Result<OpenedFile> open_writable(const std::string& path) {
  auto opened = open_store_file(path);
  if (!opened || !opened->is_copy) return opened;
  return std::unexpected(Error{ErrorCode::storage, path + ": is a read-only copy; update the store that it was made from, and export it again"});
}

Result<void> create_store_file(const std::string& path, crypto::Bytes root, const trust::Identity& identity) {
  auto database = Database::open(path, Access::create);
  if (!database) return std::unexpected(about(database.error(), path));
  // A file that an interrupted provisioning left behind is empty, and so as good as none.
  const auto tables = database->query_integer("SELECT count(*) FROM sqlite_schema");
  if (!tables) return std::unexpected(about(tables.error(), path));
  if (*tables > 0) return not_a_store(path);
  if (auto filled = fill_new_file(*database, root, identity); !filled) return std::unexpected(filled.error().about(path));
  return {};
}

SqliteResult<void> make_copy(Database& database, const std::string& path) {
  auto vacuum = database.prepare("VACUUM INTO ?");
  if (!vacuum) return std::unexpected(vacuum.error());
  const std::string plain = path.starts_with("file:") ? "./" + path : path;  // here, too, a path is no URI
  if (auto done = vacuum->bind(1, std::string_view(plain)).run(); !done) return done;
  auto copy = Database::open(path, Access::read_write);
  if (!copy) return std::unexpected(copy.error());
  return copy->execute("PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; INSERT OR REPLACE INTO state VALUES('copy', 1);");
}

SqliteResult<FileIdentity> read_file_identity(Database& database) {
  FileIdentity out;
  auto state = database.prepare("SELECT name, value FROM state WHERE length(value)<=100");
  if (!state) return std::unexpected(state.error());
  for (;;) {
    const auto row = state->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    if (state->text(0) == "channel") out.channel = state->text(1);
    if (state->text(0) != "authority_id") continue;
    const auto id = state->blob(1);
    if (id.size() == out.authority_id.size()) std::ranges::copy(id, out.authority_id.begin());
  }
  auto root = database.prepare("SELECT bytes FROM roots WHERE version=1");
  if (!root) return std::unexpected(root.error());
  const auto row = root->step();
  if (!row) return std::unexpected(row.error());
  out.claims_match_root = *row && crypto::digest(crypto::Purpose::root, root->blob(0)) == out.authority_id;
  return out;
}

}  // namespace skan::store

#include "store/store_file.h"

#include <algorithm>

#if __has_include(<sys/stat.h>) && !defined(_WIN32)
#include <sys/stat.h>
#endif

namespace skan::store {
namespace {

constexpr std::int64_t kApplicationId = 0x534B414E, kUserVersion = 1;

constexpr const char* kSettings =
    "PRAGMA synchronous=FULL; PRAGMA journal_size_limit=1000000; PRAGMA cache_size=-256; PRAGMA temp_store=MEMORY;";

constexpr const char* kSchema =
    "CREATE TABLE roots(version INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;"
    "CREATE TABLE objects(name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE lists(generation INTEGER NOT NULL, kid BLOB NOT NULL, digests BLOB NOT NULL,"
    " PRIMARY KEY(generation, kid)) STRICT;"
    "CREATE TABLE blocks(id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT;"
    "CREATE TABLE state(name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;"
    "PRAGMA application_id=0x534B414E; PRAGMA user_version=1;";

std::unexpected<Error> not_a_store(const std::string& path) {
  return std::unexpected(Error{ErrorCode::not_a_store, path + ": is not a trust store; name the file that 'skan trust init' made, or if it is that, remove it and provision again"});
}

Error about(const SqliteError& error, const std::string& path) {
  return error.is_damage() ? not_a_store(path).error() : error.about(path);
}

Result<void> check_format(Database& database, const std::string& path) {
  const auto application = database.query_integer("PRAGMA application_id");
  if (!application) return std::unexpected(about(application.error(), path));
  const auto version = database.query_integer("PRAGMA user_version");
  if (!version) return std::unexpected(about(version.error(), path));
  if (*application != kApplicationId || *version < kUserVersion) return not_a_store(path);
  if (*version > kUserVersion) {
    return std::unexpected(Error{ErrorCode::newer_store_format,
                                 path + ": was written by a newer version of this program; update the program"});
  }
  return {};
}

SqliteResult<void> fill_new_file(Database& database, crypto::Bytes root, const trust::Identity& identity) {
  if (auto done = database.execute("PRAGMA page_size=8192; PRAGMA journal_mode=WAL;"); !done) return done;
  if (auto done = database.execute(kSettings); !done) return done;
  auto transaction = Transaction::begin(database);
  if (!transaction) return std::unexpected(transaction.error());
  // Somebody else may have been faster.
  const auto tables = database.query_integer("SELECT count(*) FROM sqlite_schema");
  if (!tables) return std::unexpected(tables.error());
  if (*tables > 0) return {};
  if (auto done = database.execute(kSchema); !done) return done;
  auto roots = database.prepare("INSERT INTO roots VALUES(1, ?)");
  if (!roots) return std::unexpected(roots.error());
  if (auto done = roots->bind(1, root).run(); !done) return done;
  auto state = database.prepare("INSERT INTO state VALUES(?, ?)");
  if (!state) return std::unexpected(state.error());
  const std::string_view id_name = "authority_id", channel_name = "channel";
  if (auto done = state->bind(1, id_name).bind(2, crypto::Bytes(identity.authority_id)).run(); !done) return done;
  if (auto done = state->bind(1, channel_name).bind(2, std::string_view(identity.channel)).run(); !done) return done;
  return transaction->commit();
}

}  // namespace

FileMark FileMark::of(const std::string& path) noexcept {
#if __has_include(<sys/stat.h>) && !defined(_WIN32)
  struct stat about {};
  if (::stat(path.c_str(), &about) == 0) return {static_cast<std::uint64_t>(about.st_dev), static_cast<std::uint64_t>(about.st_ino)};
#else
  static_cast<void>(path);
#endif
  return {};
}

Result<Database> open_store_file(const std::string& path) {
  auto database = Database::open(path, Access::read_write);
  if (!database) return std::unexpected(about(database.error(), path));
  if (auto format = check_format(*database, path); !format) return std::unexpected(format.error());
  if (auto set = database->execute(kSettings); !set) return std::unexpected(about(set.error(), path));
  return *std::move(database);
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

SqliteResult<FileIdentity> read_file_identity(Database& database) {
  FileIdentity out;
  auto state = database.prepare("SELECT name, value FROM state");
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

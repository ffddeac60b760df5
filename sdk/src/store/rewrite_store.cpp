#include <filesystem>
#include <system_error>

#include "store/store_file.h"

namespace skan::store {
namespace {

namespace fs = std::filesystem;

fs::path native(const std::string& path) { return {std::u8string(path.begin(), path.end())}; }

/// The update and the notes, in the new file alone; nothing is left beside it.
SqliteResult<std::shared_ptr<const Snapshot>> fill(Database& database, const trust::Update& update, const trust::Identity& identity,
                                                   const Snapshot& held) {
  auto transaction = Transaction::begin(database);
  if (!transaction) return std::unexpected(transaction.error());
  if (auto written = write_update(database, update, Snapshot{}); !written) return std::unexpected(written.error());
  auto stored = read_back(database, update, identity, held.in_force.anchor);
  if (!stored || !*stored) return stored;
  if (auto committed = transaction->commit(); !committed) return std::unexpected(committed.error());
  const trust::Head& head = update.data.head;
  const bool same_epoch = held.in_force.data && held.in_force.data->head.epoch == head.epoch;
  if (held.noted_time > 0 && same_epoch) {
    const auto noted = write_noted_time(database, held.noted_time, held.noted_time, head.epoch);
    if (!noted) return std::unexpected(noted.error());
  }
  if (held.refusal) static_cast<void>(write_refusal(database, *held.refusal));
  if (auto merged = database.execute("PRAGMA wal_checkpoint(TRUNCATE)"); !merged) return std::unexpected(merged.error());
  return load_snapshot(database, identity, held.in_force.anchor);  // with the notes: a noted time is part of the floor
}

void remove_with_log(const std::string& path) {
  std::error_code ignored;
  for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(native(path + suffix), ignored);
}

}  // namespace

Result<std::shared_ptr<const Snapshot>> rewrite_store(const std::string& path, const trust::Update& update, const trust::Identity& identity,
                                                      const Snapshot& held) {
  const std::string draft = path + ".new";
  remove_with_log(draft);
  if (auto made = create_store_file(draft, update.roots.front(), identity); !made) return std::unexpected(made.error());
  auto database = open_writable(draft);
  if (!database) return std::unexpected(database.error());
  auto stored = fill(*database, update, identity, held);
  const bool complete = stored && *stored;
  { const Database closed = *std::move(database); }
  if (!complete) {
    remove_with_log(draft);
    return std::unexpected(stored ? Error{ErrorCode::storage, path + ": cannot be made anew; check the disk"} : stored.error().about(draft));
  }
  std::error_code failed;
  // The damaged file's log goes first: it must not be taken for the new one's.
  for (const char* suffix : {"-wal", "-shm"}) fs::remove(native(path + suffix), failed);
  fs::rename(native(draft), native(path), failed);
  if (failed) return std::unexpected(Error{ErrorCode::storage, path + ": cannot be replaced (" + failed.message() + "); check the permissions of the folder"});
  return *std::move(stored);
}

}  // namespace skan::store

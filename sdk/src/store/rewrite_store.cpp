#include <filesystem>
#include <random>
#include <string_view>
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

std::string in_utf8(const fs::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

/// The file itself, where `path` is a link to it: whoever has it open under its own name must find the new one, too.
std::string real_path(const std::string& path) {
  std::error_code failed;
  const fs::path real = fs::canonical(native(path), failed);
  return failed ? path : in_utf8(real);
}

constexpr std::string_view kDraftEnd = ".new";

/// A name of its own for each, so that nobody takes a draft that somebody else is still writing for his own.
std::string draft_name(const std::string& file) { return file + "." + std::to_string(std::random_device{}()) + std::string(kDraftEnd); }

/// Drafts that a process left behind when it was killed; nobody else is writing one now.
void remove_old_drafts(const std::string& file) {
  const fs::path path = native(file);
  const std::string begin = in_utf8(path.filename()) + ".";
  std::vector<std::string> old;
  std::error_code failed;
  for (fs::directory_iterator at(path.parent_path(), failed), end; !failed && at != end; at.increment(failed)) {
    const std::string name = in_utf8(at->path().filename());
    const bool is_draft = name.starts_with(begin) && name.ends_with(kDraftEnd) && name.size() > begin.size() + kDraftEnd.size() &&
                          name.find_first_not_of("0123456789", begin.size()) == name.size() - kDraftEnd.size();
    if (is_draft) old.push_back(in_utf8(at->path()));
  }
  for (const std::string& draft : old) remove_with_log(draft);
}

/// The draft in the place of the file.
Result<void> exchange(const std::string& draft, const std::string& file, const FileMark& mark) {
  if (FileMark::of(file, false) != mark) return std::unexpected(overtaken(file));
  std::error_code failed;
  // The damaged file's log goes first: it must not be taken for the new one's.
  for (const char* suffix : {"-wal", "-shm"}) fs::remove(native(file + suffix), failed);
  fs::rename(native(draft), native(file), failed);
  if (!failed) return {};
  return std::unexpected(Error{ErrorCode::storage, file + ": cannot be replaced (" + failed.message() + "); check the permissions of the folder"});
}

Result<std::shared_ptr<const Snapshot>> write_draft(const std::string& draft, const trust::Update& update, const trust::Identity& identity,
                                                    const Snapshot& held) {
  if (auto made = create_store_file(draft, update.roots.front(), identity); !made) return std::unexpected(made.error());
  auto opened = open_writable(draft);
  if (!opened) return std::unexpected(opened.error());
  auto stored = fill(opened->database, update, identity, held);
  if (!stored) return std::unexpected(stored.error().about(draft));
  if (!*stored) return std::unexpected(Error{ErrorCode::storage, draft + ": does not hold what was written; check the disk"});
  return *std::move(stored);
}

}  // namespace

Result<std::shared_ptr<const Snapshot>> rewrite_store(const std::string& path, const FileMark& mark, const trust::Update& update,
                                                      const trust::Identity& identity, const Snapshot& held) {
  const std::string file = real_path(path);
  remove_old_drafts(file);
  const std::string draft = draft_name(file);
  auto stored = write_draft(draft, update, identity, held);
  const auto exchanged = stored ? exchange(draft, file, mark) : Result<void>();
  if (!stored || !exchanged) remove_with_log(draft);
  if (!exchanged) return std::unexpected(exchanged.error());
  return stored;
}

}  // namespace skan::store

#include "skan/issuer/site.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <system_error>
#include <tuple>

#include "codec/hex.h"
#include "cose/sign1.h"
#include "issuer/files.h"
#include "trust/encoding.h"
#include "trust/reading.h"

namespace skan::issuer {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDraftEnding = ".part";

std::unexpected<Error> cannot_write(const fs::path& path, const std::error_code& why) {
  return std::unexpected(Error{ErrorCode::storage, path.string() + ": cannot be written (" + why.message() + "); check the path, its permissions and the free space"});
}

/// The time of a file says when it was last named by a publication.
fs::file_time_type file_time(std::int64_t unix_seconds) {
  return std::chrono::file_clock::from_sys(std::chrono::sys_seconds(std::chrono::seconds(unix_seconds)));
}

bool holds(const fs::path& file, crypto::Bytes bytes) {
  const auto content = read_file(file, bytes.size());
  return content && std::ranges::equal(*content, bytes);
}

/// True if the file was not there with this content before. A delta that a power cut takes is no loss: the lists that
/// it saves are there.
Result<bool> write_object(const fs::path& file, crypto::Bytes bytes, std::int64_t now, Durability durability) {
  std::error_code failed;
  const bool is_new = !holds(file, bytes);
  if (is_new) {
    fs::create_directories(file.parent_path(), failed);
    if (failed) return cannot_write(file.parent_path(), failed);
    fs::path draft = file;
    draft += kDraftEnding;
    if (auto written = write_file(draft, bytes, durability); !written) return std::unexpected(written.error());
    fs::rename(draft, file, failed);
    if (failed) return cannot_write(file, failed);
  }
  fs::last_write_time(file, file_time(now), failed);
  if (failed) return cannot_write(file, failed);
  return is_new;
}

std::optional<trust::Head> head_in(crypto::Bytes object) {
  const auto message = cose::read_sign1(object);
  auto head = message ? trust::read_head(message->payload) : std::unexpected(Error{});
  return head ? std::optional(*std::move(head)) : std::nullopt;
}

/// An older publication must not take a newer one's place, and nobody may publish into another's site. What cannot be read as
/// a head is no reason to keep it.
Result<void> check_place(const fs::path& file, const trust::Head& ours) {
  const auto bytes = read_file(file, trust::kMaxHeadSize);
  const auto there = bytes ? head_in(*bytes) : std::nullopt;
  if (!there) return {};
  if (there->authority_id != ours.authority_id || there->channel != ours.channel) {
    return std::unexpected(Error{ErrorCode::foreign_store, file.string() + ": belongs to another authority or channel; name another folder"});
  }
  if (std::tuple(there->epoch, there->sequence) <= std::tuple(ours.epoch, ours.sequence)) return {};
  return std::unexpected(Error{ErrorCode::lower_sequence, file.string() + ": is of a newer publication, and was left as it is"});
}

/// A name that only a site's own files have.
bool is_digest_name(const fs::path& file) {
  crypto::Digest ignored;
  return codec::hex_decode(file.filename().string(), ignored);
}

/// What a publisher is writing, or one that was killed has left half written.
bool is_draft(const fs::path& file) { return file.extension() == kDraftEnding && is_digest_name(file.stem()); }

/// Named by no publication for kSiteKept.
bool is_old(const fs::directory_entry& file, std::int64_t now) {
  std::error_code unreadable;
  const auto last_named = file.last_write_time(unreadable);
  return !unreadable && last_named < file_time(now - kSiteKept);
}

/// With the folder's lock no draft can be another publisher's work.
std::size_t remove_old_files(const fs::path& folder, const FolderLock& lock, std::int64_t now) {
  std::size_t removed = 0;
  std::error_code failed;
  for (fs::recursive_directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    std::error_code refused;
    if (!at->is_regular_file(refused)) continue;
    const bool draft = is_draft(at->path());
    const bool unwanted = (draft && lock.is_held()) || ((draft || is_digest_name(at->path())) && is_old(*at, now));
    if (unwanted) removed += fs::remove(at->path(), refused);
  }
  return removed;
}

void remove_empty_folders(const fs::path& folder) {
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    std::error_code not_empty;
    if (is_digest_name(at->path())) fs::remove(at->path(), not_empty);
  }
}

}  // namespace

Result<SiteReport> write_site(const fs::path& folder, const Publication& publication, std::int64_t now) {
  const auto ours = publication.objects.empty() ? std::nullopt : head_in(publication.objects.back().bytes);
  if (!ours) return std::unexpected(Error{ErrorCode::invalid_argument, "publication: has no head"});
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) return cannot_write(folder, failed);
  const FolderLock alone(folder);
  if (auto free = check_place(folder / "head", *ours); !free) return std::unexpected(free.error());
  SiteReport report;
  for (const SiteObject& object : publication.objects) {
    const fs::path file = folder / object.path;
    const bool is_delta = object.path.starts_with("delta/");
    const auto written = write_object(file, object.bytes, now, is_delta ? Durability::ordinary : Durability::synced);
    if (!written) return std::unexpected(written.error());
    report.written += *written;
  }
  for (const char* kind : {"part", "manifest", "delta"}) report.removed += remove_old_files(folder / kind, alone, now);
  remove_empty_folders(folder / "delta");
  return report;
}

}  // namespace skan::issuer

#include "cli/download.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

namespace skan::cli {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kForOwner = 0600;

/// The file, if no other process has it.
programs::Descriptor open_own(const fs::path& path) {
  constexpr int flags = O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  programs::Descriptor file(::open(path.c_str(), flags, kForOwner));
  const bool is_ours = file.is_open() && ::flock(file.number(), LOCK_EX | LOCK_NB) == 0;
  return is_ours ? std::move(file) : programs::Descriptor(-1);
}

std::vector<std::byte> content_of(int file, std::size_t largest) {
  struct stat about{};
  if (::fstat(file, &about) != 0 || static_cast<std::size_t>(about.st_size) > largest) return {};
  std::vector<std::byte> bytes(static_cast<std::size_t>(about.st_size));
  if (::pread(file, bytes.data(), bytes.size(), 0) != about.st_size) return {};
  return bytes;
}

bool is_one_of_ours(const fs::path& file) {
  constexpr std::array<std::string_view, 3> kinds = {"manifest-", "part-", "delta-"};
  return std::ranges::any_of(
      kinds, [&](std::string_view kind) { return file.filename().native().starts_with(kind); });
}

/// Calls `take` with each file of ours in `folder`.
template <class Take>
void each_file(const fs::path& folder, Take take) {
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    std::error_code ignored;
    if (is_one_of_ours(at->path()) && at->is_regular_file(ignored)) take(*at);
  }
}

}  // namespace

Download::Download(const WantedObject& wanted, const fs::path& file)
    : limit_(wanted.max_bytes), file_(open_own(file)) {
  if (!file_.is_open()) return;
  bytes_ = content_of(file_.number(), limit_);
  if (bytes_.empty()) clear();
  kept_ = bytes_.size();
  is_pieced_ = kept_ != 0;
}

bool Download::append(std::span<const std::byte> piece) {
  const bool fits = piece.size() <= limit_ - std::min(limit_, bytes_.size());
  if (!fits) {
    bytes_.resize(limit_ + 1);  // what it says does not matter any more
    return false;
  }
  bytes_.insert(bytes_.end(), piece.begin(), piece.end());
  const bool written = !file_.is_open() || ::write(file_.number(), piece.data(), piece.size()) ==
                                               static_cast<ssize_t>(piece.size());
  if (!written) file_ = programs::Descriptor(-1);  // a full disk: half of it is kept, and no hole in it
  return true;
}

void Download::clear() {
  bytes_.clear();
  kept_ = 0;
  is_pieced_ = false;
  if (file_.is_open() && ::ftruncate(file_.number(), 0) != 0) file_ = programs::Descriptor(-1);
}

fs::path DownloadFolder::file_of(const WantedObject& wanted) const {
  std::string name = wanted.path;
  std::ranges::replace(name, '/', '-');
  return path_ / name;
}

std::size_t DownloadFolder::bytes_kept() const {
  std::size_t bytes = 0;
  each_file(path_, [&](const fs::directory_entry& file) {
    std::error_code failed;
    const auto size = file.file_size(failed);
    if (!failed) bytes += size;
  });
  return bytes;
}

template <class Unwanted>
void DownloadFolder::remove_files(Unwanted unwanted) {
  std::vector<fs::path> gone;
  each_file(path_, [&](const fs::directory_entry& file) {
    if (unwanted(file.path())) gone.push_back(file.path());
  });
  std::error_code ignored;
  for (const fs::path& file : gone) fs::remove(file, ignored);
}

/// What earlier runs wanted and this one did not ask for goes first.
bool DownloadFolder::make_room(std::size_t bytes) {
  if (bytes_kept() + bytes <= kLimit) return true;
  remove_files([&](const fs::path& file) { return !opened_.contains(file); });
  return bytes_kept() + bytes <= kLimit;
}

Download DownloadFolder::open(const WantedObject& wanted) {
  if (!wanted.is_immutable) return Download(wanted);
  const fs::path file = file_of(wanted);
  opened_.insert(file);
  std::error_code failed;
  fs::create_directory(path_, failed);
  if (failed || !make_room(wanted.max_bytes)) return Download(wanted);
  return {wanted, file};
}

void DownloadFolder::discard(const WantedObject& wanted) {
  std::error_code ignored;
  if (wanted.is_immutable) fs::remove(file_of(wanted), ignored);
}

void DownloadFolder::remove() {
  remove_files([](const fs::path&) { return true; });
  ::rmdir(path_.c_str());  // unless there is something else, or it is something else
}

}  // namespace skan::cli

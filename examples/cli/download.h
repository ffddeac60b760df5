// What has been received of one object.
#pragma once

#include <cstddef>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "skan/wanted_object.h"
#include "support/descriptor.h"

namespace skan::cli {

/// The bytes of one object as they come, never more than one beyond what it may have, so that the update
/// session can see that it is too long. With a file they are also written there at once, for a next run to go
/// on from.
class Download {
 public:
  /// Kept in memory alone.
  explicit Download(const WantedObject& wanted) : limit_(wanted.max_bytes) {}
  /// Goes on from what `file` holds. It is locked meanwhile; without the lock, or where it cannot be written,
  /// memory does.
  Download(const WantedObject& wanted, const std::filesystem::path& file);

  std::span<const std::byte> bytes() const noexcept { return bytes_; }
  std::size_t limit() const noexcept { return limit_; }
  /// How many of bytes() an earlier run had received.
  std::size_t kept() const noexcept { return kept_; }
  /// True if bytes() did not come in one piece.
  bool is_pieced() const noexcept { return is_pieced_; }

  /// Takes what came next; false if that is more than there may be.
  bool append(std::span<const std::byte> piece);
  /// What comes next is put behind what is there.
  void go_on() noexcept { is_pieced_ = true; }
  /// Back to nothing.
  void clear();

 private:
  std::size_t limit_;
  std::vector<std::byte> bytes_;
  std::size_t kept_ = 0;
  bool is_pieced_ = false;
  programs::Descriptor file_{-1};
};

/// The folder beside a store (STORE.download) where objects that are named by their content lie until an
/// update has succeeded: at most kLimit bytes. All of it is for speed: whatever fails here costs a download,
/// never an update.
class DownloadFolder {
 public:
  static constexpr std::size_t kLimit = 128'000'000;

  explicit DownloadFolder(const std::string& store) : path_(store + ".download") {}

  Download open(const WantedObject& wanted);
  /// Forgets what was kept of an object.
  void discard(const WantedObject& wanted);
  /// Removes all that was kept. Files of other names, and a folder that holds some, stay.
  void remove();

 private:
  std::filesystem::path file_of(const WantedObject& wanted) const;
  std::size_t bytes_kept() const;
  bool make_room(std::size_t bytes);
  template <class Unwanted>
  void remove_files(Unwanted unwanted);

  std::filesystem::path path_;
  std::set<std::filesystem::path> opened_;
};

}  // namespace skan::cli

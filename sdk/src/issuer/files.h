// Files of an authority: secrets that only the owner may read.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "crypto/digest.h"
#include "skan/result.h"

namespace skan::issuer {

/// Makes `folder`, readable by its owner only. Fails with storage.
Result<void> make_private_folder(const std::filesystem::path& folder);

/// Writes `text` to a new file that only its owner may read (mode 0600), and makes sure it is on disk. An existing file is an
/// error. Fails with storage.
Result<void> write_secret(const std::filesystem::path& file, std::string_view text);
/// The folder's entries survive a power cut from here on. Fails with storage.
Result<void> sync_folder(const std::filesystem::path& folder);

/// Whether a written file must outlive a power cut.
enum class Durability { ordinary, synced };

/// Writes a file. Fails with storage.
Result<void> write_file(const std::filesystem::path& file, crypto::Bytes bytes, Durability durability = Durability::synced);
/// Reads a file of at most `max` bytes. Fails with storage or capacity.
Result<std::vector<std::byte>> read_file(const std::filesystem::path& file, std::size_t max);

/// Whoever locks the same folder waits until this one is gone, also in another process. On a file system or a platform without
/// locks, and for a folder that cannot be read, nobody waits, and is_held() is false.
class FolderLock {
 public:
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

  bool is_held() const noexcept { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

}  // namespace skan::issuer

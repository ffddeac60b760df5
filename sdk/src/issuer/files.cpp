#include "issuer/files.h"

#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>

#if __has_include(<unistd.h>)
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace skan::issuer {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> storage(const fs::path& file, std::string_view what) {
  return std::unexpected(Error{ErrorCode::storage, file.string() + ": " + std::string(what)});
}

Result<void> restrict_to_owner(const fs::path& path, fs::perms permissions) {
  std::error_code failed;
  fs::permissions(path, permissions, failed);
  if (failed) return storage(path, "its permissions cannot be set; use a file system that has them");
  return {};
}

#if __has_include(<unistd.h>)
Result<void> sync_path(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  return synced ? Result<void>() : storage(path, "cannot be written to disk; check the disk");
}
#else
Result<void> sync_path(const fs::path&) { return {}; }
#endif

/// The file and its entry in the folder survive a power cut from here on.
Result<void> sync_to_disk(const fs::path& file) {
  if (auto synced = sync_path(file); !synced) return synced;
  return sync_folder(file.parent_path());
}

}  // namespace

Result<void> make_private_folder(const fs::path& folder) {
  std::error_code failed;
  fs::create_directory(folder, failed);
  if (failed) return storage(folder, "cannot be made; check the path and its permissions");
  return restrict_to_owner(folder, fs::perms::owner_all);
}

Result<void> write_secret(const fs::path& file, std::string_view text) {
  std::error_code failed;
  if (fs::exists(file, failed) || failed) return storage(file, "exists already or cannot be looked at; keys are never overwritten");
  std::ofstream out(file, std::ios::binary);
  // While it is still empty, so that the secret is never readable by others.
  if (auto restricted = restrict_to_owner(file, fs::perms::owner_read | fs::perms::owner_write); !restricted) return restricted;
  out << text;
  out.close();
  if (!out) return storage(file, "cannot be written; check free space and permissions");
  return sync_to_disk(file);
}

Result<void> sync_folder(const fs::path& folder) { return sync_path(folder.empty() ? fs::path(".") : folder); }

Result<void> write_file(const fs::path& file, crypto::Bytes bytes, Durability durability) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) return storage(file, "cannot be written; check free space and permissions");
  return durability == Durability::synced ? sync_to_disk(file) : Result<void>();
}

Result<std::vector<std::byte>> read_file(const fs::path& file, std::size_t max) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return storage(file, "cannot be read; check the path and its permissions");
  std::vector<std::byte> bytes(max + 1);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (in.bad()) return storage(file, "cannot be read");
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (bytes.size() > max) return std::unexpected(Error{ErrorCode::capacity, file.string() + ": is larger than expected"});
  return bytes;
}

#if __has_include(<unistd.h>)
FolderLock::FolderLock(const fs::path& folder) : descriptor_(::open(folder.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (descriptor_ < 0) return;
  int locked = -1;
  do {
    locked = ::flock(descriptor_, LOCK_EX);
  } while (locked != 0 && errno == EINTR);  // a signal that the host takes note of is no reason to go on without the lock
  if (locked == 0) return;
  ::close(descriptor_);
  descriptor_ = -1;
}
FolderLock::~FolderLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}
#else
FolderLock::FolderLock(const fs::path&) {}
FolderLock::~FolderLock() = default;
#endif

}  // namespace skan::issuer

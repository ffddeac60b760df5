#include "support/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "support/descriptor.h"

namespace skan::programs {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kReadableByAll = 0644;

/// Removes a file unless it was kept.
class Draft {
 public:
  explicit Draft(std::string path) : path_(std::move(path)) {}
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  void keep() { path_.clear(); }

 private:
  std::string path_;
};

enum class Deed { read, write };

/// The system's last error as ours.
std::unexpected<Error> refused(const fs::path& path, Deed deed) {
  const std::string why = std::generic_category().message(errno);
  return std::unexpected(Error{
      ErrorCode::storage,
      fmt::format("{}: cannot be {} ({}); check the name and who may {} it", path.native(),
                  deed == Deed::read ? "read" : "written", why, deed == Deed::read ? "read" : "write")});
}

bool write_all(int file, std::span<const std::byte> content) {
  while (!content.empty()) {
    const ssize_t written = ::write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content = content.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

bool sync_folder_of(const fs::path& path) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return opened.is_open() && ::fsync(opened.number()) == 0;
}

Result<std::vector<std::byte>> read_all(int file, std::size_t expected, const fs::path& path) {
  std::vector<std::byte> content(expected);
  std::size_t filled = 0;
  while (filled < content.size()) {
    const ssize_t got = ::read(file, content.data() + filled, content.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return refused(path, Deed::read);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  content.resize(filled);
  return content;
}

}  // namespace

Result<std::vector<std::byte>> read_file(const fs::path& path, std::size_t largest) {
  // Without O_NONBLOCK a named pipe would wait for its writer before it could be refused.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open()) return refused(path, Deed::read);
  struct stat about{};
  if (::fstat(file.number(), &about) != 0) return refused(path, Deed::read);
  if (!S_ISREG(about.st_mode)) {
    return std::unexpected(
        Error{ErrorCode::storage, fmt::format("{}: is not a regular file; name one", path.native())});
  }
  const auto size = static_cast<std::size_t>(about.st_size);
  if (size > largest) {
    return std::unexpected(Error{
        ErrorCode::capacity,
        fmt::format("{}: has {} bytes, more than the {} that it may have; check that it is the right file",
                    path.native(), size, largest)});
  }
  return read_all(file.number(), size, path);
}

Result<void> write_file(const fs::path& path, std::span<const std::byte> content, Durability durability) {
  std::string draft_path = (path.parent_path() / ("." + path.filename().native() + ".XXXXXX")).native();
  const Descriptor file(::mkostemp(draft_path.data(), O_CLOEXEC));
  if (!file.is_open()) return refused(path, Deed::write);
  Draft draft(draft_path);
  const bool synced = durability == Durability::synced;
  if (!write_all(file.number(), content) || ::fchmod(file.number(), kReadableByAll) != 0 ||
      (synced && ::fsync(file.number()) != 0) || ::rename(draft_path.c_str(), path.c_str()) != 0) {
    return refused(path, Deed::write);
  }
  draft.keep();
  if (synced && !sync_folder_of(path)) return refused(path, Deed::write);
  return {};
}

Result<void> write_file(const fs::path& path, std::string_view content, Durability durability) {
  return write_file(path, std::as_bytes(std::span(content)), durability);
}

}  // namespace skan::programs

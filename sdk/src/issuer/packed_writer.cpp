#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#if __has_include(<unistd.h>)
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

#include "issuer/files.h"
#include "issuer/packed_block.h"
#include "skan/issuer/packed_file.h"

namespace skan::issuer {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> fail(ErrorCode code, const fs::path& path, const std::string& what) {
  return std::unexpected(Error{code, path.string() + ": " + what});
}

constexpr auto kAnew = "; name another file: with the same register all its certificates come from the ledger";

}  // namespace

/// Keeps other writers away, for as long as it lives.
struct PackWriter::Lock {
#if __has_include(<unistd.h>)
  explicit Lock(const fs::path& path) : descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {}
  ~Lock() {
    if (descriptor >= 0) ::close(descriptor);
  }
  bool take() const { return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0; }
  bool sync() const { return ::fsync(descriptor) == 0; }
  bool is_open() const { return descriptor >= 0; }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  int descriptor;
#else
  explicit Lock(const fs::path& path) : opened(std::ofstream(path, std::ios::app).is_open()) {}
  bool take() const { return true; }
  bool sync() const { return true; }
  bool is_open() const { return opened; }
  bool opened;
#endif
};

PackWriter::PackWriter(fs::path path, std::unique_ptr<Lock> lock) : path_(std::move(path)), lock_(std::move(lock)) {}
PackWriter::PackWriter(PackWriter&&) noexcept = default;
PackWriter& PackWriter::operator=(PackWriter&&) noexcept = default;
PackWriter::~PackWriter() = default;

Result<PackWriter> PackWriter::open(const fs::path& path, const AuthorityId& authority) {
  std::error_code failed;
  const auto status = fs::status(path, failed);
  if (fs::exists(status) && !fs::is_regular_file(status)) return fail(ErrorCode::storage, path, "is not a file; name another one");
  auto lock = std::make_unique<Lock>(path);
  if (!lock->is_open()) return fail(ErrorCode::storage, path, "cannot be written; check the path and its permissions");
  if (!lock->take()) return fail(ErrorCode::storage, path, "is being written by another program; try again when it has finished");
  PackWriter writer(path, std::move(lock));
  writer.size_ = fs::file_size(path, failed);
  if (failed) return fail(ErrorCode::storage, path, "cannot be read; check the path and its permissions");
  auto ready = writer.size_ == 0 ? writer.begin(authority) : writer.load(authority);
  if (!ready) return std::unexpected(ready.error());
  return writer;
}

Result<void> PackWriter::begin(const AuthorityId& authority) { return write(write_pack_header({authority.bytes})); }

Result<void> PackWriter::load(const AuthorityId& authority) {
  std::ifstream file(path_, std::ios::binary);
  std::array<std::byte, kPackHeaderBytes> start;
  PackHeader header;
  if (!file.read(reinterpret_cast<char*>(start.data()), start.size())) return fail(ErrorCode::malformed, path_, "is not a packed file" + std::string(kAnew));
  const PackFault fault = read_pack_header(start, header);
  if (fault == PackFault::newer) return fail(ErrorCode::newer_data_format, path_, "was written by a newer version; update the program");
  if (fault != PackFault::none) return fail(ErrorCode::malformed, path_, "is not a packed file" + std::string(kAnew));
  if (header.authority != authority.bytes) return fail(ErrorCode::foreign_store, path_, "holds another authority's certificates; name another file");
  std::uint64_t at = kPackHeaderBytes;
  while (const auto block = at < size_ ? read_block(file, at, size_) : std::nullopt) {
    if (block->header().before != count_) break;
    for (std::size_t i = 0; i < block->header().records; ++i) note(block->header().kid, block->entry(i).status_index);
    count_ += block->header().records;
    at += block->header().size();
  }
  if (at == size_) return {};
  // A write that was cut short leaves less than a block; damage leaves more behind it.
  std::array<std::byte, kBlockHeaderBytes> next{};
  file.clear();
  file.seekg(static_cast<std::streamoff>(at));
  file.read(reinterpret_cast<char*>(next.data()), next.size());
  const auto broken = read_block_header(next);
  const bool is_last = broken ? at + broken->size() >= size_ : size_ - at < kBlockHeaderBytes;
  if (!is_last) return fail(ErrorCode::malformed, path_, "is damaged from byte " + std::to_string(at) + " on" + kAnew);
  std::error_code failed;
  fs::resize_file(path_, at, failed);
  if (failed || !lock_->sync()) return fail(ErrorCode::storage, path_, "cannot be written; check the disk");
  cut_off_ = size_ - at;
  size_ = at;
  return {};
}

bool PackWriter::note(const std::array<std::byte, 8>& key_id, std::uint32_t index) {
  std::vector<bool>& bits = present_[key_id];
  if (index >= bits.size()) bits.resize(std::size_t{index} + 1 + index / 2);
  if (bits[index]) return false;
  bits[index] = true;
  return true;
}

Result<void> PackWriter::append(std::span<const IssuedRow> rows) {
  std::vector<std::byte> bytes;
  std::optional<BlockWriter> block;
  crypto::KeyId kid{};
  std::uint64_t count = count_;
  std::vector<const IssuedRow*> noted;
  const auto end_block = [&] {
    if (!block) return;
    count += block->records();
    const auto whole = block->finish();
    bytes.insert(bytes.end(), whole.begin(), whole.end());
    block.reset();
  };
  for (const IssuedRow& row : rows) {
    if (row.outcome == RowOutcome::refused || !note(row.key_id, row.status_index)) continue;
    noted.push_back(&row);
    if (block && (row.key_id != kid || !block->has_room(row.message.size()))) end_block();
    if (!block) block.emplace(row.key_id, count);
    kid = row.key_id;
    block->add(row.number, row.status_index, row.message);
  }
  end_block();
  if (bytes.empty()) return {};
  if (auto written = write(bytes); !written) {
    for (const IssuedRow* row : noted) present_[row->key_id][row->status_index] = false;
    return written;
  }
  count_ = count;
  return {};
}

Result<void> PackWriter::write(std::span<const std::byte> bytes) {
  std::ofstream out(path_, std::ios::binary | std::ios::in | std::ios::out);
  out.seekp(static_cast<std::streamoff>(size_));
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (out && lock_->sync()) {
    size_ += bytes.size();
    return {};
  }
  std::error_code ignored;
  fs::resize_file(path_, size_, ignored);
  return fail(ErrorCode::storage, path_, "cannot be written; free some space on the disk and run this again, it goes on where it stopped");
}

}  // namespace skan::issuer

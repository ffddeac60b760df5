#include "store/trust_store_impl.h"

#include <algorithm>

namespace skan {

std::shared_ptr<const store::Snapshot> TrustStore::Impl::snapshot() const {
  const std::lock_guard lock(snapshot_mutex_);
  return snapshot_;
}

void TrustStore::Impl::adopt(std::shared_ptr<const store::Snapshot> in_force) {
  const std::lock_guard lock(database_mutex_);
  data_version_ = 0;  // whether something newer has come since, the next reload() sees
  const std::lock_guard swap(snapshot_mutex_);
  const auto number = [](const store::Snapshot& s) {
    const auto& head = s.in_force.head.content;
    return head ? std::pair(head->epoch, head->sequence) : std::pair(std::uint32_t{0}, std::uint64_t{0});
  };
  if (number(*in_force) >= number(*snapshot_)) snapshot_ = std::move(in_force);
}

/// A store that was removed and provisioned again is another file; the open one would stay as it was.
Result<void> TrustStore::Impl::follow_path() {
  if (store::FileMark::of(path, file_.is_copy) == file_.mark) return {};
  auto reopened = store::open_store_file(path);
  if (!reopened) return std::unexpected(reopened.error());
  block_query_.reset();
  file_ = *std::move(reopened);
  data_version_ = 0;
  return {};
}

Result<bool> TrustStore::Impl::reload() {
  const std::lock_guard lock(database_mutex_);
  if (auto followed = follow_path(); !followed) return std::unexpected(followed.error());
  if (auto ended = file_.database.end_leftover_transaction(); !ended) return std::unexpected(ended.error().about(path));
  // SQLite counts the changes that other connections make.
  const auto version = file_.database.query_integer("PRAGMA data_version");
  if (!version) return std::unexpected(version.error().about(path));
  if (snapshot() && *version == data_version_) return false;
  const auto transaction = store::Transaction::begin_read(file_.database);
  if (!transaction) return std::unexpected(transaction.error().about(path));
  auto loaded = store::load_snapshot(file_.database, identity, anchor);
  if (!loaded) return std::unexpected(loaded.error().about(path));
  const auto before = snapshot();
  data_version_ = *version;
  const std::lock_guard swap(snapshot_mutex_);
  snapshot_ = *std::move(loaded);
  const auto& was = before ? before->in_force : trust::InForce{};
  return !before || was.head.bytes != snapshot_->in_force.head.bytes || was.roots != snapshot_->in_force.roots ||
         before->damaged != snapshot_->damaged;
}

const std::byte* TrustStore::Impl::read_row(const crypto::Digest& digest, std::int64_t row) {
  const auto found = block_query_->bind(1, row).step();
  if (!found || !*found) return nullptr;
  const auto bytes = block_query_->blob(0);
  if (bytes.size() != revocation::kBlockBytes) return nullptr;
  const revocation::Block block(bytes.data(), revocation::kBlockBytes);
  return revocation::block_digest(block) == digest ? cache_.insert(digest, block) : nullptr;
}

const std::byte* TrustStore::Impl::find_block(const crypto::Digest& digest, std::int64_t row) {
  if (const std::byte* cached = cache_.find(digest)) return cached;
  if (!block_query_) {
    auto query = file_.database.prepare("SELECT bytes FROM blocks WHERE id=?");
    if (!query) return nullptr;
    block_query_ = *std::move(query);
  }
  const std::byte* block = read_row(digest, row);
  block_query_->reset();  // no read transaction outlives a query
  return block;
}

std::optional<bool> TrustStore::Impl::read_bit(const store::Snapshot& snapshot, std::size_t list, std::uint32_t index) {
  const std::size_t position = index / revocation::kBlockBits;
  const crypto::Digest& digest = snapshot.in_force.block_digests[list][position];
  if (digest == revocation::zero_block_digest()) return false;
  const std::lock_guard lock(database_mutex_);
  const std::byte* bytes = find_block(digest, snapshot.rows[list][position]);
  if (!bytes) return std::nullopt;
  return revocation::bit_in_block(revocation::Block(bytes, revocation::kBlockBytes), index);
}

bool TrustStore::Impl::read_block(const store::Snapshot& snapshot, std::size_t list, std::size_t position,
                                  std::span<std::byte, revocation::kBlockBytes> out) {
  const crypto::Digest& digest = snapshot.in_force.block_digests[list][position];
  std::ranges::fill(out, std::byte{0});
  if (digest == revocation::zero_block_digest()) return true;
  const std::lock_guard lock(database_mutex_);
  const std::byte* bytes = find_block(digest, snapshot.rows[list][position]);
  if (bytes) std::copy_n(bytes, out.size(), out.begin());
  return bytes != nullptr;
}

bool TrustStore::Impl::is_copy() {
  const std::lock_guard lock(database_mutex_);
  return file_.is_copy;
}

}  // namespace skan

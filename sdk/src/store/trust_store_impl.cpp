#include "store/trust_store_impl.h"

namespace skan {

std::shared_ptr<const store::Snapshot> TrustStore::Impl::snapshot() const {
  const std::lock_guard lock(snapshot_mutex_);
  return snapshot_;
}

/// A store that was removed and provisioned again is another file; the open one would stay as it was.
Result<void> TrustStore::Impl::follow_path() {
  const auto mark = store::FileMark::of(path);
  const bool first = mark_ == store::FileMark{};
  const bool moved = !first && mark != mark_;
  if (!moved) {
    mark_ = mark;
    return {};
  }
  auto reopened = store::open_store_file(path);
  if (!reopened) return std::unexpected(reopened.error());
  database = *std::move(reopened);
  data_version_ = 0;
  mark_ = mark;
  return {};
}

Result<bool> TrustStore::Impl::reload() {
  const std::lock_guard lock(database_mutex_);
  if (auto followed = follow_path(); !followed) return std::unexpected(followed.error());
  // SQLite counts the changes that other connections make.
  const auto version = database.query_integer("PRAGMA data_version");
  if (!version) return std::unexpected(version.error().about(path));
  if (snapshot() && *version == data_version_) return false;
  const auto transaction = store::Transaction::begin_read(database);
  if (!transaction) return std::unexpected(transaction.error().about(path));
  auto loaded = store::load_snapshot(database, identity);
  if (!loaded) return std::unexpected(loaded.error().about(path));
  const auto before = snapshot();
  data_version_ = *version;
  const std::lock_guard swap(snapshot_mutex_);
  snapshot_ = *std::move(loaded);
  return !before || before->head.bytes != snapshot_->head.bytes || before->roots != snapshot_->roots ||
         before->damaged != snapshot_->damaged;
}

const std::byte* TrustStore::Impl::find_block(const crypto::Digest& digest) {
  if (const std::byte* cached = cache_.find(digest)) return cached;
  auto query = database.prepare("SELECT bytes FROM blocks WHERE digest=?");
  if (!query) return nullptr;
  const auto row = query->bind(1, crypto::Bytes(digest)).step();
  if (!row || !*row) return nullptr;
  const auto bytes = query->blob(0);
  if (bytes.size() != revocation::kBlockBytes) return nullptr;
  const revocation::Block block(bytes.data(), revocation::kBlockBytes);
  return revocation::block_digest(block) == digest ? cache_.insert(digest, block) : nullptr;
}

std::optional<bool> TrustStore::Impl::read_bit(const crypto::Digest& block_digest, std::uint32_t index) {
  if (block_digest == revocation::zero_block_digest()) return false;
  const std::lock_guard lock(database_mutex_);
  const std::byte* bytes = find_block(block_digest);
  if (!bytes) return std::nullopt;
  return revocation::bit_in_block(revocation::Block(bytes, revocation::kBlockBytes), index);
}

}  // namespace skan

// The inside of a TrustStore, for the verifier.
#pragma once

#include <mutex>
#include <optional>

#include "skan/trust_store.h"
#include "store/block_cache.h"
#include "store/store_file.h"

namespace skan {

/// Safe from any thread.
struct TrustStore::Impl {
  Impl(std::string file, trust::Identity id, store::Database db)
      : path(std::move(file)), identity(std::move(id)), database(std::move(db)) {}

  std::shared_ptr<const store::Snapshot> snapshot() const;
  /// Reads the file anew. True if another version is in force than before.
  Result<bool> reload();

  /// Whether the bit of `index` is set in the block with this digest: from the cache, or read from
  /// the file and checked. Nothing if the block is missing or is not what its digest says.
  std::optional<bool> read_bit(const crypto::Digest& block_digest, std::uint32_t index);

  const std::string path;
  const trust::Identity identity;

 private:
  friend class TrustStore;
  const std::byte* find_block(const crypto::Digest& digest);

  /// Opens the file anew if another one stands at the path.
  Result<void> follow_path();

  std::mutex database_mutex_;  // guards what follows up to cache_
  store::FileMark mark_;
  store::Database database;
  std::int64_t data_version_ = 0;
  store::BlockCache cache_;

  mutable std::mutex snapshot_mutex_;
  std::shared_ptr<const store::Snapshot> snapshot_;
};

}  // namespace skan

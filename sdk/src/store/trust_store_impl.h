// The inside of a TrustStore, for the verifier and for updates.
#pragma once

#include <mutex>
#include <optional>

#include "skan/trust_store.h"
#include "store/block_cache.h"
#include "store/store_file.h"

namespace skan {

/// Safe from any thread.
struct TrustStore::Impl {
  Impl(std::string file, trust::Identity id, Anchor oldest, store::OpenedFile opened)
      : path(std::move(file)), identity(std::move(id)), anchor(oldest), file_(std::move(opened)) {}

  std::shared_ptr<const store::Snapshot> snapshot() const;
  /// Reads the file anew. True if another version is in force than before.
  Result<bool> reload();

  /// Takes what was just put in force, without reading the file again.
  void adopt(std::shared_ptr<const store::Snapshot> in_force);

  /// Whether the bit of `index` is set in list `list` (its place in the manifest) of `snapshot`: from the cache, or
  /// read from the file and checked. Nothing if the block is missing or is not what the manifest signs.
  std::optional<bool> read_bit(const store::Snapshot& snapshot, std::size_t list, std::uint32_t index);
  /// Copies a whole block, checked. False where read_bit says nothing.
  bool read_block(const store::Snapshot& snapshot, std::size_t list, std::size_t position, std::span<std::byte, revocation::kBlockBytes> out);

  bool is_copy();

  const std::string path;
  const trust::Identity identity;
  const Anchor anchor;

 private:
  const std::byte* find_block(const crypto::Digest& digest, std::int64_t row);
  const std::byte* read_row(const crypto::Digest& digest, std::int64_t row);

  /// Opens the file anew if another one stands at the path.
  Result<void> follow_path();

  std::mutex database_mutex_;  // guards what follows up to cache_
  store::OpenedFile file_;
  std::optional<store::Statement> block_query_;  // after file_, so that it is gone first
  std::int64_t data_version_ = 0;
  store::BlockCache cache_;

  mutable std::mutex snapshot_mutex_;
  std::shared_ptr<const store::Snapshot> snapshot_;
};

}  // namespace skan

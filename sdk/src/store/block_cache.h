// A few recently used blocks of status lists, all checked.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "revocation/status_list.h"

namespace skan::store {

/// Holds up to kSlots blocks by digest: one slot per first byte of the digest, the newest wins.
/// Digests are as good as random, so that nothing cleverer would hold more.
class BlockCache {
 public:
  static constexpr std::size_t kSlots = 256;  // 256 KB of blocks

  const std::byte* find(const crypto::Digest& digest) const noexcept {
    const Slot* slot = slots_[slot_of(digest)].get();
    return slot && slot->digest == digest ? slot->bytes.data() : nullptr;
  }

  /// Precondition: `block` has that digest. Returns the cache's copy.
  const std::byte* insert(const crypto::Digest& digest, revocation::Block block) {
    auto& slot = slots_[slot_of(digest)];
    if (!slot) slot = std::make_unique<Slot>();
    slot->digest = digest;
    std::copy(block.begin(), block.end(), slot->bytes.begin());
    return slot->bytes.data();
  }

 private:
  struct Slot {
    crypto::Digest digest;
    std::array<std::byte, revocation::kBlockBytes> bytes;
  };
  static std::size_t slot_of(const crypto::Digest& digest) noexcept { return std::to_integer<std::size_t>(digest[0]); }

  std::array<std::unique_ptr<Slot>, kSlots> slots_;
};

}  // namespace skan::store

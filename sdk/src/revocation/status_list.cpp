#include "revocation/status_list.h"

#include <algorithm>

namespace skan::revocation {

crypto::Digest block_digest(Block block) noexcept { return crypto::digest(crypto::Purpose::block, block); }

const crypto::Digest& zero_block_digest() noexcept {
  static const crypto::Digest digest = [] {
    const std::array<std::byte, kBlockBytes> zeros{};
    return block_digest(zeros);
  }();
  return digest;
}

crypto::Digest list_digest(const crypto::Digest& key_hash, std::uint32_t length,
                           std::span<const crypto::Digest> block_digests) noexcept {
  const std::array<std::byte, 4> big_endian{static_cast<std::byte>(length >> 24), static_cast<std::byte>(length >> 16),
                                            static_cast<std::byte>(length >> 8), static_cast<std::byte>(length)};
  return crypto::digest(crypto::Purpose::list, {key_hash, big_endian, std::as_bytes(block_digests)});
}

StatusList::StatusList(std::uint32_t length) : length_(length), bits_(revocation::block_count(length) * kBlockBytes) {}

Block StatusList::block(std::size_t at) const noexcept { return Block(bits_.data() + at * kBlockBytes, kBlockBytes); }

bool StatusList::contains(std::uint32_t index) const noexcept {
  return bit_in_block(block(index / kBlockBits), index);
}

void StatusList::insert(std::uint32_t index) noexcept {
  bits_[index / 8] |= static_cast<std::byte>(1u << (index % 8));
}

std::span<const std::byte> StatusList::bitmap() const noexcept {
  return std::span(bits_).first((static_cast<std::size_t>(length_) + 7) / 8);
}

std::optional<StatusList> StatusList::from_bitmap(std::span<const std::byte> bitmap, std::uint32_t length) {
  StatusList list(length);
  if (bitmap.size() != list.bitmap().size()) return std::nullopt;
  std::ranges::copy(bitmap, list.bits_.begin());
  const bool padded = length % 8 != 0;
  if (padded && std::to_integer<unsigned>(bitmap.back()) >> (length % 8) != 0) return std::nullopt;
  return list;
}

std::vector<crypto::Digest> StatusList::block_digests() const {
  std::vector<crypto::Digest> digests;
  digests.reserve(block_count());
  for (std::size_t at = 0; at < block_count(); ++at) digests.push_back(block_digest(block(at)));
  return digests;
}

}  // namespace skan::revocation

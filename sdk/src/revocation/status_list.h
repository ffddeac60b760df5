// Which certificates of one issuer key were withdrawn.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "crypto/digest.h"

namespace skan::revocation {

inline constexpr std::size_t kBlockBytes = 1024;
inline constexpr std::uint32_t kBlockBits = kBlockBytes * 8;
inline constexpr std::uint32_t kMaxLength = 1u << 29;

using Block = std::span<const std::byte, kBlockBytes>;

/// The number of blocks of a list of `length` indices.
constexpr std::size_t block_count(std::uint32_t length) noexcept {
  return (static_cast<std::size_t>(length) + kBlockBits - 1) / kBlockBits;
}

/// The bit of status index `index` in the block that holds it.
inline bool bit_in_block(Block block, std::uint32_t index) noexcept {
  return (std::to_integer<unsigned>(block[index % kBlockBits / 8]) >> (index % 8) & 1) != 0;
}

crypto::Digest block_digest(Block block) noexcept;
/// The digest of a block in which nobody is withdrawn; such blocks are not stored.
const crypto::Digest& zero_block_digest() noexcept;
/// `list digest` of trust.md section 7 over the key hash, the length and the blocks' digests.
crypto::Digest list_digest(const crypto::Digest& key_hash, std::uint32_t length,
                           std::span<const crypto::Digest> block_digests) noexcept;

/// A whole list in memory, as issuing and updating need it: `length()` bits, one per status index in
/// issuing order, in blocks of kBlockBytes, least significant bit first, zero padded.
///
/// Verifying does not use it: there single blocks are read from the store.
class StatusList {
 public:
  /// Nobody withdrawn. Precondition: length <= kMaxLength.
  explicit StatusList(std::uint32_t length);

  std::uint32_t length() const noexcept { return length_; }
  std::size_t block_count() const noexcept { return bits_.size() / kBlockBytes; }
  Block block(std::size_t at) const noexcept;
  /// Precondition of both: index < length(); what an index beyond the list means depends on when
  /// the certificate was issued, and is decided by the verifier.
  bool contains(std::uint32_t index) const noexcept;
  void insert(std::uint32_t index) noexcept;

  /// The bitmap: ceil(length / 8) bytes.
  std::span<const std::byte> bitmap() const noexcept;
  /// A list of `length` from its bitmap. Nothing if the size is wrong or padding bits are set.
  static std::optional<StatusList> from_bitmap(std::span<const std::byte> bitmap, std::uint32_t length);

  std::vector<crypto::Digest> block_digests() const;

 private:
  std::uint32_t length_;
  std::vector<std::byte> bits_;
};

}  // namespace skan::revocation

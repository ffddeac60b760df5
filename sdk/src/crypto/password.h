// Secrets sealed under a passphrase: Argon2id (RFC 9106) and XChaCha20-Poly1305, by libsodium.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "crypto/digest.h"

namespace skan::crypto {

using Salt = std::array<std::byte, 16>;

/// What one guess at a passphrase costs.
struct GuessCost {
  std::uint32_t passes = 4;
  std::uint32_t memory = 64 << 20;  ///< bytes

  friend bool operator==(const GuessCost&, const GuessCost&) = default;
};

/// The bounds within which a file may name its cost: a file must not be able to take all memory of a machine.
inline constexpr GuessCost kLeastCost{1, 8 << 10}, kMostCost{16, 1 << 30};

/// A new salt. Precondition: ready().
Salt new_salt() noexcept;

/// A key made from a passphrase. Wiped when the object goes.
class SealingKey {
 public:
  /// Nothing if the memory cannot be had. Precondition: `cost` is within the bounds.
  static std::optional<SealingKey> derive(std::string_view passphrase, const Salt& salt, const GuessCost& cost);

  SealingKey(const SealingKey&) = default;
  SealingKey& operator=(const SealingKey&) = default;
  ~SealingKey();

  /// A random nonce (24 bytes), then the ciphertext, 16 bytes longer than `secret`. `bound` is not in it, but must be the
  /// same when it is opened.
  std::vector<std::byte> seal(Bytes secret, Bytes bound) const;
  /// What was sealed; nothing if key, `sealed` or `bound` is another. The caller wipes it.
  std::optional<std::vector<std::byte>> open(Bytes sealed, Bytes bound) const;

 private:
  SealingKey() = default;
  std::array<unsigned char, 32> key_{};
};

/// By how many bytes sealed secrets are longer.
inline constexpr std::size_t kSealOverhead = 24 + 16;

}  // namespace skan::crypto

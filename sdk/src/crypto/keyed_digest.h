// Digests that mean nothing without a key that is drawn anew in every process.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>

namespace skan::crypto {

/// BLAKE2b-128 under a random key that never leaves the object: tells whether two texts are the same, while
/// what is kept neither holds them nor can be tried against guesses outside this process.
class KeyedDigest {
 public:
  using Value = std::array<std::byte, 16>;

  /// Draws the key. Nothing if libsodium could not be initialised.
  static std::optional<KeyedDigest> create();

  Value of(std::span<const std::byte> bytes) const noexcept;

 private:
  KeyedDigest() = default;
  std::array<unsigned char, 32> key_{};
};

}  // namespace skan::crypto

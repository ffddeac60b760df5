// Ed25519 (RFC 8032) by libsodium.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include "crypto/digest.h"

namespace skan::crypto {

using PublicKey = std::array<std::byte, 32>;
using Signature = std::array<std::byte, 64>;
using Seed = std::array<std::byte, 32>;
/// The first 8 bytes of BLAKE2b (`skan-key`) of a public key. Names a key; proves nothing.
using KeyId = std::array<std::byte, 8>;

/// Prepares libsodium. False if it has no source of randomness. Cheap after the first call; thread-safe.
bool ready() noexcept;

/// Overwrites memory that held a secret, in a way the compiler does not leave out.
void wipe(std::span<std::byte> secret) noexcept;

KeyId key_id(const PublicKey& key) noexcept;
/// The digest that binds a status list to one key: all of BLAKE2b (`skan-key`).
Digest key_hash(const PublicKey& key) noexcept;

/// True if `signature` (64 bytes) is `key`'s Ed25519 signature of `message` (RFC 8032 section 5.1.7),
/// with libsodium's strictness: S below the group order, canonical A and R, no small-order points.
bool verify(const PublicKey& key, Bytes message, Bytes signature) noexcept;

/// A signing key. The secret is wiped when the object goes.
class SecretKey {
 public:
  /// A new key from the system's randomness. Precondition: ready().
  static SecretKey generate() noexcept;
  static SecretKey from_seed(const Seed& seed) noexcept;

  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ~SecretKey();

  const PublicKey& public_key() const noexcept { return public_key_; }
  /// The 32 bytes from which the key can be made again (RFC 8032 section 5.1.5). Secret.
  const Seed& seed() const noexcept { return seed_; }
  Signature sign(Bytes message) const noexcept;

 private:
  SecretKey() = default;

  Seed seed_{};
  PublicKey public_key_{};
  std::array<std::byte, 64> expanded_{};
};

}  // namespace skan::crypto

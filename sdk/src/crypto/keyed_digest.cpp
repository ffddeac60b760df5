#include "crypto/keyed_digest.h"

#include <sodium.h>

namespace skan::crypto {

std::optional<KeyedDigest> KeyedDigest::create() {
  if (sodium_init() < 0) return std::nullopt;
  KeyedDigest out;
  randombytes_buf(out.key_.data(), out.key_.size());
  return out;
}

KeyedDigest::Value KeyedDigest::of(std::span<const std::byte> bytes) const noexcept {
  Value out;
  // Cannot fail: both lengths are within libsodium's bounds.
  crypto_generichash_blake2b(reinterpret_cast<unsigned char*>(out.data()), out.size(),
                             reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), key_.data(),
                             key_.size());
  return out;
}

}  // namespace skan::crypto

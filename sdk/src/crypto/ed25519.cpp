#include "crypto/ed25519.h"

#include <algorithm>

#include <sodium.h>

namespace skan::crypto {
namespace {

unsigned char* raw(std::byte* p) noexcept { return reinterpret_cast<unsigned char*>(p); }
const unsigned char* raw(const std::byte* p) noexcept { return reinterpret_cast<const unsigned char*>(p); }

}  // namespace

bool ready() noexcept {
  static const bool initialised = sodium_init() >= 0;
  return initialised;
}

void wipe(std::span<std::byte> secret) noexcept { sodium_memzero(secret.data(), secret.size()); }

Digest key_hash(const PublicKey& key) noexcept { return digest(Purpose::key, key); }

KeyId key_id(const PublicKey& key) noexcept {
  const Digest hash = key_hash(key);
  KeyId id;
  std::copy_n(hash.begin(), id.size(), id.begin());
  return id;
}

bool verify(const PublicKey& key, Bytes message, Bytes signature) noexcept {
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(raw(signature.data()), raw(message.data()), message.size(), raw(key.data())) == 0;
}

SecretKey SecretKey::generate() noexcept {
  Seed seed;
  randombytes_buf(seed.data(), seed.size());
  const SecretKey key = from_seed(seed);
  sodium_memzero(seed.data(), seed.size());
  return key;
}

SecretKey SecretKey::from_seed(const Seed& seed) noexcept {
  SecretKey key;
  key.seed_ = seed;
  crypto_sign_seed_keypair(raw(key.public_key_.data()), raw(key.expanded_.data()), raw(seed.data()));
  return key;
}

SecretKey::~SecretKey() {
  sodium_memzero(seed_.data(), seed_.size());
  sodium_memzero(expanded_.data(), expanded_.size());
}

Signature SecretKey::sign(Bytes message) const noexcept {
  Signature signature;
  crypto_sign_detached(raw(signature.data()), nullptr, raw(message.data()), message.size(), raw(expanded_.data()));
  return signature;
}

}  // namespace skan::crypto

#include "crypto/password.h"

#include <sodium.h>

namespace skan::crypto {
namespace {

constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kNonceSize + kTagSize == kSealOverhead);
static_assert(sizeof(Salt) == crypto_pwhash_SALTBYTES);

unsigned char* raw(std::byte* p) noexcept { return reinterpret_cast<unsigned char*>(p); }
const unsigned char* raw(const std::byte* p) noexcept { return reinterpret_cast<const unsigned char*>(p); }

}  // namespace

Salt new_salt() noexcept {
  Salt salt;
  randombytes_buf(salt.data(), salt.size());
  return salt;
}

std::optional<SealingKey> SealingKey::derive(std::string_view passphrase, const Salt& salt, const GuessCost& cost) {
  SealingKey out;
  const int failed = crypto_pwhash(out.key_.data(), out.key_.size(), passphrase.data(), passphrase.size(), raw(salt.data()),
                                   cost.passes, cost.memory, crypto_pwhash_ALG_ARGON2ID13);
  return failed ? std::nullopt : std::optional(out);
}

SealingKey::~SealingKey() { sodium_memzero(key_.data(), key_.size()); }

std::vector<std::byte> SealingKey::seal(Bytes secret, Bytes bound) const {
  std::vector<std::byte> out(kNonceSize + secret.size() + kTagSize);
  randombytes_buf(out.data(), kNonceSize);
  crypto_aead_xchacha20poly1305_ietf_encrypt(raw(out.data() + kNonceSize), nullptr, raw(secret.data()), secret.size(),
                                             raw(bound.data()), bound.size(), nullptr, raw(out.data()), key_.data());
  return out;
}

std::optional<std::vector<std::byte>> SealingKey::open(Bytes sealed, Bytes bound) const {
  if (sealed.size() < kSealOverhead) return std::nullopt;
  std::vector<std::byte> out(sealed.size() - kSealOverhead);
  const Bytes ciphertext = sealed.subspan(kNonceSize);
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(raw(out.data()), nullptr, nullptr, raw(ciphertext.data()),
                                                                ciphertext.size(), raw(bound.data()), bound.size(),
                                                                raw(sealed.data()), key_.data());
  return failed ? std::nullopt : std::optional(std::move(out));
}

}  // namespace skan::crypto

#include "crypto/digest.h"

#include <algorithm>

#include <sodium.h>

namespace skan::crypto {
namespace {

constexpr std::string_view personalisation(Purpose purpose) noexcept {
  switch (purpose) {
    case Purpose::key: return "skan-key";
    case Purpose::root: return "skan-root";
    case Purpose::manifest: return "skan-manifest";
    case Purpose::part: return "skan-part";
    case Purpose::block: return "skan-block";
    case Purpose::list: return "skan-list";
    case Purpose::bundle: return "skan-bundle";
    case Purpose::pack: return "skan-pack";
    case Purpose::carried_file: return "skan-file";
  }
  return {};
}

}  // namespace

Digest digest(Purpose purpose, std::initializer_list<Bytes> pieces) noexcept {
  std::array<unsigned char, crypto_generichash_blake2b_PERSONALBYTES> personal{};
  const std::string_view name = personalisation(purpose);
  std::copy(name.begin(), name.end(), personal.begin());
  crypto_generichash_blake2b_state state;
  // Cannot fail: the length is within libsodium's bounds and there is no key.
  crypto_generichash_blake2b_init_salt_personal(&state, nullptr, 0, sizeof(Digest), nullptr, personal.data());
  for (const Bytes piece : pieces) {
    crypto_generichash_blake2b_update(&state, reinterpret_cast<const unsigned char*>(piece.data()), piece.size());
  }
  Digest out;
  crypto_generichash_blake2b_final(&state, reinterpret_cast<unsigned char*>(out.data()), out.size());
  return out;
}

}  // namespace skan::crypto

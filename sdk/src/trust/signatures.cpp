#include "trust/signatures.h"

#include <algorithm>

#include "cose/sign.h"
#include "cose/sign1.h"
#include "trust/reading.h"

namespace skan::trust {
namespace {

const crypto::PublicKey* find_key(const Role& role, const crypto::KeyId& kid) noexcept {
  const auto found = std::ranges::find(role.keys, kid, crypto::key_id);
  return found != role.keys.end() ? &*found : nullptr;
}

std::unexpected<Error> not_signed(std::string_view what) {
  return std::unexpected(Error{ErrorCode::threshold_not_met,
                               std::string(what) + " is not signed by the keys that this authority's root names"});
}

}  // namespace

Result<crypto::Bytes> open_single(crypto::Bytes object, std::string_view aad, const Role& role, std::string_view what) {
  const auto message = cose::read_sign1(object);
  if (!message) return std::unexpected(malformed(what));
  const crypto::PublicKey* key = find_key(role, message->key_id);
  if (!key || !cose::verify(*message, aad, *key)) return not_signed(what);
  return message->payload;
}

Result<crypto::Bytes> open_shared(crypto::Bytes object, std::string_view aad, std::initializer_list<const Role*> roles,
                                  std::string_view what) {
  const auto message = cose::read_sign(object);
  if (!message) return std::unexpected(malformed(what));
  for (const cose::Signer& signer : message->signers) {
    const crypto::PublicKey* key = nullptr;
    for (const Role* role : roles) key = key ? key : find_key(*role, signer.key_id);
    if (!key || !cose::verify(*message, signer, aad, *key)) return not_signed(what);
  }
  for (const Role* role : roles) {
    const auto count = std::ranges::count_if(
        message->signers, [&](const cose::Signer& s) { return find_key(*role, s.key_id) != nullptr; });
    if (count < role->threshold) return not_signed(what);
  }
  return message->payload;
}

}  // namespace skan::trust

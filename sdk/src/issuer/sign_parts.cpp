#include "issuer/sign_parts.h"

#include <fmt/format.h>

#include "codec/hex.h"
#include "cose/sign.h"
#include "trust/encoding.h"
#include "trust/signatures.h"

namespace skan::issuer {
namespace {

/// As many keys of the role as must sign.
Result<std::vector<crypto::SecretKey>> signers(KeyRing& ring, trust::RoleName name, const trust::Role& role) {
  std::vector<crypto::SecretKey> out;
  for (const KeyFile& file : ring.find_all(role_word(name), role.keys)) {
    if (out.size() == role.threshold) break;
    auto key = ring.open(file);
    if (!key) return std::unexpected(key.error());
    out.push_back(*key);
  }
  if (out.size() == role.threshold) return out;
  std::string kids;
  for (const auto& key : role.keys) kids += " " + codec::hex_encode(crypto::key_id(key));
  return std::unexpected(Error{ErrorCode::threshold_not_met, fmt::format("{}: {} of the {} keys are needed, {} are here; put their files into this folder:{}",
                                                                         ring.folder().string(), role.threshold, role_word(name), out.size(), kids)});
}

bool is_signed(crypto::Bytes object, std::string_view aad, const trust::Role& role) {
  return trust::open_shared(object, aad, {&role}, "a part").has_value();
}

template <class Part>
Result<std::vector<std::byte>> sign_part(Authority::Impl& impl, const trust::Root& root, trust::RoleName name, std::string_view aad, Part part,
                                         std::vector<std::byte> (*write)(const Part&), std::int64_t now) {
  const auto keys = signers(impl.keys, name, root.role(name));
  if (!keys) return std::unexpected(keys.error());
  part.header = {impl.authority_id, root.epoch, part.header.version + 1, now};
  return cose::sign(write(part), aad, *keys);
}

}  // namespace

Result<SignedParts> sign_parts_under(Authority::Impl& impl, const trust::Root& root, std::int64_t now) {
  SignedParts out{impl.issuers_object, impl.policies_object};
  if (!is_signed(out.issuers, trust::kIssuersAad, root.role(trust::RoleName::authority))) {
    auto made = sign_part(impl, root, trust::RoleName::authority, trust::kIssuersAad, impl.issuers, trust::write_issuer_list, now);
    if (!made) return std::unexpected(made.error());
    out.issuers = *std::move(made);
  }
  if (!is_signed(out.policies, trust::kPoliciesAad, root.role(trust::RoleName::policy))) {
    auto made = sign_part(impl, root, trust::RoleName::policy, trust::kPoliciesAad, impl.policies, trust::write_policies, now);
    if (!made) return std::unexpected(made.error());
    out.policies = *std::move(made);
  }
  return out;
}

Result<std::vector<std::byte>> sign_issuers(Authority::Impl& impl, trust::IssuerList issuers, std::int64_t now) {
  return sign_part(impl, impl.root, trust::RoleName::authority, trust::kIssuersAad, std::move(issuers), trust::write_issuer_list, now);
}

Result<std::vector<std::byte>> sign_policies(Authority::Impl& impl, const trust::Policies& policies) {
  const auto keys = signers(impl.keys, trust::RoleName::policy, impl.root.role(trust::RoleName::policy));
  if (!keys) return std::unexpected(keys.error());
  return cose::sign(trust::write_policies(policies), trust::kPoliciesAad, *keys);
}

Result<void> store_parts(Ledger& ledger, const SignedParts& parts) {
  if (auto set = ledger.set(kIssuersObject, crypto::Bytes(parts.issuers)); !set) return set;
  return ledger.set(kPoliciesObject, crypto::Bytes(parts.policies));
}

}  // namespace skan::issuer

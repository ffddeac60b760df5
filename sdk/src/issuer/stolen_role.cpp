// Stolen keys of the root's roles.
#include <algorithm>

#include <fmt/format.h>

#include "codec/hex.h"
#include "cose/sign.h"
#include "issuer/authority_impl.h"
#include "issuer/root_proposal.h"
#include "skan/issuer/drill.h"
#include "trust/encoding.h"

namespace skan::issuer {
namespace {

std::unexpected<Error> refuse(std::string message) { return std::unexpected(Error{ErrorCode::invalid_argument, std::move(message)}); }

std::optional<trust::RoleName> role_of(const trust::Root& root, const crypto::KeyId& kid) {
  for (std::size_t i = 0; i < trust::kRoleCount; ++i) {
    const auto& keys = root.roles[i].keys;
    if (std::ranges::find(keys, kid, crypto::key_id) != keys.end()) return static_cast<trust::RoleName>(i);
  }
  return std::nullopt;
}

bool was_in_earlier_root(const Authority::Impl& inside, const crypto::KeyId& kid) {
  return std::ranges::any_of(inside.root_objects, [&](const auto& object) {
    const auto message = cose::read_sign(object);
    const auto root = message ? trust::read_root(message->payload) : std::unexpected(Error{});
    return root && role_of(*root, kid);
  });
}

/// Signatures by the root keys that lie in the folder.
Result<std::vector<std::string>> sign_here(Authority::Impl& inside, const std::string& proposal) {
  std::vector<std::string> out;
  const auto& role = inside.root.role(trust::RoleName::root);
  for (const KeyFile& file : inside.keys.find_all(role_word(trust::RoleName::root), role.keys)) {
    const auto key = inside.keys.open(file);
    if (!key) return std::unexpected(key.error());
    auto signature = sign_root_with(proposal, *key);
    if (!signature) return std::unexpected(signature.error());
    out.push_back(*std::move(signature));
  }
  return out;
}

}  // namespace

Result<StolenKey> find_stolen_key(Authority& authority, std::string_view key_id) {
  const Authority::Impl& inside = authority.inside();
  crypto::KeyId kid{};
  if (!codec::hex_decode(key_id, kid)) return refuse(fmt::format("{}: is no key id; one has 16 hexadecimal digits", key_id));
  if (inside.issuers.find(kid)) return StolenKey::issuer;
  const auto role = role_of(inside.root, kid);
  if (role) return *role == trust::RoleName::root ? StolenKey::root : StolenKey::role;
  if (was_in_earlier_root(inside, kid)) return StolenKey::replaced_role;
  return refuse(fmt::format("{}: is no key of this authority; 'skan-authority keys' lists them", key_id));
}

Result<RoleReport> replace_stolen_role(Authority& authority, std::string_view key_id, std::int64_t now) {
  Authority::Impl& inside = authority.inside();
  crypto::KeyId kid{};
  const auto role = codec::hex_decode(key_id, kid) ? role_of(inside.root, kid) : std::nullopt;
  if (!role || *role == trust::RoleName::root) return refuse(fmt::format("{}: is no key of the roles authority, policy, manifest or head", key_id));
  const RootChange change{.replace = {std::string(role_word(*role))}, .add = {}, .remove = {}, .thresholds = {}, .compromised = true, .years = 10};
  auto proposal = propose_root(authority, change, now);
  if (!proposal) return std::unexpected(proposal.error());
  const auto signatures = sign_here(inside, *proposal);
  if (!signatures) return std::unexpected(signatures.error());
  const std::uint32_t version = inside.root.version + 1;
  if (signatures->size() < inside.root.role(trust::RoleName::root).threshold) return RoleReport{version, *std::move(proposal)};
  const auto installed = combine_root(authority, *proposal, *signatures, now);
  if (!installed) return std::unexpected(installed.error());
  return RoleReport{*installed, std::nullopt};
}

}  // namespace skan::issuer

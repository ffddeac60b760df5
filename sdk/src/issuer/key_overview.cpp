#include "skan/issuer/key_overview.h"

#include <algorithm>

#include <fmt/format.h>

#include "codec/hex.h"
#include "cose/sign1.h"
#include "issuer/authority_impl.h"
#include "issuer/next_key.h"
#include "trust/bundle.h"
#include "trust/encoding.h"
#include "trust/reading.h"

namespace skan::issuer {
namespace {

void add_file(const KeyRing& keys, const crypto::PublicKey& key, KeyOverview& out) {
  const auto found = keys.find_all(out.role, std::span(&key, 1));
  if (found.empty()) return;
  out.file = found.front().path().filename().string();
  out.sealed = found.front().is_sealed();
}

std::string state_of(const trust::IssuerKey& key, const crypto::KeyId& active) {
  switch (key.state) {
    case trust::KeyState::retired: return "retired";
    case trust::KeyState::compromised: return "compromised";
    case trust::KeyState::active: break;
  }
  return key.kid == active ? "active" : "prepared";
}

Result<void> add_publication(crypto::Bytes bundle_file, std::vector<Expiry>& out) {
  const auto bundle = trust::read_bundle(bundle_file);
  if (!bundle) return std::unexpected(bundle.error());
  const auto head_message = cose::read_sign1(bundle->head), manifest_message = cose::read_sign1(bundle->manifest);
  if (!head_message || !manifest_message) return std::unexpected(trust::malformed("the last publication"));
  const auto head = trust::read_head(head_message->payload);
  const auto manifest = trust::read_manifest(manifest_message->payload);
  if (!head || !manifest) return std::unexpected(trust::malformed("the last publication"));
  out.push_back({fmt::format("head of publication {}", head->sequence), head->expires});
  out.push_back({fmt::format("manifest of publication {}", head->sequence), manifest->expires});
  return {};
}

}  // namespace

std::vector<KeyOverview> list_keys(Authority& authority) {
  const Authority::Impl& inside = authority.inside();
  std::vector<KeyOverview> out;
  for (std::size_t role = 0; role < trust::kRoleCount; ++role) {
    for (const auto& key : inside.root.roles[role].keys) {
      KeyOverview one{std::string(role_word(static_cast<trust::RoleName>(role))), codec::hex_encode(crypto::key_id(key)), "active", {}, false, 0};
      add_file(inside.keys, key, one);
      out.push_back(std::move(one));
    }
  }
  for (const trust::IssuerKey& key : inside.issuers.keys) {
    KeyOverview one{std::string(kIssuerRole), codec::hex_encode(key.kid), state_of(key, inside.active_kid), {}, false, key.valid_until};
    add_file(inside.keys, key.public_key, one);
    out.push_back(std::move(one));
  }
  return out;
}

Result<std::vector<Expiry>> list_expiries(Authority& authority) {
  Authority::Impl& inside = authority.inside();
  std::vector<Expiry> out{{fmt::format("root {}", inside.root.version), inside.root.expires},
                          {fmt::format("issuer key {}", codec::hex_encode(inside.active_kid)), inside.active_key().valid_until}};
  const auto last = inside.ledger.find_bytes(kLastBundle);
  if (!last) return std::unexpected(last.error());
  if (!*last) return out;
  if (auto added = add_publication(**last, out); !added) return std::unexpected(added.error());
  return out;
}

Result<std::string> rotate_issuer_key(Authority& authority, std::int64_t now) {
  Authority::Impl& inside = authority.inside();
  if (auto open = inside.need_keys(); !open) return std::unexpected(open.error());
  if (auto next = next_issuer_key(inside, now); !next) return std::unexpected(next.error());
  return codec::hex_encode(inside.active_kid);
}

}  // namespace skan::issuer

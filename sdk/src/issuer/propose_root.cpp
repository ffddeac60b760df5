// The next root, from what is to change.
#include <algorithm>

#include <fmt/format.h>

#include "codec/hex.h"
#include "certificate/skn1_layout.h"
#include "issuer/authority_impl.h"
#include "issuer/root_proposal.h"
#include "trust/encoding.h"

namespace skan::issuer {
namespace {

constexpr std::int64_t kYear = 366LL * 86'400;
constexpr std::size_t kMostKeys = 16;

std::unexpected<Error> refuse(std::string message) { return std::unexpected(Error{ErrorCode::invalid_argument, std::move(message)}); }

Result<trust::Role*> role_in(trust::Root& root, const std::string& word) {
  const auto name = role_of_word(word);
  if (!name) return refuse(fmt::format("{}: is not a role of the root; root, authority, policy, manifest and head are", word));
  return &root.roles[static_cast<std::size_t>(*name)];
}

Result<void> add_key(trust::Root& root, const std::string& word, const std::string& hex) {
  const auto role = role_in(root, word);
  if (!role) return std::unexpected(role.error());
  crypto::PublicKey key;
  if (!codec::hex_decode(hex, key)) return refuse(fmt::format("{}: a public key has 64 hexadecimal digits", word));
  if (std::ranges::find((*role)->keys, key) != (*role)->keys.end()) return refuse(fmt::format("{}: has this key already", word));
  (*role)->keys.push_back(key);
  return {};
}

Result<void> remove_key(trust::Root& root, const std::string& word, const std::string& hex) {
  const auto role = role_in(root, word);
  if (!role) return std::unexpected(role.error());
  crypto::KeyId kid;
  if (!codec::hex_decode(hex, kid)) return refuse(fmt::format("{}: a key id has 16 hexadecimal digits", word));
  if (std::erase_if((*role)->keys, [&](const auto& key) { return crypto::key_id(key) == kid; }) == 0) return refuse(fmt::format("{}: has no key {}", word, hex));
  return {};
}

Result<void> check_roles(trust::Root& root) {
  for (std::size_t i = 0; i < trust::kRoleCount; ++i) {
    trust::Role& role = root.roles[i];
    const auto name = static_cast<trust::RoleName>(i);
    std::ranges::sort(role.keys, {}, crypto::key_id);
    const bool single = name == trust::RoleName::manifest || name == trust::RoleName::head;
    const bool met = role.threshold >= 1 && role.threshold <= role.keys.size() && role.keys.size() <= kMostKeys;
    if (!met) return refuse(fmt::format("{}: {} of {} keys cannot be asked for; 1 to 16 keys, and a threshold up to their number, are expected", role_word(name), role.threshold, role.keys.size()));
    if (single && role.threshold != 1) return refuse(fmt::format("{}: one signature is all that it has room for", role_word(name)));
  }
  return {};
}

/// Everything that needs no new key, so that nothing is made for a change that is refused.
Result<void> edit(trust::Root& root, const RootChange& change) {
  for (const auto& word : change.replace) {
    if (auto role = role_in(root, word); !role) return std::unexpected(role.error());
    if (word == "root") return refuse("root: its keys are made where they are kept ('skan-authority key new'), and added by their public keys");
  }
  for (const auto& [word, key] : change.add) {
    if (auto added = add_key(root, word, key); !added) return added;
  }
  for (const auto& [word, kid] : change.remove) {
    if (auto removed = remove_key(root, word, kid); !removed) return removed;
  }
  for (const auto& [word, threshold] : change.thresholds) {
    const auto role = role_in(root, word);
    if (!role) return std::unexpected(role.error());
    (*role)->threshold = threshold;
  }
  return check_roles(root);
}

}  // namespace

Result<std::string> propose_root(Authority& authority, const RootChange& change, std::int64_t now) {
  Authority::Impl& impl = authority.inside();
  if (change.years < 1 || change.years > 30) return refuse("years: 1 to 30 are expected");
  if (now < impl.root.issued_at || now > static_cast<std::int64_t>(certificate::kMaxTime) - change.years * kYear) return refuse("the clock stands before the present root's date; set it");
  trust::Root root = impl.root;
  if (auto edited = edit(root, change); !edited) return std::unexpected(edited.error());
  ++root.version;
  root.epoch += change.compromised ? 1 : 0;
  root.issued_at = now;
  root.expires = now + change.years * kYear;
  for (const auto& word : change.replace) {
    const auto key = impl.keys.create(word);
    if (!key) return std::unexpected(key.error());
    (*role_in(root, word).value()) = {1, {key->public_key()}};
  }
  return proposal_text(impl.root_objects, impl.root, root);
}

}  // namespace skan::issuer

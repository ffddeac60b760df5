// What an authority's folder holds, checked from its id down.
#include <algorithm>

#include "issuer/authority_impl.h"
#include "trust/chain.h"
#include "trust/encoding.h"
#include "trust/signatures.h"

namespace skan::issuer {
namespace {

/// Reads a signed object of our own. Its signature is checked, so that what a disk has damaged is
/// noticed here and not by the verifiers.
template <class Object>
Result<Object> read_object(crypto::Bytes bytes, std::string_view aad, const trust::Role& role,
                           Result<Object> (*read)(crypto::Bytes)) {
  const auto payload = trust::open_shared(bytes, aad, {&role}, "a signed object of the ledger");
  if (!payload) return std::unexpected(payload.error());
  return read(*payload);
}

/// Walks the roots from the first on. False if one is not what it should be.
bool load_roots(Authority::Impl& impl) {
  const auto id = impl.ledger.bytes(kAuthorityId);
  auto first = impl.ledger.bytes(root_name(1));
  if (!id || !first) return false;
  impl.authority_id = crypto::digest(crypto::Purpose::root, *first);
  auto root = trust::open_first_root(*first, impl.authority_id);
  if (!root || !std::ranges::equal(*id, impl.authority_id)) return false;
  impl.root_objects = {*std::move(first)};
  for (;;) {
    auto object = impl.ledger.find_bytes(root_name(root->version + 1));
    if (!object) return false;
    if (!*object) break;
    auto next = trust::open_next_root(**object, *root);
    if (!next) return false;
    root = std::move(next);
    impl.root_objects.push_back(**std::move(object));
  }
  impl.root = *std::move(root);
  return true;
}

Error overtaken(const std::string& path) {
  return {ErrorCode::overtaken, path + ": another program has changed keys, root or policies meanwhile; nothing was changed, run this again"};
}

/// The key that signs new certificates.
std::optional<crypto::KeyId> active_key_of(Ledger& ledger, const trust::IssuerList& issuers) {
  const auto keys = ledger.keys();
  if (!keys) return std::nullopt;
  const auto active = std::ranges::find(*keys, KeyUse::active, &LedgerKey::use);
  return active != keys->end() && issuers.find(active->kid) ? std::optional(active->kid) : std::nullopt;
}

bool load_parts(Authority::Impl& impl) {
  auto issuers_object = impl.ledger.bytes(kIssuersObject), policies_object = impl.ledger.bytes(kPoliciesObject);
  if (!issuers_object || !policies_object) return false;
  auto list = read_object(*issuers_object, trust::kIssuersAad, impl.root.role(trust::RoleName::authority), trust::read_issuer_list);
  auto rules = read_object(*policies_object, trust::kPoliciesAad, impl.root.role(trust::RoleName::policy), trust::read_policies);
  const auto active = list ? active_key_of(impl.ledger, *list) : std::nullopt;
  if (!active || !rules) return false;
  impl.issuers = *std::move(list);
  impl.active_kid = *active;
  impl.policies = *std::move(rules);
  impl.issuers_object = *std::move(issuers_object);
  impl.policies_object = *std::move(policies_object);
  return true;
}

}  // namespace

std::string root_name(std::uint32_t version) {
  return version == 1 ? std::string(kRootObject) : std::string(kRootObject) + "." + std::to_string(version);
}

bool Authority::Impl::load_objects() {
  // Another program may change keys or root meanwhile, and halves of two states would look like damage.
  if (auto begun = ledger.begin_reading(); !begun) return false;
  const bool loaded = load_roots(*this) && load_parts(*this);
  ledger.rollback();
  return loaded;
}

Result<void> Authority::Impl::need_current_issuers() {
  const auto stored = ledger.bytes(kIssuersObject);
  if (!stored) return std::unexpected(stored.error());
  return *stored == issuers_object ? Result<void>() : std::unexpected(overtaken(ledger.path()));
}

Result<void> Authority::Impl::need_current() {
  if (auto current = need_current_issuers(); !current) return current;
  const auto stored = ledger.bytes(kPoliciesObject);
  const auto next_root = ledger.find_bytes(root_name(root.version + 1));
  if (!stored) return std::unexpected(stored.error());
  if (!next_root) return std::unexpected(next_root.error());
  return *stored == policies_object && !*next_root ? Result<void>() : std::unexpected(overtaken(ledger.path()));
}

Result<void> Authority::Impl::load_keys() {
  const crypto::PublicKey issuer_public[] = {active_key().public_key};
  const auto& manifest_public = root.role(trust::RoleName::manifest).keys;
  const auto& head_public = root.role(trust::RoleName::head).keys;
  const auto issuer = keys.find(kIssuerRole, issuer_public);
  const auto manifest = keys.find(role_word(trust::RoleName::manifest), manifest_public);
  const auto head = keys.find(role_word(trust::RoleName::head), head_public);
  for (const auto* file : {&issuer, &manifest, &head}) {
    if (!*file) return std::unexpected(file->error());
  }
  const bool sealed = issuer->is_sealed() || manifest->is_sealed() || head->is_sealed();
  if (sealed && !keys.has_passphrase()) return {};
  const std::pair<const KeyFile*, std::optional<crypto::SecretKey>*> wanted[] = {
      {&*issuer, &issuer_key}, {&*manifest, &manifest_key}, {&*head, &head_key}};
  for (const auto& [file, into] : wanted) {
    auto key = keys.open(*file);
    if (!key) return std::unexpected(key.error());
    into->emplace(*key);
  }
  return {};
}

Result<void> Authority::Impl::reload() {
  issuer_key.reset();
  manifest_key.reset();
  head_key.reset();
  if (load_objects()) return load_keys();
  return std::unexpected(Error{ErrorCode::malformed, (folder / "ledger.db").string() + ": does not hold this authority's data; restore it from your backup"});
}

Result<void> Authority::Impl::need_keys() const {
  if (issuer_key && manifest_key && head_key) return {};
  return std::unexpected(Error{ErrorCode::invalid_argument, keys.folder().string() + ": the keys are locked; give the passphrase"});
}

}  // namespace skan::issuer

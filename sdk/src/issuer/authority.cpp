#include "skan/issuer/authority.h"

#include <algorithm>

#include "codec/hex.h"
#include "issuer/authority_impl.h"
#include "issuer/files.h"
#include "issuer/issue_one.h"
#include "issuer/next_key.h"
#include "trust/chain.h"
#include "trust/encoding.h"
#include "trust/signatures.h"

namespace skan::issuer {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> damaged(const fs::path& folder) {
  return std::unexpected(Error{ErrorCode::malformed, (folder / "ledger.db").string() +
                                                         ": does not hold this authority's data; restore it from your backup"});
}

/// Reads a signed object of our own. Its signature is checked, so that what a disk has damaged is
/// noticed here and not by the verifiers.
template <class Object>
Result<Object> read_object(crypto::Bytes bytes, std::string_view aad, const trust::Role& role,
                           Result<Object> (*read)(crypto::Bytes)) {
  const auto payload = trust::open_shared(bytes, aad, {&role}, "a signed object of the ledger");
  if (!payload) return std::unexpected(payload.error());
  return read(*payload);
}

/// Fills in the root and what hangs on it. False if the ledger does not hold it intact.
bool load_objects(Authority::Impl& impl) {
  const auto id = impl.ledger.bytes(kAuthorityId), root_object = impl.ledger.bytes(kRootObject);
  const auto issuers_object = impl.ledger.bytes(kIssuersObject), policies_object = impl.ledger.bytes(kPoliciesObject);
  if (!id || !root_object || !issuers_object || !policies_object) return false;
  impl.authority_id = crypto::digest(crypto::Purpose::root, *root_object);
  if (!std::ranges::equal(*id, impl.authority_id)) return false;
  auto root = trust::open_first_root(*root_object, impl.authority_id);
  if (!root) return false;
  auto issuers = read_object(*issuers_object, trust::kIssuersAad, root->role(trust::RoleName::authority), trust::read_issuer_list);
  auto policies = read_object(*policies_object, trust::kPoliciesAad, root->role(trust::RoleName::policy), trust::read_policies);
  if (!issuers || !policies) return false;
  impl.root = *std::move(root);
  impl.issuers = *std::move(issuers);
  impl.policies_version = policies->header.version;
  impl.root_object = *root_object;
  impl.issuers_object = *issuers_object;
  impl.policies_object = *policies_object;
  return true;
}

bool holds(const trust::Role& role, const crypto::SecretKey& key) {
  return std::ranges::find(role.keys, key.public_key()) != role.keys.end();
}

/// The key that signs what is issued.
Result<crypto::PublicKey> active_key_of(Ledger& ledger) {
  const auto keys = ledger.keys();
  if (!keys) return std::unexpected(keys.error());
  const auto active = std::ranges::find(*keys, KeyUse::active, &LedgerKey::use);
  if (active != keys->end()) return active->public_key;
  return std::unexpected(Error{ErrorCode::malformed, ledger.path() + ": has no active issuer key; restore it from your backup"});
}

}  // namespace

Authority::Authority(std::unique_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}
Authority::Authority(Authority&&) noexcept = default;
Authority& Authority::operator=(Authority&&) noexcept = default;
Authority::~Authority() = default;

Result<Authority> Authority::open(const fs::path& folder) {
  if (!crypto::ready()) {
    return std::unexpected(Error{ErrorCode::crypto_unavailable, "libsodium has no source of randomness on this system"});
  }
  std::error_code failed;
  if (!fs::exists(folder / "ledger.db", failed) || failed) {
    return std::unexpected(Error{ErrorCode::storage, folder.string() + ": is not an authority's folder; make one with 'skan-authority init'"});
  }
  auto ledger = Ledger::open((folder / "ledger.db").string());
  if (!ledger) return std::unexpected(ledger.error());
  const fs::path keys = folder / "keys";
  const auto active = active_key_of(*ledger);
  if (!active) return std::unexpected(active.error());
  const auto issuer = read_issuer_key(keys, *active);
  if (!issuer) return std::unexpected(issuer.error());
  const auto manifest = read_key(keys / "manifest.key", "manifest");
  if (!manifest) return std::unexpected(manifest.error());
  const auto head = read_key(keys / "head.key", "head");
  if (!head) return std::unexpected(head.error());
  auto impl = std::make_unique<Impl>(folder, *std::move(ledger), *issuer, *manifest, *head);
  if (!load_objects(*impl)) return damaged(folder);
  const bool ours = impl->issuers.find(crypto::key_id(issuer->public_key())) &&
                    holds(impl->root.role(trust::RoleName::manifest), *manifest) &&
                    holds(impl->root.role(trust::RoleName::head), *head);
  if (!ours) {
    return std::unexpected(Error{ErrorCode::malformed, keys.string() + ": holds a key of another authority; restore it from your backup"});
  }
  return Authority(std::move(impl));
}

Result<void> Authority::begin() {
  auto begun = impl_->ledger.begin();
  if (begun) impl_->grouping = true;
  return begun;
}

Result<void> Authority::commit() {
  impl_->grouping = false;
  return impl_->ledger.commit();
}

Result<Issued> Authority::issue(const Record& record, std::int64_t now) {
  auto draft = make_draft(record);
  if (!draft) return std::unexpected(draft.error());
  const auto existing = impl_->ledger.find(record.number);
  if (!existing) return std::unexpected(existing.error());
  if (*existing) {
    if (was_issued_for((*existing)->message, *draft)) return issued_of(**existing, true);
    return std::unexpected(Error{ErrorCode::invalid_argument, "number: was issued before with other data; give this certificate a new number"});
  }
  if (auto ready = renew_issuer_key(*impl_, now); !ready) return std::unexpected(ready.error());
  return in_transaction(*impl_, [&]() -> Result<Issued> {
    const auto entry = sign_next(*impl_, *draft, now);
    if (!entry) return std::unexpected(entry.error());
    if (auto added = impl_->ledger.add(*entry); !added) return std::unexpected(added.error());
    return issued_of(*entry, false);
  });
}

Result<AuthorityStatus> Authority::status() const {
  AuthorityStatus out;
  Ledger& ledger = impl_->ledger;
  const auto name = ledger.text(kName);
  const auto issued = ledger.count(false), revoked = ledger.count(true);
  const auto sequence = ledger.number(kSequence), published_at = ledger.number(kPublishedAt);
  if (!name) return std::unexpected(name.error());
  for (const auto* number : {&issued, &revoked, &sequence, &published_at}) {
    if (!*number) return std::unexpected(number->error());
  }
  out.authority.bytes = impl_->authority_id;
  out.name = *name;
  out.issuer_key_id = codec::hex_encode(impl_->active_key().kid);
  out.issued = static_cast<std::uint64_t>(*issued);
  out.revoked = static_cast<std::uint64_t>(*revoked);
  out.sequence = static_cast<std::uint64_t>(*sequence);
  out.published_at = *published_at;
  out.root_expires = impl_->root.expires;
  out.issuer_key_expires = impl_->active_key().valid_until;
  return out;
}

}  // namespace skan::issuer

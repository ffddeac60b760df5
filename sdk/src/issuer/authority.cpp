#include "skan/issuer/authority.h"

#include <algorithm>

#include "certificate/skn1.h"
#include "codec/hex.h"
#include "cose/sign.h"
#include "issuer/authority_impl.h"
#include "issuer/files.h"
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
  impl.policies = *std::move(policies);
  impl.root_object = *root_object;
  impl.issuers_object = *issuers_object;
  impl.policies_object = *policies_object;
  return true;
}

bool holds(const trust::Role& role, const crypto::SecretKey& key) {
  return std::ranges::find(role.keys, key.public_key()) != role.keys.end();
}

/// What of a certificate comes from the record, and so must be the same when it is issued again.
bool is_same_person_and_event(const Certificate& issued, const Certificate& wanted, bool same_expiry) {
  Certificate a = issued, b = wanted;
  b.status_index = a.status_index;
  b.issued_at = a.issued_at;
  if (!same_expiry) b.expires = a.expires;
  return a == b;
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
  const auto issuer = read_key(keys / "issuer.key", "issuer");
  if (!issuer) return std::unexpected(issuer.error());
  const auto manifest = read_key(keys / "manifest.key", "manifest");
  if (!manifest) return std::unexpected(manifest.error());
  const auto head = read_key(keys / "head.key", "head");
  if (!head) return std::unexpected(head.error());
  auto impl = std::make_unique<Impl>(*std::move(ledger), *issuer, *manifest, *head);
  impl->folder = folder;
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
  auto certificate = to_certificate(record);
  if (!certificate) return std::unexpected(certificate.error());
  const trust::IssuerKey& key = impl_->active_key();
  const auto refuse = [](std::string message) {
    return std::unexpected(Error{ErrorCode::invalid_argument, std::move(message)});
  };
  certificate->issued_at = now;
  certificate->expires = record.expires.value_or(key.valid_until);
  const auto existing = impl_->ledger.find(record.number);
  if (!existing) return std::unexpected(existing.error());
  if (*existing) {
    const auto message = cose::read_sign1((*existing)->message);
    const auto payload = message ? certificate::decode_payload(message->payload) : std::nullopt;
    if (!payload || !is_same_person_and_event(payload->certificate, *certificate, record.expires.has_value())) {
      return refuse("number: was issued before with other data; give this certificate a new number");
    }
    return Issued{record.number, certificate::skn1_text((*existing)->message), (*existing)->status_index, true};
  }
  if (now < key.valid_from || certificate->expires > key.valid_until) {
    return refuse("expires: lies outside the issuer key's validity");
  }
  if (certificate->expires <= now) return refuse("expires: lies before the time of issue");
  // A transaction of its own, unless the caller groups.
  const bool own = !impl_->grouping;
  if (own) {
    if (auto begun = impl_->ledger.begin(); !begun) return std::unexpected(begun.error());
  }
  const auto fail = [&](const Error& error) {
    if (own) impl_->ledger.rollback();
    return std::unexpected(error);
  };
  const auto index = impl_->ledger.take_index(key.kid);
  if (!index) return fail(index.error());
  certificate->status_index = *index;
  LedgerEntry entry{record.number, key.kid, *index, {}};
  entry.message = cose::sign1(certificate::encode_payload(*certificate), certificate::kSkn1Aad, impl_->issuer_key);
  if (auto added = impl_->ledger.add(entry, now); !added) return fail(added.error());
  if (own) {
    if (auto committed = impl_->ledger.commit(); !committed) return fail(committed.error());
  }
  return Issued{record.number, certificate::skn1_text(entry.message), *index, false};
}

Result<std::size_t> Authority::revoke(const std::vector<std::string>& numbers, std::int64_t now) {
  Ledger& ledger = impl_->ledger;
  for (const auto& number : numbers) {
    const auto found = ledger.find(number);
    if (!found) return std::unexpected(found.error());
    if (!*found) {
      return std::unexpected(Error{ErrorCode::invalid_argument, number + ": was never issued; nothing was withdrawn"});
    }
  }
  if (auto begun = ledger.begin(); !begun) return std::unexpected(begun.error());
  std::size_t changed = 0;
  for (const auto& number : numbers) {
    const auto revoked = ledger.revoke(number, now);
    if (!revoked) {
      ledger.rollback();
      return std::unexpected(revoked.error());
    }
    if (*revoked) ++changed;
  }
  if (auto committed = ledger.commit(); !committed) return std::unexpected(committed.error());
  return changed;
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

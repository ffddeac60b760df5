#include "skan/issuer/authority.h"

#include "codec/hex.h"
#include "issuer/authority_impl.h"
#include "issuer/issue_one.h"
#include "issuer/next_key.h"

namespace skan::issuer {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> damaged(const fs::path& folder) {
  return std::unexpected(Error{ErrorCode::malformed, (folder / "ledger.db").string() +
                                                         ": does not hold this authority's data; restore it from your backup"});
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
  auto impl = std::make_unique<Impl>(folder, *std::move(ledger));
  if (!impl->load_objects()) return damaged(folder);
  if (auto loaded = impl->load_keys(); !loaded) return std::unexpected(loaded.error());
  return Authority(std::move(impl));
}

bool Authority::is_locked() const noexcept { return !impl_->need_keys(); }

Result<void> Authority::unlock(Passphrase passphrase) {
  impl_->keys.use(std::move(passphrase), {});
  return impl_->load_keys();
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
  if (auto open = impl_->need_keys(); !open) return std::unexpected(open.error());
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

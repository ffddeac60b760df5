#include "issuer/issue_one.h"

#include "certificate/skn1.h"

namespace skan::issuer {

Result<LedgerEntry> sign_next(Authority::Impl& authority, Draft& draft, std::int64_t now) {
  if (auto current = authority.need_current_issuers(); !current) return std::unexpected(current.error());
  const trust::IssuerKey& key = authority.active_key();
  if (auto fits = fit_to_key(draft, key, now); !fits) return std::unexpected(fits.error());
  const auto index = authority.ledger.take_index(key.kid);
  if (!index) return std::unexpected(index.error());
  draft.certificate.status_index = *index;
  return sign_draft(draft, *authority.issuer_key, key.kid);
}

Issued issued_of(const LedgerEntry& entry, bool already_issued) {
  return {entry.number, certificate::skn1_text(entry.message), entry.status_index, already_issued};
}

}  // namespace skan::issuer

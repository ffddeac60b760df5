// Steps of issuing one certificate.
#pragma once

#include "issuer/authority_impl.h"
#include "issuer/draft.h"

namespace skan::issuer {

/// Signs `draft` under the next index of the active key, which renew_issuer_key() has seen to. The entry is still to be recorded, in the
/// same transaction.
Result<LedgerEntry> sign_next(Authority::Impl& authority, Draft& draft, std::int64_t now);

/// What the caller of an issuing function is told of a certificate.
Issued issued_of(const LedgerEntry& entry, bool already_issued);

/// Runs `change` in a transaction of its own, unless the caller groups; then it is the caller's.
template <class Change>
auto in_transaction(Authority::Impl& authority, const Change& change) -> decltype(change()) {
  if (authority.grouping) return change();
  if (auto begun = authority.ledger.begin(); !begun) return std::unexpected(begun.error());
  auto done = change();
  const auto committed = done ? authority.ledger.commit() : Result<void>(std::unexpected(done.error()));
  if (committed) return done;
  authority.ledger.rollback();
  return std::unexpected(committed.error());
}

}  // namespace skan::issuer

// A certificate before it is signed.
#pragma once

#include "issuer/ledger_entry.h"
#include "skan/issuer/record.h"
#include "trust/objects.h"

namespace skan::issuer {

/// A record that was found good, without key, index and time of issue.
struct Draft {
  Certificate certificate;
  bool own_expiry = false;  ///< its end is the record's, not the key's
  std::string batch, office;
  bool practice = false;    ///< will be signed by the key of a training authority
};

/// Fails with invalid_argument, as to_certificate() does.
Result<Draft> make_draft(const Record& record);

/// Fits `draft` to the key that will sign it at `now`. Fails with invalid_argument if their times do not go together.
Result<void> fit_to_key(Draft& draft, const trust::IssuerKey& key, std::int64_t now);

/// True if `message` was issued for what `draft` says, whenever and under whichever key and index that was.
bool was_issued_for(crypto::Bytes message, const Draft& draft);

/// Signs a draft that has its index, for the ledger.
LedgerEntry sign_draft(const Draft& draft, const crypto::SecretKey& key, const crypto::KeyId& kid);

}  // namespace skan::issuer

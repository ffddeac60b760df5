// Withdrawing certificates, taking that back, and replacing wrong ones.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "skan/issuer/authority.h"
#include "skan/issuer/record.h"
#include "skan/result.h"

namespace skan::issuer {

/// Certificates by what the ledger knows of them; what is empty does not matter.
struct CertificateQuery {
  std::string product;
  std::string batch;
  std::string office;
  std::optional<std::int64_t> issued_from;   ///< UTC seconds, itself included
  std::optional<std::int64_t> issued_until;  ///< not included
};

/// Either numbers, or a query that says at least one thing.
struct Selection {
  std::vector<std::string> numbers;
  std::optional<CertificateQuery> query;
};

/// How a change of standing is made.
struct ChangeOptions {
  std::string reason;                            ///< display text of 1 to 200 bytes; kept in the ledger, not published
  bool dry_run = false;                          ///< only counts
  std::optional<std::uint64_t> confirmed_count;  ///< what somebody has typed who saw the count
};

/// What a change means for one issuer key.
struct KeyShare {
  std::string key_id;
  std::uint64_t issued = 0;
  std::uint64_t changed = 0;
};

/// What was changed, or would be.
struct ChangeReport {
  std::uint64_t changed = 0;
  std::uint64_t unchanged = 0;      ///< selected, but withdrawn (or restored) already
  std::uint64_t superseded = 0;     ///< selected for restoring, but replaced by a correction, and therefore left alone
  std::vector<KeyShare> keys;       ///< those with changes
  bool needs_confirmation = false;  ///< more than 1 % of some key's certificates, and more than one
};

/// Withdraws the selected certificates, all or none; verifiers learn of it with the next publication.
///
/// A change of more than one certificate that is more than 1 % of what some key has signed is refused unless
/// `confirmed_count` is exactly the number of certificates that change, so that neither a slip nor a ledger that has changed
/// meanwhile withdraws a country. Fails with invalid_argument (a number that was never issued, by name; no reason; an empty selection;
/// a count not confirmed, with the count), storage. `now` in UTC seconds.
Result<ChangeReport> withdraw(Authority& authority, const Selection& selection, const ChangeOptions& options, std::int64_t now);

/// Takes withdrawals back, under the same rules. A certificate that a correction has replaced stays withdrawn: named by its number
/// it is refused (invalid_argument), met by a query it is counted.
Result<ChangeReport> restore(Authority& authority, const Selection& selection, const ChangeOptions& options, std::int64_t now);

/// Issues `corrected` in place of the certificate with number `replaces`, and withdraws that one: both or neither. The numbers may be the
/// same; then the number means the new certificate from now on. The same call again returns the certificate that exists.
///
/// Fails as Authority::issue() does, and with invalid_argument if `replaces` was never issued or was replaced by something else.
/// Within Authority::begin() and commit() it belongs to that group.
Result<Issued> supersede(Authority& authority, const std::string& replaces, const Record& corrected, const std::string& reason,
                         std::int64_t now);

}  // namespace skan::issuer

// Issuer list and policies, signed by the keys that a root names.
#pragma once

#include <vector>

#include "issuer/authority_impl.h"

namespace skan::issuer {

/// The two signed parts that change rarely.
struct SignedParts {
  std::vector<std::byte> issuers, policies;
};

/// The parts in force, signed anew where `root` asks for other keys than have signed them. Fails with threshold_not_met (too few of the keys are in the
/// folder; the text says which are asked for), invalid_argument (locked), storage.
Result<SignedParts> sign_parts_under(Authority::Impl& impl, const trust::Root& root, std::int64_t now);

/// Another issuer list under the present root, with the next version and `now` in its header. Fails as above.
Result<std::vector<std::byte>> sign_issuers(Authority::Impl& impl, trust::IssuerList issuers, std::int64_t now);

/// Policies under the present root, with the header that they have. Fails as above.
Result<std::vector<std::byte>> sign_policies(Authority::Impl& impl, const trust::Policies& policies);

/// Writes them into the ledger. Precondition: in a transaction. Fails with storage.
Result<void> store_parts(Ledger& ledger, const SignedParts& parts);

}  // namespace skan::issuer

// What is looked at before a publication leaves the house.
#pragma once

#include <optional>
#include <vector>

#include "issuer/authority_impl.h"
#include "revocation/status_list.h"

namespace skan::issuer {

/// A status list as the ledger has it.
struct LedgerList {
  crypto::KeyId kid{};
  revocation::StatusList list;
};

/// Holds `publication` against the last one (`last`, a bundle; empty: none). Fails with lower_sequence (something goes backwards),
/// same_sequence_other_bytes (an issuer list or policies that changed without a new version), invalid_argument (more changes of status than may be
/// unconfirmed), malformed (one of the bundles is none).
Result<void> check_against_last(crypto::Bytes publication, crypto::Bytes last, const PublishOptions& options);

/// Lets two verifiers take `publication`: a new device from the bundle, and one that holds `last` from the site's files; and holds every
/// bit of every list that they have then against the ledger's `lists`. Fails with the verifier's own errors, or hash_mismatch (a list
/// came out different), storage.
Result<void> rehearse(Authority::Impl& authority, const Publication& publication, crypto::Bytes last,
                      const std::vector<LedgerList>& lists);

}  // namespace skan::issuer

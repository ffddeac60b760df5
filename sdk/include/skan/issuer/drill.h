// What is done when a key was stolen.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "skan/issuer/authority.h"
#include "skan/result.h"

namespace skan::issuer {

/// What a stolen key was for.
enum class StolenKey : std::uint8_t {
  issuer,         ///< signs certificates
  role,           ///< a key of the root's for head, manifest, issuer list or policies
  replaced_role,  ///< one that an earlier root named: it is out of use already
  root,           ///< signs roots
};

/// Fails with invalid_argument: no key id, or of no key that this authority has had.
Result<StolenKey> find_stolen_key(Authority& authority, std::string_view key_id);

/// How far the reissuing is.
struct ReissueProgress {
  std::uint64_t done = 0;   ///< certificates looked at
  std::uint64_t total = 0;  ///< of the key's
};

/// What became of a stolen issuer key's certificates.
struct ReissueReport {
  std::string new_key_id;
  std::uint64_t reissued = 0;  ///< in this run
  std::uint64_t left = 0;      ///< withdrawn, replaced or past their end: they stay as they are
  bool finished = false;       ///< false: `watch` stopped it; the same call goes on
};

/// Declares an issuer key stolen, and issues each of its certificates that is in force anew under another key: same number, same
/// content, dated `now`. Nothing that is withdrawn comes back.
///
/// What is declared stays declared, and what is reissued stays reissued, whenever it is stopped: the same call goes on where it
/// was. `watch` is called after each transaction; a false from it stops. Verifiers learn of it with the next publication.
/// Fails with invalid_argument (not an issuer key of this authority, or the keys are locked), storage, threshold_not_met (the keys that sign the issuer
/// list are not here), malformed (a certificate in the ledger is damaged), capacity.
Result<ReissueReport> reissue_after_theft(Authority& authority, std::string_view issuer_key_id, std::int64_t now,
                                          const std::function<bool(const ReissueProgress&)>& watch);

/// What became of a stolen role key.
struct RoleReport {
  std::uint32_t root_version = 0;       ///< of the root that does without the key
  std::optional<std::string> proposal;  ///< set if that still needs signatures from elsewhere: the proposal's file
};

/// Replaces a stolen key of the roles authority, policy, manifest or head by a new one, through a root of the next epoch. Signed and put in force
/// here if enough root keys lie in the folder; otherwise it is a proposal. Fails as propose_root() and combine_root() do.
Result<RoleReport> replace_stolen_role(Authority& authority, std::string_view key_id, std::int64_t now);

}  // namespace skan::issuer

// Who signed an object: trust.md section 2.
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "skan/result.h"
#include "trust/objects.h"

namespace skan::trust {

inline constexpr std::string_view kRootAad = "skan/root/1", kIssuersAad = "skan/issuers/1",
                                  kPoliciesAad = "skan/policies/1", kManifestAad = "skan/manifest/1",
                                  kHeadAad = "skan/head/1", kDeltaAad = "skan/delta/1";

/// The payload of a COSE_Sign1 that one of the role's keys signed. `what` names the object in errors.
/// Fails with malformed or threshold_not_met.
Result<crypto::Bytes> open_single(crypto::Bytes object, std::string_view aad, const Role& role, std::string_view what);

/// The payload of a COSE_Sign of which every signature holds and is by a key of one of `roles`, with
/// enough of them for each role. Fails with malformed or threshold_not_met.
Result<crypto::Bytes> open_shared(crypto::Bytes object, std::string_view aad, std::initializer_list<const Role*> roles,
                                  std::string_view what);

}  // namespace skan::trust

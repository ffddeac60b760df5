// Policies on their way into an authority.
#pragma once

#include <string>
#include <vector>

#include "skan/result.h"
#include "trust/objects.h"

namespace skan::issuer {

/// The policies in order, exactly as a verifier will read them. Fails with invalid_argument, naming policy and field,
/// where a verifier would refuse them, read something else, or not understand them.
Result<trust::Policies> checked_policies(const trust::PartHeader& header, std::vector<Policy> policies, std::string default_id);

}  // namespace skan::issuer

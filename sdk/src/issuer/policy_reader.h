// A policy's JSON, with all that it inherits, as a policy.
#pragma once

#include "issuer/policy_json.h"
#include "skan/policy.h"

namespace skan::issuer {

/// Reads `object`; what is wrong goes to `faults`, and then the result means nothing.
Policy read_policy_object(const Json& object, Faults& faults);

}  // namespace skan::issuer

// The rules of a policy as signed bytes: trust.md section 6.
#pragma once

#include <string>
#include <vector>

#include "codec/cbor.h"
#include "skan/policy.h"

namespace skan::policy {

/// Reads an array of rules. A fault in `in` if it is malformed, and then `fault` names what lies within the
/// array, as "[0].requirements[1].maximum_age". `needs_newer` is set by what this version does not know.
std::vector<PolicyRule> read_rules(codec::CborReader& in, std::string& fault, bool& needs_newer);

void write_rules(codec::CborWriter& out, const std::vector<PolicyRule>& rules);

}  // namespace skan::policy

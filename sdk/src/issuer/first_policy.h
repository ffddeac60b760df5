// The policy that a new authority starts with.
#pragma once

#include "skan/policy.h"

namespace skan::issuer {

/// The federal rules of 2021: vaccinated (course complete) for 12 months, recovered for 6 months,
/// a PCR test for 72 hours; days count in Moscow time.
Policy federal_policy_2021();

}  // namespace skan::issuer

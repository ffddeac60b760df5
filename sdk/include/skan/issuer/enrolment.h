// What an authority hands out so that verifiers can be set up.
#pragma once

#include <string>

#include "skan/issuer/authority.h"
#include "skan/result.h"
#include "skan/setup_code.h"

namespace skan::issuer {

/// The setup code of `authority`: its name and id, where its site is (empty: updates come by file), and the policy for the venue (empty: the
/// default). Fails with invalid_argument (the url, or a policy that the authority does not publish), storage.
Result<SetupCode> setup_code_of(Authority& authority, const std::string& url, const std::string& policy);

}  // namespace skan::issuer

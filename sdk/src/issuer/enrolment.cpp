#include "skan/issuer/enrolment.h"

#include <fmt/format.h>

#include "issuer/authority_impl.h"

namespace skan::issuer {

Result<SetupCode> setup_code_of(Authority& authority, const std::string& url, const std::string& policy) {
  Authority::Impl& inside = authority.inside();
  auto name = inside.ledger.text(kName);
  if (!name) return std::unexpected(name.error());
  if (!policy.empty() && !inside.policies.find(policy)) {
    std::string known;
    for (const Policy& one : inside.policies.policies) known += (known.empty() ? "" : ", ") + one.id;
    return std::unexpected(Error{ErrorCode::invalid_argument, fmt::format("policy: {} is not published; there are: {}", policy, known)});
  }
  SetupCode code{AuthorityId{inside.authority_id}, *std::move(name), url, policy};
  if (auto text = write_setup_code(code); !text) return std::unexpected(text.error());
  return code;
}

}  // namespace skan::issuer

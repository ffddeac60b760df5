#include "issuer/set_policies.h"

#include <algorithm>

#include "issuer/authority_impl.h"
#include "issuer/sign_parts.h"
#include "trust/encoding.h"

namespace skan::issuer {
namespace {

std::unexpected<Error> refuse(std::string text) {
  return std::unexpected(Error{ErrorCode::invalid_argument, std::move(text)});
}

const Policy* find(const std::vector<Policy>& policies, const std::string& id) {
  const auto found = std::ranges::find(policies, id, &Policy::id);
  return found == policies.end() ? nullptr : &*found;
}

/// Verdicts name a policy's version as evidence, so that one version must not be two policies.
Result<PolicyChanges> compare(const trust::Policies& before, const trust::Policies& after) {
  PolicyChanges out;
  for (const Policy& policy : after.policies) {
    const Policy* old = find(before.policies, policy.id);
    if (!old) {
      out.added.push_back(policy.id);
    } else if (policy != *old) {
      if (policy.version <= old->version) {
        return refuse(policy.id + ": version: " + std::to_string(old->version) + " is another policy already; give a higher version");
      }
      out.changed.push_back(policy.id);
    }
  }
  for (const Policy& policy : before.policies) {
    if (!find(after.policies, policy.id)) out.removed.push_back(policy.id);
  }
  out.other_default = after.default_id != before.default_id;
  return out;
}

}  // namespace

Result<trust::Policies> checked_policies(const trust::PartHeader& header, std::vector<Policy> policies, std::string default_id) {
  std::ranges::sort(policies, {}, &Policy::id);
  if (policies.empty()) return refuse("policies: at least one is needed");
  const auto twice = std::ranges::adjacent_find(policies, {}, &Policy::id);
  if (twice != policies.end()) return refuse(twice->id + ": id: two policies have it; give each its own");
  if (!find(policies, default_id)) return refuse("default: there is no policy '" + default_id + "' among them; name one that is");
  trust::Policies out{header, std::move(policies), std::move(default_id)};
  const auto read = trust::read_policies(trust::write_policies(out));
  if (!read) return refuse(read.error().message);
  for (std::size_t i = 0; i < out.policies.size(); ++i) {
    if (read->policies[i] != out.policies[i]) return refuse(out.policies[i].id + ": says something that verifiers of this version do not know");
    if (out.policies[i].needs_newer_app) return refuse(out.policies[i].id + ": needs a newer version of this program");
  }
  return out;
}

PolicySet Authority::policies() const { return {impl_->policies.policies, impl_->policies.default_id}; }

Result<PolicyChanges> Authority::set_policies(std::vector<Policy> policies, std::string default_id, std::int64_t now) {
  Impl& authority = *impl_;
  trust::PartHeader header = authority.policies.header;
  if (header.version == 0xFFFFFFFF) return std::unexpected(Error{ErrorCode::capacity, "policies: changed as often as the format allows"});
  ++header.version;
  header.epoch = authority.root.epoch;
  header.issued_at = std::max(now, header.issued_at);
  if (default_id.empty()) default_id = authority.policies.default_id;
  auto checked = checked_policies(header, std::move(policies), std::move(default_id));
  if (!checked) return std::unexpected(checked.error());
  const auto changes = compare(authority.policies, *checked);
  if (!changes || !changes->any()) return changes;
  auto signed_object = sign_policies(authority, *checked);
  if (!signed_object) return std::unexpected(signed_object.error());
  auto object = *std::move(signed_object);
  if (auto begun = authority.ledger.begin(); !begun) return std::unexpected(begun.error());
  auto stored = authority.need_current();
  if (stored) stored = authority.ledger.set(kPoliciesObject, object);
  if (stored) stored = authority.ledger.commit();
  if (!stored) {
    authority.ledger.rollback();
    return std::unexpected(stored.error());
  }
  authority.policies = *std::move(checked);
  authority.policies_object = std::move(object);
  return changes;
}

}  // namespace skan::issuer

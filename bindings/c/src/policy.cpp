#include "skan/c/policy.h"

#include "policy_handle.h"

using namespace skan::c;

namespace skan::c {

std::vector<skan_text> told(const std::vector<std::string>& texts) {
  std::vector<skan_text> out;
  out.reserve(texts.size());
  for (const std::string& text : texts) out.push_back(told(text));
  return out;
}

skan_requirement told(const PolicyRequirement& requirement, const std::vector<skan_text>& products) noexcept {
  skan_requirement out{};
  out.kind = static_cast<skan_kind>(requirement.kind);
  out.unit = static_cast<skan_age_unit>(requirement.unit);
  out.minimum_age = requirement.minimum_age;
  out.maximum_age = requirement.maximum_age;
  out.course_complete = requirement.course_complete ? 1 : 0;
  out.minimum_dose = requirement.minimum_dose;
  out.products = data_of(products);
  out.product_count = products.size();
  return out;
}

}  // namespace skan::c

skan_policy::skan_policy(skan::Policy policy) : value(std::move(policy)), shown(numbers_of(value.shown)) {
  for (const skan::PolicyRule& rule : value.rules) {
    auto& texts = products.emplace_back();
    for (const skan::PolicyRequirement& requirement : rule.requirements) texts.push_back(told(requirement.products));
  }
}

namespace {

skan_policy_info told(const skan_policy& policy) noexcept {
  const skan::Policy& value = policy.value;
  skan_policy_info out{};
  out.version = value.version;
  out.id = skan::c::told(value.id);
  out.title_russian = skan::c::told(value.title_russian);
  out.title_english = skan::c::told(value.title_english);
  out.rule_count = value.rules.size();
  out.utc_offset_minutes = value.utc_offset_minutes;
  out.document_check = value.document_check ? 1 : 0;
  out.needs_newer_app = value.needs_newer_app ? 1 : 0;
  out.has_freshness = value.freshness ? 1 : 0;
  out.freshness = value.freshness.value_or(0);
  out.newer_than_data = value.newer_than_data;
  out.shown = data_of(policy.shown);
  out.shown_count = policy.shown.size();
  return out;
}

skan_rule_info told(const skan::PolicyRule& rule) noexcept {
  skan_rule_info out{};
  out.has_holder_age = rule.holder_age ? 1 : 0;
  if (rule.holder_age) out.holder_age_from = rule.holder_age->from;
  if (rule.holder_age) out.holder_age_to = rule.holder_age->to;
  out.requirement_count = rule.requirements.size();
  return out;
}

}  // namespace

skan_status skan_policy_read(const skan_policy* policy, skan_policy_info* info, skan_error* error) noexcept {
  const SizedOut out(info, "info");
  return guarded(error, [&] {
    out.check();
    out.put(::told(in(policy, "policy")));
  });
}

skan_status skan_policy_rule(const skan_policy* policy, std::size_t rule, skan_rule_info* info,
                             skan_error* error) noexcept {
  const SizedOut out(info, "info");
  return guarded(error, [&] {
    out.check();
    out.put(::told(element(in(policy, "policy").value.rules, rule, "rule")));
  });
}

skan_status skan_policy_requirement(const skan_policy* policy, std::size_t rule, std::size_t index,
                                    skan_requirement* requirement, skan_error* error) noexcept {
  const SizedOut out(requirement, "requirement");
  return guarded(error, [&] {
    out.check();
    const skan_policy& its = in(policy, "policy");
    const auto& asked = element(element(its.value.rules, rule, "rule").requirements, index);
    out.put(skan::c::told(asked, its.products[rule][index]));
  });
}

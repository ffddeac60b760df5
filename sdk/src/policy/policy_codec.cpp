#include "policy/policy_codec.h"

#include <algorithm>

namespace skan::policy {
namespace {

using codec::CborMap;
using codec::CborReader;
using codec::CborWriter;

constexpr unsigned kId = 0, kVersion = 1, kTitleRussian = 2, kTitleEnglish = 3, kRules = 4, kUtcOffset = 5,
                   kDocumentCheck = 6, kNewerThanData = 7;
constexpr unsigned kRuleKind = 0, kRuleUnit = 1, kRuleMinimum = 2, kRuleMaximum = 3, kRuleProducts = 4, kRuleCourse = 5;
constexpr std::size_t kMaxTitle = 96, kMaxProduct = 32, kMaxRules = 64, kMaxProducts = 64;
constexpr std::uint64_t kMaxAge = 10'000, kMaxVersion = 0xFFFFFFFF, kMaxDuration = 315'360'000, kMaxKind = 255;
constexpr std::int64_t kMaxOffset = 840;

std::vector<std::string> read_products(CborReader& in) {
  std::vector<std::string> products;
  const std::size_t count = in.read_array();
  if (count < 1 || count > kMaxProducts) in.fail();
  for (std::size_t i = 0; in.ok() && i < count; ++i) {
    products.emplace_back(in.read_display_text(kMaxProduct));
    if (i > 0 && products[i] <= products[i - 1]) in.fail();
  }
  return products;
}

AgeUnit read_unit(CborReader& in, bool& needs_newer) {
  const std::uint64_t unit = in.read_uint(kMaxKind);
  if (unit > static_cast<std::uint64_t>(AgeUnit::months)) needs_newer = true;
  return static_cast<AgeUnit>(unit);
}

PolicyRule read_rule(CborReader& in, bool& needs_newer) {
  PolicyRule rule;
  CborMap map(in);
  while (map.next()) {
    switch (map.key()) {
      case kRuleKind: rule.kind = static_cast<Kind>(in.read_uint(kMaxKind)); break;
      case kRuleUnit: rule.unit = read_unit(in, needs_newer); break;
      case kRuleMinimum: rule.minimum_age = static_cast<std::uint32_t>(in.read_uint(kMaxAge)); break;
      case kRuleMaximum: rule.maximum_age = static_cast<std::uint32_t>(in.read_uint(kMaxAge)); break;
      case kRuleProducts: rule.products = read_products(in); break;
      case kRuleCourse:
        rule.course_complete = in.read_bool();
        if (!rule.course_complete) in.fail();
        break;
      default: map.skip_unknown();
    }
  }
  const bool complete = map.has(kRuleKind) && map.has(kRuleUnit) && map.has(kRuleMinimum) && map.has(kRuleMaximum);
  if (!complete || rule.kind == Kind{} || rule.maximum_age < rule.minimum_age) in.fail();
  needs_newer = needs_newer || map.critical();
  return rule;
}

std::vector<PolicyRule> read_rules(CborReader& in, bool& needs_newer) {
  std::vector<PolicyRule> rules;
  const std::size_t count = in.read_array();
  if (count < 1 || count > kMaxRules) in.fail();
  for (std::size_t i = 0; in.ok() && i < count; ++i) rules.push_back(read_rule(in, needs_newer));
  return rules;
}

std::string read_identifier(CborReader& in) {
  const std::string_view id = in.read_text();
  if (!is_identifier(id)) in.fail();
  return std::string(id);
}

std::int32_t read_offset(CborReader& in) {
  const std::int64_t offset = in.read_int();
  if (offset < -kMaxOffset || offset > kMaxOffset) in.fail();
  return in.ok() ? static_cast<std::int32_t>(offset) : 0;
}

std::uint32_t read_version(CborReader& in) {
  const std::uint64_t version = in.read_uint(kMaxVersion);
  if (version == 0) in.fail();
  return static_cast<std::uint32_t>(version);
}

void write_rule(CborWriter& out, const PolicyRule& rule) {
  const bool products = !rule.products.empty();
  out.map(4u + (products ? 1 : 0) + (rule.course_complete ? 1 : 0));
  out.uint(kRuleKind).uint(static_cast<std::uint64_t>(rule.kind));
  out.uint(kRuleUnit).uint(static_cast<std::uint64_t>(rule.unit));
  out.uint(kRuleMinimum).uint(rule.minimum_age);
  out.uint(kRuleMaximum).uint(rule.maximum_age);
  if (products) {
    out.uint(kRuleProducts).array(rule.products.size());
    for (const auto& product : rule.products) out.text(product);
  }
  if (rule.course_complete) out.uint(kRuleCourse).boolean(true);
}

}  // namespace

bool is_identifier(std::string_view id) noexcept {
  const auto allowed = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-'; };
  return !id.empty() && id.size() <= 32 && std::ranges::all_of(id, allowed);
}

Policy read_policy(CborReader& in) {
  Policy policy;
  CborMap map(in);
  while (map.next()) {
    switch (map.key()) {
      case kId: policy.id = read_identifier(in); break;
      case kVersion: policy.version = read_version(in); break;
      case kTitleRussian: policy.title_russian = in.read_display_text(kMaxTitle); break;
      case kTitleEnglish: policy.title_english = in.read_display_text(kMaxTitle); break;
      case kRules: policy.rules = read_rules(in, policy.needs_newer_app); break;
      case kUtcOffset: policy.utc_offset_minutes = read_offset(in); break;
      case kDocumentCheck: policy.document_check = in.read_bool(); break;
      case kNewerThanData: policy.newer_than_data = static_cast<std::int64_t>(in.read_uint(kMaxDuration)); break;
      default: map.skip_unknown();
    }
  }
  for (unsigned key = kId; key <= kNewerThanData; ++key) {
    if (!map.has(key)) in.fail();
  }
  policy.needs_newer_app = policy.needs_newer_app || map.critical();
  return policy;
}

void write_policy(CborWriter& out, const Policy& policy) {
  out.map(8);
  out.uint(kId).text(policy.id);
  out.uint(kVersion).uint(policy.version);
  out.uint(kTitleRussian).text(policy.title_russian);
  out.uint(kTitleEnglish).text(policy.title_english);
  out.uint(kRules).array(policy.rules.size());
  for (const auto& rule : policy.rules) write_rule(out, rule);
  out.uint(kUtcOffset).integer(policy.utc_offset_minutes);
  out.uint(kDocumentCheck).boolean(policy.document_check);
  out.uint(kNewerThanData).uint(static_cast<std::uint64_t>(policy.newer_than_data));
}

}  // namespace skan::policy

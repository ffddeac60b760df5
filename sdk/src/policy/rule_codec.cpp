#include "policy/rule_codec.h"

#include <array>

#include "policy/policy_codec.h"

namespace skan::policy {
namespace {

using codec::CborMap;
using codec::CborReader;
using codec::CborWriter;

constexpr unsigned kRequirements = 0, kHolderAge = 1;
constexpr unsigned kKind = 0, kUnit = 1, kMinimum = 2, kMaximum = 3, kProducts = 4, kCourse = 5, kDose = 6;
constexpr std::array kRequirementFields{"kind", "unit", "minimum_age", "maximum_age", "products", "course_complete", "minimum_dose"};
constexpr std::uint64_t kMaxKind = 255, kMaxDose = 23;

/// Notes the innermost field that was being read when the first fault occurred.
void blame(const CborReader& in, std::string& fault, std::string_view field) {
  if (!in.ok() && fault.empty()) fault = field;
}

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

std::uint8_t read_dose(CborReader& in) {
  const std::uint64_t dose = in.read_uint(kMaxDose);
  if (dose == 0) in.fail();
  return static_cast<std::uint8_t>(dose);
}

bool read_true(CborReader& in) {
  const bool value = in.read_bool();
  if (!value) in.fail();
  return value;
}

PolicyRequirement read_requirement(CborReader& in, std::string& fault, bool& needs_newer) {
  PolicyRequirement out;
  CborMap map(in);
  while (map.next()) {
    switch (map.key()) {
      case kKind: out.kind = static_cast<Kind>(in.read_uint(kMaxKind)); break;
      case kUnit: out.unit = read_unit(in, needs_newer); break;
      case kMinimum: out.minimum_age = static_cast<std::uint32_t>(in.read_uint(kMaxAge)); break;
      case kMaximum: out.maximum_age = static_cast<std::uint32_t>(in.read_uint(kMaxAge)); break;
      case kProducts: out.products = read_products(in); break;
      case kCourse: out.course_complete = read_true(in); break;
      case kDose: out.minimum_dose = read_dose(in); break;
      default: map.skip_unknown();
    }
    const bool known = map.key() >= 0 && map.key() < std::int64_t{kRequirementFields.size()};
    blame(in, fault, known ? kRequirementFields[static_cast<std::size_t>(map.key())] : "an unknown field");
  }
  blame(in, fault, "the order of its fields");
  for (const unsigned key : {kKind, kUnit, kMinimum, kMaximum}) {
    if (!map.has(key)) in.fail();
    blame(in, fault, kRequirementFields[key]);
  }
  if (out.kind == Kind{}) in.fail();
  blame(in, fault, kRequirementFields[kKind]);
  if (out.maximum_age < out.minimum_age) in.fail();
  blame(in, fault, kRequirementFields[kMaximum]);
  needs_newer = needs_newer || map.critical();
  return out;
}

/// Reads 1 to `max` items with `read(in, fault)` and puts the place before what it blames.
template <class Item, class Read>
std::vector<Item> read_some(CborReader& in, std::size_t max, std::string& fault, Read read) {
  std::vector<Item> out;
  const std::size_t count = in.read_array();
  if (count < 1 || count > max) in.fail();
  for (std::size_t i = 0; in.ok() && i < count; ++i) {
    out.push_back(read(in, fault));
    if (!in.ok()) fault = "[" + std::to_string(i) + "]" + (fault.empty() ? "" : ".") + fault;
  }
  return out;
}

HolderAge read_holder_age(CborReader& in) {
  HolderAge age;
  in.read_array_of(2);
  age.from = static_cast<std::uint8_t>(in.read_uint(kMaxHolderAge));
  age.to = static_cast<std::uint8_t>(in.read_uint(kMaxHolderAge));
  if (age.to < age.from) in.fail();
  return age;
}

PolicyRule read_rule(CborReader& in, std::string& fault, bool& needs_newer) {
  PolicyRule rule;
  CborMap map(in);
  const auto requirement = [&](CborReader& from, std::string& at) { return read_requirement(from, at, needs_newer); };
  while (map.next()) {
    switch (map.key()) {
      case kRequirements:
        rule.requirements = read_some<PolicyRequirement>(in, kMaxRequirements, fault, requirement);
        if (!in.ok()) fault = "requirements" + fault;
        break;
      case kHolderAge:
        rule.holder_age = read_holder_age(in);
        blame(in, fault, "holder_age");
        break;
      default: map.skip_unknown();
    }
    blame(in, fault, "an unknown field");
  }
  blame(in, fault, "the order of its fields");
  if (!map.has(kRequirements)) in.fail();
  blame(in, fault, "requirements");
  needs_newer = needs_newer || map.critical();
  return rule;
}

void write_requirement(CborWriter& out, const PolicyRequirement& requirement) {
  const bool products = !requirement.products.empty(), dose = requirement.minimum_dose > 0;
  out.map(4u + (products ? 1 : 0) + (requirement.course_complete ? 1 : 0) + (dose ? 1 : 0));
  out.uint(kKind).uint(static_cast<std::uint64_t>(requirement.kind));
  out.uint(kUnit).uint(static_cast<std::uint64_t>(requirement.unit));
  out.uint(kMinimum).uint(requirement.minimum_age);
  out.uint(kMaximum).uint(requirement.maximum_age);
  if (products) {
    out.uint(kProducts).array(requirement.products.size());
    for (const auto& product : requirement.products) out.text(product);
  }
  if (requirement.course_complete) out.uint(kCourse).boolean(true);
  if (dose) out.uint(kDose).uint(requirement.minimum_dose);
}

}  // namespace

std::vector<PolicyRule> read_rules(CborReader& in, std::string& fault, bool& needs_newer) {
  const auto rule = [&](CborReader& from, std::string& at) { return read_rule(from, at, needs_newer); };
  return read_some<PolicyRule>(in, kMaxRules, fault, rule);
}

void write_rules(CborWriter& out, const std::vector<PolicyRule>& rules) {
  out.array(rules.size());
  for (const PolicyRule& rule : rules) {
    out.map(rule.holder_age ? 2 : 1);
    out.uint(kRequirements).array(rule.requirements.size());
    for (const auto& requirement : rule.requirements) write_requirement(out, requirement);
    if (rule.holder_age) out.uint(kHolderAge).array(2).uint(rule.holder_age->from).uint(rule.holder_age->to);
  }
}

}  // namespace skan::policy

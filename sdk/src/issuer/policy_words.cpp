// A policy in plain English.
#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "skan/issuer/policy_file.h"

namespace skan::issuer {
namespace {

constexpr std::int64_t kHour = 3'600;

/// "1 day", "180 days".
std::string amount(std::int64_t count, AgeUnit unit) {
  const std::string_view plural = name(unit);
  return fmt::format("{} {}", count, count == 1 ? plural.substr(0, plural.size() - 1) : plural);
}

std::string words_of(const PolicyRequirement& requirement) {
  std::string out = name(requirement.kind);
  if (!requirement.products.empty()) out += fmt::format(" ({})", fmt::join(requirement.products, ", "));
  const AgeUnit unit = requirement.unit;
  out += requirement.minimum_age == 0 ? fmt::format(" up to {} ago", amount(requirement.maximum_age, unit))
                                      : fmt::format(" {} to {} ago", requirement.minimum_age, amount(requirement.maximum_age, unit));
  if (requirement.course_complete) out += ", the course complete";
  if (requirement.minimum_dose != 0) out += fmt::format(", dose {} or later", requirement.minimum_dose);
  return out;
}

std::string words_of(const PolicyRule& rule) {
  std::string out;
  for (const PolicyRequirement& requirement : rule.requirements) out += (out.empty() ? "" : " AND ") + words_of(requirement);
  if (rule.holder_age) out += fmt::format("; holders of {} to {} years", rule.holder_age->from, rule.holder_age->to);
  return out;
}

std::string names_of(const std::vector<Field>& fields) {
  std::string out;
  for (const Field field : fields) {
    std::string word(name(field));
    std::ranges::replace(word, '_', ' ');
    out += (out.empty() ? "" : ", ") + word;
  }
  return out.empty() ? "nothing" : out;
}

}  // namespace

std::string describe(const Policy& policy) {
  std::string out = fmt::format("{} v{}: {} / {}\n", policy.id, policy.version, policy.title_english, policy.title_russian);
  for (const PolicyRule& rule : policy.rules) {
    out += fmt::format("  {}  {}\n", &rule == &policy.rules.front() ? "accepts " : "or      ", words_of(rule));
  }
  const std::int32_t offset = policy.utc_offset_minutes, minutes = std::abs(offset);
  out += fmt::format("  days      begin and end at midnight of UTC{}{:02}:{:02}, both ends of every age are accepted\n", offset < 0 ? "-" : "+",
                     minutes / 60, minutes % 60);
  out += fmt::format("  operator  sees {}{}\n", names_of(policy.shown),
                     policy.document_check ? "; compares it with a document" : "; needs no document");
  out += policy.newer_than_data == 0
             ? "  data      a certificate that is newer than the revocation list is not accepted\n"
             : fmt::format("  data      a certificate that is newer than the revocation list is accepted for {} after the list was made\n",
                           amount(policy.newer_than_data / kHour, AgeUnit::hours));
  if (policy.freshness) {
    out += fmt::format("  data      nothing is accepted on trust data of {} and older\n", amount(*policy.freshness / kHour, AgeUnit::hours));
  }
  return out;
}

}  // namespace skan::issuer

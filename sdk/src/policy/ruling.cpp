#include "policy/ruling.h"

#include <algorithm>

namespace skan::policy {
namespace {

constexpr std::int64_t kHour = 3'600;

std::int64_t event_day(const Certificate& c, std::int32_t offset) noexcept {
  return c.event_day ? *c.event_day : local_day(*c.event_time, offset);
}

/// An unset value, or one of a later version, meets nothing.
bool is_known(const PolicyRequirement& requirement, const Certificate& c) noexcept {
  return requirement.kind != Kind{} && requirement.unit <= AgeUnit::months && (c.event_day || c.event_time);
}

/// How far a certificate gets through a requirement's conditions other than age.
Refusal conditions(const PolicyRequirement& requirement, const Certificate& c) noexcept {
  if (requirement.kind != c.kind || !is_known(requirement, c)) return Refusal::kind;
  if (!requirement.products.empty() && !std::ranges::binary_search(requirement.products, c.product)) return Refusal::product;
  if (requirement.course_complete && c.dose != c.doses) return Refusal::dose;
  if (c.dose < requirement.minimum_dose) return Refusal::dose;
  return Refusal::none;
}

Window both(Window a, Window b) noexcept { return {std::max(a.from, b.from), std::min(a.until, b.until)}; }

/// Visits the window of each way in which the certificates meet the rule's requirements from `next` on, each
/// requirement by a certificate that is not in the set `used`.
template <class Visit>
void visit_ways(const PolicyRule& rule, std::int32_t offset, Presented presented, std::size_t next, unsigned used,
                Window so_far, const Visit& visit) noexcept {
  if (next == rule.requirements.size()) return visit(so_far);
  const PolicyRequirement& requirement = rule.requirements[next];
  for (std::size_t i = 0; i < presented.size(); ++i) {
    const bool is_free = (used >> i & 1u) == 0;
    if (!is_free || conditions(requirement, *presented[i]) != Refusal::none) continue;
    const Window narrowed = both(so_far, window(requirement, *presented[i], offset));
    visit_ways(rule, offset, presented, next + 1, used | 1u << i, narrowed, visit);
  }
}

template <class Visit>
void visit_windows(const Policy& policy, const PolicyRule& rule, Presented presented, const Visit& visit) noexcept {
  // A rule without requirements would be met by anything.
  if (policy.needs_newer_app || rule.requirements.empty() || presented.size() < rule.requirements.size()) return;
  const std::int32_t offset = policy.utc_offset_minutes;
  const Window age = rule.holder_age ? window(*rule.holder_age, presented.front()->birth_day, offset) : Window{};
  visit_ways(rule, offset, presented, 0, 0, age, visit);
}

template <class Visit>
void visit_windows(const Policy& policy, Presented presented, const Visit& visit) noexcept {
  for (const PolicyRule& rule : policy.rules) visit_windows(policy, rule, presented, visit);
}

bool accepts(const Policy& policy, const PolicyRule& rule, Presented presented, std::int64_t now) noexcept {
  bool accepted = false;
  visit_windows(policy, rule, presented, [&](Window w) { accepted = accepted || w.contains(now); });
  return accepted;
}

/// The end of the unbroken acceptance around `now`, over all rules that apply.
std::int64_t end_of_acceptance(const Policy& policy, Presented presented, std::int64_t now) noexcept {
  std::int64_t end = now;
  for (bool grew = true; grew;) {
    grew = false;
    visit_windows(policy, presented, [&](Window w) {
      if (w.from > end || w.until <= end) return;
      end = w.until;
      grew = true;
    });
  }
  return end;
}

/// Of two refusals the one that says more: what is nearest to being accepted.
bool is_better(const Ruling& a, const Ruling& b) noexcept {
  if (a.refusal != b.refusal) return a.refusal > b.refusal;
  return a.refusal == Refusal::too_early ? a.boundary < b.boundary : a.boundary > b.boundary;
}

/// How one certificate stands to one requirement.
Ruling stand(const PolicyRule& rule, const PolicyRequirement& requirement, Presented presented, std::size_t i,
             std::int32_t offset, std::int64_t now) noexcept {
  const Refusal refusal = conditions(requirement, *presented[i]);
  if (refusal != Refusal::none) return {refusal, &rule, &requirement, i, 0};
  const Window w = window(requirement, *presented[i], offset);
  if (now < w.from) return {Refusal::too_early, &rule, &requirement, i, w.from};
  if (now >= w.until) return {Refusal::too_late, &rule, &requirement, i, w.until};
  return {Refusal::none, &rule, &requirement, i, w.until};
}

/// How the certificate that comes nearest stands to one requirement.
Ruling best_standing(const PolicyRule& rule, const PolicyRequirement& requirement, Presented presented,
                     std::int32_t offset, std::int64_t now) noexcept {
  Ruling best = stand(rule, requirement, presented, 0, offset, now);
  for (std::size_t i = 1; i < presented.size(); ++i) {
    const Ruling next = stand(rule, requirement, presented, i, offset, now);
    if (next.refusal == Refusal::none || (best.refusal != Refusal::none && is_better(next, best))) best = next;
  }
  return best;
}

/// Why a rule that does not accept does not.
Ruling why_not(const PolicyRule& rule, const Policy& policy, Presented presented, std::int64_t now) noexcept {
  const std::int32_t offset = policy.utc_offset_minutes;
  const PolicyRequirement* missing = nullptr;
  bool some_met = false;
  for (const PolicyRequirement& requirement : rule.requirements) {
    const Ruling standing = best_standing(rule, requirement, presented, offset, now);
    if (standing.refusal == Refusal::none) {
      some_met = true;
    } else if (standing.refusal == Refusal::kind) {
      missing = &requirement;
    } else {
      return standing;
    }
  }
  if (!some_met) return {};
  const Window age = rule.holder_age ? window(*rule.holder_age, presented.front()->birth_day, offset) : Window{};
  if (!age.contains(now)) return {Refusal::holder_age, &rule, nullptr, 0, now < age.from ? age.from : age.until};
  // Two requirements of one kind may both be met by the same certificate: then another one is missing.
  return {Refusal::incomplete, &rule, missing ? missing : &rule.requirements.back(), 0, 0};
}

bool differs(const std::string& a, const std::string& b) noexcept { return !a.empty() && !b.empty() && a != b; }
bool is_same(const std::string& a, const std::string& b) noexcept { return !a.empty() && a == b; }

}  // namespace

Window window(const PolicyRequirement& requirement, const Certificate& c, std::int32_t offset) noexcept {
  const std::int64_t minimum = requirement.minimum_age, maximum = requirement.maximum_age;
  if (requirement.unit == AgeUnit::hours) {
    // A date alone counts from its first second, so that it never makes a test last longer.
    const std::int64_t event = c.event_time ? *c.event_time : start_of_day(*c.event_day, offset);
    return {event + minimum * kHour, event + maximum * kHour + 1};
  }
  const std::int64_t day = event_day(c, offset);
  const bool months = requirement.unit == AgeUnit::months;
  const std::int64_t first = months ? add_months(day, requirement.minimum_age) : day + minimum;
  const std::int64_t last = months ? add_months(day, requirement.maximum_age) : day + maximum;
  return {start_of_day(first, offset), start_of_day(last + 1, offset)};
}

Window window(const HolderAge& age, std::int32_t birth_day, std::int32_t offset) noexcept {
  return {start_of_day(birthday(birth_day, age.from), offset), start_of_day(birthday(birth_day, age.to + 1u), offset)};
}

std::int64_t age(const Certificate& c, AgeUnit unit, std::int32_t offset, std::int64_t now) noexcept {
  if (unit == AgeUnit::hours) {
    const std::int64_t event = c.event_time ? *c.event_time : start_of_day(*c.event_day, offset);
    return std::max<std::int64_t>(0, (now - event) / kHour);
  }
  const std::int64_t from = event_day(c, offset), today = std::max(from, local_day(now, offset));
  return unit == AgeUnit::days ? today - from : full_months(from, today);
}

Ruling judge(const Policy& policy, Presented presented, std::int64_t now) noexcept {
  Ruling best;
  if (presented.empty()) return best;
  for (const PolicyRule& rule : policy.rules) {
    if (accepts(policy, rule, presented, now)) {
      return {Refusal::none, &rule, nullptr, 0, end_of_acceptance(policy, presented, now)};
    }
    const Ruling refused = why_not(rule, policy, presented, now);
    if (is_better(refused, best)) best = refused;
  }
  return best;
}

Ruling judge(const Policy& policy, const Certificate& certificate, std::int64_t now) noexcept {
  const Certificate* one = &certificate;
  return judge(policy, Presented(&one, 1), now);
}

std::optional<std::int64_t> next_acceptance(const Policy& policy, Presented presented, Window limits,
                                            std::int64_t now) noexcept {
  std::optional<std::int64_t> next;
  visit_windows(policy, presented, [&](Window w) {
    const Window allowed = both(w, limits);
    if (allowed.from <= now || allowed.until <= allowed.from) return;
    next = std::min(next.value_or(allowed.from), allowed.from);
  });
  return next;
}

bool accepts_sometime(const Policy& policy, Presented presented) noexcept {
  bool sometime = false;
  visit_windows(policy, presented, [&](Window w) { sometime = sometime || w.from < w.until; });
  return sometime;
}

bool is_one_holder(const Certificate& a, const Certificate& b) noexcept {
  const bool is_named_alike = is_same(a.name_cyrillic, b.name_cyrillic) || is_same(a.name_latin, b.name_latin);
  return a.birth_day == b.birth_day && is_named_alike && !differs(a.name_cyrillic, b.name_cyrillic) &&
         !differs(a.name_latin, b.name_latin) && !differs(a.document_tail, b.document_tail);
}

}  // namespace skan::policy

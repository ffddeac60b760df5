#include "policy/ruling.h"

#include <algorithm>
#include <chrono>

namespace skan::policy {
namespace {

constexpr std::int64_t kDay = 86'400, kHour = 3'600;

std::int64_t event_day(const Certificate& c, std::int32_t offset) noexcept {
  return c.event_day ? *c.event_day : local_day(*c.event_time, offset);
}

/// How far a certificate gets through a rule's conditions other than age.
Refusal conditions(const PolicyRule& rule, const Certificate& c) noexcept {
  if (rule.kind != c.kind) return Refusal::kind;
  if (!rule.products.empty() && !std::ranges::binary_search(rule.products, c.product)) return Refusal::product;
  if (rule.course_complete && c.dose != c.doses) return Refusal::course;
  return Refusal::none;
}

/// The end of the unbroken acceptance around `now`, over all rules that apply.
std::int64_t end_of_acceptance(const Policy& policy, const Certificate& c, std::int64_t now) noexcept {
  std::int64_t end = now;
  for (bool grew = true; grew;) {
    grew = false;
    for (const PolicyRule& rule : policy.rules) {
      if (conditions(rule, c) != Refusal::none) continue;
      const Window w = window(rule, c, policy.utc_offset_minutes);
      if (w.from <= end && w.until > end) {
        end = w.until;
        grew = true;
      }
    }
  }
  return end;
}

/// Of two refusals the one that says more: what is nearest to being accepted.
bool is_better(const Ruling& a, const Ruling& b) noexcept {
  if (a.refusal != b.refusal) {
    // A wait helps, so too_early says more than too_late.
    const auto rank = [](Refusal r) { return r == Refusal::too_early ? 10 : static_cast<int>(r); };
    return rank(a.refusal) > rank(b.refusal);
  }
  return a.refusal == Refusal::too_early ? a.boundary < b.boundary : a.boundary > b.boundary;
}

Ruling judge_rule(const PolicyRule& rule, const Policy& policy, const Certificate& c, std::int64_t now) noexcept {
  const Refusal refusal = conditions(rule, c);
  if (refusal != Refusal::none) return {refusal, refusal == Refusal::kind ? nullptr : &rule, 0};
  const Window w = window(rule, c, policy.utc_offset_minutes);
  if (now < w.from) return {Refusal::too_early, &rule, w.from};
  if (now >= w.until) return {Refusal::too_late, &rule, w.until};
  return {Refusal::none, &rule, end_of_acceptance(policy, c, now)};
}

}  // namespace

std::int64_t local_day(std::int64_t time, std::int32_t utc_offset_minutes) noexcept {
  const std::int64_t local = time + std::int64_t{utc_offset_minutes} * 60;
  return local >= 0 ? local / kDay : -((-local + kDay - 1) / kDay);
}

std::int64_t start_of_day(std::int64_t day, std::int32_t utc_offset_minutes) noexcept {
  return day * kDay - std::int64_t{utc_offset_minutes} * 60;
}

std::int64_t add_months(std::int64_t from_day, std::uint32_t count) noexcept {
  using namespace std::chrono;
  const year_month_day date{sys_days{days{static_cast<int>(from_day)}}};
  const std::int64_t month_count = std::int64_t{static_cast<int>(date.year())} * 12 +
                                   static_cast<unsigned>(date.month()) - 1 + count;
  const year_month target = year{static_cast<int>(month_count / 12)} / month{static_cast<unsigned>(month_count % 12) + 1};
  const std::chrono::day last_day = (target / last).day();
  return sys_days{target / std::min(date.day(), last_day)}.time_since_epoch().count();
}

Window window(const PolicyRule& rule, const Certificate& c, std::int32_t offset) noexcept {
  const std::int64_t minimum = rule.minimum_age, maximum = rule.maximum_age;
  if (rule.unit == AgeUnit::hours) {
    // A date alone counts from its first second, so that it never makes a test last longer.
    const std::int64_t event = c.event_time ? *c.event_time : start_of_day(*c.event_day, offset);
    return {event + minimum * kHour, event + maximum * kHour + 1};
  }
  const std::int64_t day = event_day(c, offset);
  const bool months = rule.unit == AgeUnit::months;
  const std::int64_t first = months ? add_months(day, rule.minimum_age) : day + minimum;
  const std::int64_t last = months ? add_months(day, rule.maximum_age) : day + maximum;
  return {start_of_day(first, offset), start_of_day(last + 1, offset)};
}

Ruling judge(const Policy& policy, const Certificate& certificate, std::int64_t now) noexcept {
  Ruling best;
  for (const PolicyRule& rule : policy.rules) {
    const Ruling ruling = judge_rule(rule, policy, certificate, now);
    if (ruling.refusal == Refusal::none) return ruling;
    if (is_better(ruling, best)) best = ruling;
  }
  return best;
}

}  // namespace skan::policy

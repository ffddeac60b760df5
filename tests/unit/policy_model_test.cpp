// A second judge of policies, written from trust.md section 6 with other means: its own calendar, whole dates in place of
// seconds, and every order of the certificates tried in turn. Both must agree on anything.
#include "policy/ruling.h"

#include "support/catch.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <random>
#include <tuple>

using namespace skan;

namespace {

/// A calendar date, found by walking from year to year and month to month.
struct Date {
  std::int64_t year = 1970, month = 1, day = 1;
  friend auto operator<=>(const Date&, const Date&) = default;
};

bool is_leap(std::int64_t year) { return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0); }
std::int64_t days_in(std::int64_t year, std::int64_t month) {
  constexpr std::int64_t kDays[]{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return kDays[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

Date date_of(std::int64_t number) {
  Date out;
  while (number < 0) number += is_leap(--out.year) ? 366 : 365;
  for (; number >= (is_leap(out.year) ? 366 : 365); ++out.year) number -= is_leap(out.year) ? 366 : 365;
  for (; number >= days_in(out.year, out.month); ++out.month) number -= days_in(out.year, out.month);
  out.day = number + 1;
  return out;
}

Date months_later(Date date, std::int64_t months) {
  for (; months > 0; --months) {
    if (++date.month > 12) std::tie(date.year, date.month) = std::pair(date.year + 1, std::int64_t{1});
  }
  date.day = std::min(date.day, days_in(date.year, date.month));
  return date;
}

std::int64_t today_in(std::int64_t now, std::int64_t offset) {
  const std::int64_t local = now + offset * 60;
  return local / 86'400 - (local % 86'400 < 0 ? 1 : 0);
}

bool meets(const PolicyRequirement& asked, const Certificate& c, std::int64_t offset, std::int64_t now) {
  if (asked.kind != c.kind) return false;
  if (!asked.products.empty() && std::ranges::count(asked.products, c.product) == 0) return false;
  if (asked.course_complete && c.dose != c.doses) return false;
  if (asked.minimum_dose > 0 && c.dose < asked.minimum_dose) return false;
  const std::int64_t event_day = c.event_day ? *c.event_day : today_in(*c.event_time, offset);
  if (asked.unit == AgeUnit::hours) {
    const std::int64_t age = now - (c.event_time ? *c.event_time : event_day * 86'400 - offset * 60);
    return age >= std::int64_t{asked.minimum_age} * 3'600 && age <= std::int64_t{asked.maximum_age} * 3'600;
  }
  const std::int64_t today = today_in(now, offset);
  if (asked.unit == AgeUnit::days) return today - event_day >= asked.minimum_age && today - event_day <= asked.maximum_age;
  const Date date = date_of(today), event = date_of(event_day);
  return date >= months_later(event, asked.minimum_age) && date <= months_later(event, asked.maximum_age);
}

std::int64_t years_of(std::int32_t birth_day, std::int64_t offset, std::int64_t now) {
  const Date today = date_of(today_in(now, offset)), birth = date_of(birth_day);
  const bool had_birthday = std::pair(today.month, today.day) >= std::pair(birth.month, birth.day);
  return today.year - birth.year - (had_birthday ? 0 : 1);
}

bool model_accepts(const Policy& policy, const std::vector<const Certificate*>& presented, std::int64_t now) {
  for (const PolicyRule& rule : policy.rules) {
    const std::int64_t years = years_of(presented[0]->birth_day, policy.utc_offset_minutes, now);
    if (rule.holder_age && (years < rule.holder_age->from || years > rule.holder_age->to)) continue;
    if (rule.requirements.empty() || rule.requirements.size() > presented.size()) continue;
    std::vector<std::size_t> order(presented.size());
    std::iota(order.begin(), order.end(), 0);
    do {
      bool all = true;
      for (std::size_t i = 0; all && i < rule.requirements.size(); ++i) {
        all = meets(rule.requirements[i], *presented[order[i]], policy.utc_offset_minutes, now);
      }
      if (all) return true;
    } while (std::ranges::next_permutation(order).found);
  }
  return false;
}

/// Random cases, dense where boundaries are.
class Cases {
 public:
  explicit Cases(std::uint32_t seed) : source_(seed) {}

  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(source_() % static_cast<std::uint64_t>(most - least + 1));
  }
  bool one_in(std::int64_t n) { return between(1, n) == 1; }

  Certificate certificate(std::int32_t birth_day) {
    Certificate c;
    c.kind = static_cast<Kind>(between(1, 3));
    c.birth_day = birth_day;
    c.product = product();
    c.doses = static_cast<std::uint8_t>(between(0, 3));
    c.dose = static_cast<std::uint8_t>(between(0, c.doses));
    const std::int64_t day = between(18'200, 19'100);  // 2019 to 2022, a leap year among them
    if (one_in(2)) {
      c.event_day = static_cast<std::int32_t>(day);
    } else {
      c.event_time = day * 86'400 + between(0, 86'399);
    }
    return c;
  }

  /// Certificates that are about to meet, or have just ceased to meet, a rule of `policy` around `base`.
  std::vector<Certificate> certificates_for(const Policy& policy, std::int32_t birth_day, std::int64_t base) {
    std::vector<Certificate> out;
    const PolicyRule& rule = policy.rules[static_cast<std::size_t>(between(0, std::ssize(policy.rules) - 1))];
    for (const PolicyRequirement& asked : rule.requirements) {
      Certificate c = certificate(birth_day);
      c.kind = asked.kind;
      if (!asked.products.empty()) c.product = asked.products.front();
      if (!one_in(5)) c.dose = c.doses = 3;
      constexpr std::int64_t kSeconds[]{3'600, 86'400, 30 * 86'400};
      const std::int64_t unit = kSeconds[static_cast<std::size_t>(asked.unit)];
      const std::int64_t event = base - between(asked.minimum_age, asked.maximum_age) * unit + between(-unit, unit);
      c.event_day.reset();
      c.event_time.reset();
      if (one_in(2)) {
        c.event_time = event;
      } else {
        c.event_day = static_cast<std::int32_t>(event / 86'400);
      }
      out.push_back(std::move(c));
    }
    std::ranges::shuffle(out, source_);
    return out;
  }

  Policy policy() {
    Policy out;
    constexpr std::int32_t kOffsets[]{0, 180, -210, 120, 720, -840, 840};
    out.utc_offset_minutes = kOffsets[between(0, 6)];
    for (std::int64_t rules = between(1, 4); rules > 0; --rules) out.rules.push_back(rule());
    return out;
  }

  /// A moment near a boundary of one of the rules, or anywhere.
  std::int64_t moment(const Policy& policy, const std::vector<const Certificate*>& presented) {
    const PolicyRule& rule = policy.rules[static_cast<std::size_t>(between(0, std::ssize(policy.rules) - 1))];
    const PolicyRequirement& asked = rule.requirements[static_cast<std::size_t>(between(0, std::ssize(rule.requirements) - 1))];
    const policy::Window w = policy::window(asked, *presented[static_cast<std::size_t>(between(0, std::ssize(presented) - 1))],
                                            policy.utc_offset_minutes);
    switch (between(0, 3)) {
      case 0: return w.from + between(-1, 1);
      case 1: return w.until + between(-1, 1);
      case 2: return w.from + between(-400'000, 400'000);
      default: return between(18'200, 19'600) * 86'400 + between(0, 86'399);
    }
  }

 private:
  std::string product() { return std::string(1, static_cast<char>('A' + between(0, 2))); }

  PolicyRule rule() {
    PolicyRule out;
    for (std::int64_t count = one_in(3) ? between(2, 3) : 1; count > 0; --count) out.requirements.push_back(requirement());
    if (one_in(4)) {
      out.holder_age.emplace();
      out.holder_age->from = static_cast<std::uint8_t>(between(0, 30));
      out.holder_age->to = static_cast<std::uint8_t>(between(out.holder_age->from, 60));
    }
    return out;
  }

  PolicyRequirement requirement() {
    PolicyRequirement out;
    out.kind = static_cast<Kind>(between(1, 3));
    out.unit = static_cast<AgeUnit>(between(0, 2));
    const std::int64_t longest = out.unit == AgeUnit::hours ? 96 : out.unit == AgeUnit::days ? 200 : 13;
    out.minimum_age = one_in(2) ? 0 : static_cast<std::uint32_t>(between(0, longest));
    out.maximum_age = static_cast<std::uint32_t>(between(out.minimum_age, longest));
    if (one_in(3)) out.products = {product()};
    if (one_in(4)) out.course_complete = true;
    if (one_in(4)) out.minimum_dose = static_cast<std::uint8_t>(between(1, 3));
    return out;
  }

  std::mt19937_64 source_;
};

/// SKAN_POLICY_CASES asks for more.
int case_count() {
  const char* asked = std::getenv("SKAN_POLICY_CASES");
  return asked ? std::atoi(asked) : 100'000;
}

}  // namespace

TEST_CASE("a second implementation of policies agrees on random certificates, policies and times, and on what changes when") {
  Cases cases(20'210'628);
  int accepted = 0, refused = 0, waits = 0, combined = 0;
  for (int i = 0; i < case_count(); ++i) {
    const Policy policy = cases.policy();
    const auto birth_day = static_cast<std::int32_t>(cases.between(-3'000, 18'000));
    std::vector<Certificate> certificates;
    const std::int64_t base = cases.between(18'300, 19'000) * 86'400 + cases.between(0, 86'399);
    const bool is_meant = cases.one_in(2);
    if (is_meant) certificates = cases.certificates_for(policy, birth_day, base);
    for (std::int64_t n = is_meant ? cases.between(0, 1) : cases.between(1, 3); n > 0; --n) certificates.push_back(cases.certificate(birth_day));
    std::vector<const Certificate*> presented;
    for (const Certificate& c : certificates) presented.push_back(&c);
    const std::int64_t now = is_meant && cases.one_in(2) ? base : cases.moment(policy, presented);
    const policy::Ruling ruling = policy::judge(policy, presented, now);
    const bool accepts = ruling.refusal == Refusal::none;
    const auto expect = [&](bool expected, std::int64_t at) {
      if (model_accepts(policy, presented, at) == expected && (policy::judge(policy, presented, at).refusal == Refusal::none) == expected) return;
      FAIL("case " << i << ": at " << at << ", asked at " << now << ": the two do not agree, or the answer changes at another time");
    };
    expect(accepts, now);
    const auto change = accepts ? std::optional(ruling.boundary) : policy::next_acceptance(policy, presented, {}, now);
    (accepts ? accepted : refused)++;
    combined += accepts && ruling.rule->requirements.size() > 1;
    if (!change) {
      expect(false, now + cases.between(0, 100'000'000));  // never again
      continue;
    }
    waits += !accepts;
    REQUIRE(*change > now);
    expect(!accepts, *change);
    expect(accepts, *change - 1);
    expect(accepts, cases.between(now, *change - 1));
    expect(accepts, cases.between(now, *change - 1));
  }
  // The cases are worth something: all of this was there.
  CHECK(accepted > case_count() / 20);
  CHECK(refused > case_count() / 20);
  CHECK(waits > case_count() / 50);
  CHECK(combined > case_count() / 500);
}

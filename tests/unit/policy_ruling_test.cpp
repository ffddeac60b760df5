// Ages to the second, and which refusal is told. Trust.md section 6.

#include "policy/ruling.h"

#include "support/allocations.h"
#include "support/catch.h"
#include "support/dates.h"

#include <algorithm>
#include <array>
#include <string>

using namespace skan;
using namespace skan::testing;
using policy::judge;
using policy::Ruling;

namespace {

constexpr std::int32_t kMoscow = 180;

Certificate vaccinated_on(std::int32_t event) {
  Certificate c;
  c.kind = Kind::vaccinated;
  c.event_day = event;
  return c;
}

Certificate tested_at(std::int64_t event) {
  Certificate c;
  c.kind = Kind::tested;
  c.event_time = event;
  return c;
}

Policy policy_of(std::vector<PolicyRule> rules, std::int32_t offset = kMoscow) {
  Policy policy;
  policy.rules = std::move(rules);
  policy.utc_offset_minutes = offset;
  return policy;
}

PolicyRule rule_of(AgeUnit unit, std::uint32_t minimum, std::uint32_t maximum, Kind kind = Kind::vaccinated) {
  return {{{kind, unit, minimum, maximum, {}, false}}, {}};
}

/// Accepted from `from` to the last second before `until`, and refused for the right reason around it.
void check_window(const Policy& policy, const Certificate& c, std::int64_t from, std::int64_t until) {
  const Ruling before = judge(policy, c, from - 1), first = judge(policy, c, from),
               last = judge(policy, c, until - 1), after = judge(policy, c, until);
  CHECK(before.refusal == Refusal::too_early);
  CHECK(before.boundary == from);
  CHECK(first.refusal == Refusal::none);
  CHECK(first.boundary == until);
  CHECK(last.refusal == Refusal::none);
  CHECK(after.refusal == Refusal::too_late);
  CHECK(after.boundary == until);
}

}  // namespace

TEST_CASE("months are accepted from midnight to midnight of the policy's time zone") {
  struct Row {
    std::string event;
    std::uint32_t minimum, maximum;
    std::int32_t offset;
    std::string from, until;
  };
  const auto row = GENERATE(
      Row{"2021-06-15", 0, 12, 0, "2021-06-15 00:00:00", "2022-06-16 00:00:00"},
      Row{"2021-06-15", 0, 12, kMoscow, "2021-06-14 21:00:00", "2022-06-15 21:00:00"},
      Row{"2021-06-15", 0, 12, -720, "2021-06-15 12:00:00", "2022-06-16 12:00:00"},
      Row{"2021-06-15", 0, 12, 840, "2021-06-14 10:00:00", "2022-06-15 10:00:00"},
      Row{"2021-06-15", 1, 6, 0, "2021-07-15 00:00:00", "2021-12-16 00:00:00"},
      Row{"2021-08-31", 0, 6, 0, "2021-08-31 00:00:00", "2022-03-01 00:00:00"},   // up to 28 February
      Row{"2023-08-31", 0, 6, 0, "2023-08-31 00:00:00", "2024-03-01 00:00:00"},   // up to 29 February
      Row{"2021-08-31", 1, 1, 0, "2021-09-30 00:00:00", "2021-10-01 00:00:00"},   // 31 September is the 30th
      Row{"2024-02-29", 0, 12, 0, "2024-02-29 00:00:00", "2025-03-01 00:00:00"},  // 29 February a year later
      Row{"2024-02-29", 0, 48, 0, "2024-02-29 00:00:00", "2028-03-01 00:00:00"},
      Row{"2021-12-31", 2, 2, 0, "2022-02-28 00:00:00", "2022-03-01 00:00:00"},
      Row{"2021-11-30", 1, 3, kMoscow, "2021-12-29 21:00:00", "2022-02-28 21:00:00"},
      Row{"1969-12-31", 0, 1, 0, "1969-12-31 00:00:00", "1970-02-01 00:00:00"});
  CAPTURE(row.event, row.minimum, row.maximum, row.offset);
  check_window(policy_of({rule_of(AgeUnit::months, row.minimum, row.maximum)}, row.offset),
               vaccinated_on(day(row.event)), utc(row.from), utc(row.until));
}

TEST_CASE("days are accepted from midnight to midnight of the policy's time zone") {
  struct Row {
    std::uint32_t minimum, maximum;
    std::int32_t offset;
    std::string from, until;
  };
  const auto row = GENERATE(Row{0, 0, 0, "2021-02-27 00:00:00", "2021-02-28 00:00:00"},
                            Row{1, 2, 0, "2021-02-28 00:00:00", "2021-03-02 00:00:00"},
                            Row{14, 180, 0, "2021-03-13 00:00:00", "2021-08-27 00:00:00"},
                            Row{14, 180, kMoscow, "2021-03-12 21:00:00", "2021-08-26 21:00:00"},
                            Row{0, 1, -720, "2021-02-27 12:00:00", "2021-03-01 12:00:00"},
                            Row{0, 1, 840, "2021-02-26 10:00:00", "2021-02-28 10:00:00"},
                            Row{0, 10'000, 0, "2021-02-27 00:00:00", "2048-07-16 00:00:00"});
  CAPTURE(row.minimum, row.maximum, row.offset);
  check_window(policy_of({rule_of(AgeUnit::days, row.minimum, row.maximum)}, row.offset),
               vaccinated_on(day("2021-02-27")), utc(row.from), utc(row.until));
}

TEST_CASE("days and months of an exact time count from its date in the policy's time zone") {
  struct Row {
    std::string event;
    std::int32_t offset;
    std::string from, until;
  };
  const auto row = GENERATE(Row{"2021-06-30 20:59:59", kMoscow, "2021-06-29 21:00:00", "2021-07-30 21:00:00"},
                            Row{"2021-06-30 21:00:00", kMoscow, "2021-06-30 21:00:00", "2021-08-01 21:00:00"},
                            Row{"2021-07-01 11:59:59", -720, "2021-06-30 12:00:00", "2021-07-31 12:00:00"},
                            Row{"2021-07-01 12:00:00", -720, "2021-07-01 12:00:00", "2021-08-02 12:00:00"},
                            Row{"2021-06-30 09:59:59", 840, "2021-06-29 10:00:00", "2021-07-30 10:00:00"},
                            Row{"2021-06-30 10:00:00", 840, "2021-06-30 10:00:00", "2021-08-01 10:00:00"});
  CAPTURE(row.event, row.offset);
  Certificate c = tested_at(utc(row.event));
  check_window(policy_of({rule_of(AgeUnit::months, 0, 1, Kind::tested)}, row.offset), c, utc(row.from),
               utc(row.until));
}

TEST_CASE("hours count from the exact time, the last second included") {
  const std::int64_t event = utc("2021-06-30 10:20:30");
  check_window(policy_of({rule_of(AgeUnit::hours, 0, 72, Kind::tested)}), tested_at(event), event,
               utc("2021-07-03 10:20:31"));
  check_window(policy_of({rule_of(AgeUnit::hours, 2, 2, Kind::tested)}, -720), tested_at(event),
               utc("2021-06-30 12:20:30"), utc("2021-06-30 12:20:31"));
}

TEST_CASE("hours of a bare date count from its first second in the policy's time zone") {
  Certificate c = vaccinated_on(day("2021-06-30"));
  c.kind = Kind::tested;
  const auto rule = rule_of(AgeUnit::hours, 0, 72, Kind::tested);
  check_window(policy_of({rule}, 0), c, utc("2021-06-30 00:00:00"), utc("2021-07-03 00:00:01"));
  check_window(policy_of({rule}, kMoscow), c, utc("2021-06-29 21:00:00"), utc("2021-07-02 21:00:01"));
  check_window(policy_of({rule}, 840), c, utc("2021-06-29 10:00:00"), utc("2021-07-02 10:00:01"));
}

TEST_CASE("months are added as on a calendar, for every day of twelve years") {
  constexpr std::array<int, 12> kLengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  // The first day of each month of 1996 to 2012, counted up one by one.
  std::vector<std::int32_t> firsts{day("1996-01-01")};
  for (int month = 0; month < 17 * 12; ++month) {
    const bool leap_february = month % 12 == 1 && month / 12 % 4 == 0;
    firsts.push_back(firsts.back() + kLengths[static_cast<std::size_t>(month % 12)] +
                     (leap_february ? 1 : 0));
  }
  std::size_t wrong = 0;
  for (std::size_t month = 0; month < 12 * 12; ++month) {
    for (std::int32_t d = firsts[month]; d < firsts[month + 1]; ++d) {
      for (std::uint32_t count = 0; count <= 60; ++count) {
        const std::size_t target = month + count;
        const std::int32_t expected = std::min(firsts[target] + (d - firsts[month]), firsts[target + 1] - 1);
        if (policy::add_months(d, count) != expected) ++wrong;
      }
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("a local day begins and ends at local midnight, before 1970 too") {
  for (const std::int32_t offset : {-840, -720, -1, 0, 1, kMoscow, 840}) {
    for (const std::int64_t d : {-100'000, -1, 0, 1, 18'000, 2'932'896}) {
      const std::int64_t start = policy::start_of_day(d, offset);
      CAPTURE(offset, d);
      CHECK(start == d * 86'400 - offset * 60);
      CHECK(policy::local_day(start - 1, offset) == d - 1);
      CHECK(policy::local_day(start, offset) == d);
      CHECK(policy::local_day(start + 86'399, offset) == d);
    }
  }
}

TEST_CASE("the farthest dates that a certificate can hold are judged without overflow") {
  const Policy policy = policy_of({rule_of(AgeUnit::months, 10'000, 10'000)}, 840);
  // 9999-12-31 and 833 years and 4 months: 30 April 10833, 22 times 400 years after that of 2033.
  const std::int64_t first = day("2033-04-30") + 22 * 146'097;
  CHECK(judge(policy, vaccinated_on(2'932'896), 0).boundary == first * 86'400 - 840 * 60);
  CHECK(judge(policy, vaccinated_on(-100'000), 0).refusal == Refusal::too_early);
  Certificate c = tested_at(253'402'300'799);
  CHECK(judge(policy_of({rule_of(AgeUnit::hours, 0, 10'000, Kind::tested)}), c, 253'402'300'799).boundary ==
        253'402'300'799 + 36'000'001);
}

TEST_CASE("a rule accepts certificates of its own kind only") {
  const Policy policy = policy_of({rule_of(AgeUnit::days, 0, 10, Kind::recovered)});
  Certificate c = vaccinated_on(day("2021-06-30"));
  const std::int64_t now = utc("2021-07-01 12:00:00");
  CHECK(judge(policy, c, now).refusal == Refusal::kind);
  CHECK(judge(policy, c, now).rule == nullptr);
  c.kind = Kind::recovered;
  CHECK(judge(policy, c, now).refusal == Refusal::none);
}

TEST_CASE("a rule with products accepts those and no other, and no certificate without one") {
  PolicyRule rule = rule_of(AgeUnit::days, 0, 10);
  rule.requirements[0].products = {"EpiVacCorona", "Sputnik Light", "Sputnik V"};
  const Policy policy = policy_of({rule});
  Certificate c = vaccinated_on(day("2021-06-30"));
  const auto refusal = [&](const std::string& product) {
    c.product = product;
    return judge(policy, c, utc("2021-07-01 12:00:00")).refusal;
  };
  for (const auto& product : rule.requirements[0].products) CHECK(refusal(product) == Refusal::none);
  for (const auto* product : {"", "Sputnik", "sputnik v", "Sputnik V ", "CoviVac", "ZZZ"}) {
    CAPTURE(product);
    CHECK(refusal(product) == Refusal::product);
  }
  CHECK(judge(policy, c, utc("2021-07-01 12:00:00")).rule == &policy.rules[0]);
}

TEST_CASE("a rule without products accepts any product and none") {
  const Policy policy = policy_of({rule_of(AgeUnit::days, 0, 10)});
  Certificate c = vaccinated_on(day("2021-06-30"));
  CHECK(judge(policy, c, utc("2021-07-01 12:00:00")).refusal == Refusal::none);
  c.product = "Sputnik V";
  CHECK(judge(policy, c, utc("2021-07-01 12:00:00")).refusal == Refusal::none);
}

TEST_CASE("a rule that wants the complete course refuses a stated dose before the last") {
  PolicyRule rule = rule_of(AgeUnit::days, 0, 10);
  Certificate c = vaccinated_on(day("2021-06-30"));
  const auto refusal = [&](std::uint8_t dose, std::uint8_t doses, bool course_complete) {
    c.dose = dose;
    c.doses = doses;
    rule.requirements[0].course_complete = course_complete;
    return judge(policy_of({rule}), c, utc("2021-07-01 12:00:00")).refusal;
  };
  CHECK(refusal(1, 2, true) == Refusal::dose);
  CHECK(refusal(2, 2, true) == Refusal::none);
  CHECK(refusal(1, 1, true) == Refusal::none);
  CHECK(refusal(0, 0, true) == Refusal::none);  // not stated
  CHECK(refusal(1, 2, false) == Refusal::none);
}

TEST_CASE("any one rule is enough, whichever its place") {
  const Certificate c = vaccinated_on(day("2021-06-30"));
  Policy policy = policy_of({rule_of(AgeUnit::days, 0, 9, Kind::recovered), rule_of(AgeUnit::days, 50, 60),
                             rule_of(AgeUnit::days, 0, 10)});
  do {
    const Ruling ruling = judge(policy, c, utc("2021-07-01 12:00:00"));
    CHECK(ruling.refusal == Refusal::none);
    REQUIRE(ruling.rule);
    CHECK(ruling.rule->requirements[0].maximum_age == 10);
  } while (std::ranges::next_permutation(policy.rules, {}, [](const PolicyRule& rule) { return rule.requirements[0].maximum_age; }).found);
}

TEST_CASE("acceptance ends where the union of adjoining rules ends") {
  struct Row {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ages;
    std::uint32_t last;  ///< the last accepted age in days, on the first day
  };
  const auto row = GENERATE(Row{{{0, 5}}, 5}, Row{{{0, 5}, {3, 9}}, 9}, Row{{{3, 9}, {0, 5}}, 9},
                            Row{{{0, 5}, {6, 9}}, 9},             // the next second belongs to the next rule
                            Row{{{6, 9}, {10, 12}, {0, 5}}, 12},  // found in any order
                            Row{{{0, 5}, {7, 9}}, 5},             // a day between
                            Row{{{0, 9}, {2, 3}}, 9}, Row{{{0, 0}, {0, 20}, {20, 30}}, 30});
  const Certificate c = vaccinated_on(day("2021-06-30"));
  Policy policy = policy_of({}, 0);
  for (const auto& [minimum, maximum] : row.ages)
    policy.rules.push_back(rule_of(AgeUnit::days, minimum, maximum));
  const Ruling ruling = judge(policy, c, utc("2021-06-30 12:00:00"));
  CHECK(ruling.refusal == Refusal::none);
  CHECK(ruling.boundary == (std::int64_t{day("2021-06-30")} + row.last + 1) * 86'400);
}

TEST_CASE("rules that do not apply do not prolong acceptance") {
  const Certificate c = vaccinated_on(day("2021-06-30"));
  PolicyRule other_product = rule_of(AgeUnit::days, 0, 50),
             other_kind = rule_of(AgeUnit::days, 0, 60, Kind::tested);
  other_product.requirements[0].products = {"CoviVac"};
  const Policy policy = policy_of({other_product, other_kind, rule_of(AgeUnit::days, 0, 5)}, 0);
  CHECK(judge(policy, c, utc("2021-06-30 12:00:00")).boundary == utc("2021-07-06 00:00:00"));
}

TEST_CASE("of several refusals the one nearest to acceptance is told") {
  PolicyRule wrong_kind = rule_of(AgeUnit::days, 0, 10, Kind::tested),
             wrong_product = rule_of(AgeUnit::days, 0, 10), incomplete = rule_of(AgeUnit::days, 0, 10);
  wrong_product.requirements[0].products = {"CoviVac"};
  incomplete.requirements[0].course_complete = true;
  const PolicyRule late = rule_of(AgeUnit::days, 0, 1), early = rule_of(AgeUnit::days, 8, 9);
  Certificate c = vaccinated_on(day("2021-06-30"));
  c.dose = 1;
  c.doses = 2;
  const auto [refusal, rules] = GENERATE_COPY(table<Refusal, std::vector<PolicyRule>>(
      {{Refusal::kind, {wrong_kind}},
       {Refusal::product, {wrong_kind, wrong_product}},
       {Refusal::dose, {wrong_kind, wrong_product, incomplete}},
       {Refusal::too_late, {wrong_kind, wrong_product, incomplete, late}},
       {Refusal::too_early, {wrong_kind, wrong_product, incomplete, late, early}}}));
  Policy policy = policy_of(rules);
  CHECK(judge(policy, c, utc("2021-07-03 12:00:00")).refusal == refusal);
  std::ranges::reverse(policy.rules);
  CHECK(judge(policy, c, utc("2021-07-03 12:00:00")).refusal == refusal);
}

TEST_CASE("of several waits the shortest is told, of several lapses the latest") {
  const Certificate c = vaccinated_on(day("2021-06-30"));
  const Policy waits = policy_of(
      {rule_of(AgeUnit::days, 20, 30), rule_of(AgeUnit::days, 14, 30), rule_of(AgeUnit::days, 16, 30)}, 0);
  const Ruling wait = judge(waits, c, utc("2021-07-01 00:00:00"));
  CHECK(wait.refusal == Refusal::too_early);
  CHECK(wait.rule == &waits.rules[1]);
  CHECK(wait.boundary == utc("2021-07-14 00:00:00"));
  const Policy lapses = policy_of(
      {rule_of(AgeUnit::days, 0, 5), rule_of(AgeUnit::days, 0, 9), rule_of(AgeUnit::days, 0, 7)}, 0);
  const Ruling lapse = judge(lapses, c, utc("2021-08-01 00:00:00"));
  CHECK(lapse.refusal == Refusal::too_late);
  CHECK(lapse.rule == &lapses.rules[1]);
  CHECK(lapse.boundary == utc("2021-07-10 00:00:00"));
}

TEST_CASE("between two rules the wait for the second is told") {
  const Policy policy = policy_of({rule_of(AgeUnit::days, 0, 1), rule_of(AgeUnit::days, 5, 9)}, 0);
  const Ruling ruling = judge(policy, vaccinated_on(day("2021-06-30")), utc("2021-07-03 00:00:00"));
  CHECK(ruling.refusal == Refusal::too_early);
  CHECK(ruling.boundary == utc("2021-07-05 00:00:00"));
}

TEST_CASE("judging allocates nothing") {
  PolicyRule rule = rule_of(AgeUnit::months, 0, 12);
  rule.requirements[0].products = {"A product with a long name", "Another product with a long name"};
  const Policy policy = policy_of({rule, rule_of(AgeUnit::hours, 0, 72), rule_of(AgeUnit::days, 1, 2)});
  Certificate c = vaccinated_on(day("2021-06-30"));
  c.product = "A product with a long name";
  Ruling ruling;
  const Allocations used = allocations_of([&] { ruling = judge(policy, c, utc("2021-07-01 12:00:00")); });
  CHECK(ruling.refusal == Refusal::none);
  CHECK(used.count == 0);
}

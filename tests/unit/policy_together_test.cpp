// Rules that ask for several certificates, the holder's age, and what is empty or of a later version.
#include "policy/ruling.h"

#include "support/catch.h"
#include "support/dates.h"

#include <algorithm>

using namespace skan;
using namespace skan::testing;
using policy::judge;
using policy::Ruling;

namespace {

constexpr std::string_view kNowText = "2021-07-20 12:00:00";
const std::int64_t kAt = utc(kNowText);

Certificate of(Kind kind, std::string_view date) {
  Certificate c;
  c.kind = kind;
  c.event_day = day(date);
  c.birth_day = day("1985-04-12");
  c.name_cyrillic = "И***** И. И.";
  return c;
}

Policy policy_of(std::vector<PolicyRequirement> requirements, std::optional<HolderAge> age = {}) {
  Policy policy;
  policy.rules = {{std::move(requirements), age}};
  return policy;
}

Ruling ruling(const Policy& policy, const std::vector<Certificate>& certificates, std::int64_t now = kAt) {
  std::vector<const Certificate*> presented;
  for (const Certificate& c : certificates) presented.push_back(&c);
  return judge(policy, presented, now);
}

const PolicyRequirement kRecovered{Kind::recovered, AgeUnit::months, 6, 12, {}, false, 0},
    kTest{Kind::tested, AgeUnit::hours, 0, 72, {}, false, 0}, kDose{Kind::vaccinated, AgeUnit::days, 0, 365, {}, false, 0};
const Certificate kOldRecovery = of(Kind::recovered, "2021-01-10"), kFreshTest = of(Kind::tested, "2021-07-19");

}  // namespace

TEST_CASE("a rule of two requirements is met by two certificates in either order, and by neither alone") {
  const Policy policy = policy_of({kRecovered, kTest});
  CHECK(ruling(policy, {kOldRecovery, kFreshTest}).refusal == Refusal::none);
  CHECK(ruling(policy, {kFreshTest, kOldRecovery}).refusal == Refusal::none);
  const Ruling alone = ruling(policy, {kOldRecovery});
  CHECK(alone.refusal == Refusal::incomplete);
  REQUIRE(alone.requirement);
  CHECK(*alone.requirement == kTest);
  CHECK(*ruling(policy, {kFreshTest}).requirement == kRecovered);
}

TEST_CASE("acceptance of two lasts as long as both count") {
  const Policy policy = policy_of({kRecovered, kTest});
  CHECK(ruling(policy, {kOldRecovery, kFreshTest}).boundary == utc("2021-07-22 00:00:01"));
  const Certificate other = of(Kind::tested, "2021-07-18");
  CHECK(ruling(policy, {kOldRecovery, other, kFreshTest}).boundary == utc("2021-07-22 00:00:01"));
  CHECK(ruling(policy, {of(Kind::recovered, "2020-07-20"), kFreshTest}).boundary == utc("2021-07-21 00:00:00"));
}

TEST_CASE("one certificate never meets two requirements") {
  const Policy policy = policy_of({kDose, kDose});
  const Certificate dose = of(Kind::vaccinated, "2021-06-01");
  CHECK(ruling(policy, {dose}).refusal == Refusal::incomplete);
  CHECK(ruling(policy, {dose, kFreshTest}).refusal == Refusal::incomplete);
  CHECK(ruling(policy, {dose, of(Kind::vaccinated, "2021-06-22")}).refusal == Refusal::none);
}

TEST_CASE("requirements find the certificates that meet them, whichever way round") {
  // The second requirement takes only the older one, which the first would take too.
  const PolicyRequirement any = kDose, old{Kind::vaccinated, AgeUnit::days, 30, 365, {}, false, 0};
  const Certificate older = of(Kind::vaccinated, "2021-06-01"), newer = of(Kind::vaccinated, "2021-07-10");
  CHECK(ruling(policy_of({any, old}), {older, newer}).refusal == Refusal::none);
  CHECK(ruling(policy_of({any, old}), {newer, older}).refusal == Refusal::none);
  CHECK(ruling(policy_of({old, any}), {older, newer}).refusal == Refusal::none);
  CHECK(ruling(policy_of({old, old}), {older, newer}).refusal == Refusal::incomplete);
}

TEST_CASE("of a combination, what stands in the way is told with its certificate") {
  const Policy policy = policy_of({kRecovered, kTest});
  const Ruling late = ruling(policy, {kOldRecovery, of(Kind::tested, "2021-07-10")});
  CHECK(late.refusal == Refusal::too_late);
  CHECK(late.certificate == 1);
  CHECK(late.boundary == utc("2021-07-13 00:00:01"));
  const Ruling early = ruling(policy, {kFreshTest, of(Kind::recovered, "2021-05-10")});
  CHECK(early.refusal == Refusal::too_early);
  CHECK(early.certificate == 1);
  CHECK(early.boundary == utc("2021-11-10 00:00:00"));
  CHECK(ruling(policy, {of(Kind::vaccinated, "2021-06-01")}).refusal == Refusal::kind);
}

TEST_CASE("a minimum dose refuses a lower dose and one that is not stated") {
  PolicyRequirement booster = kDose;
  booster.minimum_dose = 2;
  Certificate c = of(Kind::vaccinated, "2021-06-01");
  const auto refusal = [&](std::uint8_t dose) {
    c.dose = c.doses = dose;
    return ruling(policy_of({booster}), {c}).refusal;
  };
  CHECK(refusal(0) == Refusal::dose);
  CHECK(refusal(1) == Refusal::dose);
  CHECK(refusal(2) == Refusal::none);
  CHECK(refusal(3) == Refusal::none);
}

TEST_CASE("a holder is of an age from birthday to birthday in the policy's time zone") {
  const auto [born, from, until] = GENERATE(table<std::string, std::string, std::string>({
      {"2003-07-20", "2021-07-20 00:00:00", "2023-07-20 00:00:00"},
      {"2004-02-29", "2022-03-01 00:00:00", "2024-02-29 00:00:00"},  // 18 in a common year, 20 in a leap year
      {"1900-03-01", "1918-03-01 00:00:00", "1920-03-01 00:00:00"}}));
  Policy policy = policy_of({{Kind::vaccinated, AgeUnit::days, 0, 10'000, {}, false, 0}}, HolderAge{18, 19});
  const std::int32_t offset = GENERATE(0, 180, -210);
  policy.utc_offset_minutes = offset;
  Certificate c = of(Kind::vaccinated, born);
  c.event_day = day(born) + 18 * 365;
  c.birth_day = day(born);
  const std::int64_t first = utc(from) - offset * 60, end = utc(until) - offset * 60;
  CAPTURE(born, offset);
  CHECK(ruling(policy, {c}, first - 1).refusal == Refusal::holder_age);
  CHECK(ruling(policy, {c}, first - 1).boundary == first);
  CHECK(ruling(policy, {c}, first).refusal == Refusal::none);
  CHECK(ruling(policy, {c}, end - 1).boundary == end);
  CHECK(ruling(policy, {c}, end).refusal == Refusal::holder_age);
  CHECK(ruling(policy, {c}, end).boundary == end);
}

TEST_CASE("nothing that is empty accepts or is accepted") {
  const Certificate c = of(Kind::vaccinated, "2021-07-01"), nothing{};
  CHECK(ruling(Policy{}, {c}).refusal == Refusal::kind);
  Policy policy;
  policy.rules = {PolicyRule{}};
  CHECK(ruling(policy, {c}).refusal == Refusal::kind);
  policy.rules = {PolicyRule{{}, HolderAge{}}};
  CHECK(ruling(policy, {c}).refusal == Refusal::kind);
  policy.rules = {PolicyRule{{PolicyRequirement{}}, {}}};
  for (const Certificate& presented : {c, nothing}) {
    for (const std::int64_t now : {std::int64_t{0}, kAt}) {
      CHECK(ruling(policy, {presented}, now).refusal == Refusal::kind);
      CHECK(ruling(policy_of({kDose}), {nothing}, now).refusal == Refusal::kind);
    }
  }
  CHECK(ruling(policy_of({kDose}), {}).refusal == Refusal::kind);
  Certificate without_event = c;
  without_event.event_day.reset();
  CHECK(ruling(policy_of({kDose}), {without_event}).refusal == Refusal::kind);
  const Certificate* one = &c;
  CHECK_FALSE(policy::accepts_sometime(policy, {&one, 1}));
  CHECK_FALSE(policy::next_acceptance(policy, {&one, 1}, {}, 0));
}

TEST_CASE("a unit or a policy of a later version accepts nothing, even if it is asked") {
  const Certificate c = of(Kind::vaccinated, "2021-07-01");
  PolicyRequirement later = kDose;
  later.unit = static_cast<AgeUnit>(3);
  CHECK(ruling(policy_of({later}), {c}).refusal != Refusal::none);
  Policy policy = policy_of({kDose});
  CHECK(ruling(policy, {c}).refusal == Refusal::none);
  policy.needs_newer_app = true;
  CHECK(ruling(policy, {c}).refusal != Refusal::none);
}

TEST_CASE("one holder has one birth date, a name in common, and no name or document that differs") {
  const auto same = [](auto edit) {
    Certificate a = of(Kind::recovered, "2021-01-10"), b = of(Kind::tested, "2021-07-19");
    a.name_latin = b.name_latin = "I***** I. I.";
    a.document_tail = b.document_tail = "12** ***345";
    edit(a, b);
    CHECK(policy::is_one_holder(a, b) == policy::is_one_holder(b, a));
    return policy::is_one_holder(a, b);
  };
  CHECK(same([](Certificate&, Certificate&) {}));
  CHECK_FALSE(same([](Certificate&, Certificate& b) { ++b.birth_day; }));
  CHECK_FALSE(same([](Certificate&, Certificate& b) { b.name_cyrillic = "П***** П. П."; }));
  CHECK_FALSE(same([](Certificate&, Certificate& b) { b.name_latin = "P***** P. P."; }));
  CHECK_FALSE(same([](Certificate&, Certificate& b) { b.document_tail = "12** ***346"; }));
  CHECK(same([](Certificate&, Certificate& b) { b.name_latin.clear(); }));
  CHECK(same([](Certificate&, Certificate& b) { b.document_tail.clear(); }));
  CHECK_FALSE(same([](Certificate& a, Certificate& b) {
    a.name_cyrillic.clear();
    b.name_latin.clear();
  }));
  CHECK_FALSE(same([](Certificate& a, Certificate& b) {
    for (Certificate* c : {&a, &b}) {
      c->name_cyrillic.clear();
      c->name_latin.clear();
    }
  }));
}

TEST_CASE("the wait for a combination ends when all of it counts, within the limits") {
  const Policy policy = policy_of({kRecovered, kTest});
  const Certificate recovered = of(Kind::recovered, "2021-01-21"), *both[]{&recovered, &kFreshTest};
  CHECK(judge(policy, both, kAt).refusal == Refusal::too_early);
  CHECK(policy::next_acceptance(policy, both, {}, kAt) == utc("2021-07-21 00:00:00"));
  CHECK(policy::next_acceptance(policy, both, {utc("2021-07-21 09:00:00"), utc("2021-08-01 00:00:00")}, kAt) == utc("2021-07-21 09:00:00"));
  CHECK_FALSE(policy::next_acceptance(policy, both, {0, utc("2021-07-21 00:00:00")}, kAt));
  CHECK_FALSE(policy::next_acceptance(policy, both, {}, utc("2021-07-23 00:00:00")));
  CHECK(policy::accepts_sometime(policy, both));
  const Certificate late = of(Kind::recovered, "2021-02-01"), *never[]{&late, &kFreshTest};  // the test ends first
  CHECK_FALSE(policy::accepts_sometime(policy, never));
}

// The policies that come with the library, at every boundary, and in the time zones of devices.
#include "skan/issuer/policy_file.h"

#include "policy/ruling.h"
#include "support/allocations.h"
#include "support/catch.h"
#include "support/dates.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>

using namespace skan;
using namespace skan::testing;

namespace {

const Policy& shipped(std::string_view id) {
  static const std::vector<Policy> policies = issuer::shipped_policies();
  return *std::ranges::find(policies, id, &Policy::id);
}

Certificate vaccinated(std::string_view date) {
  Certificate c;
  c.kind = Kind::vaccinated;
  c.event_day = day(date);
  c.product = "Gam-COVID-Vac";
  c.dose = c.doses = 2;
  c.birth_day = day("1985-04-12");
  return c;
}

Certificate recovered(std::string_view date) {
  Certificate c;
  c.kind = Kind::recovered;
  c.event_day = day(date);
  c.birth_day = day("1985-04-12");
  return c;
}

Certificate tested(std::string_view time, std::string product = "PCR") {
  Certificate c;
  c.kind = Kind::tested;
  c.event_time = utc(time);
  c.product = std::move(product);
  c.birth_day = day("1985-04-12");
  return c;
}

using Together = std::vector<Certificate>;

Refusal refusal(const Policy& policy, const Together& certificates, std::int64_t now) {
  std::vector<const Certificate*> presented;
  for (const Certificate& c : certificates) presented.push_back(&c);
  return policy::judge(policy, presented, now).refusal;
}

struct Boundary {
  std::string policy;
  Together presented;
  std::string first;  ///< the first accepted second, UTC; empty: not asked
  std::string last;   ///< the last one; empty: not asked
  Refusal before = Refusal::too_early;
  Refusal after = Refusal::too_late;
};

void check(const Boundary& b) {
  CAPTURE(b.policy, b.first, b.last);
  const Policy& policy = shipped(b.policy);
  if (!b.first.empty()) {
    CHECK(refusal(policy, b.presented, utc(b.first) - 1) == b.before);
    CHECK(refusal(policy, b.presented, utc(b.first)) == Refusal::none);
  }
  if (!b.last.empty()) {
    CHECK(refusal(policy, b.presented, utc(b.last)) == Refusal::none);
    CHECK(refusal(policy, b.presented, utc(b.last) + 1) == b.after);
  }
}

}  // namespace

TEST_CASE("the federal rules of 2021 hold to the second") {
  const std::string id = "ru-federal-2021";
  check({id, {vaccinated("2021-06-01")}, "2021-05-31 21:00:00", "2022-06-01 20:59:59"});
  check({id, {recovered("2021-01-10")}, "2021-01-09 21:00:00", "2021-07-10 20:59:59"});
  check({id, {recovered("2021-08-31")}, "2021-08-30 21:00:00", "2022-02-28 20:59:59"});
  check({id, {tested("2021-06-28 09:30:00")}, "2021-06-28 09:30:00", "2021-07-01 09:30:00"});
  Certificate first_dose = vaccinated("2021-06-01");
  first_dose.dose = 1;
  CHECK(refusal(shipped(id), {first_dose}, utc("2021-07-01 12:00:00")) == Refusal::dose);
  CHECK(refusal(shipped(id), {tested("2021-07-01 09:30:00", "antigen")}, utc("2021-07-01 12:00:00")) == Refusal::product);
}

TEST_CASE("the federal rules from November 2021 hold to the second") {
  const std::string id = "ru-federal-2021-11";
  check({id, {vaccinated("2021-06-01")}, "2021-05-31 21:00:00", "2022-06-01 20:59:59"});
  check({id, {recovered("2021-01-10")}, "2021-01-09 21:00:00", "2022-01-10 20:59:59"});
  check({id, {tested("2021-11-10 09:30:00")}, "2021-11-10 09:30:00", "2021-11-12 09:30:00"});
}

TEST_CASE("Moscow's rules of 28 June 2021 hold to the second") {
  const std::string id = "ru-mow-2021-06-28";
  check({id, {vaccinated("2021-06-01")}, "2021-05-31 21:00:00", "2022-06-01 20:59:59"});
  check({id, {recovered("2021-01-10")}, "2021-01-09 21:00:00", "2021-07-09 20:59:59"});  // 180 days
  check({id, {tested("2021-06-28 09:30:00")}, "2021-06-27 21:00:00", "2021-07-01 20:59:59"});
  check({id, {tested("2021-06-28 21:00:00")}, "2021-06-28 21:00:00", "2021-07-02 20:59:59"});  // the 29th in Moscow
  CHECK(refusal(shipped(id), {tested("2021-06-28 09:30:00", "antigen")}, utc("2021-06-29 12:00:00")) == Refusal::product);
}

TEST_CASE("the example of Kaliningrad holds to the second, in its own time zone") {
  const std::string id = "ru-kgd-example";
  check({id, {vaccinated("2021-06-01")}, "2021-05-31 22:00:00", "2022-06-01 21:59:59"});
  check({id, {recovered("2021-01-10")}, "2021-01-09 22:00:00", "2021-07-10 21:59:59", Refusal::too_early, Refusal::incomplete});
  check({id, {tested("2021-07-10 12:00:00")}, "2021-07-10 12:00:00", "2021-07-12 12:00:00", Refusal::too_early, Refusal::incomplete});
  // Together with a test of 72 hours, recovered counts from the 6th to the 12th month.
  const Together both{recovered("2021-01-10"), tested("2021-07-20 12:00:00")};
  check({id, both, "2021-07-20 12:00:00", "2021-07-23 12:00:00", Refusal::too_early, Refusal::too_late});
  const Together later{tested("2022-01-09 12:00:00"), recovered("2021-01-10")};
  check({id, later, "", "2022-01-11 12:00:00"});  // the test alone: 48 hours
  CHECK(refusal(shipped(id), later, utc("2022-01-10 21:59:59")) == Refusal::none);
}

TEST_CASE("the example of Kaliningrad asks minors for a test of a week, up to the eve of their 18th birthday") {
  Certificate c = tested("2021-07-10 12:00:00", "antigen");
  const Policy& policy = shipped("ru-kgd-example");
  c.birth_day = day("2003-07-15");
  CHECK(refusal(policy, {c}, utc("2021-07-14 21:59:59")) == Refusal::none);
  CHECK(refusal(policy, {c}, utc("2021-07-14 22:00:00")) == Refusal::holder_age);
  c.birth_day = day("2010-01-01");
  check({"ru-kgd-example", {c}, "2021-07-09 22:00:00", "2021-07-17 21:59:59", Refusal::too_early, Refusal::too_late});
}

TEST_CASE("the example of Kamchatka holds to the second, in its own time zone") {
  const std::string id = "ru-kam-example";
  check({id, {vaccinated("2021-06-01")}, "2021-06-14 12:00:00", "2022-06-01 11:59:59"});
  Certificate light = vaccinated("2021-06-01");
  light.product = "Sputnik Light";
  light.dose = light.doses = 1;
  check({id, {light}, "2021-06-28 12:00:00", "2021-11-28 11:59:59"});
  check({id, {recovered("2021-01-10")}, "2021-01-09 12:00:00", "2022-01-10 11:59:59"});
  const std::int64_t now = utc("2021-07-01 12:00:00");
  Certificate other = vaccinated("2021-06-01");
  other.product = "Another";
  CHECK(refusal(shipped(id), {other}, now) == Refusal::product);
  other = vaccinated("2021-06-01");
  other.dose = other.doses = 1;
  CHECK(refusal(shipped(id), {other}, now) == Refusal::dose);
  CHECK(refusal(shipped(id), {tested("2021-07-01 09:30:00")}, now) == Refusal::kind);
  CHECK(shipped(id).freshness == 48 * 3'600);
  CHECK(shipped(id).newer_than_data == 24 * 3'600);
}

TEST_CASE("no shipped policy accepts an empty certificate, at any time") {
  for (const Policy& policy : issuer::shipped_policies()) {
    for (const std::int64_t now : {std::int64_t{0}, utc("2021-07-01 12:00:00"), utc("2035-01-01 00:00:00")}) {
      CAPTURE(policy.id, now);
      CHECK(refusal(policy, {Certificate{}}, now) != Refusal::none);
      CHECK(refusal(policy, {}, now) != Refusal::none);
    }
  }
}

TEST_CASE("the device's time zone and its daylight saving change no boundary") {
  const char* before = std::getenv("TZ");
  const std::string saved = before ? before : "";
  // Rules written out, so that no time zone data is needed: they switch on 28 March and 31 October 2021.
  const auto* const zone = GENERATE("UTC0", "MSK-3", "EET-2EEST,M3.5.0/3,M10.5.0/4", "<+12>-12", "NST3:30NDT,M3.2.0,M11.1.0",
                                    "PST8PDT,M3.2.0,M11.1.0", "<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45");
  CAPTURE(zone);
  ::setenv("TZ", zone, 1);
  ::tzset();
  check({"ru-federal-2021", {tested("2021-03-25 22:30:00")}, "2021-03-25 22:30:00", "2021-03-28 22:30:00"});
  check({"ru-federal-2021-11", {tested("2021-10-29 23:30:00")}, "2021-10-29 23:30:00", "2021-10-31 23:30:00"});
  check({"ru-mow-2021-06-28", {recovered("2020-09-29")}, "2020-09-28 21:00:00", "2021-03-28 20:59:59"});
  check({"ru-mow-2021-06-28", {tested("2021-10-28 12:00:00")}, "2021-10-27 21:00:00", "2021-10-31 20:59:59"});
  check({"ru-kgd-example", {recovered("2021-04-30")}, "2021-04-29 22:00:00", "2021-10-30 21:59:59", Refusal::too_early, Refusal::incomplete});
  check({"ru-kam-example", {vaccinated("2021-03-14")}, "2021-03-27 12:00:00", "2022-03-14 11:59:59"});
  if (before) {
    ::setenv("TZ", saved.c_str(), 1);
  } else {
    ::unsetenv("TZ");
  }
  ::tzset();
}

TEST_CASE("the same local midnight is the boundary in each of seven time zones") {
  Policy policy = shipped("ru-mow-2021-06-28");
  const auto [offset, last] = GENERATE(table<std::int32_t, std::string>({{-720, "2021-07-10 11:59:59"},
                                                                        {-210, "2021-07-10 03:29:59"},
                                                                        {0, "2021-07-09 23:59:59"},
                                                                        {120, "2021-07-09 21:59:59"},
                                                                        {330, "2021-07-09 18:29:59"},
                                                                        {720, "2021-07-09 11:59:59"},
                                                                        {840, "2021-07-09 09:59:59"}}));
  policy.utc_offset_minutes = offset;
  CHECK(refusal(policy, {recovered("2021-01-10")}, utc(last)) == Refusal::none);
  CHECK(refusal(policy, {recovered("2021-01-10")}, utc(last) + 1) == Refusal::too_late);
}

TEST_CASE("judging by a shipped policy allocates nothing, accepted or refused") {
  const std::vector<Certificate> certificates{vaccinated("2021-06-01"), recovered("2021-01-10"), tested("2021-06-30 09:30:00"),
                                              tested("2021-06-30 09:30:00", "antigen"), recovered("2020-01-10")};
  for (const Policy& policy : issuer::shipped_policies()) {
    CAPTURE(policy.id);
    const Certificate* both[]{&certificates[1], &certificates[2]};
    const Allocations used = allocations_of([&] {
      for (const Certificate& c : certificates) static_cast<void>(policy::judge(policy, c, utc("2021-07-20 12:00:00")));
      static_cast<void>(policy::judge(policy, both, utc("2021-07-20 12:00:00")));
      static_cast<void>(policy::next_acceptance(policy, both, {}, utc("2021-07-20 12:00:00")));
    });
    CHECK(used.count == 0);
  }
}

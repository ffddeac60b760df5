// From several texts, or one text and every policy, to verdicts.
#include "skan/verifier.h"

#include "support/catch.h"

#include <algorithm>
#include <functional>

#include "support/test_authority.h"

using namespace skan;
using namespace skan::testing;

namespace {

constexpr std::uint32_t kBeyond = 20'000;
using Edit = std::function<void(Certificate&)>;

/// A door whose policy `any` wants a recovery of 2 to 12 months and a test of 72 hours, or two vaccinations.
struct StrictDoor {
  TestAuthority authority;
  Door door;

  StrictDoor() : door(publication(authority)) {}

  static Publication publication(const TestAuthority& authority) {
    Draft draft = authority.draft();
    for (Policy& policy : draft.policies.policies) {
      if (policy.id != "any") continue;
      const PolicyRequirement recovered{Kind::recovered, AgeUnit::months, 2, 12, {}, false, 0}, tested{Kind::tested, AgeUnit::hours, 0, 72, {}, false, 0},
          dose{Kind::vaccinated, AgeUnit::days, 0, 365, {}, false, 0};
      policy.rules = {{{recovered, tested}, {}}, {{dose, dose}, {}}};
      policy.shown = {Field::name, Field::document};
    }
    return authority.sign(draft);
  }

  std::string text(const Edit& edit, std::string_view issuer = "active") const {
    Certificate c = TestAuthority::certificate();
    edit(c);
    return authority.text(c, issuer);
  }
  static void recover(Certificate& c) {
    c.kind = Kind::recovered;
    c.event_day = static_cast<std::int32_t>(kNow / kDay) - 100;
    c.number = "9780000000002";
    c.product.clear();
    c.dose = c.doses = 0;
  }
  static void test(Certificate& c) {
    recover(c);
    c.kind = Kind::tested;
    c.event_day.reset();
    c.event_time = kNow - 10 * kHour;
    c.number = "9780000000003";
  }
  std::string recovered(const Edit& more = [](Certificate&) {}, std::string_view issuer = "active") const {
    return text([&](Certificate& c) { recover(c), more(c); }, issuer);
  }
  std::string tested(const Edit& more = [](Certificate&) {}, std::string_view issuer = "active") const {
    return text([&](Certificate& c) { test(c), more(c); }, issuer);
  }

  Verdict verdict(const std::vector<std::string>& texts, Moment now = device(kNow)) const {
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    return Verifier(door.store).verify_together(views, now).value();
  }
};

}  // namespace

TEST_CASE("two certificates of one holder are accepted together where neither is alone") {
  const StrictDoor d;
  const Verdict v = d.verdict({d.recovered(), d.tested()});
  CHECK(summary(v) == "accepted");
  REQUIRE(v.certificate);
  CHECK(v.certificate->kind == Kind::recovered);
  REQUIRE(v.together_with.size() == 1);
  CHECK(v.together_with[0].kind == Kind::tested);
  CHECK(v.accepted_until == kNow + 62 * kHour + 1);
  CHECK(v.changes_at == v.accepted_until);
  CHECK(v.changes_to == Outcome::rejected);
  CHECK(v.change_cause == ChangeCause::policy);
  CHECK(v.shown == std::vector{Field::name, Field::document});
  CHECK(summary(d.verdict({d.tested(), d.recovered()})) == "accepted");
}

TEST_CASE("of several certificates the evidence tells the revocation of which least is known") {
  const StrictDoor d;
  const auto same = [](Certificate&) {};
  const auto beyond = [](Certificate& c) { c.status_index = kBeyond; };
  const auto of = [&](const std::vector<std::string>& texts) { return d.verdict(texts).evidence.revocation; };
  CHECK(of({d.recovered(), d.tested()}) == Revocation::not_revoked);
  CHECK(of({d.recovered(same, "unlisted"), d.tested()}) == Revocation::not_available);
  CHECK(of({d.recovered(), d.tested(same, "unlisted")}) == Revocation::not_available);
  CHECK(of({d.recovered(beyond), d.tested(same, "unlisted")}) == Revocation::unknown);
  CHECK(of({d.recovered(same, "unlisted"), d.tested(beyond)}) == Revocation::unknown);
}

TEST_CASE("what is missing is told, with what to bring") {
  const StrictDoor d;
  const Verdict v = d.verdict({d.recovered()});
  CHECK(summary(v) == "rejected: policy_refused");
  REQUIRE(v.finding);
  CHECK(v.finding->refusal == Refusal::incomplete);
  CHECK(v.finding->requirement.kind == Kind::tested);
  CHECK(v.detail == "any accepts this only together with another certificate of this holder: tested, at most 72 hours old");
}

TEST_CASE("a single text gets the same verdict from both functions") {
  const StrictDoor d;
  for (const std::string& text : {d.recovered(), d.text([](Certificate& c) { c.status_index = 3; }), std::string("hello"), std::string("SKN1:")}) {
    const Verdict alone = d.door.verify(text), together = d.verdict({text});
    CHECK(summary(alone) == summary(together));
    CHECK(alone.certificate == together.certificate);
    CHECK(alone.finding == together.finding);
    CHECK(alone.changes_at == together.changes_at);
  }
}

TEST_CASE("what is wrong with one of several is wrong with all, and the verdict says with which") {
  const StrictDoor d;
  const std::string good = d.recovered();
  struct Row {
    std::string_view expected;
    std::string text;
  };
  std::string forged = d.tested();
  forged[forged.size() - 2] = forged[forged.size() - 2] == '0' ? '1' : '0';
  const std::vector<Row> rows{
      {"rejected: revoked", d.tested([](Certificate& c) { c.status_index = 3; })},
      {"rejected: bad_signature", forged},
      {"rejected: malformed", "SKN1:"},
      {"rejected: key_compromised", d.tested([](Certificate&) {}, "stolen")},
      {"rejected: expired", d.tested([](Certificate& c) { c.expires = kNow; })},
      {"rejected: not_yet_valid", d.tested([](Certificate& c) { c.not_before = kNow + 1; })},
      {"undetermined: unknown_issuer", TestAuthority("second").text(TestAuthority::certificate())},
      {"undetermined: index_unknown", d.tested([](Certificate& c) { c.status_index = kBeyond; })},
      {"undetermined: not_a_certificate", "hello"},
      {"undetermined: online_link", "https://www.gosuslugi.ru/covid-cert/verify/9780000000001"},
      {"undetermined: needs_newer_app", "SKN2:ABC"},
      {"undetermined: clock_suspect", d.tested([](Certificate& c) { c.issued_at = kNow + kHour; })},
  };
  for (const Row& row : rows) {
    CAPTURE(row.expected);
    CHECK(summary(d.verdict({good, row.text})) == row.expected);
    CHECK(summary(d.verdict({row.text, good})) == row.expected);
    CHECK(summary(d.verdict({good, d.tested(), row.text})) == row.expected);
  }
  CHECK(d.verdict({good, rows[0].text}).about == 1);
  CHECK(d.verdict({rows[0].text, good}).about == 0);
  CHECK(d.verdict({good, rows[6].text}).about == 1);
  CHECK(d.verdict({good, d.tested(), rows[4].text}).about == 2);
}

TEST_CASE("a doubt that two certificates share is told once") {
  const StrictDoor d;
  const Edit beyond = [](Certificate& c) { c.status_index = kBeyond; };
  CHECK(summary(d.verdict({d.recovered(beyond), d.tested(beyond)})) == "undetermined: index_unknown");
}

TEST_CASE("what is no certificate is never said to be of the issuer of the one before it") {
  const StrictDoor d;
  const Verdict v = d.verdict({d.recovered(), "hello"});
  CHECK(v.about == 1);
  CHECK(v.evidence.issuer.empty());
  CHECK(v.evidence.key_id.empty());
}

TEST_CASE("of two certificates that were accepted with different gaps in what is known, both gaps are told") {
  const StrictDoor d;
  const std::string newer = d.recovered([](Certificate& c) { c.status_index = kBeyond, c.issued_at = kPublished; });
  CHECK(summary(d.verdict({newer, d.tested([](Certificate&) {}, "unlisted")})) == "accepted: issued_after_list, revocation_not_available");
}

TEST_CASE("a rejection of any text outranks a doubt about another, in either order") {
  const StrictDoor d;
  const std::string revoked = d.tested([](Certificate& c) { c.status_index = 3; });
  CHECK(summary(d.verdict({"hello", revoked})) == "rejected: revoked");
  CHECK(summary(d.verdict({revoked, "hello"})) == "rejected: revoked");
  CHECK(d.verdict({"hello", revoked}).about == 1);
}

TEST_CASE("certificates of different persons are refused together, even if one of them would do") {
  const StrictDoor d;
  const auto stranger = [](Certificate& c) { c.birth_day += 1; };
  const Verdict v = d.verdict({d.recovered(), d.tested(), d.tested([&](Certificate& c) {
                                 stranger(c);
                                 c.number = "5";
                               })});
  CHECK(summary(v) == "rejected: policy_refused");
  REQUIRE(v.finding);
  CHECK(v.finding->refusal == Refusal::other_holder);
  CHECK(v.about == 2);
  CHECK(v.detail == "the certificates presented together are not of one person");
  CHECK_FALSE(v.changes_at);
  CHECK(summary(d.verdict({d.recovered(), d.tested(stranger)})) == "rejected: policy_refused");
}

TEST_CASE("a third certificate that shares no name with the first two proves nothing by the one between") {
  const StrictDoor d;
  const auto only = [](bool cyrillic) {
    return [cyrillic](Certificate& c) {
      c.name_cyrillic = cyrillic ? "И***** И. И." : "";
      c.name_latin = cyrillic ? "" : "I***** I. I.";
    };
  };
  const std::string both = d.text([](Certificate& c) {
    c.name_cyrillic = "И***** И. И.";
    c.name_latin = "I***** I. I.";
  });
  CHECK(summary(d.verdict({both, d.recovered(only(true)), d.tested(only(true))})) == "accepted");
  CHECK(summary(d.verdict({both, d.recovered(only(true)), d.tested(only(false))})) == "rejected: policy_refused");
}

TEST_CASE("one certificate shown twice counts once") {
  const StrictDoor d;
  const std::string dose = d.text([](Certificate&) {}), other = d.text([](Certificate& c) { c.number = "5"; });
  CHECK(summary(d.verdict({dose, dose})) == "rejected: policy_refused");
  CHECK(d.verdict({dose, dose}).together_with.empty());
  CHECK(d.verdict({dose, dose}).finding->refusal == Refusal::incomplete);
  CHECK(summary(d.verdict({dose, other})) == "accepted");
}

TEST_CASE("a suspect clock neither accepts nor rejects what is presented together, unless no time would do") {
  const StrictDoor d;
  const Moment behind = device(kPublished - kHour), far = device(kNow + 400 * kDay);
  CHECK(summary(d.verdict({d.recovered(), d.tested()}, behind)) == "undetermined: clock_suspect");
  CHECK(summary(d.verdict({d.recovered(), d.tested()}, far)) == "undetermined: trust_data_stale");
  const auto stranger = d.tested([](Certificate& c) { c.birth_day += 1; });
  CHECK(summary(d.verdict({d.recovered(), stranger}, behind)) == "rejected: policy_refused");
  CHECK(summary(d.verdict({d.recovered()}, behind)) == "rejected: policy_refused");
  const auto never = d.recovered([](Certificate& c) { c.event_day = *c.event_day + 90; });  // two months on, the test is over
  CHECK(summary(d.verdict({never, d.tested()}, behind)) == "rejected: policy_refused");
}

TEST_CASE("a copy counts once, but what is wrong with it counts") {
  const StrictDoor d;
  const std::string test = d.tested(), expired = d.tested([](Certificate& c) { c.expires = kNow; });
  CHECK(summary(d.verdict({d.recovered(), test, expired})) == "rejected: expired");
  CHECK(d.verdict({d.recovered(), test, expired}).about == 2);
  CHECK(summary(d.verdict({d.recovered(), test, test})) == "accepted");
  CHECK(d.verdict({d.recovered(), d.recovered(), d.tested([](Certificate& c) { c.event_time = kNow - 100 * kHour; })}).about == 2);
}

TEST_CASE("none or more than four texts are no question") {
  const StrictDoor d;
  const std::string text = d.recovered();
  const Verifier verifier(d.door.store);
  const std::vector<std::string_view> five(5, text), four(4, text);
  CHECK(outcome_of(verifier.verify_together({}, device(kNow))) == "invalid_argument");
  CHECK(outcome_of(verifier.verify_together(five, device(kNow))) == "invalid_argument");
  CHECK(outcome_of(verifier.verify_together(four, device(kNow))) == "ok");
}

TEST_CASE("every policy is asked, in order, and each answers as it would alone") {
  const Door door;
  const std::string text = door.authority.text(TestAuthority::certificate());
  const auto answers = Verifier(door.store, {"nowhere", 0}).explain(text, device(kNow));
  std::vector<std::string> told;
  for (const PolicyVerdict& answer : answers) {
    told.push_back(answer.policy.id + ": " + summary(answer.verdict));
    CHECK(summary(door.verify(text, device(kNow), {answer.policy.id, 0})) == summary(answer.verdict));
  }
  CHECK(told == std::vector<std::string>{"any: accepted", "checked: accepted: document_check_required", "future: undetermined: needs_newer_app",
                                         "strict: rejected: policy_refused"});
  CHECK(Verifier(door.store).explain("hello", device(kNow)).size() == 4);
}

TEST_CASE("a day is asked about from its first second in the policy's time zone, as a stated time") {
  const TestAuthority authority;
  Draft draft = authority.draft();
  draft.policies.policies[0].utc_offset_minutes = 180;
  draft.policies.policies[1].utc_offset_minutes = -180;
  for (std::size_t i : {0u, 1u}) draft.policies.policies[i].rules = {{{{Kind::vaccinated, AgeUnit::days, 0, 33, {}, false, 0}}, {}}};
  const Door door(authority.sign(draft));
  const std::string text = authority.text(TestAuthority::certificate());
  const std::int32_t last = *TestAuthority::certificate().event_day + 33;  // in three days
  for (const std::int32_t day : {last, last + 1}) {
    const auto answers = Verifier(door.store).explain_on(text, day);
    for (std::size_t i : {0u, 1u}) {
      CHECK(answers[i].verdict.evidence.clock == ClockState::stated);
      CHECK((answers[i].verdict.outcome == Outcome::accepted) == (day == last));
    }
  }
}

TEST_CASE("of a day that our data does not reach, what the rules will say is told, but nothing is accepted") {
  const Door door;
  const std::string text = door.authority.text(TestAuthority::certificate());
  const auto any_on = [&](std::int32_t day) { return Verifier(door.store).explain_on(text, day).front().verdict; };
  const std::int32_t event = *TestAuthority::certificate().event_day;
  const Verdict later = any_on(event + 100);
  CHECK(summary(later) == "undetermined: trust_data_stale");
  CHECK(later.accepted_until == TestAuthority::certificate().expires);
  CHECK(summary(any_on(event + 366)) == "rejected: expired");
  CHECK_FALSE(any_on(event + 366).accepted_until);
}

TEST_CASE("without trust data no policy is asked") {
  const TestAuthority authority;
  const TemporaryFolder folder;
  const auto store = TrustStore::provision(folder.file("s.db"), authority.root(), authority.id(), "main");
  REQUIRE(store);
  CHECK(Verifier(*store).explain("hello", device(kNow)).empty());
}

TEST_CASE("a policy may only shorten the freshness window, and says when its own ends") {
  const TestAuthority authority;
  const auto door_with = [&](std::int64_t freshness) {
    Draft draft = authority.draft();
    draft.policies.policies[0].freshness = freshness;
    return Door(authority.sign(draft));
  };
  const std::string text = authority.text(TestAuthority::certificate());
  const Door hourly = door_with(2 * kHour);
  const Verdict v = hourly.verify(text);
  CHECK(summary(v) == "accepted");
  CHECK(v.changes_at == kPublished + 2 * kHour);
  CHECK(v.changes_to == Outcome::undetermined);
  CHECK(v.change_cause == ChangeCause::data_age);
  CHECK(v.accepted_until > v.changes_at);
  CHECK(summary(hourly.verify(text, device(*v.changes_at - 1))) == "accepted");
  const Verdict after = hourly.verify(text, device(*v.changes_at));
  CHECK(summary(after) == "undetermined: trust_data_stale");
  CHECK(after.evidence.freshness == Freshness::stale);
  CHECK(door_with(30 * kDay).verify(text).changes_at == kPublished + 7 * kDay);
  CHECK(summary(door_with(0).verify(text)) == "undetermined: trust_data_stale");
}

TEST_CASE("each cause of a change is named, with the outcome that follows") {
  const Door door;
  const auto verdict = [&](const Edit& edit, Moment now = device(kNow)) {
    Certificate c = TestAuthority::certificate();
    edit(c);
    return door.verify(door.authority.text(c), now);
  };
  const auto told = [](const Verdict& v) { return std::string(name(v.change_cause)) + " " + std::string(name(v.changes_to)); };
  CHECK(told(verdict([](Certificate& c) { c.event_day = *c.event_day - 333; })) == "policy rejected");
  CHECK(told(verdict([](Certificate& c) { c.expires = kNow + kDay; })) == "validity rejected");
  CHECK(told(verdict([](Certificate&) {})) == "data_age undetermined");
  CHECK(told(verdict([](Certificate& c) {
          c.status_index = kBeyond;
          c.issued_at = kPublished;
        })) == "list_age undetermined");
  CHECK(told(verdict([](Certificate& c) { c.not_before = kNow + kHour; })) == "validity accepted");
  CHECK(told(verdict([](Certificate& c) { c.event_day = static_cast<std::int32_t>(kNow / kDay) + 1; })) == "policy accepted");
  CHECK(told(verdict([](Certificate& c) { c.event_day = *c.event_day - 400; })) == "none undetermined");
}

TEST_CASE("a refusal tells the rule with its figures") {
  const Door door;
  Certificate c = TestAuthority::certificate();
  c.kind = Kind::recovered;
  c.event_day = static_cast<std::int32_t>(kNow / kDay) - 190;
  const Verdict v = door.verify(door.authority.text(c));
  CHECK(summary(v) == "rejected: policy_refused");
  REQUIRE(v.finding);
  CHECK(v.finding->refusal == Refusal::too_late);
  CHECK(v.finding->age == 190);
  CHECK(v.finding->requirement.maximum_age == 180);
  CHECK(v.finding->boundary == (kNow / kDay - 9) * kDay);
  CHECK(v.detail == "recovered 2020-12-23, 190 days ago; any accepts up to 180 days, that was until 2021-06-21");
}

TEST_CASE("each refusal of a policy is one sentence that names the rule") {
  const auto [rule, sentence] = GENERATE(table<PolicyRule, std::string>(
      {{{{{Kind::tested, AgeUnit::hours, 0, 72, {}, false, 0}}, {}}, "any accepts no certificate of this kind (vaccinated)"},
       {{{{Kind::vaccinated, AgeUnit::days, 0, 365, {"CoviVac", "EpiVacCorona"}, false, 0}}, {}}, "any accepts only: CoviVac, EpiVacCorona"},
       {{{{Kind::vaccinated, AgeUnit::days, 0, 365, {}, true, 0}}, {}}, "any wants the last dose of the course"},
       {{{{Kind::vaccinated, AgeUnit::days, 0, 365, {}, false, 3}}, {}}, "any wants at least dose 3"},
       {{{{Kind::vaccinated, AgeUnit::days, 0, 365, {}, false, 0}}, HolderAge{60, 150}}, "any accepts this for holders of 60 to 150 years"},
       {{{{Kind::vaccinated, AgeUnit::days, 90, 365, {}, false, 0}}, {}}, "vaccinated 2021-06-01, 30 days ago; any accepts this from 2021-08-30"},
       {{{{Kind::vaccinated, AgeUnit::months, 0, 0, {}, false, 0}}, {}},
        "vaccinated 2021-06-01, 1 month ago; any accepts up to 0 months, that was until 2021-06-01"}}));
  const TestAuthority authority;
  Draft draft = authority.draft();
  std::ranges::find(draft.policies.policies, "any", &Policy::id)->rules = {rule};
  const Door door(authority.sign(draft));
  Certificate c = TestAuthority::certificate();
  c.event_day = static_cast<std::int32_t>(kNow / kDay) - 30;  // 2021-06-01
  c.dose = 1;
  c.doses = 2;
  const Verdict v = door.verify(authority.text(c));
  CHECK(summary(v) == "rejected: policy_refused");
  CHECK(v.detail == sentence);
}

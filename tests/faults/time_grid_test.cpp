// Clocks, floors, expiries and ages of data, all against all, beside a model of sdk/doc/trust.md section 8 that shares no code with the library.
#include "support/catch.h"

#include "support/test_authority.h"

using namespace skan;
using namespace skan::testing;

namespace {

struct Situation {
  bool stated;
  std::int64_t clock, host_floor, noted;  ///< noted: 0 for none
  std::int64_t begins, expires;
};

/// The one word that section 8 has for a genuine certificate that everything but time speaks for.
std::string model(const Situation& s) {
  const std::int64_t issued = kPublished, tier = 7 * kDay;
  std::int64_t floor = issued;
  if (s.host_floor > floor) floor = s.host_floor;
  if (s.noted > floor) floor = s.noted;
  if (s.stated) floor = s.clock;
  const std::int64_t time = s.clock > floor ? s.clock : floor;
  const bool suspect = !s.stated && s.clock + 300 < floor;
  const bool stale = time >= issued + tier;
  const bool sure = s.stated || (!suspect && !stale);
  if (s.expires <= floor || (sure && s.expires <= time)) return "rejected: expired";
  if (sure && s.begins > time) return "rejected: not_yet_valid";
  std::string doubts;
  if (suspect) doubts = "clock_suspect";
  if (stale) doubts += doubts.empty() ? "trust_data_stale" : ", trust_data_stale";
  return doubts.empty() ? "accepted" : "undetermined: " + doubts;
}

std::string without_notes(const std::string& said) { return said.starts_with("accepted") ? "accepted" : said; }

const std::vector<std::int64_t> kClocks{-3'650 * kDay, -8 * kDay, -kDay, -301, -300, -1, 0, 1, kHour, kDay - 1, kDay, kDay + 300, 2 * kDay, 3 * kDay - 1, 3 * kDay,
                                        5 * kDay, 7 * kDay - 1, 7 * kDay, 8 * kDay, 30 * kDay, 3'650 * kDay};
const std::vector<std::int64_t> kFloors{-kDay, 0, kDay, 7 * kDay - 1, 7 * kDay, 9 * kDay};
const std::vector<std::int64_t> kNoted{-1, kHour, 2 * kDay, 7 * kDay};  // -1: none
const std::vector<std::pair<std::int64_t, std::int64_t>> kValidity{
    {-kDay, -kHour}, {-kDay, 0}, {-kDay, 1}, {-kDay, kHour}, {-kDay, 2 * kDay}, {-kDay, 7 * kDay}, {-kDay, 20 * kDay}, {-kDay, 4'000 * kDay},
    {kHour, 4'000 * kDay}, {2 * kDay, 4'000 * kDay}, {40 * kDay, 4'000 * kDay}};

}  // namespace

TEST_CASE("whatever clock, floor, expiry and age: accepted only within the rules, rejected only what is surely over or not begun") {
  const TestAuthority authority;
  Draft draft = authority.draft(1);
  for (auto& key : draft.issuers.keys) key.valid_until = kPublished + 5'000 * kDay;
  // Nothing but time may speak against them, however far the clock is away.
  for (auto& policy : draft.policies.policies) {
    PolicyRequirement any_age;
    any_age.kind = Kind::vaccinated;
    any_age.maximum_age = 10'000;
    policy.rules = {PolicyRule{{any_age}, {}}};
  }
  std::vector<std::string> texts;
  for (const auto& [begins, expires] : kValidity) {
    Certificate c = TestAuthority::certificate();
    c.issued_at = kPublished - kDay;
    c.event_day = static_cast<std::int32_t>(kPublished / kDay - 4'000);
    c.not_before = kPublished + begins;
    c.expires = kPublished + expires;
    texts.push_back(authority.text(c));
  }
  std::size_t count = 0, accepted = 0, rejected = 0;
  for (const std::int64_t noted : kNoted) {
    Door door(authority.sign(draft));
    if (noted >= 0) REQUIRE(door.store.note_time(device(kPublished + noted)));
    for (const std::int64_t floor : kFloors) {
      const Verifier verifier(door.store, {.policy = {}, .clock_floor = kPublished + floor});
      for (const std::int64_t clock : kClocks) {
        for (const bool is_stated : {false, true}) {
          for (std::size_t i = 0; i < texts.size(); ++i, ++count) {
            const Situation s{is_stated, kPublished + clock, kPublished + floor, noted >= 0 ? kPublished + noted : 0,
                              kPublished + kValidity[i].first, kPublished + kValidity[i].second};
            const std::string said = without_notes(summary(verifier.verify(texts[i], is_stated ? stated(s.clock) : device(s.clock))));
            const std::string expected = model(s);
            accepted += expected == "accepted";
            rejected += expected.starts_with("rejected");
            if (said == expected) continue;
            INFO((is_stated ? "stated " : "device ") << clock << " floor " << floor << " noted " << noted << " validity " << kValidity[i].first << ".." << kValidity[i].second);
            CHECK(said == expected);
          }
        }
      }
    }
  }
  CHECK(count > 10'000);
  CHECK(accepted > 500);
  CHECK(rejected > 500);
}

TEST_CASE("a certificate that is valid by the true time is never rejected by a clock that is known to be wrong") {
  const TestAuthority authority;
  Door door(authority.publish(1));
  const std::string good = authority.text(TestAuthority::certificate());
  for (const std::int64_t wrong : kClocks) {
    const bool known = wrong < -300 || wrong >= 7 * kDay;
    if (!known) continue;
    INFO(wrong);
    CHECK(door.verify(good, device(kPublished + wrong)).outcome == Outcome::undetermined);
  }
}

// The rules about time, against a small model of their own and to the second.
#include "verifier/judgement.h"

#include "support/catch.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include "skan/verifier.h"
#include "support/test_authority.h"

using namespace skan;
using namespace skan::testing;

namespace {

constexpr std::int64_t kTier1 = 24 * kHour, kTier2 = 72 * kHour, kTier3 = 7 * kDay, kAllowance = 72 * kHour;
constexpr std::uint32_t kCovered = 5, kBeyond = 20'000;

/// One policy that accepts every age the grid can meet, so that time alone decides.
Publication ageless_publication(const TestAuthority& authority) {
  Draft draft = authority.draft();
  for (Policy& policy : draft.policies.policies) {
    if (policy.id == "any") policy.rules = {{{{Kind::vaccinated, AgeUnit::days, 0, 10'000, {}, false}}, {}}};
  }
  return authority.sign(draft);
}

/// A point of the grid.
struct Point {
  bool stated;
  std::int64_t now;
  std::int64_t host_floor;
  std::int64_t exp;
  std::optional<std::int64_t> nbf;
  std::int64_t iat;
  bool beyond;
};

/// What trust.md sections 7 and 8 answer, in their words and in their order; written from the page.
struct Model {
  std::set<Reason> reasons;
  Freshness freshness;
  ClockState clock;
};

Model model(const Point& p) {
  const std::int64_t floor = std::max(kPublished, p.host_floor);
  const std::int64_t now = p.stated ? p.now : std::max(p.now, floor);  // a device's now counts as at least the floor
  const std::int64_t age = std::max<std::int64_t>(0, now - kPublished);
  const bool stale = age >= kTier3;  // root and manifest outlive the longest tier here
  Model out{{}, stale          ? Freshness::stale
                : age < kTier1 ? Freshness::fresh
                : age < kTier2 ? Freshness::recent
                               : Freshness::ageing,
            p.stated ? ClockState::stated : ClockState::plausible};
  const bool suspect = !p.stated && (p.now < floor - 300 || p.iat > now + 300);
  if (suspect) out.clock = ClockState::suspect;
  const bool believed = p.stated || (!suspect && !stale);
  // A rejection for time: by a believed clock, or because the floor proves the end.
  if ((!p.stated && p.exp <= floor) || (believed && now >= p.exp)) {
    out.reasons = {Reason::expired};
    return out;
  }
  const std::int64_t start = std::max(p.nbf.value_or(0), p.stated ? p.iat : 0);
  if (believed && now < start) {
    out.reasons = {Reason::not_yet_valid};
    return out;
  }
  if (p.beyond && !(p.iat >= kPublished && now <= kPublished + kAllowance)) out.reasons.insert(Reason::index_unknown);
  if (suspect) out.reasons.insert(Reason::clock_suspect);
  if (stale) out.reasons.insert(Reason::trust_data_stale);
  return out;
}

/// Every combination worth asking about; the certificates are signed once each.
class Grid {
 public:
  explicit Grid(const TestAuthority& authority) : authority_(authority) {}

  template <class Visit>
  void for_each(Visit visit) const {
    for (const std::int64_t exp : {-10 * kDay, std::int64_t{0}, std::int64_t{1}, 12 * kHour, kDay, 8 * kDay, 200 * kDay}) {
      for (const auto nbf : {std::optional<std::int64_t>(), std::optional(-kDay), std::optional(6 * kHour), std::optional(9 * kDay)}) {
        for (const std::int64_t iat : {-20 * kDay, std::int64_t{-1}, std::int64_t{0}, 2 * kHour, 10 * kDay}) {
          for (const bool beyond : {false, true}) for_each_moment({false, 0, 0, exp, nbf, iat, beyond}, visit);
        }
      }
    }
  }

 private:
  template <class Visit>
  void for_each_moment(Point p, Visit visit) const {
    if (p.exp <= p.iat || (p.nbf && *p.nbf >= p.exp)) return;  // no such certificate
    Certificate c = TestAuthority::certificate(p.beyond ? kBeyond : kCovered);
    c.event_day = static_cast<std::int32_t>(kNow / kDay - 5'000);
    c.expires = p.exp += kPublished;
    c.issued_at = p.iat += kPublished;
    if (p.nbf) c.not_before = p.nbf = *p.nbf + kPublished;
    const std::string text = authority_.text(c);
    for (const bool stated : {false, true}) {
      for (const std::int64_t now : {-3'650 * kDay, -kDay, std::int64_t{-301}, std::int64_t{-300}, std::int64_t{-1},
                                     std::int64_t{0}, std::int64_t{1}, 6 * kHour, kTier1 - 1, kTier1, kTier2, kTier2 + 1,
                                     kTier3 - 1, kTier3, 30 * kDay, 3'650 * kDay}) {
        for (const std::int64_t floor : {-kDay, 5 * kHour, 6 * kDay, 100 * kDay}) {
          p.stated = stated;
          p.now = kPublished + now;
          p.host_floor = kPublished + floor;
          visit(p, text);
        }
      }
    }
  }

  const TestAuthority& authority_;
};

Verdict verdict_at(const Door& door, const Point& p, const std::string& text, std::int64_t now) {
  return door.verify(text, p.stated ? stated(now) : device(now), {"", p.host_floor});
}

std::string names_of(const std::set<Reason>& reasons) {
  std::string out;
  for (const Reason reason : reasons) out += std::string(name(reason)) + " ";
  return out;
}

std::string describe(const Point& p) {
  const auto since = [](std::int64_t time) { return std::to_string(time - kPublished); };
  return std::string(p.stated ? "stated" : "device") + " now " + since(p.now) + " floor " + since(p.host_floor) + " exp " +
         since(p.exp) + " nbf " + (p.nbf ? since(*p.nbf) : "-") + " iat " + since(p.iat) + (p.beyond ? " beyond" : "");
}

}  // namespace

TEST_CASE("over a grid of clocks, floors, ages and certificates every verdict is the one that trust.md names") {
  const TestAuthority authority;
  const Door door(ageless_publication(authority));
  std::size_t points = 0, accepted = 0, rejected = 0, wrong = 0;
  Grid(authority).for_each([&](const Point& p, const std::string& text) {
    const Verdict v = verdict_at(door, p, text, p.now);
    const Model m = model(p);
    ++points;
    if (v.outcome == Outcome::accepted) ++accepted;
    if (v.outcome == Outcome::rejected) ++rejected;
    // An assertion per point would take longer than the verdicts.
    if (std::set(v.reasons.begin(), v.reasons.end()) == m.reasons && v.reasons.size() == m.reasons.size() &&
        (v.outcome == Outcome::accepted) == m.reasons.empty()) {
      return;
    }
    FAIL_CHECK(describe(p) << ": " << summary(v) << "; the model says: " << names_of(m.reasons));
    REQUIRE(++wrong < 10);
  });
  INFO(points << " points, " << accepted << " accepted, " << rejected << " rejected");
  CHECK(points > 10'000);
  CHECK(accepted > points / 20);
  CHECK(rejected > points / 20);
}

TEST_CASE("over the same grid the evidence about age and clock is what the verdict rests on") {
  const TestAuthority authority;
  const Door door(ageless_publication(authority));
  std::size_t wrong = 0;
  Grid(authority).for_each([&](const Point& p, const std::string& text) {
    const Verdict v = verdict_at(door, p, text, p.now);
    const Model m = model(p);
    const bool ageing = std::ranges::find(v.notes, Note::data_ageing) != v.notes.end();
    const bool notes_it = v.outcome != Outcome::accepted || ageing == (m.freshness == Freshness::ageing);
    if (v.evidence.freshness == m.freshness && v.evidence.clock == m.clock && notes_it) return;
    FAIL_CHECK(describe(p) << ": " << summary(v) << ", " << name(v.evidence.freshness) << ", " << name(v.evidence.clock)
                           << "; the model says: " << name(m.freshness) << ", " << name(m.clock));
    REQUIRE(++wrong < 10);
  });
}

TEST_CASE("no certificate is rejected for time while some credible time is within its validity") {
  const TestAuthority authority;
  const Door door(ageless_publication(authority));
  std::size_t asked = 0;
  Grid(authority).for_each([&](const Point& p, const std::string& text) {
    const std::int64_t floor = std::max(kPublished, p.host_floor);
    const std::int64_t start = std::max(p.nbf.value_or(0), p.iat);
    // The clock is right and the certificate valid; or the clock is wrong and, at some time after the floor, it is.
    const bool valid_now = p.now >= start && p.now < p.exp && (p.stated || p.now >= floor);
    const bool clock_is_no_evidence = !p.stated && (p.now < floor - 300 || p.now >= kPublished + kTier3) && p.exp > floor;
    if (!valid_now && !clock_is_no_evidence) return;
    ++asked;
    const Verdict v = verdict_at(door, p, text, p.now);
    if (v.outcome != Outcome::rejected) return;
    INFO(describe(p));
    CHECK(summary(v) == "not rejected");
  });
  CHECK(asked > 3'000);
}

TEST_CASE("changes_at is the first second of the other answer") {
  const TestAuthority authority;
  const Door door(ageless_publication(authority));
  std::size_t asked = 0, told = 0, at = 0, wrong = 0;
  Grid(authority).for_each([&](const Point& p, const std::string& text) {
    if (++at % 3 != 0) return;
    const Verdict v = verdict_at(door, p, text, p.now);
    const bool accepted = v.outcome == Outcome::accepted;
    ++asked;
    if (!v.changes_at) {
      if (accepted) FAIL_CHECK("accepted for ever: " << describe(p));
      return;
    }
    ++told;
    const bool before = verdict_at(door, p, text, *v.changes_at - 1).outcome == Outcome::accepted;
    const bool from_then = verdict_at(door, p, text, *v.changes_at).outcome == Outcome::accepted;
    if (*v.changes_at > p.now && before == accepted && from_then != accepted) return;
    REQUIRE(++wrong < 10);
    INFO(describe(p) << ": " << summary(v) << ", changes_at " << *v.changes_at - kPublished << ", then "
                     << summary(verdict_at(door, p, text, *v.changes_at)));
    CHECK(from_then != accepted);
    CHECK(before == accepted);
  });
  CHECK(asked > 3'000);
  CHECK(told > 300);
}

TEST_CASE("acceptance ends in the very second that changes_at names, whatever ends it") {
  const Door door;
  const auto check = [&](const Certificate& c, std::int64_t expected, std::string_view then, Moment now = device(kNow)) {
    const std::string text = door.authority.text(c);
    const Verdict v = door.verify(text, now);
    CHECK(v.outcome == Outcome::accepted);
    CHECK(v.changes_at == expected);
    CHECK(door.verify(text, {expected - 1, now.source}).outcome == Outcome::accepted);
    CHECK(summary(door.verify(text, {expected, now.source})) == then);
  };
  Certificate c = TestAuthority::certificate();
  SECTION("the certificate's end") {
    c.expires = kNow + 2 * kDay;
    check(c, c.expires, "rejected: expired");
    check(c, c.expires, "rejected: expired", stated(kNow));
  }
  SECTION("the policy's") {
    c.event_day = static_cast<std::int32_t>(kNow / kDay - 364);  // 365 days, and today is the 364th
    check(c, (kNow / kDay + 2) * kDay, "rejected: policy_refused");
  }
  SECTION("the policy's hours, the last second included") {
    c.kind = Kind::tested;
    c.event_day.reset();
    c.event_time = kNow - 60 * kHour;
    check(c, kNow + 12 * kHour + 1, "rejected: policy_refused");
  }
  SECTION("the data's") {
    check(c, kPublished + kTier3, "undetermined: trust_data_stale");
    check(c, kPublished + kTier3, "undetermined: trust_data_stale", stated(kNow));
  }
  SECTION("the allowance for certificates newer than the list, the last second included") {
    c.status_index = kBeyond;
    c.issued_at = kPublished;
    check(c, kPublished + kAllowance + 1, "undetermined: index_unknown");
  }
}

TEST_CASE("what is not accepted yet says when it will be, if the data reach so far") {
  const Door door;
  const auto change = [&](auto edit) {
    Certificate c = TestAuthority::certificate();
    edit(c);
    return door.verify(door.authority.text(c));
  };
  const auto starting = [&](std::int64_t start) { return change([&](Certificate& c) { c.not_before = start; }); };
  CHECK(summary(starting(kNow + 1)) == "rejected: not_yet_valid");
  CHECK(starting(kNow + 1).changes_at == kNow + 1);
  CHECK(starting(kPublished + kTier3 - 1).changes_at == kPublished + kTier3 - 1);
  CHECK_FALSE(starting(kPublished + kTier3).changes_at);
  // Event in two days: the first accepted day begins then.
  const auto early = [&](std::int32_t days) {
    return change([&](Certificate& c) { c.event_day = static_cast<std::int32_t>(kNow / kDay) + days; });
  };
  CHECK(summary(early(2)) == "rejected: policy_refused");
  CHECK(early(2).changes_at == (kNow / kDay + 2) * kDay);
  CHECK_FALSE(early(8).changes_at);
  CHECK_FALSE(change([](Certificate& c) { c.event_day = *c.event_day - 400; }).changes_at);
}

TEST_CASE("what other rules refuse is not promised for the end of a wait") {
  const Door door;
  const auto changes_at = [&](auto edit, std::string policy = "") {
    Certificate c = TestAuthority::certificate();
    c.not_before = kNow + kDay;
    edit(c);
    const Verdict v = door.verify(door.authority.text(c), device(kNow), {std::move(policy), 0});
    CHECK(summary(v) == "rejected: not_yet_valid");
    return v.changes_at;
  };
  CHECK(changes_at([](Certificate&) {}) == kNow + kDay);
  SECTION("the policy does not accept its age") { CHECK_FALSE(changes_at([](Certificate& c) { c.event_day = *c.event_day - 400; })); }
  SECTION("the policy does not accept its product") { CHECK_FALSE(changes_at([](Certificate&) {}, "strict")); }
  SECTION("the policy is not known") { CHECK_FALSE(changes_at([](Certificate&) {}, "nowhere")); }
  SECTION("the list does not cover it") { CHECK_FALSE(changes_at([](Certificate& c) { c.status_index = kBeyond; })); }
}

TEST_CASE("tiers are cut to the root's caps, and the earliest expiry ends everything") {
  const TestAuthority a;
  const std::string text = a.text(TestAuthority::certificate());
  const auto stale_at = [&](auto edit) {
    Draft draft = a.draft();
    edit(draft);
    const Door door(a.sign(draft));
    const std::int64_t at = door.store.status(device(kNow)).stale_at;
    CHECK(door.verify(text, device(at - 1)).outcome == Outcome::accepted);
    CHECK(summary(door.verify(text, device(at))) == "undetermined: trust_data_stale");
    CHECK(door.verify(text).changes_at == at);
    return at - kPublished;
  };
  CHECK(stale_at([](Draft&) {}) == kTier3);
  CHECK(stale_at([](Draft& d) { d.manifest.expires = kNow + kDay; }) == kHour + kDay);
  CHECK(stale_at([](Draft& d) { d.head.expires = kNow + 2 * kDay; }) == kHour + 2 * kDay);
  CHECK(stale_at([](Draft& d) { d.manifest.tiers = {1, 2, 5'000}; }) == 5'000);
  CHECK(stale_at([](Draft& d) {
    d.manifest.tiers = {kDay, 2 * kDay, 100 * kDay};
    d.head.expires = d.manifest.expires = kNow + 200 * kDay;
  }) == 60 * kDay);
}

TEST_CASE("the root's end is the end of its data") {
  const TestAuthority a;
  Draft draft = a.draft();
  trust::Root root = a.next_root(draft.roots[0]);
  root.expires = kNow + kDay;
  draft.roots.push_back(root);
  const Door door(a.sign(draft));
  const std::string text = a.text(TestAuthority::certificate());
  CHECK(door.verify(text).changes_at == kNow + kDay);
  CHECK(summary(door.verify(text, device(kNow + kDay))) == "undetermined: trust_data_stale");
}

TEST_CASE("the tiers' boundaries belong to the older side") {
  const Door door;
  const std::string text = door.authority.text(TestAuthority::certificate());
  const auto at = [&](std::int64_t age) { return door.verify(text, device(kPublished + age)).evidence.freshness; };
  CHECK(at(-1) == Freshness::fresh);
  CHECK(at(0) == Freshness::fresh);
  CHECK(at(kTier1 - 1) == Freshness::fresh);
  CHECK(at(kTier1) == Freshness::recent);
  CHECK(at(kTier2 - 1) == Freshness::recent);
  CHECK(at(kTier2) == Freshness::ageing);
  CHECK(at(kTier3 - 1) == Freshness::ageing);
  CHECK(at(kTier3) == Freshness::stale);
}

TEST_CASE("five minutes of a clock are forgiven, and not one second more") {
  const Door door;
  const std::string text = door.authority.text(TestAuthority::certificate());
  CHECK(summary(door.verify(text, device(kPublished - 300))) == "accepted");
  CHECK(summary(door.verify(text, device(kPublished - 301))) == "undetermined: clock_suspect");
  CHECK(summary(door.verify(text, stated(kPublished - 301))) == "accepted: stated_time");
  Certificate c = TestAuthority::certificate();
  c.issued_at = kNow + 300;
  CHECK(summary(door.verify(door.authority.text(c))) == "accepted");
  c.issued_at = kNow + 301;
  CHECK(summary(door.verify(door.authority.text(c))) == "undetermined: clock_suspect");
  CHECK(summary(door.verify(door.authority.text(c), stated(kNow))) == "rejected: not_yet_valid");
  CHECK(summary(door.verify(door.authority.text(c), stated(kNow + 301))) == "accepted: stated_time");
}

TEST_CASE("a clock that jumps ten years ahead and comes back leaves no trace") {
  const Door door;
  const std::string text = door.authority.text(TestAuthority::certificate());
  CHECK(summary(door.verify(text, device(kNow + 3'650 * kDay))) == "undetermined: trust_data_stale");
  CHECK(summary(door.verify(text, device(kNow))) == "accepted");
}

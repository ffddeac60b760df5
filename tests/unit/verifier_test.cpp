// From a text to a verdict: every reason, every note, what outranks what, and the evidence.
#include "skan/verifier.h"

#include "support/catch.h"

#include <functional>
#include <limits>
#include <set>
#include <stdexcept>

#include "certificate/skn1.h"
#include "support/test_authority.h"

using namespace skan;
using namespace skan::testing;

namespace {

constexpr std::uint32_t kBeyond = 20'000;  // the first index that the list of `active` does not cover

Certificate vaccination(std::function<void(Certificate&)> edit) {
  Certificate c = TestAuthority::certificate();
  edit(c);
  return c;
}

std::string text_of(const TestAuthority& authority, std::function<void(Certificate&)> edit,
                    std::string_view issuer = "active") {
  return authority.text(vaccination(edit), issuer);
}

/// The same certificate with `key` in its payload, or in the certificate map within.
std::string text_with_claim(const TestAuthority& authority, std::int64_t key, const Bytes& value) {
  const Bytes payload = certificate::encode_payload(TestAuthority::certificate());
  return authority.text_of_payload(with_field(payload, key, value));
}

std::string text_with_field(const TestAuthority& authority, std::int64_t key, const Bytes& value) {
  const Bytes payload = certificate::encode_payload(TestAuthority::certificate());
  for (const auto& [claim, map] : read_fields(payload)) {
    if (claim == -65537) return authority.text_of_payload(with_field(payload, claim, with_field(map, key, value)));
  }
  throw std::logic_error("no certificate claim");
}

/// Another character of Base45 at the end, so that the text still decodes to a well-formed message.
std::string with_other_signature(std::string text) {
  text[text.size() - 2] = text[text.size() - 2] == '0' ? '1' : '0';
  return text;
}

VerifierOptions with_policy(std::string id) { return {std::move(id), 0}; }

}  // namespace

TEST_CASE("a good certificate is accepted, and the verdict says what that rests on") {
  const Door door;
  const Certificate c = TestAuthority::certificate();
  const Verdict v = door.verify(door.authority.text(c));
  CHECK(summary(v) == "accepted");
  CHECK(v.format == "skn1");
  REQUIRE(v.certificate);
  CHECK(*v.certificate == c);
  CHECK(v.evidence.sequence == 1);
  CHECK(v.evidence.data_age == kHour);
  CHECK(v.evidence.freshness == Freshness::fresh);
  CHECK(v.evidence.clock == ClockState::plausible);
  CHECK(v.evidence.revocation == Revocation::not_revoked);
  CHECK(v.evidence.issuer == "Issuer active");
  CHECK(v.evidence.key_id.size() == 16);
  CHECK(v.evidence.policy == "any");
  CHECK(v.evidence.policy_version == 3);
  CHECK(v.detail.empty());
  CHECK(v.changes_at == kPublished + 7 * kDay);
}

TEST_CASE("each reason is given alone, with its outcome, when nothing else is wrong") {
  const Door door;
  const TestAuthority& a = door.authority;
  const std::string good = a.text(TestAuthority::certificate());
  struct Row {
    Reason reason;
    std::string text;
    Moment now = device(kNow);
    VerifierOptions options = {};
  };
  const std::vector<Row> rows{
      {Reason::malformed, "SKN1:"},
      {Reason::malformed, good.substr(0, good.size() - 3)},
      {Reason::malformed, good + "000"},
      {Reason::malformed, "SKN1:" + std::string(5'000, '0')},
      {Reason::bad_signature, with_other_signature(good)},
      {Reason::key_compromised, a.text(TestAuthority::certificate(), "stolen")},
      {Reason::key_not_for_this, a.text(TestAuthority::certificate(), "narrow")},
      {Reason::revoked, a.text(TestAuthority::certificate(3))},
      {Reason::revoked, a.text(TestAuthority::certificate(101))},
      {Reason::revoked, a.text(TestAuthority::certificate(17'000))},
      {Reason::expired, text_of(a, [](Certificate& c) { c.expires = kNow; })},
      {Reason::not_yet_valid, text_of(a, [](Certificate& c) { c.not_before = kNow + 1; })},
      {Reason::not_yet_valid, text_of(a, [](Certificate& c) { c.issued_at = kNow + 1; }), stated(kNow)},
      {Reason::policy_refused, text_of(a, [](Certificate& c) { c.event_day = *c.event_day - 400; })},
      {Reason::policy_refused, good, device(kNow), with_policy("strict")},
      {Reason::not_a_certificate, ""},
      {Reason::not_a_certificate, "hello"},
      {Reason::not_a_certificate, "skn1:" + good.substr(5)},
      {Reason::not_a_certificate, "x" + good},
      {Reason::lookalike_link, "https://www.gosuslugi.ru.example.com/covid-cert/verify/9780000000001?lang=ru"},
      {Reason::online_link, "https://www.gosuslugi.ru/covid-cert/verify/9780000000001?lang=ru"},
      {Reason::unsupported_format, "HC1:6BF"},
      {Reason::unsupported_format, "shc:/5676290952432060346029243740446031222959532654603460292540772804336028"},
      {Reason::needs_newer_app, "SKN2:" + good.substr(5)},
      {Reason::needs_newer_app, text_with_claim(a, -1, encoded_int(0))},
      {Reason::needs_newer_app, text_with_claim(a, 8, encoded_int(0))},
      {Reason::needs_newer_app, text_with_field(a, -1, encoded_int(0))},
      {Reason::needs_newer_app, text_with_field(a, 0, encoded_int(4))},
      {Reason::needs_newer_app, a.text(TestAuthority::certificate(), "future-state")},
      {Reason::needs_newer_app, a.text(TestAuthority::certificate(), "future-revocation")},
      {Reason::needs_newer_app, good, device(kNow), with_policy("future")},
      {Reason::unknown_issuer, a.text(TestAuthority::certificate(), "nobody")},
      {Reason::unknown_issuer, TestAuthority("second").text(TestAuthority::certificate())},
      {Reason::index_unknown, a.text(TestAuthority::certificate(kBeyond))},
      {Reason::unknown_policy, good, device(kNow), with_policy("nowhere")},
      {Reason::trust_data_stale, good, device(kPublished + 7 * kDay)},
      {Reason::trust_data_stale, good, stated(kPublished + 7 * kDay)},
      {Reason::clock_suspect, good, device(kPublished - 301)},
      {Reason::clock_suspect, text_of(a, [](Certificate& c) { c.issued_at = kNow + 301; c.status_index = 5; })},
      {Reason::clock_suspect, good, device(kNow), {"", kNow + 301}},
  };
  std::set<Reason> shown;
  for (const auto& [reason, text, now, options] : rows) {
    const Verdict v = door.verify(text, now, options);
    INFO(name(reason) << " for " << text);
    CHECK(summary(v) == std::string(name(skan::outcome_of(reason))) + ": " + std::string(name(reason)));
    CHECK(v.notes.empty());
    CHECK((v.detail.empty() || reason == Reason::policy_refused));
    shown.insert(reason);
  }
  // Those that need another store or no text are shown in tests of their own.
  const std::set<Reason> elsewhere{Reason::no_code_found, Reason::trust_data_missing, Reason::store_damaged, Reason::store_rolled_back,
                                   Reason::practice_certificate};
  for (int number = 0; number < 256; ++number) {
    const auto reason = static_cast<Reason>(number);
    INFO(number << " " << name(reason));
    const bool exists = name(reason) != "unknown";
    CHECK(exists == (shown.contains(reason) || elsewhere.contains(reason)));
  }
}

TEST_CASE("without trust data a certificate is not judged, and is not called forged") {
  const TestAuthority authority;
  const TemporaryFolder folder;
  const auto store = TrustStore::provision(folder.file("door.db"), authority.root(), authority.id());
  REQUIRE(store);
  const Verifier verifier(*store);
  const std::string good = authority.text(TestAuthority::certificate());
  for (const std::string& text : {good, with_other_signature(good)}) {
    const Verdict v = verifier.verify(text, device(kNow));
    CHECK(summary(v) == "undetermined: trust_data_missing");
    CHECK(v.evidence.sequence == 0);
    CHECK_FALSE(v.evidence.data_age);
    CHECK(v.evidence.freshness == Freshness::none);
    CHECK(v.evidence.clock == ClockState::unknown);
    CHECK_FALSE(v.certificate);
  }
  CHECK(summary(verifier.verify("SKN1:0", device(kNow))) == "rejected: malformed");
  CHECK(summary(verifier.verify("hello", device(kNow))) == "undetermined: not_a_certificate");
}

TEST_CASE("a picture without a code is undetermined") {
  const Verdict v = no_code_found();
  CHECK(summary(v) == "undetermined: no_code_found");
  CHECK(v.format == "unknown");
}

TEST_CASE("each note is given on its accepted verdict, and only there") {
  const Door door;
  const TestAuthority& a = door.authority;
  const std::string good = a.text(TestAuthority::certificate());
  const auto newer = text_of(a, [](Certificate& c) {
    c.status_index = kBeyond;
    c.issued_at = kPublished;
  });
  CHECK(summary(door.verify(newer)) == "accepted: issued_after_list");
  CHECK(door.verify(newer).evidence.revocation == Revocation::issued_after_list);
  CHECK(summary(door.verify(good, device(kPublished + 72 * kHour - 1))) == "accepted");
  CHECK(summary(door.verify(good, device(kPublished + 72 * kHour))) == "accepted: data_ageing");
  CHECK(summary(door.verify(a.text(TestAuthority::certificate(), "unlisted"))) == "accepted: revocation_not_available");
  CHECK(summary(door.verify(good, device(kNow), with_policy("checked"))) == "accepted: document_check_required");
  CHECK(summary(door.verify(good, stated(kNow))) == "accepted: stated_time");
  CHECK(summary(door.verify(newer, stated(kPublished + 72 * kHour), with_policy("checked"))) ==
        "accepted: issued_after_list, data_ageing, document_check_required, stated_time");
  CHECK(summary(door.verify(a.text(TestAuthority::certificate(3)), stated(kPublished + 4 * kDay), with_policy("checked"))) ==
        "rejected: revoked");
}

TEST_CASE("the neighbours of a withdrawn index are not withdrawn") {
  const Door door;
  for (const std::uint32_t index : {0u, 2u, 4u, 100u, 102u, 8'191u, 8'192u, 16'383u, 16'384u, 16'999u, 17'001u, 19'999u}) {
    INFO(index);
    CHECK(summary(door.verify(door.authority.text(TestAuthority::certificate(index)))) == "accepted");
  }
}

TEST_CASE("a key signs what its entry allows, to the second") {
  const Door door;
  const TestAuthority& a = door.authority;
  const std::int64_t retired_at = kNow - 10 * kDay, from = kNow - 10 * kDay, until = kNow + 10 * kDay;
  const auto retired = [&](std::int64_t iat) {
    return summary(door.verify(text_of(a, [&](Certificate& c) { c.issued_at = iat; }, "retired")));
  };
  CHECK(retired(retired_at - 1) == "accepted");
  CHECK(retired(retired_at) == "rejected: key_not_for_this");
  CHECK(retired(retired_at + 1) == "rejected: key_not_for_this");
  const auto narrow = [&](Kind kind, std::int64_t iat, std::int64_t exp) {
    return summary(door.verify(text_of(a, [&](Certificate& c) {
      c.kind = kind;
      c.issued_at = iat;
      c.expires = exp;
      c.event_day.reset();
      c.event_time = kNow - kHour;
    }, "narrow")));
  };
  CHECK(narrow(Kind::tested, from, until) == "accepted");
  CHECK(narrow(Kind::tested, from - 1, until) == "rejected: key_not_for_this");
  CHECK(narrow(Kind::tested, from, until + 1) == "rejected: key_not_for_this");
  CHECK(narrow(Kind::recovered, from, until) == "rejected: key_not_for_this");
}

TEST_CASE("a compromised key's certificates are rejected whatever time they claim") {
  const Door door;
  for (const std::int64_t iat : {kNow - 399 * kDay, kNow - kDay, kNow}) {
    const auto text = text_of(door.authority, [&](Certificate& c) { c.issued_at = iat; }, "stolen");
    CHECK(summary(door.verify(text)) == "rejected: key_compromised");
    CHECK(summary(door.verify(text, device(kPublished - kDay))) == "rejected: key_compromised");
    CHECK(summary(door.verify(text, device(kPublished + 8 * kDay))) == "rejected: key_compromised");
    CHECK(door.verify(text).certificate);
  }
}

TEST_CASE("a key that needs a newer app does not hinder the others, and a forgery in its name is still one") {
  const Door door;
  const std::string future = door.authority.text(TestAuthority::certificate(), "future-state");
  CHECK(summary(door.verify(future)) == "undetermined: needs_newer_app");
  CHECK_FALSE(door.verify(future).certificate);
  CHECK(summary(door.verify(with_other_signature(future))) == "rejected: bad_signature");
  CHECK(summary(door.verify(door.authority.text(TestAuthority::certificate()))) == "accepted");
}

TEST_CASE("a critical rule in one key of the issuer list makes that key's certificates need a newer app") {
  const TestAuthority a;
  Draft draft = a.draft();
  draft.edit_payload[Signed::issuers] = [&](const Bytes& payload) {
    Fields list = read_fields(payload);
    auto keys = read_items(list[4].second);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const bool active = draft.issuers.keys[i].kid == a.kid("active");
      keys[i] = with_field(keys[i], active ? -1 : 40, encoded_int(0));
    }
    list[4].second = write_items(keys);
    return write_fields(list);
  };
  const Door door(a.sign(draft));
  CHECK(summary(door.verify(a.text(TestAuthority::certificate()))) == "undetermined: needs_newer_app");
  CHECK(summary(door.verify(a.text(TestAuthority::certificate(), "unlisted"))) == "accepted: revocation_not_available");
}

TEST_CASE("a key of another profile is no key of ours") {
  const TestAuthority a;
  Draft draft = a.draft();
  draft.edit_payload[Signed::issuers] = [&](const Bytes& payload) {
    Fields list = read_fields(payload);
    auto keys = read_items(list[4].second);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (draft.issuers.keys[i].kid == a.kid("unlisted")) {
        keys[i] = write_fields({{0, encoded_int(1)}, {1, encoded_text("its own form of key")}, {-9, encoded_int(1)}});
      }
    }
    list[4].second = write_items(keys);
    return write_fields(list);
  };
  const Door door(a.sign(draft));
  CHECK(summary(door.verify(a.text(TestAuthority::certificate(), "unlisted"))) == "undetermined: unknown_issuer");
  CHECK(summary(door.verify(a.text(TestAuthority::certificate()))) == "accepted");
}

TEST_CASE("a rejection stands alone, and doubts are all named") {
  const Door door;
  const TestAuthority& a = door.authority;
  const Moment stale = device(kPublished + 8 * kDay), early = device(kPublished - kDay);
  const std::string good = a.text(TestAuthority::certificate()), revoked = a.text(TestAuthority::certificate(3));
  const auto beyond = a.text(TestAuthority::certificate(kBeyond));
  CHECK(summary(door.verify(revoked, stale)) == "rejected: revoked");
  CHECK(summary(door.verify(revoked, early)) == "rejected: revoked");
  CHECK(summary(door.verify(revoked, device(kNow), with_policy("nowhere"))) == "rejected: revoked");
  CHECK(summary(door.verify(revoked, device(kNow), with_policy("future"))) == "rejected: revoked");
  CHECK(summary(door.verify(good, device(kNow), with_policy("strict"))) == "rejected: policy_refused");
  CHECK(summary(door.verify(good, stale, with_policy("strict"))) == "rejected: policy_refused");
  CHECK(summary(door.verify(good, early, with_policy("strict"))) == "rejected: policy_refused");
  CHECK(summary(door.verify(beyond, device(kNow), with_policy("strict"))) == "rejected: policy_refused");
  CHECK(summary(door.verify(beyond, stale)) == "undetermined: index_unknown, trust_data_stale");
  CHECK(summary(door.verify(beyond, early, with_policy("nowhere"))) ==
        "undetermined: unknown_policy, index_unknown, clock_suspect");
  CHECK(summary(door.verify(good, stale, with_policy("future"))) == "undetermined: needs_newer_app, trust_data_stale");
  const auto from_the_future = text_of(a, [](Certificate& c) { c.issued_at = kNow + 100 * kDay; });
  CHECK(summary(door.verify(from_the_future, stale)) == "undetermined: clock_suspect, trust_data_stale");
  const auto ended = text_of(a, [](Certificate& c) {
    c.expires = kPublished - 1;
    c.status_index = kBeyond;
  });
  CHECK(summary(door.verify(ended)) == "rejected: expired");
  CHECK(summary(door.verify(ended, early, with_policy("nowhere"))) == "rejected: expired");
}

TEST_CASE("a stale clock that may run ahead rejects only what the signed data proves; a stated one is believed") {
  const Door door;
  const TestAuthority& a = door.authority;
  const std::int64_t later = kPublished + 30 * kDay;
  const auto text = text_of(a, [&](Certificate& c) { c.expires = later - 1; });
  CHECK(summary(door.verify(text, device(later))) == "undetermined: trust_data_stale");
  CHECK(summary(door.verify(text, stated(later))) == "rejected: expired");
  const auto proved = text_of(a, [&](Certificate& c) { c.expires = kPublished; });
  CHECK(summary(door.verify(proved, device(later))) == "rejected: expired");
  // The host's own lower bound proves as much.
  CHECK(summary(door.verify(text, device(later), {"", later - 1})) == "rejected: expired");
  CHECK(summary(door.verify(text, device(later), {"", later - 2})) == "undetermined: trust_data_stale");
}

TEST_CASE("a suspect clock leaves only the expiry that the floor proves") {
  const Door door;
  const TestAuthority& a = door.authority;
  const Moment wrong = device(kPublished - kDay);
  const auto expiring = [&](std::int64_t exp) {
    return summary(door.verify(text_of(a, [&](Certificate& c) { c.expires = exp; }), wrong));
  };
  CHECK(expiring(kPublished) == "rejected: expired");
  CHECK(expiring(kPublished + 1) == "undetermined: clock_suspect");
  CHECK(summary(door.verify(text_of(a, [](Certificate& c) { c.not_before = kNow; }), wrong)) == "undetermined: clock_suspect");
  CHECK(summary(door.verify(text_of(a, [](Certificate& c) { c.event_day = *c.event_day + 29; }), wrong)) ==
        "undetermined: clock_suspect");
  const Verdict v = door.verify(a.text(TestAuthority::certificate()), wrong);
  CHECK(v.evidence.clock == ClockState::suspect);
  CHECK(v.evidence.data_age == 0);
}

TEST_CASE("the evidence is what was reached, and no more") {
  const Door door;
  const TestAuthority& a = door.authority;
  const std::string good = a.text(TestAuthority::certificate());
  const Verdict forged = door.verify(with_other_signature(good));
  CHECK_FALSE(forged.certificate);
  CHECK(forged.evidence.issuer == "Issuer active");
  CHECK(forged.evidence.revocation == Revocation::not_checked);
  CHECK(forged.evidence.policy.empty());
  const Verdict unknown = door.verify(a.text(TestAuthority::certificate(), "nobody"));
  CHECK(unknown.evidence.issuer.empty());
  CHECK(unknown.evidence.key_id.size() == 16);
  const Verdict garbage = door.verify("SKN1:0");
  CHECK(garbage.evidence.key_id.empty());
  CHECK(garbage.evidence.sequence == 1);
  CHECK(garbage.format == "skn1");
  const Verdict revoked = door.verify(a.text(TestAuthority::certificate(3)), stated(kNow + 4 * kDay));
  CHECK(revoked.certificate);
  CHECK(revoked.evidence.revocation == Revocation::revoked);
  CHECK(revoked.evidence.clock == ClockState::stated);
  CHECK(revoked.evidence.freshness == Freshness::ageing);
  CHECK_FALSE(revoked.changes_at);
  CHECK(door.verify(a.text(TestAuthority::certificate(kBeyond))).evidence.revocation == Revocation::unknown);
  CHECK(door.verify(a.text(TestAuthority::certificate(), "unlisted")).evidence.revocation == Revocation::not_available);
  CHECK(door.verify("https://gosuslugi.ru/covid-cert/verify/1").format == "link");
  CHECK(door.verify("hello").format == "unknown");
}

TEST_CASE("a certificate that the list does not cover passes only if it is newer than the list, and not for long") {
  const Door door;
  const auto verdict = [&](std::int64_t iat, Moment now, std::string policy = "") {
    const auto text = text_of(door.authority, [&](Certificate& c) {
      c.status_index = kBeyond;
      c.issued_at = iat;
    });
    return summary(door.verify(text, now, with_policy(std::move(policy))));
  };
  const std::int64_t limit = kPublished + 72 * kHour;
  CHECK(verdict(kPublished - 1, device(kNow)) == "undetermined: index_unknown");
  CHECK(verdict(kPublished, device(kNow)) == "accepted: issued_after_list");
  CHECK(verdict(kPublished, device(limit)) == "accepted: issued_after_list, data_ageing");
  CHECK(verdict(kPublished, device(limit + 1)) == "undetermined: index_unknown");
  CHECK(verdict(kPublished, device(kNow), "nowhere") == "undetermined: unknown_policy, index_unknown");
}

TEST_CASE("any moment at all gets a verdict") {
  const Door door;
  const std::string good = door.authority.text(TestAuthority::certificate());
  constexpr auto kFirst = std::numeric_limits<std::int64_t>::min(), kLast = std::numeric_limits<std::int64_t>::max();
  CHECK(summary(door.verify(good, device(kFirst))) == "undetermined: clock_suspect");
  CHECK(summary(door.verify(good, device(0))) == "undetermined: clock_suspect");
  CHECK(summary(door.verify(good, device(kLast))) == "undetermined: trust_data_stale");
  CHECK(summary(door.verify(good, stated(kFirst))) == "rejected: not_yet_valid");
  CHECK(summary(door.verify(good, stated(kLast))) == "rejected: expired");
  CHECK(summary(door.verify(good, device(kNow), {"", kFirst})) == "accepted");
  CHECK(summary(door.verify(good, device(kNow), {"", kLast})) == "rejected: expired");
}

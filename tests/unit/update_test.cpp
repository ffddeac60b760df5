// Right updates, one after the other: what they change, and what a later version may add.
#include "trust/update.h"

#include "support/catch.h"

#include <algorithm>
#include <limits>

#include "unit/wrong_updates.h"

using namespace skan;
using namespace skan::testing;
using namespace skan::testing::updates;

TEST_CASE("what was refused last, and when, is in the status until something else is refused") {
  Held held;
  CHECK_FALSE(held.status().last_refused);
  CHECK(held.update(authority.publish(1).bundle(), device(kNow + 5)) == "lower_sequence");
  CHECK(held.update(authority.publish(3).bundle()) == "ok");
  for (const TrustStatus& status : {held.status(), held.reopened()}) {
    REQUIRE(status.last_refused);
    CHECK(status.last_refused->reason == "lower_sequence");
    CHECK(status.last_refused->time == kNow + 5);
    CHECK(status.sequence == 3);
  }
  CHECK(held.update(from_hex("00"), device(kNow + 9)) == "malformed");
  CHECK(held.reopened().last_refused->reason == "malformed");
}

TEST_CASE("the same bundle again changes nothing and says so") {
  Held held;
  const auto again = held.door().store.update(authority.publish(2).bundle(), device(kNow));
  REQUIRE(again);
  CHECK_FALSE(again->changed);
  CHECK(again->sequence == 2);
  CHECK(again->issued_at == kPublished + 60);
  const auto newer = held.door().store.update(authority.publish(3).bundle(), device(kNow));
  REQUIRE(newer);
  CHECK(newer->changed);
  CHECK(newer->sequence == 3);
}

TEST_CASE("of six publications no older one follows a newer, and every newer follows an older") {
  std::vector<Bytes> bundles;
  for (std::uint64_t sequence = 1; sequence <= 6; ++sequence) bundles.push_back(authority.publish(sequence).bundle());
  for (std::size_t held = 0; held < 6; ++held) {
    Held store(authority.publish(held + 1));
    const std::string before = store.state();
    for (std::size_t older = 0; older < held; ++older) {
      INFO(older + 1 << " after " << held + 1);
      CHECK(store.update(bundles[older]) == "lower_sequence");
    }
    const bool unchanged = store.state() == before;
    CHECK(unchanged);
    for (std::size_t newer = held; newer < 6; ++newer) CHECK(store.update(bundles[newer]) == "ok");
    CHECK(store.reopened().sequence == 6);
  }
}

TEST_CASE("objects of two publications do not mix") {
  const Publication older = authority.publish(2), newer = authority.publish(3);
  // Every way to take some objects of one and the rest of the other: head, manifest and five parts.
  for (unsigned from_newer = 1; from_newer < 127; ++from_newer) {
    Publication mixed = older;
    if (from_newer & 1) mixed.head = newer.head;
    if (from_newer & 2) mixed.manifest = newer.manifest;
    for (std::size_t i = 0; i < 5; ++i) {
      if (from_newer >> (2 + i) & 1) mixed.parts[i] = newer.parts[i];
    }
    // Lists that are the same in both can be exchanged without a trace.
    const auto is = [&](const Publication& p) { return mixed.head == p.head && mixed.manifest == p.manifest && mixed.parts == p.parts; };
    if (is(older) || is(newer)) continue;
    const auto bundle_bytes = mixed.bundle();
    const auto bundle = trust::read_bundle(bundle_bytes);
    REQUIRE(bundle);
    trust::InForce in_force;
    in_force.roots = {authority.root()};
    const auto update = trust::check_update(*bundle, in_force, {authority.id().bytes, "main"}, device(kNow));
    INFO(from_newer);
    CHECK((outcome_of(update) == "hash_mismatch" || outcome_of(update) == "size_mismatch"));
  }
}

TEST_CASE("what a later version may add does not cut this one off") {
  Held held;
  const auto add = [](std::int64_t key) {
    return [key](const Bytes& payload) { return with_field(payload, key, encoded_text("later")); };
  };
  Draft draft = rotated();
  for (const Signed object : {Signed::root, Signed::issuers, Signed::policies, Signed::manifest, Signed::head}) draft.edit_payload[object] = add(50);
  const Bytes extra = from_hex("0102030405");
  draft.edit_manifest = [&](trust::Manifest& m) {
    m.parts.push_back({9, 1, static_cast<std::uint32_t>(extra.size()), crypto::digest(crypto::Purpose::part, extra)});
  };
  Publication publication = authority.sign(draft);
  publication.parts.insert(publication.parts.begin() + 2, extra);
  SECTION("a damaged part of an unknown kind is still damage") {
    publication.parts[2][0] = std::byte{9};
    CHECK(held.update(publication.bundle()) == "hash_mismatch");
  }
  SECTION("unknown fields and parts are taken") {
    CHECK(held.update(publication.bundle()) == "ok");
    CHECK(held.reopened().sequence == 3);
    CHECK_FALSE(held.reopened().damaged);
    CHECK(summary(held.door().verify(authority.text(TestAuthority::certificate()))) == "accepted");
  }
}

TEST_CASE("the status list of a key that needs a newer app, or of another profile, may have a form of its own") {
  const std::string issuer = GENERATE("future-revocation", "nobody");
  Held held;
  Draft draft = authority.draft(3);
  const Bytes wire = from_hex("07deadbeef");  // form 7 is not known
  draft.edit_manifest = [&](trust::Manifest& m) {
    m.lists.push_back({authority.kid(issuer), 9, kNow, {}, static_cast<std::uint32_t>(wire.size()),
                       crypto::digest(crypto::Purpose::part, wire)});
    std::ranges::sort(m.lists, {}, &trust::ListEntry::kid);
  };
  Publication publication = authority.sign(draft);
  std::ptrdiff_t at = 2;  // after the issuer list and the policies, in the order of the manifest
  for (const auto* listed : {"active", "retired", "narrow"}) at += authority.kid(listed) < authority.kid(issuer) ? 1 : 0;
  publication.parts.insert(publication.parts.begin() + at, wire);
  SECTION("its bytes are checked") {
    publication.parts[static_cast<std::size_t>(at)][4] = std::byte{0};
    CHECK(held.update(publication.bundle()) == "hash_mismatch");
  }
  SECTION("it is carried, and the rest is used") {
    CHECK(held.update(publication.bundle()) == "ok");
    CHECK_FALSE(held.reopened().damaged);
    CHECK(summary(held.door().verify(authority.text(TestAuthority::certificate()))) == "accepted");
    CHECK(summary(held.door().verify(authority.text(TestAuthority::certificate(3)))) == "rejected: revoked");
    const std::string reason = issuer == "nobody" ? "undetermined: unknown_issuer" : "undetermined: needs_newer_app";
    CHECK(summary(held.door().verify(authority.text(TestAuthority::certificate(), issuer))) == reason);
  }
}

TEST_CASE("a certificate is withdrawn by one update and restored by the next") {
  Held held;
  const std::string text = authority.text(TestAuthority::certificate(103));
  CHECK(summary(held.door().verify(text)) == "accepted");
  CHECK(held.update(authority.publish(3).bundle()) == "ok");
  CHECK(summary(held.door().verify(text)) == "rejected: revoked");
  CHECK(held.update(authority.publish(4).bundle()) == "ok");
  CHECK(summary(held.door().verify(text)) == "accepted");
}

TEST_CASE("a key that becomes compromised loses its list and its certificates") {
  Held held;
  Draft draft = authority.draft(3);
  for (auto& key : draft.issuers.keys) {
    if (key.kid == authority.kid("active")) key.state = trust::KeyState::compromised;
  }
  CHECK(held.update(authority.sign(draft).bundle()) == "malformed");  // the list is still there
  draft.lists.erase(draft.lists.begin());
  CHECK(held.update(authority.sign(draft).bundle()) == "ok");
  CHECK(summary(held.door().verify(authority.text(TestAuthority::certificate()))) == "rejected: key_compromised");
}

TEST_CASE("any moment at all gets an answer to an update") {
  Held held;
  const Bytes bundle = authority.publish(3).bundle();
  CHECK(held.update(bundle, device(std::numeric_limits<std::int64_t>::min())) == "head_from_future");
  CHECK(held.update(bundle, device(std::numeric_limits<std::int64_t>::max())) == "expired_metadata");
  CHECK(held.update(bundle, device(0)) == "head_from_future");
  CHECK(held.status().sequence == 2);
}

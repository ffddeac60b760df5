// Roots in an update: sdk/doc/trust.md sections 3 and 10.

#include "support/catch.h"

#include "unit/wrong_updates.h"

using namespace skan;
using namespace skan::testing;
using namespace skan::testing::updates;

TEST_CASE("a wrong root is refused by name, and the store stays as it was") {
  Held held;
  const auto strange = [](const std::vector<std::string>& signers) {
    Draft draft = rotated();
    draft.signers[Signed::root] = signers;
    return authority.sign(draft).bundle();
  };
  Draft gap = rotated([](trust::Root& r) { r.version = 3; });
  refuse_all(held, {
    {"another authority's", stranger.publish(3).bundle(), "foreign_store"},
    {"another authority's root before our objects", rearranged([](Publication& p) { p.roots = {stranger.root()}; }), "foreign_store"},
    {"another authority's root after ours", rearranged([](Publication& p) {
      const auto next = stranger.next_root(stranger.first_root());
      p.roots.push_back(stranger.sign_root(next, {"root-a", "root-b"}));
    }), "threshold_not_met"},
    {"signed by too few of the old", strange({"root-a"}), "threshold_not_met"},
    {"signed by one more that is not in it", strange({"root-a", "root-b", "authority-a"}), "threshold_not_met"},
    {"a version left out", authority.sign(gap).bundle(), "malformed"},
    {"starting after the one we need", rearranged([](Publication& p) {
      trust::Root third = authority.first_root();
      third.version = 3;
      p.roots = {authority.sign_root(third, {"root-a", "root-b"})};
    }), "malformed"},
    {"the known root twice", rearranged([](Publication& p) { p.roots.push_back(p.roots[0]); }), "malformed"},
    {"no root", rearranged([](Publication& p) { p.roots.clear(); }), "malformed"},
    {"no root but something", rearranged([](Publication& p) { p.roots = {from_hex("00")}; }), "malformed"},
    {"larger than 64 KiB", [] {
      Draft draft = rotated();
      draft.edit_payload[Signed::root] = [](const Bytes& payload) { return with_field(payload, 40, encoded_bytes(Bytes(65'536))); };
      return authority.sign(draft).bundle();
    }(), "size_mismatch"},
    {"newer", [] {
      Draft draft = rotated();
      draft.edit_payload[Signed::root] = critical;
      return authority.sign(draft).bundle();
    }(), "newer_data_format"},
  });
}

TEST_CASE("roots that were checked stay in force when the rest is refused, and the old data with them") {
  Draft back = rotated([](trust::Root& r) { r.epoch = 4; });
  back.roots.push_back(authority.next_root(back.roots[1]));
  back.roots[2].epoch = back.head.epoch = back.manifest.epoch = 3;
  const std::vector<Wrong> all{
    {"an epoch that goes back after one that was right", authority.sign(back).bundle(), "lower_sequence"},
    {"the last root has expired", authority.sign(rotated([](trust::Root& r) { r.issued_at = kNow - 100; r.expires = kNow; })).bundle(), "expired_metadata"},
    {"a head of the root before", [] {
      Draft draft = rotated([](trust::Root& r) { r.epoch = 2; });
      draft.head.epoch = draft.manifest.epoch = 1;
      return authority.sign(draft).bundle();
    }(), "lower_sequence"},
    {"a part missing", rearranged([](Publication& p) {
      p = authority.sign(rotated());
      p.parts.pop_back();
    }), "malformed"},
  };
  for (const Wrong& wrong : all) {
    INFO(wrong.name);
    Held held;
    CHECK(held.update(wrong.bundle) == wrong.error);
    CHECK(held.status().root_version == 2);
    CHECK(held.reopened().root_version == 2);
    CHECK(held.reopened().sequence == 2);
    CHECK_FALSE(held.reopened().damaged);
    CHECK(held.update(authority.sign(rotated()).bundle()) == (wrong.name == "a part missing" ? "ok" : "same_sequence_other_bytes"));
  }
}

TEST_CASE("data under an older root are ageing at best, end seven days after the next root, and a new update ends that") {
  Draft rotation = rotated([](trust::Root& r) {
    r.roles[static_cast<std::size_t>(trust::RoleName::head)] = authority.role(1, {"new-head"});
    r.issued_at = kPublished - 200;
  });
  rotation.signers[Signed::head] = {"new-head"};
  Publication cut = authority.sign(rotation);
  const Bytes whole = cut.bundle();
  cut.parts.pop_back();
  Held held;
  CHECK(held.status().freshness == Freshness::fresh);
  CHECK(held.update(cut.bundle()) == "malformed");
  for (const TrustStatus& status : {held.status(), held.reopened()}) {
    CHECK(status.root_version == 2);
    CHECK(status.freshness == Freshness::ageing);
    CHECK(status.stale_at == kPublished - 200 + 7 * kDay);
  }
  const std::string good = authority.text(TestAuthority::certificate());
  CHECK(summary(held.door().verify(good)) == "accepted: data_ageing");
  CHECK(summary(held.door().verify(good, device(kPublished - 200 + 7 * kDay))) == "undetermined: trust_data_stale");
  CHECK(held.update(authority.publish(4).bundle()) == "threshold_not_met");  // by the old head key
  CHECK(held.update(whole) == "ok");
  CHECK(held.status().freshness == Freshness::fresh);
}

TEST_CASE("what was signed with a replaced key after it was replaced does not count, nor what a host knows to be over") {
  const auto replaced = [](std::int64_t issued_at) {
    Draft draft = rotated([&](trust::Root& r) {
      r.roles[static_cast<std::size_t>(trust::RoleName::head)] = authority.role(1, {"new-head"});
      r.issued_at = issued_at;
    });
    draft.signers[Signed::head] = {"new-head"};
    return authority.sign(draft);
  };
  // Publication 2, by the old head key, was signed 301 seconds after the root that replaces the key.
  Held late;
  Publication cut = replaced(kPublished + 60 - 301);
  cut.parts.pop_back();
  CHECK(late.update(cut.bundle()) == "malformed");
  CHECK(late.reopened().damaged);
  CHECK(late.update(replaced(kPublished + 60 - 301).bundle()) == "ok");
  CHECK_FALSE(late.reopened().damaged);
  // Put back over newer data, it is older than the host's anchor, whatever its number.
  Held held;
  const Anchor before = held.door().store.anchor();
  CHECK(before == Anchor{1, 1, 2, 1});
  Publication only_root = replaced(kPublished);
  only_root.parts.pop_back();
  CHECK(held.update(only_root.bundle()) == "malformed");
  const auto opened = TrustStore::open(held.door().file, authority.id(), {.channel = {}, .anchor = {2, 1, 2, 2}});
  REQUIRE(opened);
  CHECK(opened->status(device(kNow)).rolled_back);
}

TEST_CASE("a root in force is not replaced by another of its version") {
  Held held(authority.sign(rotated()));
  const std::string before = held.state();
  CHECK(held.status().root_version == 2);
  Draft other = rotated([](trust::Root& r) { r.expires -= 1; });
  other.head.sequence = other.manifest.version = 4;
  CHECK(held.update(authority.sign(other).bundle()) == "same_sequence_other_bytes");
  // Not either without root 1 in front of it.
  Publication tail = authority.sign(other);
  tail.roots.erase(tail.roots.begin());
  CHECK(held.update(tail.bundle()) == "same_sequence_other_bytes");
  const bool unchanged = held.state() == before;
  CHECK(unchanged);
  // A bundle may start at any root that the device knows, or at the one after.
  Draft next = rotated();
  next.head.sequence = next.manifest.version = 5;
  Publication from_second = authority.sign(next);
  from_second.roots.erase(from_second.roots.begin());
  CHECK(held.update(from_second.bundle()) == "ok");
  next.head.sequence = next.manifest.version = 6;
  next.roots.push_back(authority.next_root(next.roots[1]));
  Publication from_third = authority.sign(next);
  from_third.roots.erase(from_third.roots.begin(), from_third.roots.begin() + 2);
  CHECK(held.update(from_third.bundle()) == "ok");
  CHECK(held.reopened().root_version == 3);
  CHECK(held.reopened().sequence == 6);
}

TEST_CASE("a bundle cannot go on under an older root than the device has") {
  Draft second = rotated([](trust::Root& r) {
    r.roles[4] = authority.role(1, {"head-c"});
    r.roles[3] = authority.role(1, {"manifest-c"});
  });
  second.signers[Signed::head] = {"head-c"};
  second.signers[Signed::manifest] = {"manifest-c"};
  Held held(authority.sign(second));
  SECTION("kept the keys that root 2 has dropped") {
    Draft old = authority.draft(9);
    CHECK(held.update(authority.sign(old).bundle()) == "threshold_not_met");
  }
  SECTION("signed by the keys of root 2") {
    Draft fresh = authority.draft(9);
    fresh.signers[Signed::head] = {"head-c"};
    fresh.signers[Signed::manifest] = {"manifest-c"};
    CHECK(held.update(authority.sign(fresh).bundle()) == "ok");
    CHECK(held.status().root_version == 2);
  }
}

TEST_CASE("a new epoch starts the counting again, and the old one is over") {
  Held held(authority.publish(5));
  Draft draft = rotated([](trust::Root& r) { r.epoch = 2; });
  draft.head.sequence = draft.manifest.version = 1;
  draft.issuers.header.version = draft.policies.header.version = 1;
  SECTION("parts of the old epoch go on by their own number") {
    CHECK(held.update(authority.sign(draft).bundle()) == "lower_sequence");
    draft.issuers.header.version = draft.policies.header.version = 6;
    CHECK(held.update(authority.sign(draft).bundle()) == "ok");
  }
  SECTION("parts of the new epoch start again") {
    draft.issuers.header.epoch = draft.policies.header.epoch = 2;
    CHECK(held.update(authority.sign(draft).bundle()) == "ok");
  }
  const TrustStatus status = held.reopened();
  CHECK(status.epoch == 2);
  CHECK(status.sequence == 1);
  CHECK(status.root_version == 2);
  CHECK(held.update(authority.publish(6).bundle()) == "lower_sequence");
  CHECK(summary(held.door().verify(authority.text(TestAuthority::certificate()))) == "accepted");
}

TEST_CASE("a root that comes with unchanged data is taken up and reported") {
  Held held;
  Publication same = authority.publish(2);
  same.roots.push_back(authority.sign_root(authority.next_root(authority.first_root()), {"root-a", "root-b"}));
  auto other = TrustStore::open(held.door().file, authority.id());
  REQUIRE(other);
  const auto update = held.door().store.update(same.bundle(), device(kNow));
  REQUIRE(update);
  CHECK(held.status().root_version == 2);
  CHECK(held.reopened().root_version == 2);
  CHECK(update->changed);
  CHECK(other->refresh().value());
  CHECK(other->status(device(kNow)).root_version == 2);
}

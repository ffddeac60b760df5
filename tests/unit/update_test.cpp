// Judging an update: every error of sdk/doc/trust.md section 10 by one minimal wrong bundle, and what is right.
#include "trust/update.h"

#include "support/catch.h"

#include <algorithm>
#include <functional>
#include <limits>

#include "skan/verifier.h"
#include "support/test_authority.h"

using namespace skan;
using namespace skan::testing;

namespace {

const TestAuthority authority, stranger("second");

/// Publication 3 with a change, as a bundle.
Bytes changed(const std::function<void(Draft&)>& edit) {
  Draft draft = authority.draft(3);
  edit(draft);
  return authority.sign(draft).bundle();
}

/// Publication 3 with its signed objects rearranged.
Bytes rearranged(const std::function<void(Publication&)>& edit) {
  Publication publication = authority.publish(3);
  edit(publication);
  return publication.bundle();
}

/// Publication 3 under a second root.
Draft rotated(const std::function<void(trust::Root&)>& edit = [](trust::Root&) {}) {
  Draft draft = authority.draft(3);
  trust::Root root = authority.next_root(draft.roots[0]);
  edit(root);
  draft.roots.push_back(root);
  draft.head.epoch = draft.manifest.epoch = root.epoch;
  return draft;
}

/// A store with publication 2 in force, and all that can be seen of it from outside.
class Held {
 public:
  Held() : door_(2) {}
  explicit Held(const Publication& publication) : door_(publication) {}

  std::string update(const Bytes& bundle, Moment now = device(kNow)) { return outcome_of(door_.store.update(bundle, now)); }

  /// Bytes of the file and its log, the status, and verdicts on a good and on three withdrawn certificates.
  std::string state() const {
    std::string out;
    for (const auto* suffix : {"", "-wal"}) out += to_hex(read_whole(door_.file + suffix)) + "\n";
    for (const std::uint32_t index : {5u, 3u, 102u, 103u}) {
      out += summary(door_.verify(authority.text(TestAuthority::certificate(index)))) + "\n";
    }
    const TrustStatus s = door_.store.status(device(kNow));
    return out + std::to_string(s.sequence) + " " + std::to_string(s.root_version) + " " + std::to_string(s.stale_at);
  }
  TrustStatus status() const { return door_.store.status(device(kNow)); }
  /// What another object that opens the same file sees.
  TrustStatus reopened() const { return TrustStore::open(door_.file, authority.id())->status(device(kNow)); }
  Door& door() { return door_; }

 private:
  Door door_;
};

struct Wrong {
  std::string name;
  Bytes bundle;
  std::string error;
  Moment now = device(kNow);
};

void refuse_all(Held& held, const std::vector<Wrong>& all) {
  const std::string before = held.state();
  for (const Wrong& wrong : all) {
    INFO(wrong.name);
    CHECK(held.update(wrong.bundle, wrong.now) == wrong.error);
    const bool unchanged = held.state() == before;
    CHECK(unchanged);
  }
  CHECK(held.update(authority.publish(3).bundle()) == "ok");
}

Bytes critical(const Bytes& payload) { return with_field(payload, -1, encoded_int(0)); }

}  // namespace

TEST_CASE("a wrong root is refused by name, and the store stays as it was") {
  Held held;
  const auto strange = [](const std::vector<std::string>& signers) {
    Draft draft = rotated();
    draft.signers[Signed::root] = signers;
    return authority.sign(draft).bundle();
  };
  Draft three = rotated([](trust::Root& r) { r.epoch = 4; });
  three.roots.push_back(authority.next_root(three.roots[1]));
  three.roots[2].epoch = three.head.epoch = three.manifest.epoch = 3;
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
    {"an epoch that goes back", authority.sign(three).bundle(), "lower_sequence"},
    {"starting after the one we need", rearranged([](Publication& p) {
      trust::Root third = authority.first_root();
      third.version = 3;
      p.roots = {authority.sign_root(third, {"root-a", "root-b"})};
    }), "malformed"},
    {"the known root twice", rearranged([](Publication& p) { p.roots.push_back(p.roots[0]); }), "malformed"},
    {"no root", rearranged([](Publication& p) { p.roots.clear(); }), "malformed"},
    {"no root but something", rearranged([](Publication& p) { p.roots = {from_hex("00")}; }), "malformed"},
    {"expired", authority.sign(rotated([](trust::Root& r) { r.expires = kNow; })).bundle(), "expired_metadata"},
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

TEST_CASE("a wrong head is refused by name, and the store stays as it was") {
  Held held;
  refuse_all(held, {
    {"another authority's id", changed([](Draft& d) { d.head.authority_id = stranger.id().bytes; }), "foreign_store"},
    {"another channel", changed([](Draft& d) { d.head.channel = d.manifest.channel = "kiosk"; }), "foreign_store"},
    {"by the manifest's key", changed([](Draft& d) { d.signers[Signed::head] = {"manifest"}; }), "threshold_not_met"},
    {"epoch above the root's", changed([](Draft& d) { d.head.epoch = 2; }), "malformed"},
    {"301 seconds ahead", changed([](Draft& d) { d.head.issued_at = kNow + 301; }), "head_from_future"},
    {"301 seconds ahead of a stated time", authority.publish(3).bundle(), "head_from_future", stated(kPublished + 120 - 301)},
    {"expired", changed([](Draft& d) { d.head.expires = kNow; }), "expired_metadata"},
    {"expired by the clock", authority.publish(3).bundle(), "expired_metadata", device(kPublished + 120 + 7 * kDay)},
    {"sequence below", changed([](Draft& d) { d.head.sequence = 1; }), "lower_sequence"},
    {"same sequence", changed([](Draft& d) { d.head.sequence = 2; }), "same_sequence_other_bytes"},
    {"names another size", changed([](Draft& d) { d.edit_head = [](trust::Head& h) { --h.manifest_size; }; }), "size_mismatch"},
    {"names another digest", changed([](Draft& d) { d.edit_head = [](trust::Head& h) { h.manifest_digest = {}; }; }), "hash_mismatch"},
    {"newer", changed([](Draft& d) { d.edit_payload[Signed::head] = critical; }), "newer_data_format"},
    {"empty", rearranged([](Publication& p) { p.head.clear(); }), "malformed"},
    {"manifest in its place", rearranged([](Publication& p) { p.head = p.manifest; }), "threshold_not_met"},
    {"five minutes ahead to the second, but old", changed([](Draft& d) {
      d.head.issued_at = kNow + 300;
      d.head.sequence = 1;
    }), "lower_sequence"},
  });
}

TEST_CASE("a head is refused from 301 seconds in the future on, and a clock behind by five minutes is forgiven") {
  Held held;
  CHECK(held.update(changed([](Draft& d) { d.head.issued_at = kNow + 301; })) == "head_from_future");
  CHECK(held.update(changed([](Draft& d) { d.head.issued_at = kNow + 300; })) == "ok");
  CHECK(held.status().issued_at == kNow + 300);
}

TEST_CASE("a wrong manifest is refused by name, and the store stays as it was") {
  Held held;
  refuse_all(held, {
    {"another authority's id", changed([](Draft& d) { d.manifest.authority_id = stranger.id().bytes; }), "foreign_store"},
    {"another channel", changed([](Draft& d) { d.manifest.channel = "kiosk"; }), "foreign_store"},
    {"by the head's key", changed([](Draft& d) { d.signers[Signed::manifest] = {"head-a"}; }), "threshold_not_met"},
    {"epoch above the root's", changed([](Draft& d) { d.manifest.epoch = 2; }), "malformed"},
    {"expired", changed([](Draft& d) { d.manifest.expires = kNow; }), "expired_metadata"},
    {"version below", changed([](Draft& d) { d.manifest.version = 1; }), "lower_sequence"},
    {"same version", changed([](Draft& d) { d.manifest.version = 2; }), "same_sequence_other_bytes"},
    {"newer", changed([](Draft& d) { d.edit_payload[Signed::manifest] = critical; }), "newer_data_format"},
    {"a byte more", rearranged([](Publication& p) { p.manifest.push_back({}); }), "size_mismatch"},
    {"a bit changed", rearranged([](Publication& p) { p.manifest = with_flipped_bit(p.manifest, 500); }), "hash_mismatch"},
    {"of the publication before", rearranged([](Publication& p) { p.manifest = authority.publish(2).manifest; }), "hash_mismatch"},
  });
}

TEST_CASE("a wrong part is refused by name, and the store stays as it was") {
  Held held;
  const auto older = authority.publish(2);
  std::vector<Wrong> all{
    {"an issuer list of another authority", changed([](Draft& d) { d.issuers.header.authority_id = stranger.id().bytes; }), "foreign_store"},
    {"policies of another authority", changed([](Draft& d) { d.policies.header.authority_id = stranger.id().bytes; }), "foreign_store"},
    {"an issuer list signed by one", changed([](Draft& d) { d.signers[Signed::issuers] = {"authority-c"}; }), "threshold_not_met"},
    {"an issuer list signed by the manifest's key", changed([](Draft& d) { d.signers[Signed::issuers] = {"manifest", "head-a"}; }), "threshold_not_met"},
    {"policies signed by the authority's keys", changed([](Draft& d) { d.signers[Signed::policies] = {"authority-a"}; }), "threshold_not_met"},
    {"an older issuer list", changed([](Draft& d) { d.issuers.header.version = 1; }), "lower_sequence"},
    {"older policies", changed([](Draft& d) { d.policies.header.version = 1; }), "lower_sequence"},
    {"another issuer list of the same version", changed([](Draft& d) {
      d.issuers.header.version = 2;
      d.issuers.keys[0].name = "Changed";
    }), "same_sequence_other_bytes"},
    {"other policies of the same version", changed([](Draft& d) {
      d.policies.header.version = 2;
      d.policies.policies[0].title_english = "Changed";
    }), "same_sequence_other_bytes"},
    {"an issuer list from an epoch to come", changed([](Draft& d) { d.issuers.header.epoch = 2; }), "malformed"},
    {"an issuer list with another version than its entry", changed([](Draft& d) {
      d.edit_manifest = [](trust::Manifest& m) { m.parts[0].version = 4; };
    }), "malformed"},
    {"a newer issuer list", changed([](Draft& d) { d.edit_payload[Signed::issuers] = critical; }), "newer_data_format"},
    {"newer policies", changed([](Draft& d) { d.edit_payload[Signed::policies] = critical; }), "newer_data_format"},
    {"a part missing", rearranged([](Publication& p) { p.parts.pop_back(); }), "malformed"},
    {"no parts", rearranged([](Publication& p) { p.parts.clear(); }), "malformed"},
    {"a part too many", rearranged([](Publication& p) { p.parts.push_back(p.parts[0]); }), "malformed"},
    {"a part that a kind announces, missing", changed([](Draft& d) {
      d.edit_manifest = [](trust::Manifest& m) { m.parts.push_back({3, 1, 0, {}}); };
    }), "malformed"},
    {"parts in another order", rearranged([](Publication& p) { std::swap(p.parts[0], p.parts[1]); }), "size_mismatch"},
    {"lists in another order", rearranged([](Publication& p) { std::swap(p.parts[2], p.parts[3]); }), "size_mismatch"},
  };
  for (std::size_t i = 0; i < 5; ++i) {
    const std::string at = std::to_string(i);
    all.push_back({"a bit changed in part " + at, rearranged([&](Publication& p) { p.parts[i] = with_flipped_bit(p.parts[i], 1); }), "hash_mismatch"});
    all.push_back({"a byte less in part " + at, rearranged([&](Publication& p) { p.parts[i].pop_back(); }), "size_mismatch"});
    all.push_back({"an empty part " + at, rearranged([&](Publication& p) { p.parts[i].clear(); }), "size_mismatch"});
  }
  refuse_all(held, all);
}

TEST_CASE("a wrong set of status lists is refused by name, and the store stays as it was") {
  Held held;
  const auto with_list = [](std::string issuer) {
    return changed([&](Draft& d) { d.lists.push_back({issuer, revocation::StatusList(5), kNow}); });
  };
  const auto entry = [](const std::function<void(trust::ListEntry&)>& edit) {
    return changed([&](Draft& d) {
      d.edit_manifest = [edit](trust::Manifest& m) {
        for (auto& list : m.lists) {
          if (list.kid == authority.kid("active")) edit(list);
        }
      };
    });
  };
  refuse_all(held, {
    {"a list left out", changed([](Draft& d) { d.lists.erase(d.lists.begin()); }), "missing_list"},
    {"no lists", changed([](Draft& d) { d.lists.clear(); }), "missing_list"},
    {"a new key without one", changed([](Draft& d) {
      d.issuers.keys.push_back(authority.issuer("new"));
      std::ranges::sort(d.issuers.keys, {}, &trust::IssuerKey::kid);
    }), "missing_list"},
    {"a list for a compromised key", with_list("stolen"), "malformed"},
    {"a list for a key without revocation", with_list("unlisted"), "malformed"},
    {"another digest", entry([](trust::ListEntry& e) { e.list_digest = {}; }), "hash_mismatch"},
    {"one index more than it has", entry([](trust::ListEntry& e) { ++e.length; }), "hash_mismatch"},
    {"shorter than an index in it", entry([](trust::ListEntry& e) { e.length = 17'000; }), "malformed"},
    {"another key's list", changed([](Draft& d) {
      // The same bytes under another key have another list digest.
      d.edit_manifest = [](trust::Manifest& m) { std::swap(m.lists[0].list_digest, m.lists[1].list_digest); };
    }), "hash_mismatch"},
  });
}

TEST_CASE("of several faults the first in the order of the checks is named") {
  Held held;
  const auto expect = [&](std::string_view error, const std::function<void(Draft&)>& edit) {
    CHECK(held.update(changed(edit)) == error);
  };
  const auto bad_parts = [](Draft& d) {
    d.lists.clear();
    d.issuers.header.version = 1;
  };
  expect("lower_sequence", bad_parts);
  const auto bad_manifest = [&](Draft& d) {
    bad_parts(d);
    d.manifest.expires = kNow;
    d.manifest.version = 1;
  };
  expect("expired_metadata", bad_manifest);
  const auto bad_head = [&](Draft& d) {
    bad_manifest(d);
    d.head.sequence = 1;
  };
  expect("lower_sequence", bad_head);
  const auto expired_head = [&](Draft& d) {
    bad_head(d);
    d.head.expires = kNow;
  };
  expect("expired_metadata", expired_head);
  const auto future_head = [&](Draft& d) {
    expired_head(d);
    d.head.issued_at = kNow + 301;
    d.head.expires = kNow + 302;
  };
  expect("head_from_future", future_head);
  const auto foreign_head = [&](Draft& d) {
    future_head(d);
    d.head.channel = "kiosk";
  };
  expect("foreign_store", foreign_head);
  expect("threshold_not_met", [&](Draft& d) {
    foreign_head(d);
    d.signers[Signed::head] = {"manifest"};
  });
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

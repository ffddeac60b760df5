// Judging an update: every error of sdk/doc/trust.md section 10 by one minimal wrong bundle.

#include "support/catch.h"

#include <algorithm>

#include "unit/wrong_updates.h"

using namespace skan;
using namespace skan::testing;
using namespace skan::testing::updates;

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

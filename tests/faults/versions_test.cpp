// Fifty published versions: none after a newer one, none with parts of another, none with another's number.
#include "support/catch.h"

#include <map>
#include <set>

#include "faults/fault_vfs.h"
#include "faults/witnesses.h"

using namespace skan;
using namespace skan::testing;

namespace {

constexpr std::uint64_t kVersions = 50;

/// Publications 1 to 50, the later ones under further roots.
struct Versions {
  Witnesses witnesses{kVersions};
  std::vector<Publication> publications{Publication()};

  Versions() {
    for (std::uint64_t n = 1; n <= kVersions; ++n) {
      publications.push_back(witnesses.publication(n, 1 + static_cast<std::uint32_t>(n / 20)));
    }
  }
  TrustStore provision(const std::string& file) const {
    return *TrustStore::provision(file, witnesses.authority().root(), witnesses.authority().id());
  }
};

const Versions& versions() {
  static const Versions made;
  return made;
}

/// head, manifest and the parts, which is all that two versions may be exchanged between; roots stand above them.
std::vector<Bytes*> objects_of(Publication& publication) {
  std::vector<Bytes*> out{&publication.head, &publication.manifest};
  for (Bytes& part : publication.parts) out.push_back(&part);
  return out;
}

/// `publication` with the objects of `other` wherever `chosen` has a bit; nothing if that changes nothing, or
/// makes the other one of it.
std::optional<Bytes> mixed(const Publication& publication, const Publication& other, unsigned chosen) {
  Publication out = publication, from = other;
  const auto targets = objects_of(out), sources = objects_of(from);
  bool is_first = true, is_other = true;
  for (std::size_t at = 0; at < targets.size(); ++at) {
    const bool same = *targets[at] == *sources[at];
    const bool takes = (chosen >> at & 1) != 0;
    is_first = is_first && (same || !takes);
    is_other = is_other && (same || takes);
    if (takes) *targets[at] = *sources[at];
  }
  if (is_first || is_other) return std::nullopt;
  return out.bundle();
}

struct Mixtures {
  int asked = 0;
  std::map<std::string, int> outcomes;

  void offer(TrustStore& store, const std::optional<Bytes>& bundle) {
    if (!bundle) return;
    ++asked;
    ++outcomes[outcome_of(store.update(*bundle, device(kNow)))];
  }
  std::string text() const {
    std::string out = std::to_string(asked) + " mixtures:";
    for (const auto& [outcome, times] : outcomes) out += " " + outcome + " " + std::to_string(times);
    return out;
  }
  /// What is not what its manifest or its head names, and nothing else, is the reason.
  bool all_refused_for_their_digests() const {
    std::set<std::string> names;
    for (const auto& [outcome, times] : outcomes) names.insert(outcome);
    return names == std::set<std::string>{"hash_mismatch", "size_mismatch"} || names == std::set<std::string>{"hash_mismatch"};
  }
};

/// Swaps single objects, and with `all` every set of objects, between the pairs that are `distance` apart.
Mixtures swap(const std::vector<std::uint64_t>& distances, bool all) {
  Mixtures out;
  const FastDisk fast_disk;
  const TemporaryFolder folder;
  // It holds nothing yet, so that no mixture is refused for being old.
  TrustStore store = versions().provision(folder.file("door.db"));
  const unsigned objects = static_cast<unsigned>(2 + versions().publications[1].parts.size());
  for (const std::uint64_t distance : distances) {
    for (std::uint64_t n = 1; n + distance <= kVersions; ++n) {
      const Publication &a = versions().publications[n], &b = versions().publications[n + distance];
      for (unsigned chosen = 1; chosen < 1u << objects; ++chosen) {
        const bool single = (chosen & (chosen - 1)) == 0;
        if (!all && !single) continue;
        out.offer(store, mixed(a, b, chosen));
        if (!all) out.offer(store, mixed(b, a, chosen));  // otherwise it is the complement's
      }
    }
  }
  CHECK(store.status(device(kNow)).sequence == 0);
  CHECK(outcome_of(store.update(versions().publications[1].bundle(), device(kNow))) == "ok");
  return out;
}

/// Publication `n` with one of its objects signed again with other content.
Publication changed(std::uint64_t n, void (*change)(Draft&), std::uint64_t sequence) {
  Draft draft = versions().witnesses.authority().draft(n);
  change(draft);
  draft.head.sequence = sequence;
  return versions().witnesses.authority().sign(draft);
}

}  // namespace

TEST_CASE("each of 1,225 older publications after a newer one is refused, and changes nothing") {
  const FastDisk fast_disk;
  const TemporaryFolder folder;
  TrustStore store = versions().provision(folder.file("door.db"));
  int pairs = 0;
  std::map<std::string, int> outcomes;
  std::uint32_t root = 1;
  for (std::uint64_t newer = 1; newer <= kVersions; ++newer) {
    REQUIRE(outcome_of(store.update(versions().publications[newer].bundle(), device(kNow))) == "ok");
    for (std::uint64_t older = 1; older < newer; ++older, ++pairs) {
      ++outcomes[outcome_of(store.update(versions().publications[older].bundle(), device(kNow)))];
    }
    const Belief belief = versions().witnesses.belief_of(store, {newer, newer, root});
    INFO("after publication " << newer);
    CHECK(belief.wrong == "");
    root = belief.root_version;
  }
  CHECK(pairs == 1'225);
  CHECK(outcomes == std::map<std::string, int>{{"lower_sequence", 1'225}});
  CHECK(root == 3);
}

TEST_CASE("a publication with one object of another is refused for what its head or manifest names") {
  const Mixtures mixtures = swap({1, 17, 49}, false);
  INFO(mixtures.text());
  CHECK(mixtures.asked > 800);
  CHECK(mixtures.all_refused_for_their_digests());
}

TEST_CASE("a publication with any objects of a later one is refused for what its head or manifest names") {
  const Mixtures mixtures = swap({40}, true);
  INFO(mixtures.text());
  CHECK(mixtures.asked > 200);
  CHECK(mixtures.all_refused_for_their_digests());
}

TEST_CASE("any two of fifty publications with any objects exchanged are refused", "[.long]") {
  std::vector<std::uint64_t> distances;
  for (std::uint64_t distance = 1; distance < kVersions; ++distance) distances.push_back(distance);
  const Mixtures mixtures = swap(distances, true);
  WARN(mixtures.text());
  CHECK(mixtures.all_refused_for_their_digests());
}

TEST_CASE("the sequence in force with other bytes is refused, in each of fifty publications") {
  const FastDisk fast_disk;
  const TemporaryFolder folder;
  TrustStore store = versions().provision(folder.file("door.db"));
  for (std::uint64_t n = 1; n <= kVersions; ++n) {
    INFO("publication " << n);
    // Of the roots only the first is in these bundles, which is well known to every device.
    const auto other_head = changed(n, [](Draft& d) { d.head.issued_at += 1; }, n);
    const auto other_list = changed(n, [](Draft& d) { d.lists[0].list.insert(7); }, n);
    REQUIRE(outcome_of(store.update(versions().publications[n].bundle(), device(kNow))) == "ok");
    CHECK(outcome_of(store.update(other_head.bundle(), device(kNow))) == "same_sequence_other_bytes");
    CHECK(outcome_of(store.update(other_list.bundle(), device(kNow))) == "same_sequence_other_bytes");
    CHECK(versions().witnesses.belief_of(store, {n, n}).wrong == "");
  }
}

TEST_CASE("a manifest, issuer list or policies with a number in force and other bytes are refused under a newer head") {
  const FastDisk fast_disk;
  const TemporaryFolder folder;
  TrustStore store = versions().provision(folder.file("door.db"));
  REQUIRE(outcome_of(store.update(versions().publications[9].bundle(), device(kNow))) == "ok");
  const auto offered = [&](void (*change)(Draft&)) {
    return outcome_of(store.update(changed(9, change, 10).bundle(), device(kNow)));
  };
  CHECK(offered([](Draft& d) { d.manifest.expires += 1; }) == "same_sequence_other_bytes");
  CHECK(offered([](Draft& d) { d.manifest.version = 10, d.issuers.keys[0].name = "other"; }) == "same_sequence_other_bytes");
  CHECK(offered([](Draft& d) { d.manifest.version = 10, d.policies.policies[0].version = 9; }) == "same_sequence_other_bytes");
  CHECK(offered([](Draft& d) { d.manifest.version = 8; }) == "lower_sequence");
  CHECK(offered([](Draft& d) { d.manifest.version = 10, d.issuers.header.version = 8; }) == "lower_sequence");
  CHECK(offered([](Draft& d) { d.manifest.version = 10, d.policies.header.version = 8; }) == "lower_sequence");
  CHECK(versions().witnesses.belief_of(store, {9, 9}).wrong == "");
  CHECK(offered([](Draft& d) { d.manifest.version = 10; }) == "ok");
}

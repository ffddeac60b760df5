// Wrong updates, and a store that must refuse them: what the tests of updates share.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/test_authority.h"

namespace skan::testing::updates {

inline const TestAuthority authority, stranger("second");

/// Publication 3 with a change, as a bundle.
inline Bytes changed(const std::function<void(Draft&)>& edit) {
  Draft draft = authority.draft(3);
  edit(draft);
  return authority.sign(draft).bundle();
}

/// Publication 3 with its signed objects rearranged.
inline Bytes rearranged(const std::function<void(Publication&)>& edit) {
  Publication publication = authority.publish(3);
  edit(publication);
  return publication.bundle();
}

/// Publication 3 under a second root.
inline Draft rotated(const std::function<void(trust::Root&)>& edit = [](trust::Root&) {}) {
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

  /// The head, which binds everything under it, the status, and verdicts on a good and on three withdrawn certificates.
  std::string state() const {
    std::string out = to_hex(door_.store.read_object("head").value_or(Bytes())) + "\n";
    for (const std::uint32_t index : {5u, 3u, 102u, 103u}) {
      out += summary(door_.verify(authority.text(TestAuthority::certificate(index)))) + "\n";
    }
    const TrustStatus s = door_.store.status(device(kNow));
    return out + std::to_string(s.sequence) + " " + std::to_string(s.root_version) + " " + std::to_string(s.stale_at) +
           (s.damaged ? " damaged" : "");
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

inline void refuse_all(Held& held, const std::vector<Wrong>& all) {
  const std::string before = held.state();
  for (const Wrong& wrong : all) {
    INFO(wrong.name);
    CHECK(held.update(wrong.bundle, wrong.now) == wrong.error);
    const bool unchanged = held.state() == before;
    CHECK(unchanged);
  }
  CHECK(held.update(authority.publish(3).bundle()) == "ok");
}

inline Bytes critical(const Bytes& payload) { return with_field(payload, -1, encoded_int(0)); }

}  // namespace skan::testing::updates

// A bundle with every kind of small damage, with and without a trailer that was made right again: refused, and what
// the store believes stays as it was.
#include "support/catch.h"

#include <map>
#include <random>

#include "faults/fault_vfs.h"
#include "faults/witnesses.h"

using namespace skan;
using namespace skan::testing;

namespace {

constexpr std::size_t kTrailer = 32;

/// A device with publication 1, and a bundle in which every kind of object is new to it, also the root.
class Target {
 public:
  Target() : store_(make_store(file_, witnesses_.authority(), witnesses_.publication(1))) {}

  const Bytes& bundle() const noexcept { return bundle_; }
  /// The part of it that the trailer is over.
  std::size_t content() const noexcept { return bundle_.size() - kTrailer; }

  void offer(const Bytes& damaged) {
    if (damaged == bundle_) return;  // the trailer was damaged, and made right again
    ++asked_;
    ++outcomes_[outcome_of(store_.update(damaged, device(kNow)))];
  }
  void offer_with_trailer(const Bytes& damaged) {
    if (damaged.size() >= kTrailer) offer(with_trailer(damaged));
  }
  void offer_both(const Bytes& damaged) {
    offer(damaged);
    offer_with_trailer(damaged);
  }

  bool accepted_any() const { return outcomes_.contains("ok"); }
  std::string text() const {
    std::string out = std::to_string(asked_) + " damaged bundles:";
    for (const auto& [outcome, times] : outcomes_) out += " " + outcome + " " + std::to_string(times);
    return out;
  }
  /// All were refused, and for something in them; the store says what it said before, and takes the good bundle.
  void check() {
    INFO(text());
    CHECK(asked_ > 0);
    CHECK_FALSE(accepted_any());
    CHECK_FALSE(outcomes_.contains("storage"));
    const Allowed unchanged{1, 1};
    CHECK(witnesses_.belief_of(store_, unchanged).wrong == "");
    CHECK(witnesses_.belief_of_file(file_, unchanged).wrong == "");
    CHECK(outcome_of(store_.update(bundle_, device(kNow))) == "ok");
    CHECK(witnesses_.belief_of_file(file_, {2, 2, 2}).wrong == "");
  }

 private:
  FastDisk fast_disk_;
  Witnesses witnesses_{2};
  Bytes bundle_ = witnesses_.publication(2, 2).bundle();
  TemporaryFolder folder_;
  std::string file_ = folder_.file("door.db");
  TrustStore store_;
  int asked_ = 0;
  std::map<std::string, int> outcomes_;
};

Bytes cut(const Bytes& bytes, std::size_t size) { return copy_of(std::span(bytes).first(size)); }

Bytes with_inserted(const Bytes& bytes, std::size_t at, std::byte value) {
  Bytes out = bytes;
  out.insert(out.begin() + static_cast<std::ptrdiff_t>(at), value);
  return out;
}

Bytes without(const Bytes& bytes, std::size_t at) {
  Bytes out = bytes;
  out.erase(out.begin() + static_cast<std::ptrdiff_t>(at));
  return out;
}

}  // namespace

TEST_CASE("the bundle to be damaged is good, and its trailer is made right") {
  Target target;
  CHECK(with_trailer(target.bundle()) == target.bundle());
  target.offer(with_flipped_bit(target.bundle(), 0));
  target.check();
}

TEST_CASE("a bundle cut off anywhere is refused, also with a right trailer") {
  Target target;
  std::mt19937 random(3);
  for (std::size_t size = 0; size < target.bundle().size(); size += 1 + random() % 23) {
    target.offer_both(cut(target.bundle(), size));
  }
  target.check();
}

TEST_CASE("a bundle with a flipped bit is refused, also with a right trailer") {
  Target target;
  std::mt19937 random(1);
  for (std::size_t at = 0; at < target.bundle().size(); at += 1 + random() % 13) {
    target.offer_both(with_flipped_bit(target.bundle(), at * 8 + random() % 8));
  }
  target.check();
}

TEST_CASE("a bundle with a byte more or less anywhere is refused, also with a right trailer") {
  Target target;
  std::mt19937 random(2);
  for (std::size_t at = 0; at <= target.content(); at += 1 + random() % 39) {
    target.offer_both(with_inserted(target.bundle(), at, static_cast<std::byte>(random())));
    target.offer_both(without(target.bundle(), at));
  }
  target.check();
}

TEST_CASE("a bundle with a flipped bit is refused, also with a right trailer: every bit", "[.long]") {
  Target target;
  for (std::size_t bit = 0; bit < target.bundle().size() * 8; ++bit) target.offer_both(with_flipped_bit(target.bundle(), bit));
  WARN(target.text());
  target.check();
}

TEST_CASE("a bundle cut off anywhere is refused, also with a right trailer: every length", "[.long]") {
  Target target;
  for (std::size_t size = 0; size < target.bundle().size(); ++size) target.offer_both(cut(target.bundle(), size));
  WARN(target.text());
  target.check();
}

TEST_CASE("a bundle with a byte more or less is refused, also with a right trailer: everywhere", "[.long]") {
  Target target;
  for (std::size_t at = 0; at < target.bundle().size(); ++at) {
    target.offer_both(without(target.bundle(), at));
    target.offer_both(with_inserted(target.bundle(), at, target.bundle()[at]));
    // Zero, the first bytes of CBOR's short and long strings, arrays, maps and tags, and all ones.
    for (const unsigned value : {0x00u, 0x18u, 0x40u, 0x58u, 0x59u, 0x80u, 0x84u, 0xa0u, 0xd2u, 0xd8u, 0xffu}) {
      target.offer_with_trailer(with_inserted(target.bundle(), at, static_cast<std::byte>(value)));
    }
  }
  WARN(target.text());
  target.check();
}

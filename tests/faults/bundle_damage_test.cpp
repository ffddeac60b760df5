// A bundle with every kind of small damage, with and without a trailer that was made right again.
#include "support/catch.h"

#include <random>

#include "support/test_authority.h"
#include "trust/update.h"

using namespace skan;
using namespace skan::testing;

namespace {

/// A bundle that rotates the root, so that every kind of object is new to the device.
class Target {
 public:
  Target() {
    Draft draft = authority.draft(2);
    draft.roots.push_back(authority.next_root(draft.roots[0]));
    bundle = authority.sign(draft).bundle();
  }

  /// What a device says that has only the root, without its file.
  std::string judged(std::span<const std::byte> file) const {
    const auto read = trust::read_bundle(file);
    if (!read) return outcome_of(read);
    trust::InForce in_force;
    in_force.roots = {root_};
    return outcome_of(trust::check_update(*read, in_force, identity_, device(kNow)));
  }

  const TestAuthority authority;
  Bytes bundle;

 private:
  Bytes root_ = authority.root();
  trust::Identity identity_{authority.id().bytes, "main"};
};

Bytes cut(std::span<const std::byte> bytes, std::size_t size) { return copy_of(bytes.first(size)); }

/// The bundle cut to `size` bytes, the last 32 of them a right trailer.
Bytes cut_with_trailer(std::span<const std::byte> bytes, std::size_t size) { return with_trailer(cut(bytes, size)); }

}  // namespace

TEST_CASE("the bundle to be damaged is good") {
  const Target target;
  CHECK(target.judged(target.bundle) == "ok");
  CHECK(with_trailer(target.bundle) == target.bundle);
}

TEST_CASE("a bundle cut off anywhere is refused, also with a right trailer") {
  const Target target;
  std::size_t accepted = 0;
  for (std::size_t size = 0; size < target.bundle.size(); ++size) {
    accepted += target.judged(cut(target.bundle, size)) == "ok";
    if (size >= 32) accepted += target.judged(cut_with_trailer(target.bundle, size)) == "ok";
  }
  CHECK(accepted == 0);
}

TEST_CASE("a bundle with a flipped bit in any byte is refused, also with a right trailer") {
  const Target target;
  std::mt19937 random(1);
  std::size_t accepted = 0;
  const std::size_t content = target.bundle.size() - 32;
  for (std::size_t at = 0; at < target.bundle.size(); ++at) {
    const Bytes flipped = with_flipped_bit(target.bundle, at * 8 + random() % 8);
    accepted += target.judged(flipped) == "ok";
    if (at < content) accepted += target.judged(with_trailer(flipped)) == "ok";
  }
  CHECK(accepted == 0);
}

TEST_CASE("a bundle with a flipped bit anywhere is refused, also with a right trailer: every bit", "[.long]") {
  const Target target;
  std::size_t accepted = 0, asked = 0;
  for (std::size_t bit = 0; bit < (target.bundle.size() - 32) * 8; ++bit, ++asked) {
    accepted += target.judged(with_trailer(with_flipped_bit(target.bundle, bit))) == "ok";
  }
  WARN(asked << " flipped bits, " << accepted << " accepted");
  CHECK(accepted == 0);
}

TEST_CASE("a bundle with a byte more or less anywhere is refused, also with a right trailer") {
  const Target target;
  std::mt19937 random(2);
  std::size_t accepted = 0;
  for (std::size_t at = 0; at < target.bundle.size() - 32; at += 1 + random() % 3) {
    Bytes more = target.bundle, less = target.bundle;
    const auto position = static_cast<std::ptrdiff_t>(at);
    more.insert(more.begin() + position, static_cast<std::byte>(random()));
    less.erase(less.begin() + position);
    for (const Bytes& changed : {more, less}) {
      accepted += target.judged(changed) == "ok";
      accepted += target.judged(with_trailer(changed)) == "ok";
    }
  }
  CHECK(accepted == 0);
}

TEST_CASE("a store keeps its data through damaged bundles of every kind") {
  Target target;
  Door door(1);
  const auto state = [&] { return joined(read_whole(door.file), read_whole(door.file + "-wal")); };
  const Bytes before = state();
  std::mt19937 random(3);
  std::size_t accepted = 0;
  for (int i = 0; i < 300; ++i) {
    const Bytes flipped = with_flipped_bit(target.bundle, random() % (target.bundle.size() * 8));
    const Bytes shorter = cut_with_trailer(target.bundle, 32 + random() % (target.bundle.size() - 32));
    for (const Bytes& wrong : {with_trailer(flipped), shorter}) {
      if (wrong == target.bundle) continue;  // the flip was in the trailer
      accepted += door.store.update(wrong, device(kNow)).has_value();
    }
  }
  CHECK(accepted == 0);
  const bool unchanged = state() == before;
  CHECK(unchanged);
  CHECK(door.store.status(device(kNow)).sequence == 1);
  CHECK(outcome_of(door.store.update(target.bundle, device(kNow))) == "ok");
}

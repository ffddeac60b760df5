// A disk that fails at the n-th operation, memory that runs out at the n-th allocation, and a power cut at each
// moment of an update: afterwards the store holds exactly the old or exactly the new data, and takes the next.
#include "support/catch.h"

#include <functional>
#include <map>

#include <sqlite3.h>

#include "faults/failing_memory.h"
#include "faults/fault_vfs.h"
#include "faults/older_store.h"
#include "faults/witnesses.h"

using namespace skan;
using namespace skan::testing;

namespace {

/// A closed store with publication 1, and the two that follow, each with a new root, with `blocks` blocks that change;
/// if `older`, as version 1 of the format had it, so that opening it is a change of its own.
struct Ground {
  Witnesses witnesses{3};
  Bytes next, next_but_one;
  Bytes file;
  AuthorityId id = witnesses.authority().id();

  explicit Ground(std::uint32_t blocks, bool older = false)
      : next(witnesses.publication(2, 2, blocks).bundle()),
        next_but_one(witnesses.publication(3, 3, blocks).bundle()) {
    const TemporaryFolder folder;
    { const auto closed_at_once = make_store(folder.file("door.db"), witnesses.authority(), witnesses.publication(1, 1, blocks)); }
    if (older) make_version_1(folder.file("door.db"));
    file = read_whole(folder.file("door.db"));
  }
};

const Ground& small() {
  static const Ground made(0);
  return made;
}

/// More than SQLite's cache of the store holds, so that it writes before the commit, too.
const Ground& large() {
  static const Ground made(250);
  return made;
}

const Ground& older() {
  static const Ground made(0, true);
  return made;
}

/// One update that something happens to.
class Attempt {
 public:
  explicit Attempt(const Ground& ground) : ground_(ground) { write_whole(file_, ground.file); }

  /// Opens the store and updates it; the object lives on until close().
  void update() {
    auto opened = TrustStore::open(file_, ground_.id);
    if (!opened) return;
    store_ = *std::move(opened);
    reported_ = store_->update(ground_.next, device(kNow)).has_value();
    if (ground_.witnesses.accepts_wrongly(*store_)) complain("accepted wrongly while it failed");
  }
  void close() { store_.reset(); }

  /// Once all is well again: the object that met the fault, the file, the next update, and the file again.
  /// With `same_object`, the object that met the fault makes that update.
  std::string judged(bool same_object, bool next_but_one) {
    if (store_) note(ground_.witnesses.belief_of(*store_, {1, 2}));
    if (!same_object) close();
    const Belief found = ground_.witnesses.belief_of_file(file_, {1, 2});
    note(found);
    if (reported_ && found.sequence != 2) complain("an update that was reported is not there");
    took_ = found.sequence == 2;
    repeat(next_but_one ? 3 : 2, std::max(found.root_version, 1u));
    close();
    return wrong_;
  }
  bool took() const noexcept { return took_; }

 private:
  void complain(const std::string& what) { wrong_ += what + "; "; }
  void note(const Belief& belief) {
    if (!belief.wrong.empty()) complain(belief.wrong);
  }
  void repeat(std::uint64_t sequence, std::uint32_t least_root) {
    if (!store_) {
      auto opened = TrustStore::open(file_, ground_.id);
      if (!opened) return complain("does not open: " + opened.error().message);
      store_ = *std::move(opened);
    }
    const auto again = store_->update(sequence == 3 ? ground_.next_but_one : ground_.next, device(kNow));
    if (!again) return complain("the next update" + again.error().message.substr(file_.size()));
    note(ground_.witnesses.belief_of(*store_, {sequence, sequence, least_root}));
    close();
    note(ground_.witnesses.belief_of_file(file_, {sequence, sequence, least_root}));
  }

  const Ground& ground_;
  TemporaryFolder folder_;
  std::string file_ = folder_.file("door.db");
  std::optional<TrustStore> store_;
  bool reported_ = false, took_ = false;
  std::string wrong_;
};

/// How often the old data were in force afterwards, how often the new, and what was wrong.
struct Tally {
  int old_data = 0, new_data = 0;
  std::map<std::string, std::vector<int>> wrong;  ///< complaint -> at which operation

  void add(Attempt& attempt, const std::string& complaint, int at) {
    ++(attempt.took() ? new_data : old_data);
    if (!complaint.empty()) wrong[complaint].push_back(at);
  }
  std::string text() const {
    std::string out = std::to_string(old_data) + " times the old data, " + std::to_string(new_data) + " times the new\n";
    for (const auto& [what, where] : wrong) {
      out += std::to_string(where.size()) + " x " + what + "first at " + std::to_string(where.front()) + "\n";
    }
    return out;
  }
};

/// The operations of a whole update, from opening the file on.
int operations_of_an_update(const Ground& ground, bool reads) {
  FaultVfs disk;
  Attempt attempt(ground);
  disk.arm({.reads = reads});
  attempt.update();
  const int operations = disk.operations();
  REQUIRE(attempt.judged(true, false).empty());
  return operations;
}

Tally fail_each(const Ground& ground, int code, bool lasting, bool reads, int step) {
  Tally tally;
  const int last = operations_of_an_update(ground, reads) + 1;
  for (int at = 1; at <= last; at += step) {
    FaultVfs disk;
    Attempt attempt(ground);
    disk.arm({at, code, lasting, reads});
    attempt.update();
    disk.heal();
    tally.add(attempt, attempt.judged(at / step % 2 == 0, at / step / 2 % 2 == 0), at);
  }
  return tally;
}

Tally cut_power_at_each(const Ground& ground, PowerCut cut, int seeds, int step) {
  Tally tally;
  const int last = operations_of_an_update(ground, false) + 1;
  for (int at = 1; at <= last; at += step) {
    for (int seed = 0; seed < seeds; ++seed) {
      FaultVfs disk;
      Attempt attempt(ground);
      disk.arm({at, SQLITE_IOERR, true});
      attempt.update();
      attempt.close();
      disk.lose_power(cut, static_cast<unsigned>(at * 1'000 + seed));
      tally.add(attempt, attempt.judged(false, (at / step + seed) % 2 == 0), at);
    }
  }
  return tally;
}

int allocations_of_an_update(const Ground& ground) {
  FaultVfs disk;
  Attempt attempt(ground);
  const FailingMemory memory;
  attempt.update();
  return memory.allocations();
}

Tally fail_allocations(const Ground& ground, bool lasting, int step) {
  Tally tally;
  // The last one, too: it comes after the commit.
  const int last = allocations_of_an_update(ground);
  for (int at = 1; at <= last; at = at < last ? std::min(at + step, last) : last + 1) {
    FaultVfs disk;
    Attempt attempt(ground);
    {
      const FailingMemory memory(at, lasting);
      attempt.update();
    }
    tally.add(attempt, attempt.judged(true, at / step % 2 == 0), at);
  }
  return tally;
}

/// All cases of one kind of fault. Some of them must come before the commit and some after it.
void check(const std::string& what, const Tally& tally, bool shows) {
  INFO(what << ": " << tally.text());
  CHECK(tally.wrong.empty());
  CHECK(tally.old_data > 0);
  CHECK(tally.new_data > 0);
  if (shows) WARN(what << ": " << tally.text());
}

}  // namespace

TEST_CASE("an update is made of many operations on the disk, and of many allocations") {
  CHECK(operations_of_an_update(small(), false) > 30);
  CHECK(operations_of_an_update(small(), true) > operations_of_an_update(small(), false));
  CHECK(allocations_of_an_update(small()) > 100);
}

TEST_CASE("a write, sync or open that fails leaves the old data or the new") {
  for (const bool lasting : {false, true}) {
    check("disk full", fail_each(small(), SQLITE_FULL, lasting, false, 1), false);
    check("disk error", fail_each(small(), SQLITE_IOERR, lasting, false, 1), false);
  }
}

TEST_CASE("a power cut at any moment leaves the old data or the new") {
  check("unsynced writes dropped", cut_power_at_each(small(), PowerCut::drops, 1, 1), false);
  check("kept", cut_power_at_each(small(), PowerCut::keeps, 1, 1), false);
  check("torn", cut_power_at_each(small(), PowerCut::tears, 1, 1), false);
  check("reordered", cut_power_at_each(small(), PowerCut::reorders, 1, 1), false);
}

TEST_CASE("a large update that fails at some operation leaves the old data or the new") {
  const int step = operations_of_an_update(large(), false) / 12;
  check("disk full", fail_each(large(), SQLITE_FULL, false, false, step), false);
  check("unsynced writes reordered", cut_power_at_each(large(), PowerCut::reorders, 1, step), false);
}

TEST_CASE("a store of an older format that fails while it is brought up to date goes on with the old data or the new") {
  CHECK(operations_of_an_update(older(), false) > operations_of_an_update(small(), false) + 5);
  check("disk full", fail_each(older(), SQLITE_FULL, false, false, 2), false);
  check("disk full from then on", fail_each(older(), SQLITE_FULL, true, false, 2), false);
  check("unsynced writes torn", cut_power_at_each(older(), PowerCut::tears, 1, 2), false);
  check("unsynced writes reordered", cut_power_at_each(older(), PowerCut::reorders, 1, 2), false);
  check("no memory", fail_allocations(older(), true, 41), false);
}

TEST_CASE("memory that runs out in the middle of an update leaves the old data or the new") {
  check("one allocation", fail_allocations(small(), false, 37), false);
  check("all from one on", fail_allocations(small(), true, 37), false);
}

TEST_CASE("a disk that says it has synced and has not is caught by the same check") {
  const Ground& ground = small();  // made on the real disk
  FaultVfs disk;
  Attempt attempt(ground);
  disk.arm({.lies = true});
  attempt.update();
  disk.arm({1, SQLITE_IOERR, true});
  attempt.close();
  disk.lose_power(PowerCut::drops, 1);
  CHECK(attempt.judged(false, false) == "an update that was reported is not there; ");
}

TEST_CASE("a power cut at any moment leaves the old data or the new: many times", "[.long]") {
  check("torn", cut_power_at_each(small(), PowerCut::tears, 100, 1), true);
  check("reordered", cut_power_at_each(small(), PowerCut::reorders, 100, 1), true);
  check("dropped, large", cut_power_at_each(large(), PowerCut::drops, 1, 1), true);
  check("kept, large", cut_power_at_each(large(), PowerCut::keeps, 1, 1), true);
  check("torn, large", cut_power_at_each(large(), PowerCut::tears, 5, 1), true);
  check("reordered, large", cut_power_at_each(large(), PowerCut::reorders, 5, 1), true);
}

TEST_CASE("an operation or allocation that fails leaves the old data or the new: every one, reads too", "[.long]") {
  for (const bool lasting : {false, true}) {
    const std::string how = lasting ? ", each and all that follow" : ", each";
    check("disk full" + how, fail_each(small(), SQLITE_FULL, lasting, true, 1), true);
    check("disk error" + how, fail_each(small(), SQLITE_IOERR, lasting, true, 1), true);
    check("no memory on the disk" + how, fail_each(small(), SQLITE_NOMEM, lasting, true, 1), true);
    check("no memory" + how, fail_allocations(small(), lasting, 1), true);
    check("no memory, older" + how, fail_allocations(older(), lasting, 1), true);
    check("disk full, large" + how, fail_each(large(), SQLITE_FULL, lasting, false, 1), true);
    check("disk error, large" + how, fail_each(large(), SQLITE_IOERR, lasting, false, 1), true);
  }
}

// A disk that fails, or a power cut, while a store is made: it can be made again, and is then like any other.
#include "support/catch.h"

#include <sqlite3.h>

#include "faults/fault_vfs.h"
#include "faults/witnesses.h"

using namespace skan;
using namespace skan::testing;

namespace {

const Witnesses& witnesses() {
  static const Witnesses made(1);
  return made;
}

Result<TrustStore> provision(const std::string& file) {
  return TrustStore::provision(file, witnesses().authority().root(), witnesses().authority().id());
}

int operations_of_provisioning() {
  FaultVfs disk;
  const TemporaryFolder folder;
  disk.arm({});
  REQUIRE(provision(folder.file("door.db")));
  return disk.operations();
}

/// Empty, or what cannot be done afterwards with the file that a first attempt left.
std::string used(const std::string& file) {
  auto store = provision(file);
  if (!store) return "provisioning: " + store.error().message.substr(file.size());
  const auto updated = store->update(witnesses().publication(1).bundle(), device(kNow));
  if (!updated) return "updating: " + updated.error().message.substr(file.size());
  return witnesses().belief_of_file(file, {1, 1}).wrong;
}

}  // namespace

TEST_CASE("provisioning that fails at any operation of the disk can be done again") {
  const int last = operations_of_provisioning();
  CHECK(last > 10);
  for (const int code : {SQLITE_FULL, SQLITE_IOERR, SQLITE_NOMEM}) {
    for (int at = 1; at <= last; ++at) {
      FaultVfs disk;
      const TemporaryFolder folder;
      disk.arm({at, code, at % 2 == 0});
      static_cast<void>(provision(folder.file("door.db")));
      disk.heal();
      INFO("code " << code << " at operation " << at);
      CHECK(used(folder.file("door.db")) == "");
    }
  }
}

TEST_CASE("provisioning that a power cut ends can be done again") {
  const int last = operations_of_provisioning() + 1;
  for (const PowerCut cut : {PowerCut::drops, PowerCut::keeps, PowerCut::tears, PowerCut::reorders}) {
    for (int at = 1; at <= last; ++at) {
      FaultVfs disk;
      const TemporaryFolder folder;
      disk.arm({at, SQLITE_IOERR, true});
      const bool made = provision(folder.file("door.db")).has_value();
      disk.lose_power(cut, static_cast<unsigned>(at));
      INFO("cut " << static_cast<int>(cut) << " at operation " << at << (made ? ", made" : ""));
      if (made) CHECK(outcome_of(TrustStore::open(folder.file("door.db"), witnesses().authority().id())) == "ok");
      CHECK(used(folder.file("door.db")) == "");
    }
  }
}

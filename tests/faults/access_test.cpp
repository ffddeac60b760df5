// Files that may not be written, disks and locks: one clear error each.
#include "support/catch.h"

#include <csignal>
#include <functional>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "faults/sql_file.h"
#include "issuer/ledger.h"
#include "skan/issuer/authority.h"
#include "support/test_authority.h"

using namespace skan;
using namespace skan::testing;

namespace {

const TestAuthority authority;

/// What `action` returns when somebody runs it who owns nothing here. (The superuser may write everywhere.)
std::string as_nobody(const std::function<std::string()>& action) {
  int ends[2];
  if (::pipe(ends) != 0) return "no pipe";
  const pid_t child = ::fork();
  if (child == 0) {
    constexpr uid_t kNobody = 65'534;
    const bool dropped = ::geteuid() != 0 || ::setuid(kNobody) == 0;
    const std::string said = dropped ? action() : "cannot drop the rights";
    const auto written = ::write(ends[1], said.data(), said.size());
    ::_exit(written == static_cast<ssize_t>(said.size()) ? 0 : 1);
  }
  ::close(ends[1]);
  std::string out(4'096, '\0');
  const ssize_t size = ::read(ends[0], out.data(), out.size());
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  out.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return out;
}

/// A closed store in a folder of which the rights can be set.
struct Shelf {
  TemporaryFolder folder;
  std::string inner = folder.file("shelf");
  std::string file = inner + "/door.db";

  Shelf() {
    ::chmod(folder.path().c_str(), 0755);
    std::filesystem::create_directory(inner);
    const TrustStore closed_at_once = make_store(file, authority, authority.publish(1));
  }
  ~Shelf() { ::chmod(inner.c_str(), 0755); }
  void allow(mode_t folder_mode, mode_t file_mode) const {
    REQUIRE(::chmod(file.c_str(), file_mode) == 0);
    REQUIRE(::chmod(inner.c_str(), folder_mode) == 0);
  }
  /// What opening says, then a verdict, then an update; errors with their text after the path.
  std::string used() const {
    return as_nobody([this] {
      const auto shown = [this](const Error& error) {
        const bool names_file = error.message.find(file) == 0;
        return std::string(name(error.code)) + (names_file ? error.message.substr(file.size()) : ", not naming the file");
      };
      auto store = TrustStore::open(file, authority.id());
      if (!store) return shown(store.error());
      std::string out = summary(Verifier(*store).verify(authority.text(TestAuthority::certificate()), device(kNow)));
      const auto updated = store->update(authority.publish(2).bundle(), device(kNow));
      return out + "; " + (updated ? "updated" : shown(updated.error()));
    });
  }
};

}  // namespace

TEST_CASE("a store that may be read but not written gives verdicts or one clear error, and refuses updates") {
  const Shelf shelf;
  shelf.allow(0777, 0444);
  CHECK(shelf.used() == "accepted; storage: cannot be written; check the permissions of file and folder");
}

TEST_CASE("a store in a folder that may not be written is one clear error") {
  const Shelf shelf;
  shelf.allow(0555, 0444);
  CHECK(shelf.used() == "storage: cannot be written; check the permissions of file and folder");
  shelf.allow(0555, 0666);
  CHECK(shelf.used() == "storage: cannot be written; check the permissions of file and folder");
}

TEST_CASE("a store that may not be read is one clear error") {
  const Shelf shelf;
  shelf.allow(0777, 0000);
  CHECK(shelf.used() == "storage: cannot be opened; check the path and the permissions of file and folder");
  shelf.allow(0000, 0666);
  CHECK(shelf.used() == "storage: cannot be opened; check the path and the permissions of file and folder");
}

TEST_CASE("provisioning where nothing may be written is one clear error and leaves nothing") {
  const Shelf shelf;
  const std::string other = shelf.inner + "/other.db";
  shelf.allow(0555, 0444);
  CHECK(as_nobody([&] { return outcome_of(TrustStore::provision(other, authority.root(), authority.id())); }) == "storage");
  CHECK_FALSE(std::filesystem::exists(other));
}

TEST_CASE("an update waits for a lock and then says that the store is locked; verdicts go on") {
  Door door(1);
  SqlFile other(door.file);
  other.run("BEGIN IMMEDIATE");
  CHECK(summary(door.verify(authority.text(TestAuthority::certificate()))) == "accepted");
  CHECK_FALSE(door.store.refresh().value());
  const auto reader = TrustStore::open(door.file, authority.id());
  REQUIRE(reader);
  const auto locked = door.store.update(authority.publish(2).bundle(), device(kNow));
  CHECK(outcome_of(locked) == "storage");
  CHECK(locked.error().message == door.file + ": is locked by another program; try again when it has finished");
  other.run("COMMIT");
  CHECK(outcome_of(door.store.update(authority.publish(2).bundle(), device(kNow))) == "ok");
}

TEST_CASE("a file that may not grow leaves the old data in force, and says so") {
  const Shelf shelf;
  shelf.allow(0777, 0666);
  const std::string said = as_nobody([&] {
    auto store = TrustStore::open(shelf.file, authority.id());
    if (!store) return outcome_of(store);
    // As on a full disk: writing fails, and SQLite reports it.
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit nothing{1'000, 1'000};
    ::setrlimit(RLIMIT_FSIZE, &nothing);
    const std::string updated = outcome_of(store->update(authority.publish(2).bundle(), device(kNow)));
    return updated + ", sequence " + std::to_string(store->status(device(kNow)).sequence) + ", " +
           summary(Verifier(*store).verify(authority.text(TestAuthority::certificate()), device(kNow)));
  });
  CHECK(said == "storage, sequence 1, accepted");
  const auto store = TrustStore::open(shelf.file, authority.id());
  REQUIRE(store);
  CHECK(store->status(device(kNow)).sequence == 1);
  CHECK_FALSE(store->status(device(kNow)).damaged);
}

TEST_CASE("a key whose indices are used up issues nothing more") {
  const TemporaryFolder folder;
  const auto office = folder.path() / "office";
  REQUIRE(issuer::Authority::create(office, {}, kNow));
  SqlFile((office / "ledger.db").string()).run("UPDATE issuer_keys SET next_index=536870911; UPDATE state SET value=1<<40 WHERE name='certificates_per_key'");
  auto opened = issuer::Authority::open(office);
  REQUIRE(opened);
  issuer::Record record;
  record.kind = Kind::recovered;
  record.number = "N-1";
  record.name_cyrillic = "Иванов Иван";
  record.event_day = 18'000;
  CHECK(opened->issue(record, kNow)->status_index == 536'870'911);
  record.number = "N-2";
  CHECK(outcome_of(opened->issue(record, kNow)) == "capacity");
  CHECK(opened->status()->issued == 1);
}

TEST_CASE("a ledger of a newer version is refused by name") {
  const TemporaryFolder folder;
  const auto office = folder.path() / "office";
  REQUIRE(issuer::Authority::create(office, {}, kNow));
  const std::string ledger = (office / "ledger.db").string();
  SqlFile(ledger).run("PRAGMA user_version=1000");
  CHECK(outcome_of(issuer::Authority::open(office)) == "newer_store_format");
  SqlFile(ledger).run("PRAGMA user_version=3; DELETE FROM state WHERE name='root'");
  CHECK(outcome_of(issuer::Authority::open(office)) == "malformed");
}

TEST_CASE("a ledger whose root was altered is noticed before anything is published from it") {
  const TemporaryFolder folder;
  const auto office = folder.path() / "office";
  REQUIRE(issuer::Authority::create(office, {}, kNow));
  const Bytes root = read_whole(office / "public" / "root.cose");
  // One bit of the signature, which nobody reads here.
  SqlFile((office / "ledger.db").string()).run("UPDATE state SET value=? WHERE name='root'", with_flipped_bit(root, root.size() * 8 - 8));
  CHECK(outcome_of(issuer::Authority::open(office)) == "malformed");
}

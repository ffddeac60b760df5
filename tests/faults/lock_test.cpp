// What else a process does with a store must not cost it the locks by which it hears of other processes' updates.
#include "support/catch.h"

#include <functional>

#include <sys/wait.h>
#include <unistd.h>

#include "support/test_site.h"

using namespace skan;
using namespace skan::testing;

namespace {

const TestAuthority authority;

/// A process of its own that loads publications and closes the store each time. It is born before this one has opened the
/// store, because SQLite's connections do not survive a fork.
class OtherProcess {
 public:
  explicit OtherProcess(const std::string& file) {
    int orders[2], answers[2];
    if (::pipe(orders) != 0 || ::pipe(answers) != 0) throw std::runtime_error("no pipe");
    child_ = ::fork();
    if (child_ == 0) {
      ::close(orders[1]);
      for (unsigned char sequence = 0; ::read(orders[0], &sequence, 1) == 1;) {
        const bool good = update(file, sequence);
        if (::write(answers[1], good ? "y" : "n", 1) != 1) break;
      }
      ::_exit(0);
    }
    ::close(orders[0]);
    ::close(answers[1]);
    orders_ = orders[1];
    answers_ = answers[0];
  }
  ~OtherProcess() {
    ::close(orders_);
    ::waitpid(child_, nullptr, 0);
    ::close(answers_);
  }
  OtherProcess(const OtherProcess&) = delete;
  OtherProcess& operator=(const OtherProcess&) = delete;

  bool load(std::uint64_t sequence) const {
    const auto order = static_cast<unsigned char>(sequence);
    char answer = 0;
    return ::write(orders_, &order, 1) == 1 && ::read(answers_, &answer, 1) == 1 && answer == 'y';
  }

 private:
  static bool update(const std::string& file, std::uint64_t sequence) {
    auto store = TrustStore::open(file, authority.id());
    return store && store->update(authority.publish(sequence).bundle(), device(kNow));
  }

  pid_t child_ = -1;
  int orders_ = -1, answers_ = -1;
};

}  // namespace

TEST_CASE("a long-running reader follows other processes whatever it has done with the store itself") {
  struct Reader {
    TemporaryFolder folder;
    std::string file = folder.file("door.db");
    OtherProcess other{file};
    TrustStore store = make_store(file, authority, authority.publish(1));
  };
  using Deed = std::function<void(Reader&)>;
  const std::map<std::string, Deed> deeds{
      {"nothing", [](Reader&) {}},
      {"opened it again", [](Reader& door) { REQUIRE(TrustStore::open(door.file, authority.id())); }},
      {"noted a time", [](Reader& door) { REQUIRE(door.store.note_time(device(kNow))); }},
      {"exported a copy", [](Reader& door) { REQUIRE(door.store.export_copy(door.folder.file("copy.db"))); }},
      {"was refused an update", [](Reader& door) { REQUIRE_FALSE(door.store.update(from_hex("00"), device(kNow))); }},
      {"gave up a session", [](Reader& door) { REQUIRE(UpdateSession::begin(door.store, device(kNow))); }},
      {"updated", [](Reader& door) { REQUIRE(door.store.update(authority.publish(2).bundle(), device(kNow))); }},
      {"provisioned it again", [](Reader& door) { REQUIRE(TrustStore::provision(door.file, authority.root(), authority.id())); }},
  };
  for (const auto& [name, deed] : deeds) {
    INFO(name);
    Reader door;
    // As a program begins that finds its store: one connection, and nothing else done yet.
    door.store = *TrustStore::open(door.file, authority.id());
    deed(door);
    for (std::uint64_t sequence = 3; sequence <= 5; ++sequence) {
      REQUIRE(door.other.load(sequence));
      const auto refreshed = door.store.refresh();
      REQUIRE(refreshed);
      CHECK(*refreshed);
      CHECK(door.store.status(device(kNow)).sequence == sequence);
      // Withdrawn in this publication alone.
      const auto index = static_cast<std::uint32_t>(100 + sequence);
      CHECK(summary(Verifier(door.store).verify(authority.text(TestAuthority::certificate(index)), device(kNow))) == "rejected: revoked");
    }
  }
}

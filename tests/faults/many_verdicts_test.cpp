// Verdicts by the thousand (in the long form by the million) while another thread or another process updates: each
// rests on exactly one publication, and no reader ever takes an overtaken store for a damaged one.
#include "support/catch.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <random>
#include <thread>

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/test_authority.h"

using namespace skan;
using namespace skan::testing;

namespace {

constexpr int kReaders = 8;
/// So many blocks change with each publication that a reader that was overtaken has not read all of them.
constexpr std::uint32_t kBlocks = 64;
/// After the last of 400 publications, which are a minute apart.
constexpr Moment kThen = device(kNow + 8 * kHour);

/// Publications 1 to `last`. Each withdraws one index in every block that no other withdraws, and has names and
/// versions of its own for issuer and policy, so that a verdict made of two of them shows.
class Stream {
 public:
  explicit Stream(std::uint64_t last) {
    for (std::uint64_t n = 1; n <= last; ++n) {
      bundles_.push_back(authority_.sign(draft(n)).bundle());
      for (std::uint32_t block = 0; block < kBlocks; ++block) {
        texts_.push_back(authority_.text(TestAuthority::certificate(index(n, block))));
      }
    }
  }

  std::uint64_t last() const noexcept { return bundles_.size(); }
  AuthorityId id() const { return authority_.id(); }
  bool update(TrustStore& store, std::uint64_t n) const {
    return store.update(bundles_.at(n - 1), kThen).has_value();
  }
  TrustStore make(const std::string& file) const { return make_store(file, authority_, authority_.sign(draft(1))); }
  /// What publication `n` withdraws, in one of its blocks.
  const std::string& text(std::uint64_t n, std::uint64_t which) const {
    return texts_.at((n - 1) * kBlocks + which % kBlocks);
  }
  /// Empty if all of `v` is of one publication, and true of what publication `n` withdraws.
  static std::string wrong_in(const Verdict& v, std::uint64_t n) {
    const std::string at = " at sequence " + std::to_string(v.evidence.sequence);
    const std::string expected = v.evidence.sequence == n ? "rejected: revoked" : "accepted";
    if (summary(v) != expected) return summary(v) + " in place of " + expected + at;
    if (v.evidence.issuer != issuer_name(v.evidence.sequence)) return v.evidence.issuer + at;
    if (v.evidence.policy_version != v.evidence.sequence) return "policy " + std::to_string(v.evidence.policy_version) + at;
    return {};
  }

 private:
  /// At another place in each block, so that no two blocks are the same.
  static std::uint32_t index(std::uint64_t n, std::uint32_t block) {
    return block * (revocation::kBlockBits + 100) + static_cast<std::uint32_t>(n);
  }
  static std::string issuer_name(std::uint64_t n) { return "Issuer in " + std::to_string(n); }
  Draft draft(std::uint64_t n) const {
    Draft out = authority_.draft(n);
    revocation::StatusList list(kBlocks * revocation::kBlockBits);
    for (std::uint32_t block = 0; block < kBlocks; ++block) list.insert(index(n, block));
    out.lists[0].list = std::move(list);
    for (auto& key : out.issuers.keys) key.name = issuer_name(n);
    for (auto& policy : out.policies.policies) policy.version = static_cast<std::uint32_t>(n);
    return out;
  }

  TestAuthority authority_;
  std::vector<Bytes> bundles_;
  std::vector<std::string> texts_;
};

/// One reader's questions: about what publications near the one in force withdraw.
class Reader {
 public:
  Reader(const Stream& stream, const TrustStore& store, unsigned seed)
      : stream_(stream), verifier_(store), random_(seed) {}

  /// Empty, or what was wrong.
  std::string ask() {
    const std::uint64_t n = std::clamp<std::uint64_t>(sequence_ + random_() % 4, 2, stream_.last() + 1) - 1;
    const Verdict v = verifier_.verify(stream_.text(n, random_()), kThen);
    if (v.evidence.sequence < sequence_) return "went back to sequence " + std::to_string(v.evidence.sequence);
    sequence_ = v.evidence.sequence;
    return Stream::wrong_in(v, n);
  }

 private:
  const Stream& stream_;
  Verifier verifier_;
  std::mt19937 random_;
  std::uint64_t sequence_ = 1;
};

/// Keeps asking and updating in step, whatever the machine's load: each publication gets its share of the verdicts.
/// Also between two processes, in shared memory.
struct Pace {
  const std::uint64_t publications;
  const int verdicts;
  std::atomic<int> asked = 0;
  std::atomic<std::uint64_t> published = 1;

  int due(std::uint64_t publication) const {
    return static_cast<int>(static_cast<std::uint64_t>(verdicts) * publication / publications);
  }
  static void wait() { std::this_thread::sleep_for(std::chrono::microseconds(50)); }
  /// True if there is one more verdict to ask for.
  bool next() {
    const int number = asked++;
    while (number < verdicts && number > due(published)) wait();
    return number < verdicts;
  }
};

bool update_in_step(const Stream& stream, TrustStore store, Pace& pace) {
  bool updated = true;
  for (std::uint64_t n = 2; n <= stream.last(); ++n) {
    while (pace.asked < pace.due(n - 1)) Pace::wait();
    updated = updated && stream.update(store, n);
    pace.published = n;
  }
  return updated;
}

std::map<std::string, int> ask_in_threads(std::uint64_t publications, int verdicts) {
  const Stream stream(publications);
  const TemporaryFolder folder;
  const TrustStore store = stream.make(folder.file("door.db"));
  Pace pace{publications, verdicts};
  std::vector<std::map<std::string, int>> wrong(kReaders);
  std::vector<std::thread> readers;
  for (unsigned r = 0; r < kReaders; ++r) {
    readers.emplace_back([&, r] {
      for (Reader reader(stream, store, r); pace.next();) {
        if (auto what = reader.ask(); !what.empty()) ++wrong[r][what];
      }
    });
  }
  const bool updated = update_in_step(stream, store, pace);
  for (auto& reader : readers) reader.join();
  CHECK(updated);
  std::map<std::string, int> out;
  for (const auto& each : wrong) {
    for (const auto& [what, times] : each) out[what] += times;
  }
  return out;
}

/// A Pace that two processes share.
class SharedPace {
 public:
  SharedPace(std::uint64_t publications, int verdicts)
      : memory_(::mmap(nullptr, sizeof(Pace), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)) {
    if (memory_ == MAP_FAILED) throw std::runtime_error("no shared memory");
    new (memory_) Pace{publications, verdicts};
  }
  ~SharedPace() { ::munmap(memory_, sizeof(Pace)); }
  SharedPace(const SharedPace&) = delete;
  SharedPace& operator=(const SharedPace&) = delete;
  Pace& operator*() const { return *static_cast<Pace*>(memory_); }

 private:
  void* memory_;
};

/// The reader takes up what is new when three publications have come, so that blocks it knows by name are gone.
std::map<std::string, int> ask_beside_a_process(std::uint64_t publications, int verdicts) {
  const Stream stream(publications);
  const TemporaryFolder folder;
  const std::string file = folder.file("door.db");
  { const auto closed_at_once = stream.make(file); }
  const SharedPace pace(publications, verdicts);
  const pid_t updater = ::fork();
  if (updater == 0) {
    auto store = TrustStore::open(file, stream.id());
    ::_exit(store && update_in_step(stream, *store, *pace) ? 0 : 1);
  }
  std::map<std::string, int> wrong;
  auto store = TrustStore::open(file, stream.id());
  REQUIRE(store);
  Reader reader(stream, *store, 9);
  std::uint64_t taken_up = 1;
  while ((*pace).next()) {
    if (auto what = reader.ask(); !what.empty()) ++wrong[what];
    if ((*pace).published < taken_up + 3) continue;
    if (!store->refresh()) ++wrong["cannot refresh"];
    taken_up = (*pace).published;
  }
  int status = 0;
  ::waitpid(updater, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  REQUIRE(store->refresh());
  CHECK(store->status(kThen).sequence == publications);
  return wrong;
}

void check(const std::map<std::string, int>& wrong) {
  std::string text;
  for (const auto& [what, times] : wrong) text += std::to_string(times) + " x " + what + "\n";
  INFO(text);
  CHECK(wrong.empty());
}

}  // namespace

TEST_CASE("eight threads ask while one updates: each verdict is of one publication", "[threads]") {
  check(ask_in_threads(12, 2'000));
}

TEST_CASE("one process asks while another updates: each verdict is of one publication", "[threads]") {
  check(ask_beside_a_process(12, 2'000));
}

TEST_CASE("eight threads ask a million times while one updates", "[.long]") {
  check(ask_in_threads(400, 1'000'000));
  WARN("1,000,000 verdicts of eight threads under 400 publications");
}

TEST_CASE("one process asks a million times while another updates", "[.long]") {
  check(ask_beside_a_process(400, 1'000'000));
  WARN("1,000,000 verdicts of one process beside another under 400 publications");
}

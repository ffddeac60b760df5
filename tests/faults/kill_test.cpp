// An updating process that is killed: the store holds exactly the old data or exactly the new, and roots only go on.
#include "support/catch.h"

#include <algorithm>
#include <map>
#include <random>
#include <thread>

#include "faults/killed_child.h"
#include "faults/sql_file.h"
#include "faults/witnesses.h"

using namespace skan;
using namespace skan::testing;
using std::chrono::microseconds;

namespace {

constexpr std::uint64_t kLast = 20;

/// Every fifth publication brings a new root.
constexpr std::uint32_t root_of(std::uint64_t sequence) { return 1 + static_cast<std::uint32_t>(sequence) / 5; }

/// Publications 1 to kLast, and a store of each, closed.
struct Series {
  Witnesses witnesses{kLast};
  AuthorityId id = witnesses.authority().id();
  std::vector<Bytes> bundles{Bytes()}, stores{Bytes()};

  Series() {
    const TemporaryFolder folder;
    const std::string file = folder.file("door.db");
    auto provisioned = TrustStore::provision(file, witnesses.authority().root(), id);
    for (std::uint64_t n = 1; n <= kLast; ++n) {
      bundles.push_back(witnesses.publication(n, root_of(n)).bundle());
      if (!provisioned->update(bundles[n], device(kNow))) throw std::runtime_error("the series cannot be made");
      stores.push_back(read_whole(file));
    }
  }
};

const Series& series() {
  static const Series made;
  return made;
}

/// Brings the store at `file` from publication `next` - 1 to `next`; true if it says so.
using Writer = std::function<bool(const std::string& file, std::uint64_t next)>;

bool update(const std::string& file, std::uint64_t next) {
  auto store = TrustStore::open(file, series().id);
  return store && store->update(series().bundles[next], device(kNow));
}

/// The rows of a good store in place of those that stand there, in one transaction for each of `parts`.
void copy_rows(const std::string& file, const std::string& donor, const std::vector<std::vector<std::string>>& parts) {
  SqlFile sql(file);
  sql.run("ATTACH '" + donor + "' AS donor");
  for (const auto& part : parts) {
    std::string statements = "BEGIN IMMEDIATE;";
    for (const std::string& rows : part) {
      statements += "DELETE FROM main." + rows + "; INSERT INTO main." + rows.substr(0, rows.find(' ')) +
                    " SELECT * FROM donor." + rows + ";";
    }
    sql.run(statements + "COMMIT;");
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

const std::string kHead = "objects WHERE name='head'", kOtherObjects = "objects WHERE name<>'head'";

/// Stores that are updated and killed again and again.
class Killing {
 public:
  explicit Killing(Writer writer, unsigned seed) : writer_(std::move(writer)), random_(seed) { start_again(); }

  /// Kills `count` updates at random moments. With a good writer, each tenth update may finish, and then must.
  void run(int count, bool finishes) {
    const auto longest = duration_of_an_update();
    for (int i = 0; i < count; ++i) {
      if (sequence_ == kLast) start_again();
      const bool may_finish = finishes && i % 10 == 9;
      std::optional<microseconds> delay;
      if (!may_finish) delay = microseconds(random_() % static_cast<unsigned>(longest.count()));
      const std::uint64_t next = sequence_ + 1;
      const Killed killed = run_and_kill([&] { return writer_(file_, next); }, delay);
      if (may_finish && !killed.reported) ++wrong_["an update was refused after a kill"];
      look(next, killed.reported);
    }
  }
  const std::map<std::string, int>& wrong() const noexcept { return wrong_; }
  int old_data() const noexcept { return old_; }
  int new_data() const noexcept { return new_; }
  std::string text() const {
    std::string out = std::to_string(old_) + " times the old data, " + std::to_string(new_) + " times the new";
    for (const auto& [what, times] : wrong_) out += "\n" + std::to_string(times) + " x " + what;
    return out;
  }

 private:
  void start_again() {
    std::filesystem::remove(file_);
    file_ = folder_.file("door-" + std::to_string(++files_) + ".db");
    write_whole(file_, series().stores[1]);
    sequence_ = 1;
    root_ = 1;
  }
  /// A little more than the longest of a few.
  microseconds duration_of_an_update() {
    microseconds longest{};
    for (int i = 0; i < 7; ++i) {
      longest = std::max(longest, run_and_kill([&] { return writer_(file_, sequence_ + 1); }, {}).lasted);
      ++sequence_;
    }
    start_again();
    return longest * 5 / 4;
  }
  void look(std::uint64_t next, bool reported) {
    const Belief found = series().witnesses.belief_of_file(file_, {sequence_, next, root_});
    if (reported && found.sequence != next) ++wrong_["an update that was reported is not there"];
    if (!found.wrong.empty()) {
      ++wrong_[found.wrong];
      return start_again();
    }
    ++(found.sequence == next ? new_ : old_);
    sequence_ = found.sequence;
    root_ = found.root_version;
  }

  Writer writer_;
  std::mt19937 random_;
  TemporaryFolder folder_;
  std::string file_;
  int files_ = 0;
  std::uint64_t sequence_ = 1;
  std::uint32_t root_ = 1;
  std::map<std::string, int> wrong_;
  int old_ = 0, new_ = 0;
};

/// A writer that divides each update into these transactions.
Writer divided(const TemporaryFolder& folder, const std::vector<std::vector<std::string>>& parts) {
  return [&folder, parts](const std::string& file, std::uint64_t next) {
    const std::string donor = folder.file("donor.db");
    write_whole(donor, series().stores[next]);
    copy_rows(file, donor, parts);
    return true;
  };
}

/// What the check says of a store in which only `rows` are of the next publication.
std::string half_done(const std::vector<std::string>& rows) {
  const TemporaryFolder folder;
  write_whole(folder.file("door.db"), series().stores[1]);
  write_whole(folder.file("donor.db"), series().stores[2]);
  copy_rows(folder.file("door.db"), folder.file("donor.db"), {rows});
  return series().witnesses.belief_of_file(folder.file("door.db"), {1, 2}).wrong;
}

}  // namespace

TEST_CASE("an update that is killed at a random moment leaves the old data or the new") {
  Killing killing(update, 11);
  // A busy machine spreads the moments unevenly; each round measures anew how long an update takes.
  for (int round = 0; round < 10 && (killing.old_data() <= 10 || killing.new_data() <= 10); ++round) killing.run(100, true);
  INFO(killing.text());
  CHECK(killing.wrong().empty());
  CHECK(killing.old_data() > 10);
  CHECK(killing.new_data() > 10);
}

TEST_CASE("an update that is killed at a random moment leaves the old data or the new: 10,000 times", "[.long]") {
  Killing killing(update, 12);
  killing.run(10'000, true);
  WARN(killing.text());
  CHECK(killing.wrong().empty());
}

TEST_CASE("an update that is divided into two transactions is caught by the same kills") {
  const TemporaryFolder folder;
  Killing killing(divided(folder, {{kHead}, {kOtherObjects, "roots", "lists", "blocks"}}), 13);
  for (int round = 0; round < 10 && killing.wrong().empty(); ++round) killing.run(40, false);
  INFO(killing.text());
  CHECK_FALSE(killing.wrong().empty());
}

TEST_CASE("whatever is missing of an update is noticed by the same check") {
  const std::string lists = "lists", blocks = "blocks", roots = "roots";
  CHECK(half_done({roots, kHead, kOtherObjects, lists, blocks}).empty());
  CHECK(half_done({kHead}) == "damaged");
  CHECK(half_done({kOtherObjects}) == "damaged");
  CHECK(half_done({lists}) == "damaged");
  CHECK(half_done({roots, kHead, kOtherObjects, blocks}) == "damaged");
  CHECK(half_done({roots, kHead, kOtherObjects, lists}).find("undetermined: store_damaged in place of ") == 0);
}

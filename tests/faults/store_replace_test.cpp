// A store that was replaced as a whole, or whose log was: what it then believes is old or nothing, never wrong.
#include "support/catch.h"

#include "faults/broken_store.h"
#include "faults/fault_vfs.h"
#include "faults/sql_file.h"
#include "faults/witnesses.h"

using namespace skan;
using namespace skan::testing;

namespace {

/// A store's file and its log as they stand while a reader keeps the log from being taken up.
struct Pair {
  Bytes file, log;
};

/// A store at publication `from`, updated to `to`, with the update in the log only.
Pair with_log(const TestAuthority& authority, std::uint64_t from, std::uint64_t to) {
  const FastDisk fast_disk;  // nor does anybody wait for the reader
  const TemporaryFolder folder;
  const std::string file = folder.file("door.db");
  { const auto closed_at_once = make_store(file, authority, authority.publish(from)); }
  SqlFile reader(file);
  reader.run("BEGIN; SELECT count(*) FROM sqlite_schema");
  auto store = TrustStore::open(file, authority.id());
  if (!store || !store->update(authority.publish(to).bundle(), device(kNow))) throw std::runtime_error("no log");
  return {read_whole(file), read_whole(file + "-wal")};
}

/// Everything that may be said of a file with a log that is not its own.
void check(const Sample& sample, const Bytes& file, const Bytes& log) {
  const TemporaryFolder folder;
  write_whole(folder.file("door.db"), file);
  write_whole(folder.file("door.db-wal"), log);
  const Outcomes outcomes = outcomes_of(sample, folder.file("door.db"));
  INFO(outcomes.text());
  CHECK_FALSE(outcomes.believed_wrongly);
  CHECK((outcomes.updated != "ok" || outcomes.repaired == "yes"));
}

}  // namespace

TEST_CASE("an update that is still in the log alone counts") {
  const Sample sample;
  const Pair pair = with_log(sample.authority, 1, 2);
  CHECK(pair.log.size() > 10'000);
  const TemporaryFolder folder;
  write_whole(folder.file("door.db"), pair.file);
  write_whole(folder.file("door.db-wal"), pair.log);
  CHECK(Witnesses(2).belief_of_file(folder.file("door.db"), {2, 2}).wrong == "");
}

TEST_CASE("a log of another store beside the file is not believed") {
  const Sample sample;
  const Bytes own = with_log(sample.authority, 1, 2).log, foreign = with_log(sample.stranger, 1, 2).log;
  const Bytes other_file = with_log(sample.stranger, 1, 2).file;
  check(sample, sample.file, foreign);
  check(sample, other_file, own);
  check(sample, other_file, foreign);
}

TEST_CASE("a log of another update beside the file is not believed beyond what it says") {
  const Sample sample;
  const Bytes older = with_log(sample.authority, 1, 2).log, later = with_log(sample.authority, 7, 8).log;
  const Bytes first_file = with_log(sample.authority, 1, 2).file;
  check(sample, sample.file, older);
  check(sample, sample.file, later);
  check(sample, first_file, later);
}

TEST_CASE("a log with a flipped bit, or cut off, leaves the old data, the new, or nothing that is believed") {
  const Sample sample;
  const Pair pair = with_log(sample.authority, 1, 2);
  for (std::size_t bit = 0; bit < pair.log.size() * 8; bit += pair.log.size() / 5) {
    check(sample, pair.file, with_flipped_bit(pair.log, bit));
  }
  for (std::size_t size = 0; size < pair.log.size(); size += pair.log.size() / 20) {
    check(sample, pair.file, copy_of(std::span(pair.log).first(size)));
  }
}

TEST_CASE("an older whole store is believed for what it is: older, until the next update") {
  const Witnesses witnesses(3);
  const TemporaryFolder folder;
  const std::string file = folder.file("door.db");
  { const auto closed_at_once = make_store(file, witnesses.authority(), witnesses.publication(1)); }
  const Bytes older = read_whole(file);
  {
    auto store = TrustStore::open(file, witnesses.authority().id());
    REQUIRE(store->update(witnesses.publication(2, 2).bundle(), device(kNow)));
  }
  write_whole(file, older);
  CHECK(witnesses.belief_of_file(file, {1, 1}).wrong == "");
  auto store = TrustStore::open(file, witnesses.authority().id());
  REQUIRE(store);
  const Verdict stale = Verifier(*store).verify(witnesses.authority().text(TestAuthority::certificate()), device(kPublished + 8 * kDay));
  CHECK(summary(stale) == "undetermined: trust_data_stale");
  REQUIRE(store->update(witnesses.publication(3, 3).bundle(), device(kNow)));
  CHECK(witnesses.belief_of_file(file, {3, 3, 3}).wrong == "");
}

TEST_CASE("an open store whose file is replaced by another authority's goes on believing its own authority alone") {
  const Sample sample;
  const TemporaryFolder folder;
  const std::string file = folder.file("door.db");
  write_whole(file, sample.file);
  const auto store = TrustStore::open(file, sample.authority.id());
  REQUIRE(store);
  { const auto closed_at_once = make_store(folder.file("other.db"), sample.stranger, sample.stranger.publish(9)); }
  std::filesystem::rename(folder.file("other.db"), file);
  TrustStore same = *store;
  static_cast<void>(same.refresh());
  CHECK_FALSE(believes_wrongly(sample, *store));
  CHECK(TrustStore::open(file, sample.authority.id()).error().code == ErrorCode::foreign_store);
}

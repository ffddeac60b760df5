// What a store remembers beside its data: noted times, the host's anchor, read-only copies, older formats.
#include "support/catch.h"

#include <sys/stat.h>

#include "store/store_file.h"
#include "support/test_site.h"

using namespace skan;
using namespace skan::testing;

namespace {

const TestAuthority authority;
const std::string good = authority.text(TestAuthority::certificate());

std::string verdict(const TrustStore& store, Moment now, std::int64_t clock_floor = 0) {
  return summary(Verifier(store, {.policy = {}, .clock_floor = clock_floor}).verify(good, now));
}

void run_sql(const std::string& file, const char* sql) {
  auto database = store::Database::open(file, store::Access::read_write);
  REQUIRE(database);
  REQUIRE(database->execute(sql));
}

TrustStore reopened(const std::string& file, const OpenOptions& options = {}) {
  auto store = TrustStore::open(file, authority.id(), options);
  REQUIRE(store);
  return *store;
}

/// Gives the file the tables of version 1, in which blocks were found by their digests.
void make_version_1(const std::string& file) {
  auto database = store::Database::open(file, store::Access::read_write);
  REQUIRE(database);
  std::map<Bytes, Bytes> blocks;
  auto read = database->prepare("SELECT bytes FROM blocks");
  REQUIRE(read);
  while (*read->step()) {
    const Bytes bytes = copy_of(read->blob(0));
    const auto digest = crypto::digest(crypto::Purpose::block, bytes);
    blocks[copy_of(digest)] = bytes;
  }
  read->reset();
  REQUIRE(database->execute("DROP TABLE blocks; ALTER TABLE lists DROP COLUMN block_rows; PRAGMA user_version=1;"
                            "CREATE TABLE blocks(id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT;"));
  auto insert = database->prepare("INSERT INTO blocks(digest, bytes) VALUES(?, ?)");
  REQUIRE(insert);
  for (const auto& [digest, bytes] : blocks) REQUIRE(insert->bind(1, std::span(digest)).bind(2, std::span(bytes)).run());
}

}  // namespace

TEST_CASE("a noted time is a floor for the device's clock, also after a restart") {
  Door door(1);
  CHECK(verdict(door.store, device(kNow)) == "accepted");
  REQUIRE(door.store.note_time(device(kNow + 2 * kDay)));
  for (const TrustStore& store : {door.store, reopened(door.file)}) {
    CHECK(store.status(device(kNow)).noted_time == kNow + 2 * kDay);
    CHECK(verdict(store, device(kNow)) == "undetermined: clock_suspect");
    CHECK(verdict(store, device(kNow + 2 * kDay - 299)) == "accepted");
    CHECK(verdict(store, stated(kNow)) == "accepted: stated_time");
  }
}

TEST_CASE("only a device's time between the data's own and the end of the last tier is noted") {
  Door door(1);
  for (const Moment now : {device(kPublished - 1), device(kPublished + 7 * kDay + 1), device(kNow + 3'650 * kDay), stated(kNow)}) {
    REQUIRE(door.store.note_time(now));
    CHECK_FALSE(door.store.status(device(kNow)).noted_time);
  }
  REQUIRE(door.store.note_time(device(kPublished + 7 * kDay)));
  CHECK(door.store.status(device(kNow)).noted_time == kPublished + 7 * kDay);
  REQUIRE(door.store.note_time(device(kNow)));  // never backwards
  CHECK(door.store.status(device(kNow)).noted_time == kPublished + 7 * kDay);
}

TEST_CASE("a time is noted at most every ten minutes") {
  Door door(1);
  REQUIRE(door.store.note_time(device(kNow)));
  REQUIRE(door.store.note_time(device(kNow + 599)));
  CHECK(door.store.status(device(kNow)).noted_time == kNow);
  REQUIRE(door.store.note_time(device(kNow + 600)));
  CHECK(door.store.status(device(kNow)).noted_time == kNow + 600);
}

TEST_CASE("of two objects that note times, the later time stays") {
  Door door(1);
  auto file = store::open_writable(door.file);
  REQUIRE(file);
  REQUIRE(store::write_noted_time(file->database, kNow + kDay, kPublished + 7 * kDay, 1));
  // As by an object that has looked at the file before that.
  REQUIRE(store::write_noted_time(file->database, kNow + kHour, kPublished + 7 * kDay, 1));
  CHECK(reopened(door.file).status(device(kNow)).noted_time == kNow + kDay);
  CHECK(verdict(reopened(door.file), device(kNow + kHour)) == "undetermined: clock_suspect");
}

TEST_CASE("a clock that jumps ten years ahead for a minute and comes back: verdicts recover without an update") {
  Door door(1);
  REQUIRE(door.store.note_time(device(kNow)));
  const Moment ahead = device(kNow + 3'650 * kDay);
  REQUIRE(door.store.note_time(ahead));
  CHECK(verdict(door.store, ahead) == "undetermined: trust_data_stale");
  CHECK(outcome_of(door.store.update(authority.publish(2).bundle(), ahead)) == "expired_metadata");
  for (const TrustStore& store : {door.store, reopened(door.file)}) CHECK(verdict(store, device(kNow + 60)) == "accepted");
}

TEST_CASE("a noted time of another epoch, or one that cannot have been noted, does not count") {
  Door door(1);
  REQUIRE(door.store.note_time(device(kNow + kDay)));
  SECTION("another epoch") { run_sql(door.file, "UPDATE state SET value=7 WHERE name='noted_epoch'"); }
  SECTION("beyond the last tier") { run_sql(door.file, "UPDATE state SET value=9999999999 WHERE name='noted_time'"); }
  SECTION("not a number") { run_sql(door.file, "UPDATE state SET value='soon' WHERE name='noted_time'"); }
  const TrustStore store = reopened(door.file);
  CHECK_FALSE(store.status(device(kNow)).noted_time);
  CHECK(verdict(store, device(kNow)) == "accepted");
}

TEST_CASE("a head of a new epoch starts the floor again") {
  Door door(1);
  REQUIRE(door.store.note_time(device(kNow + 5 * kDay)));
  Draft draft = authority.draft(2);
  trust::Root root = authority.next_root(draft.roots[0]);
  root.epoch = 2;
  draft.roots.push_back(root);
  draft.head.epoch = draft.manifest.epoch = 2;
  REQUIRE(door.store.update(authority.sign(draft).bundle(), device(kNow)));
  CHECK_FALSE(door.store.status(device(kNow)).noted_time);
  CHECK(verdict(door.store, device(kNow)) == "accepted");
}

TEST_CASE("a store that was set back is noticed by the host's anchor, and only an update that is not older ends it") {
  Door door(1);
  const Bytes old_file = read_whole(door.file);
  REQUIRE(door.store.update(authority.publish(3).bundle(), device(kNow)));
  const Anchor anchor = door.store.anchor();
  CHECK(anchor == Anchor{1, 1, 3, 1});
  CHECK(verdict(reopened(door.file, {.channel = {}, .anchor = anchor}), device(kNow)) == "accepted");
  write_whole(door.file, old_file);
  CHECK(verdict(reopened(door.file), device(kNow)) == "accepted");  // nobody remembers
  TrustStore store = reopened(door.file, {.channel = {}, .anchor = anchor});
  CHECK(store.status(device(kNow)).rolled_back);
  CHECK(verdict(store, device(kNow)) == "undetermined: store_rolled_back");
  CHECK(summary(Verifier(store).verify(authority.text(TestAuthority::certificate(3)), device(kNow))) == "undetermined: store_rolled_back");
  CHECK_FALSE(store.read_object("head"));
  CHECK(outcome_of(store.update(authority.publish(2).bundle(), device(kNow))) == "lower_sequence");
  CHECK(fetch(store, site_of(authority.publish(2))).outcome == "lower_sequence");
  CHECK(outcome_of(store.update(authority.publish(3).bundle(), device(kNow))) == "ok");
  CHECK_FALSE(store.status(device(kNow)).rolled_back);
  CHECK(verdict(store, device(kNow)) == "accepted");
}

TEST_CASE("a store that was removed and provisioned again, or lacks a root, is older than its anchor, too") {
  const TemporaryFolder folder;
  auto made = TrustStore::provision(folder.file("door.db"), authority.root(), authority.id());
  REQUIRE(made);
  CHECK(verdict(*made, device(kNow)) == "undetermined: trust_data_missing");
  CHECK(verdict(reopened(folder.file("door.db"), {.channel = {}, .anchor = {1, 1, 1}}), device(kNow)) == "undetermined: store_rolled_back");
  Door door(5);
  for (const Anchor anchor : {Anchor{2, 1, 5}, Anchor{1, 2, 1}, Anchor{1, 1, 6}}) {
    CHECK(verdict(reopened(door.file, {.channel = {}, .anchor = anchor}), device(kNow)) == "undetermined: store_rolled_back");
  }
  for (const Anchor anchor : {Anchor{}, Anchor{1, 1, 5}, Anchor{1, 0, 900}}) {
    CHECK(verdict(reopened(door.file, {.channel = {}, .anchor = anchor}), device(kNow)) == "accepted");
  }
  // The head and what follows from it are new enough, but a root that the device had is not among those offered.
  TrustStore store = reopened(door.file, {.channel = {}, .anchor = {2, 1, 5}});
  CHECK(outcome_of(store.update(authority.publish(6).bundle(), device(kNow))) == "lower_sequence");
}

TEST_CASE("damage does not make a store forget the anchor that it was opened with") {
  Door door(1);
  run_sql(door.file, "DELETE FROM objects WHERE name='head'");
  CHECK(reopened(door.file, {.channel = {}, .anchor = {1, 1, 1, 1}}).anchor() == Anchor{1, 1, 1, 1});
}

TEST_CASE("the host may pin the channel as well") {
  Door door(1);
  CHECK(verdict(reopened(door.file, {.channel = "main", .anchor = {}}), device(kNow)) == "accepted");
  CHECK(outcome_of(TrustStore::open(door.file, authority.id(), {.channel = "ships", .anchor = {}})) == "foreign_store");
}

TEST_CASE("a read-only copy gives verdicts where nothing can be written, and cannot be updated") {
  Door door(1);
  const TemporaryFolder shelf;
  const std::string copy = shelf.file("copy of 100% door?.db");
  REQUIRE(door.store.export_copy(copy));
  REQUIRE(::chmod(copy.c_str(), 0444) == 0);
  REQUIRE(::chmod(shelf.path().c_str(), 0555) == 0);
  TrustStore store = reopened(copy);
  CHECK(store.status(device(kNow)).read_only);
  CHECK(verdict(store, device(kNow)) == "accepted");
  CHECK(summary(Verifier(store).verify(authority.text(TestAuthority::certificate(3)), device(kNow))) == "rejected: revoked");
  const auto updated = store.update(authority.publish(2).bundle(), device(kNow));
  CHECK(outcome_of(updated) == "storage");
  CHECK(updated.error().message == copy + ": is a read-only copy; update the store that it was made from, and export it again");
  CHECK(outcome_of(store.note_time(device(kNow))) == "storage");
  const auto files = std::distance(std::filesystem::directory_iterator(shelf.path()), {});
  CHECK(files == 1);
  CHECK(store.read_object("head") == door.store.read_object("head"));
  REQUIRE(::chmod(shelf.path().c_str(), 0755) == 0);
}

TEST_CASE("a copy that is exported again is noticed by who reads it") {
  Door door(1);
  const std::string copy = door.folder.file("copy.db");
  REQUIRE(door.store.export_copy(copy));
  TrustStore store = reopened(copy);
  CHECK_FALSE(*store.refresh());
  REQUIRE(door.store.update(authority.publish(2).bundle(), device(kNow)));
  REQUIRE(door.store.export_copy(copy));
  CHECK(*store.refresh());
  CHECK(store.status(device(kNow)).sequence == 2);
  CHECK(verdict(store, device(kNow)) == "accepted");
}

TEST_CASE("a copy with a log beside it is one clear error") {
  Door door(1);
  const std::string copy = door.folder.file("copy.db");
  REQUIRE(door.store.export_copy(copy));
  write_whole(copy + "-wal", Bytes(10));
  const auto opened = TrustStore::open(copy, authority.id());
  CHECK(outcome_of(opened) == "storage");
  CHECK(opened.error().message.find("read-only copy, but " + copy + "-wal stands beside it") != std::string::npos);
}

TEST_CASE("a copy is never exported over a store that works") {
  Door door(1), other(2);
  for (const std::string& path : {door.file, other.file}) {
    INFO(path);
    CHECK(outcome_of(door.store.export_copy(path)) == "storage");
  }
  CHECK(reopened(door.file).status(device(kNow)).sequence == 1);
  CHECK(reopened(other.file).status(device(kNow)).sequence == 2);
}

TEST_CASE("a copy that cannot be written names the file and leaves nothing") {
  Door door(1);
  const std::string nowhere = door.folder.file("missing") + "/copy.db";
  const auto written = door.store.export_copy(nowhere);
  CHECK(outcome_of(written) == "storage");
  CHECK(written.error().message.find(nowhere) == 0);
  CHECK(outcome_of(door.store.export_copy("")) == "invalid_argument");
}

TEST_CASE("a store of version 1 is brought up to date when it is opened, and nothing is lost") {
  Door door(1);
  REQUIRE(door.store.update(authority.publish(2).bundle(), device(kNow)));
  make_version_1(door.file);
  for (int opened = 0; opened < 2; ++opened) {
    TrustStore store = reopened(door.file);
    CHECK_FALSE(store.status(device(kNow)).damaged);
    CHECK(store.status(device(kNow)).sequence == 2);
    CHECK(verdict(store, device(kNow)) == "accepted");
    for (const std::uint32_t index : {3u, 102u, 17'000u}) {
      CHECK(summary(Verifier(store).verify(authority.text(TestAuthority::certificate(index)), device(kNow))) == "rejected: revoked");
    }
  }
  CHECK(outcome_of(reopened(door.file).update(authority.publish(3).bundle(), device(kNow))) == "ok");
}

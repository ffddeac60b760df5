// Rows edited with SQL by someone who can write the store's file: what is not believed, and what is repaired.
#include "support/catch.h"

#include <filesystem>

#include "faults/broken_store.h"
#include "faults/sql_file.h"

using namespace skan;
using namespace skan::testing;

namespace {

const Sample& sample() {
  static const Sample made;
  return made;
}

/// A copy of the sample store, edited.
class Edited {
 public:
  explicit Edited(const std::string& sql) : Edited() { SqlFile(file_).run(sql); }
  Edited(const std::string& sql, std::span<const std::byte> blob) : Edited() { SqlFile(file_).run(sql, blob); }
  Edited() { write_whole(file_, sample().file); }

  const std::string& file() const { return file_; }
  Outcomes outcomes() const { return outcomes_of(sample(), file_); }

 private:
  TemporaryFolder folder_;
  std::string file_ = folder_.file("door.db");
};

constexpr std::string_view kDamagedThenRepaired = "ok | undetermined: store_damaged | ok | yes";
constexpr std::string_view kHarmless = "ok | accepted | ok | yes";

void check(std::string_view expected, const std::string& sql) {
  INFO(sql);
  const Outcomes outcomes = Edited(sql).outcomes();
  CHECK(outcomes.text() == expected);
  CHECK_FALSE(outcomes.believed_wrongly);
}

}  // namespace

TEST_CASE("the sample store is whole") {
  CHECK(Edited().outcomes().text() == kHarmless);
}

TEST_CASE("missing or wrong status lists make verdicts undetermined, and the same bundle repairs them") {
  check(kDamagedThenRepaired, "DELETE FROM lists");
  check(kDamagedThenRepaired, "DELETE FROM lists WHERE generation=(SELECT max(generation) FROM lists)");
  check(kDamagedThenRepaired, "UPDATE lists SET digests=substr(digests, 1, 32)");
  check(kDamagedThenRepaired, "UPDATE lists SET digests=CAST(digests || x'41' AS BLOB)");
  check(kDamagedThenRepaired, "UPDATE lists SET digests=zeroblob(length(digests))");
  check(kDamagedThenRepaired, "UPDATE lists SET kid=zeroblob(8) WHERE rowid=(SELECT max(rowid) FROM lists)");
  check(kDamagedThenRepaired, "INSERT INTO lists VALUES(7, zeroblob(8), zeroblob(32), zeroblob(8))");
  check(kHarmless, "INSERT INTO lists SELECT generation, zeroblob(8), zeroblob(31), zeroblob(8) FROM lists ORDER BY generation DESC LIMIT 1");
  check(kHarmless, "DELETE FROM lists WHERE generation=(SELECT min(generation) FROM lists)");
}

TEST_CASE("a generation at the end of its range is repaired as well") {
  check(kDamagedThenRepaired, "INSERT INTO lists VALUES(9223372036854775806, zeroblob(8), zeroblob(32), zeroblob(8))");
  check(kDamagedThenRepaired, "INSERT INTO lists VALUES(9223372036854775807, zeroblob(8), zeroblob(32), zeroblob(8))");
  check(kHarmless, "UPDATE lists SET generation=9223372036854775807 WHERE generation=(SELECT max(generation) FROM lists)");
  check(kHarmless, "INSERT INTO lists VALUES(-9223372036854775807 - 1, zeroblob(8), zeroblob(32), zeroblob(8))");
}

TEST_CASE("missing or wrong blocks make verdicts undetermined, and the same bundle repairs them") {
  check(kDamagedThenRepaired, "DELETE FROM blocks");
  check(kDamagedThenRepaired, "UPDATE blocks SET bytes=zeroblob(1024)");
  check(kDamagedThenRepaired, "UPDATE blocks SET bytes=zeroblob(1000)");
  check(kDamagedThenRepaired, "UPDATE blocks SET bytes=zeroblob(0)");
  check(kDamagedThenRepaired, "UPDATE lists SET block_rows=zeroblob(length(block_rows))");
  check(kDamagedThenRepaired, "UPDATE lists SET block_rows=zeroblob(0)");
  check(kDamagedThenRepaired, "UPDATE lists SET block_rows=CAST(substr(block_rows, 1, 16) || substr(block_rows, 1, 8) AS BLOB)");
  check(kDamagedThenRepaired, "UPDATE blocks SET bytes=(SELECT bytes FROM blocks other WHERE other.id<>blocks.id LIMIT 1)");
  check(kHarmless, "INSERT INTO blocks(bytes) VALUES(zeroblob(1024))");
}

TEST_CASE("missing or wrong signed objects make verdicts undetermined, and the same bundle repairs them") {
  for (const std::string object : {"head", "manifest", "issuers", "policies"}) {
    check(kDamagedThenRepaired, "DELETE FROM objects WHERE name='" + object + "'");
    check(kDamagedThenRepaired, "UPDATE objects SET bytes=zeroblob(0) WHERE name='" + object + "'");
    check(kDamagedThenRepaired, "UPDATE objects SET bytes=CAST(bytes || x'41' AS BLOB) WHERE name='" + object + "'");
    check(kDamagedThenRepaired, "UPDATE objects SET name='" + object + " ' WHERE name='" + object + "'");
  }
  const auto exchange = [](const std::string& a, const std::string& b) {
    return "UPDATE objects SET bytes=(SELECT bytes FROM objects o WHERE o.name=CASE objects.name WHEN '" + a + "' THEN '" + b +
           "' ELSE '" + a + "' END) WHERE name IN ('" + a + "', '" + b + "')";
  };
  check(kDamagedThenRepaired, exchange("head", "manifest"));
  check(kDamagedThenRepaired, exchange("issuers", "policies"));
  check(kHarmless, "INSERT INTO objects VALUES('more', zeroblob(9))");
}

TEST_CASE("rows that somebody adds do not hide those in force for good") {
  const std::string hundred = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<100) ";
  for (const std::string& sql : {"INSERT INTO objects " + hundred + "SELECT 'a' || i, zeroblob(9) FROM n",
                                 "INSERT INTO roots " + hundred + "SELECT -i, zeroblob(9) FROM n",
                                 "INSERT INTO lists " + hundred + "SELECT 2, zeroblob(i), zeroblob(32), zeroblob(8) FROM n"}) {
    INFO(sql);
    const Outcomes outcomes = Edited(sql).outcomes();
    CHECK_FALSE(outcomes.believed_wrongly);
    CHECK(outcomes.repaired == "yes");
  }
}

TEST_CASE("a store whose data are all gone knows that it has none, and takes the bundle again") {
  check("ok | undetermined: trust_data_missing | ok | yes", "DELETE FROM objects; DELETE FROM lists");
  check(kDamagedThenRepaired, "DELETE FROM objects");
}

TEST_CASE("an object of another publication does not pass among those in force") {
  const Publication older = sample().authority.publish(1);
  for (const auto& [name, bytes] : {std::pair("head", older.head), {"manifest", older.manifest}, {"issuers", older.parts[0]}, {"policies", older.parts[1]}}) {
    INFO(name);
    const Edited edited("UPDATE objects SET bytes=? WHERE name='" + std::string(name) + "'", bytes);
    CHECK(edited.outcomes().text() == kDamagedThenRepaired);
  }
}

TEST_CASE("missing, wrong or additional roots are repaired") {
  check(kDamagedThenRepaired, "DELETE FROM roots");
  check(kDamagedThenRepaired, "UPDATE roots SET bytes=zeroblob(9)");
  check(kDamagedThenRepaired, "INSERT INTO roots VALUES(2, zeroblob(9))");
  check(kDamagedThenRepaired, "INSERT INTO roots SELECT 5, bytes FROM roots");
  check(kDamagedThenRepaired, "INSERT INTO roots SELECT -5, zeroblob(9) FROM roots");
  // Its number is not what makes it root 1, its bytes are.
  check(kHarmless, "UPDATE roots SET version=3");
}

TEST_CASE("a root of somebody else is not believed, even when the file says that it is") {
  const Bytes root = sample().stranger.root();
  const Outcomes replaced = Edited("UPDATE roots SET bytes=?", root).outcomes();
  CHECK(replaced.text() == kDamagedThenRepaired);
  CHECK_FALSE(replaced.believed_wrongly);
  const Edited whole("UPDATE roots SET bytes=?", root);
  SqlFile(whole.file()).run("UPDATE state SET value=? WHERE name='authority_id'", sample().stranger.id().bytes);
  CHECK(whole.outcomes().opened == "foreign_store");
}

TEST_CASE("another authority's whole store under our name is foreign") {
  const TemporaryFolder folder;
  { const TrustStore store = make_store(folder.file("door.db"), sample().stranger, sample().stranger.publish(2)); }
  CHECK(outcomes_of(sample(), folder.file("door.db")).opened == "foreign_store");
  SqlFile(folder.file("door.db")).run("UPDATE state SET value=? WHERE name='authority_id'", sample().authority.id().bytes);
  const Outcomes disguised = outcomes_of(sample(), folder.file("door.db"));
  CHECK(disguised.text() == kDamagedThenRepaired);
  CHECK_FALSE(disguised.believed_wrongly);
}

TEST_CASE("the state table is a note to find the way by, and is not believed either") {
  check(kHarmless, "UPDATE state SET value=zeroblob(32) WHERE name='authority_id'");
  check(kHarmless, "UPDATE state SET value=7 WHERE name='authority_id'");
  check(kHarmless, "DELETE FROM state WHERE name='authority_id'");
  check(kHarmless, "INSERT INTO state VALUES('more', 7)");
}

TEST_CASE("with another channel in the file nothing is accepted, and no other channel's data is taken for ours") {
  check("ok | undetermined: store_damaged | foreign_store | still damaged", "UPDATE state SET value='kiosk' WHERE name='channel'");
}

TEST_CASE("a store that lost its channel does not blame the bundle") {
  for (const std::string& sql : std::vector<std::string>{"DELETE FROM state", "DELETE FROM state WHERE name='channel'", "UPDATE state SET value='' WHERE name='channel'",
                                "UPDATE state SET value=x'00ff' WHERE name='channel'", "DROP TABLE state"}) {
    const Outcomes outcomes = Edited(sql).outcomes();
    INFO(sql << ": " << outcomes.text());
    CHECK_FALSE(outcomes.believed_wrongly);
    CHECK(outcomes.good != "accepted");
    CHECK(outcomes.updated != "foreign_store");
  }
}

TEST_CASE("a dropped or changed table gives an error or nothing accepted") {
  for (const std::string table : {"roots", "objects", "lists", "blocks", "state"}) {
    INFO(table);
    for (const std::string& sql : {"DROP TABLE " + table, "DROP TABLE " + table + "; CREATE TABLE " + table + "(other)",
                                  "ALTER TABLE " + table + " RENAME TO gone; CREATE VIEW " + table + " AS SELECT * FROM gone"}) {
      INFO(sql);
      const Outcomes outcomes = Edited(sql).outcomes();
      CHECK_FALSE(outcomes.believed_wrongly);
      CHECK(outcomes.good != "accepted");
      // Either it says that the file is unusable, or the update has made it whole.
      CHECK((outcomes.opened == "not_a_store" || outcomes.opened == "storage" || outcomes.updated == "storage" ||
             outcomes.repaired == "yes"));
    }
  }
}

TEST_CASE("triggers that somebody put into the file do not run") {
  const Edited edited(
      "CREATE TRIGGER a AFTER INSERT ON objects BEGIN DELETE FROM blocks; DELETE FROM roots; END;"
      "CREATE TRIGGER b AFTER INSERT ON lists BEGIN UPDATE lists SET digests=zeroblob(32); END;"
      "CREATE TRIGGER c AFTER UPDATE ON blocks BEGIN SELECT raise(ABORT, 'no'); END;"
      "CREATE TRIGGER d BEFORE DELETE ON lists BEGIN SELECT raise(ABORT, 'no'); END;");
  CHECK(edited.outcomes().text() == kHarmless);
  auto store = TrustStore::open(edited.file(), sample().authority.id());
  REQUIRE(store);
  CHECK(outcome_of(store->update(sample().authority.publish(3).bundle(), device(kNow))) == "ok");
  CHECK(summary(Verifier(*store).verify(sample().good, device(kNow))) == "accepted");
}

TEST_CASE("a store of another format or program is refused by name and not written") {
  const auto refused = [](const std::string& sql) {
    const Edited edited(sql);
    const Bytes before = read_whole(edited.file());
    const std::string outcome = edited.outcomes().opened;
    CHECK(outcome_of(TrustStore::provision(edited.file(), sample().authority.root(), sample().authority.id())) == outcome);
    const bool unchanged = read_whole(edited.file()) == before;
    CHECK(unchanged);
    return outcome;
  };
  CHECK(refused("PRAGMA user_version=3") == "newer_store_format");
  CHECK(refused("PRAGMA user_version=2000000000") == "newer_store_format");
  CHECK(refused("PRAGMA user_version=0") == "not_a_store");
  CHECK(refused("PRAGMA user_version=-1") == "not_a_store");
  CHECK(refused("PRAGMA application_id=0") == "not_a_store");
  CHECK(refused("PRAGMA application_id=1397443141") == "not_a_store");  // a ledger's
}

TEST_CASE("a store with a rollback journal in place of the log works as well") {
  check(kHarmless, "PRAGMA journal_mode=DELETE");
}

TEST_CASE("a file that was cut off gives an error or nothing accepted") {
  const std::size_t size = sample().file.size();
  for (std::size_t keep = 0; keep < size; keep += 4'096) {
    const Edited edited;
    write_whole(edited.file(), std::span(sample().file).first(keep));
    const Outcomes outcomes = edited.outcomes();
    INFO(keep << " of " << size << ": " << outcomes.text());
    CHECK_FALSE(outcomes.believed_wrongly);
    CHECK(outcomes.good != "accepted");
    if (outcomes.opened == "ok") CHECK((outcomes.updated == "storage" || outcomes.repaired == "yes"));
  }
}

TEST_CASE("newer bundles repair as well as the same one") {
  const TestAuthority& a = sample().authority;
  for (const std::string& sql : std::vector<std::string>{
           "DELETE FROM lists", "DELETE FROM blocks", "UPDATE blocks SET bytes=zeroblob(1024)", "DELETE FROM objects",
           "DELETE FROM objects WHERE name='head'", "UPDATE objects SET bytes=zeroblob(9)", "INSERT INTO roots VALUES(2, zeroblob(9))",
           "UPDATE roots SET version=3", "UPDATE lists SET generation=9223372036854775807 WHERE generation=(SELECT max(generation) FROM lists)",
           "INSERT INTO lists VALUES(9223372036854775807, zeroblob(8), zeroblob(32), zeroblob(8))",
           "INSERT INTO lists VALUES(999999999999, zeroblob(8), zeroblob(32), zeroblob(8))"}) {
    const Edited edited(sql);
    for (std::uint64_t sequence = 3; sequence <= 5; ++sequence) {
      INFO(sql << ", then publication " << sequence);
      auto store = TrustStore::open(edited.file(), a.id());
      REQUIRE(store);
      CHECK(outcome_of(store->update(a.publish(sequence).bundle(), device(kNow))) == "ok");
      const auto again = TrustStore::open(edited.file(), a.id());
      REQUIRE(again);
      CHECK_FALSE(again->status(device(kNow)).damaged);
      CHECK(again->status(device(kNow)).sequence == sequence);
      CHECK(summary(Verifier(*again).verify(sample().good, device(kNow))) == "accepted");
      const auto index = static_cast<std::uint32_t>(100 + sequence);
      CHECK(summary(Verifier(*again).verify(a.text(TestAuthority::certificate(index)), device(kNow))) == "rejected: revoked");
    }
  }
}

TEST_CASE("damage does not open the way for an older issuer list or older policies in a newer bundle") {
  const TestAuthority& a = sample().authority;
  for (const std::string& sql : std::vector<std::string>{"SELECT 1", "DELETE FROM lists", "DROP TABLE lists", "UPDATE lists SET digests=zeroblob(9)",
           "UPDATE objects SET bytes=zeroblob(9) WHERE name='issuers'", "DELETE FROM objects WHERE name='policies'",
           "DELETE FROM objects WHERE name IN ('issuers', 'policies')", "DELETE FROM objects WHERE name='head'"}) {
    INFO(sql);
    const Edited edited(sql);
    auto store = TrustStore::open(edited.file(), a.id());
    REQUIRE(store);
    Draft older_issuers = a.draft(5), older_policies = a.draft(5);
    older_issuers.issuers.header.version = 1;
    older_policies.policies.header.version = 1;
    CHECK(outcome_of(store->update(a.sign(older_issuers).bundle(), device(kNow))) == "lower_sequence");
    CHECK(outcome_of(store->update(a.sign(older_policies).bundle(), device(kNow))) == "lower_sequence");
    CHECK(outcome_of(store->update(a.publish(5).bundle(), device(kNow))) == "ok");
  }
}

TEST_CASE("a table that cannot be read does not open the way for an older bundle, and the next one makes the file anew") {
  const TestAuthority& a = sample().authority;
  for (const std::string& sql : std::vector<std::string>{"DROP TABLE lists", "DROP TABLE objects", "DROP TABLE blocks", "ALTER TABLE lists RENAME COLUMN kid TO kin",
           "ALTER TABLE objects RENAME COLUMN bytes TO bites"}) {
    INFO(sql);
    const Edited edited(sql);
    auto store = TrustStore::open(edited.file(), a.id(), {.channel = {}, .anchor = {1, 1, 2, 1}});
    REQUIRE(store);
    CHECK(outcome_of(store->update(sample().older, device(kNow))) == "lower_sequence");
    CHECK(outcome_of(store->update(sample().bundle, device(kNow))) == "ok");
    const auto again = TrustStore::open(edited.file(), a.id());
    REQUIRE(again);
    CHECK_FALSE(again->status(device(kNow)).damaged);
    CHECK(summary(Verifier(*again).verify(sample().good, device(kNow))) == "accepted");
    CHECK(summary(Verifier(*again).verify(sample().revoked, device(kNow))) == "rejected: revoked");
    CHECK(summary(Verifier(*store).verify(sample().revoked, device(kNow))) == "rejected: revoked");
  }
}

TEST_CASE("a file that is made anew takes the place of the one that a link leads to, and drafts of killed programs go") {
  const Edited edited("DROP TABLE lists");
  const TemporaryFolder elsewhere;
  const std::string link = elsewhere.file("link.db");
  std::filesystem::create_symlink(edited.file(), link);
  const std::string draft = edited.file() + ".123.new", other = edited.file() + ".12x.new";
  for (const std::string& file : {draft, draft + "-wal", other}) write_whole(file, Bytes(9));
  auto store = TrustStore::open(link, sample().authority.id());
  REQUIRE(store);
  CHECK(outcome_of(store->update(sample().bundle, device(kNow))) == "ok");
  CHECK(std::filesystem::is_symlink(link));
  CHECK(is_whole(sample(), edited.file()) == "yes");
  CHECK(is_whole(sample(), link) == "yes");
  CHECK_FALSE(std::filesystem::exists(draft));
  CHECK_FALSE(std::filesystem::exists(draft + "-wal"));
  CHECK(std::filesystem::exists(other));
}

TEST_CASE("tables that somebody made stricter do not hold an update back") {
  const std::string lists = "(generation INTEGER NOT NULL CHECK(generation<2), kid BLOB, digests BLOB, block_rows BLOB, PRIMARY KEY(generation, kid))";
  const std::string blocks = "(id INTEGER PRIMARY KEY, bytes BLOB CHECK(id<2))";
  const std::string objects = "(name TEXT PRIMARY KEY, bytes BLOB CHECK(length(bytes)<9))";
  for (const auto& [table, columns] : {std::pair("lists", lists), {"blocks", blocks}, {"objects", objects}}) {
    const std::string name = table;
    INFO(name);
    const Edited edited("PRAGMA ignore_check_constraints=1; CREATE TABLE made" + columns + "; INSERT INTO made SELECT * FROM " + name +
                        "; DROP TABLE " + name + "; ALTER TABLE made RENAME TO " + name);
    auto store = TrustStore::open(edited.file(), sample().authority.id());
    REQUIRE(store);
    const Publication next = sample().authority.publish(3);
    CHECK(outcome_of(store->update(next.bundle(), device(kNow))) == "ok");
    const auto again = TrustStore::open(edited.file(), sample().authority.id());
    REQUIRE(again);
    CHECK(again->status(device(kNow)).sequence == 3);
    CHECK(summary(Verifier(*again).verify(sample().revoked, device(kNow))) == "rejected: revoked");
  }
}

TEST_CASE("a block that somebody made huge, or a column that computes one, takes no memory") {
  constexpr sqlite3_int64 kAllowed = 30'000'000;
  const std::string huge = "zeroblob(200000000)";
  const auto computed = [&](const std::string& table, const std::string& kept) {
    return "CREATE TABLE made(" + kept + ", bytes BLOB AS (" + huge + ")); INSERT INTO made SELECT " + kept + " FROM " + table + "; DROP TABLE " +
           table + "; ALTER TABLE made RENAME TO " + table;
  };
  for (const std::string& sql : {"UPDATE blocks SET bytes=" + huge, computed("blocks", "id")}) {
    INFO(sql);
    const Edited edited(sql);
    sqlite3_memory_highwater(1);
    const Outcomes outcomes = edited.outcomes();
    CHECK(sqlite3_memory_highwater(0) < kAllowed);
    CHECK_FALSE(outcomes.believed_wrongly);
    CHECK(outcomes.repaired == "yes");
  }
}

TEST_CASE("damage does not open the way for an older bundle") {
  const TestAuthority& a = sample().authority;
  for (const std::string& sql : std::vector<std::string>{"DELETE FROM blocks", "DELETE FROM lists", "UPDATE objects SET bytes=zeroblob(9) WHERE name='policies'",
                                "UPDATE objects SET bytes=zeroblob(9) WHERE name='issuers'",
                                "UPDATE objects SET bytes=zeroblob(9) WHERE name='manifest'", "DELETE FROM objects WHERE name='head'"}) {
    INFO(sql);
    const Edited edited(sql);
    auto store = TrustStore::open(edited.file(), a.id());
    REQUIRE(store);
    // Head or manifest of publication 2 is still there and whole.
    CHECK(outcome_of(store->update(sample().older, device(kNow))) == "lower_sequence");
    CHECK(outcome_of(store->update(sample().bundle, device(kNow))) == "ok");
  }
}

TEST_CASE("a repair is told from an update that was in force already") {
  const Edited edited("DELETE FROM blocks");
  auto store = TrustStore::open(edited.file(), sample().authority.id());
  REQUIRE(store);
  const auto report = store->update(sample().bundle, device(kNow));
  REQUIRE(report);
  CHECK(report->sequence == 2);
  CHECK(summary(Verifier(*store).verify(sample().good, device(kNow))) == "accepted");
}

TEST_CASE("a damaged block is noticed by a reader that has it open, and its repair by another object is taken up") {
  const Edited edited;
  const auto reader = TrustStore::open(edited.file(), sample().authority.id());
  REQUIRE(reader);
  SqlFile(edited.file()).run("UPDATE blocks SET bytes=zeroblob(1024)");
  const Verifier verifier(*reader);
  CHECK(summary(verifier.verify(sample().good, device(kNow))) == "undetermined: store_damaged");
  CHECK(summary(verifier.verify(sample().revoked, device(kNow))) == "undetermined: store_damaged");
  auto writer = TrustStore::open(edited.file(), sample().authority.id());
  REQUIRE(writer->update(sample().bundle, device(kNow)));
  CHECK(summary(verifier.verify(sample().good, device(kNow))) == "accepted");
  CHECK(summary(verifier.verify(sample().revoked, device(kNow))) == "rejected: revoked");
}

TEST_CASE("a damaged block leaves proofs their say, and stands among the doubts") {
  const Edited edited("UPDATE blocks SET bytes=zeroblob(1024)");
  const auto store = TrustStore::open(edited.file(), sample().authority.id());
  REQUIRE(store);
  const auto verdict = [&](auto edit, Moment now = device(kNow), std::string policy = "") {
    Certificate c = TestAuthority::certificate();
    edit(c);
    return Verifier(*store, {std::move(policy), 0}).verify(sample().authority.text(c), now);
  };
  const auto as_it_is = [](Certificate&) {};
  const Verdict v = verdict(as_it_is);
  CHECK(summary(v) == "undetermined: store_damaged");
  CHECK(v.evidence.revocation == Revocation::unknown);
  CHECK(v.evidence.sequence == 2);
  CHECK(v.certificate);
  CHECK_FALSE(v.changes_at);
  CHECK(summary(verdict([](Certificate& c) { c.expires = kNow; })) == "rejected: expired");
  CHECK(summary(verdict(as_it_is, device(kNow), "strict")) == "rejected: policy_refused");
  CHECK(summary(verdict(as_it_is, device(kNow), "nowhere")) == "undetermined: unknown_policy, store_damaged");
  CHECK(summary(verdict(as_it_is, device(kPublished + 30 * kDay))) == "undetermined: store_damaged, trust_data_stale");
  CHECK(summary(verdict(as_it_is, device(0))) == "undetermined: store_damaged, clock_suspect");
  // The block of zeros is not stored, and so cannot be damaged.
  CHECK(summary(Verifier(*store).verify(sample().beyond_blocks, device(kNow))) == "accepted");
}

TEST_CASE("blocks that no list names any more are removed, the two last generations' stay") {
  const Edited edited;
  auto store = TrustStore::open(edited.file(), sample().authority.id());
  REQUIRE(store);
  for (std::uint64_t sequence = 3; sequence < 9; ++sequence) {
    REQUIRE(store->update(sample().authority.publish(sequence).bundle(), device(kNow)));
    SqlFile sql(edited.file());
    // Each publication has a block 0 of its own; block 2 and the list of `retired` stay the same.
    CHECK(sql.number("SELECT count(*) FROM blocks") == 4);
    CHECK(sql.number("SELECT count(DISTINCT generation) FROM lists") == 2);
  }
}

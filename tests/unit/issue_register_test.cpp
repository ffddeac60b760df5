// Issuing to whole registers: batches, threads, what was issued before, and the change of keys.
#include "skan/issuer/issue_register.h"

#include "support/catch.h"

#include <atomic>
#include <map>
#include <set>

#include "skan/issuer/history.h"
#include "skan/issuer/withdrawal.h"
#include "skan/verifier.h"
#include "unit/office.h"

using namespace skan;
using namespace skan::testing;
using namespace skan::testing::office;
using issuer::IssuedRow;
using issuer::RegisterRow;
using issuer::RowOutcome;

namespace {

RegisterRow good(int n) { return {"line " + std::to_string(n), record("N-" + std::to_string(n))}; }
RegisterRow bad(int n) { return {"line " + std::to_string(n), std::unexpected(Error{ErrorCode::invalid_argument, "kind: must be one"})}; }

/// A run over rows that are made up front, and what it handed out.
struct Run {
  std::vector<RegisterRow> rows;
  std::int64_t now = kNow;
  std::size_t batch = 10;
  std::function<void()> before_hand_out;
  std::function<bool()> stop;
  std::vector<IssuedRow> out;
  issuer::IssueTotals totals;
  Result<void> read_result;

  Result<void> on(Authority& authority) {
    const issuer::IssueHooks hooks{[this](const issuer::RowSink& sink) {
                                     for (const RegisterRow& row : rows) {
                                       if (!sink(row)) break;
                                     }
                                     return read_result;
                                   },
                                   [this](std::span<const IssuedRow> done) {
                                     if (before_hand_out) before_hand_out();
                                     out.insert(out.end(), done.begin(), done.end());
                                     return Result<void>();
                                   },
                                   [this] { return now; }, stop};
    return issue_register(authority, hooks, {2, batch}, totals);
  }
};

Run run_of(int count, int first = 0) {
  Run run;
  for (int i = first; i < first + count; ++i) run.rows.push_back(good(i));
  return run;
}

}  // namespace

TEST_CASE("a register is handed out whole, in its order, with indices in a row") {
  Office office;
  Run run = run_of(57);
  run.rows[13] = bad(13);
  REQUIRE(run.on(*office));
  REQUIRE(run.out.size() == 57);
  std::uint32_t next = 0;
  for (int i = 0; i < 57; ++i) {
    const IssuedRow& row = run.out[static_cast<std::size_t>(i)];
    CHECK(row.place == "line " + std::to_string(i));
    if (i == 13) {
      CHECK(row.outcome == RowOutcome::refused);
      CHECK(row.refusal == "kind: must be one");
      CHECK(row.number.empty());
    } else {
      CHECK(row.outcome == RowOutcome::issued);
      CHECK(row.status_index == next++);
    }
  }
  CHECK(run.totals.issued == 56);
  CHECK(run.totals.refused == 1);
  CHECK(office->status()->issued == 56);
}

TEST_CASE("what a register's run issues is accepted at the door") {
  Office office;
  Run run = run_of(25);
  REQUIRE(run.on(*office));
  const TemporaryFolder folder;
  const TrustStore store = store_of(office, folder, office->publish(kNow)->bundle);
  for (const IssuedRow& row : run.out) CHECK(summary(Verifier(store).verify(issuer::text_of(row.message), device(kNow))) == "accepted: document_check_required");
}

TEST_CASE("the same register again issues nothing and hands out the same certificates") {
  Office office;
  Run first = run_of(35), again = run_of(40);
  REQUIRE(first.on(*office));
  again.now = kNow + 500;
  REQUIRE(again.on(*office));
  CHECK(again.totals.already_issued == 35);
  CHECK(again.totals.issued == 5);
  for (std::size_t i = 0; i < 35; ++i) CHECK(again.out[i].message == first.out[i].message);
  CHECK(office->status()->issued == 40);
}

TEST_CASE("a number that stands in two rows is issued once, wherever the rows are") {
  Office office;
  Run run = run_of(40);
  run.rows[3] = {"line 3", record("N-2")};    // in the same batch
  run.rows[15] = {"line 15", record("N-9")};  // in the next one
  run.rows[38] = {"line 38", record("N-0")};  // long after
  REQUIRE(run.on(*office));
  for (const std::size_t i : {3u, 15u, 38u}) {
    CHECK(run.out[i].outcome == RowOutcome::refused);
    CHECK(run.out[i].refusal == "number: stands in an earlier row already");
  }
  CHECK(run.totals.issued == 37);
  Run again = run_of(40);
  again.rows = run.rows;
  REQUIRE(again.on(*office));
  CHECK(again.totals.already_issued == 37);
  CHECK(again.totals.refused == 3);
}

TEST_CASE("rows that the ledger contradicts are refused by name of the field") {
  Office office;
  Run run = run_of(3);
  REQUIRE(run.on(*office));
  REQUIRE(office->revoke({"N-1"}, kNow));
  Run again = run_of(4);
  again.rows[0].record->birth_day += 1;
  again.rows[3].record->expires = kNow;
  REQUIRE(again.on(*office));
  CHECK(again.out[0].refusal.starts_with("number: was issued before with other data"));
  CHECK(again.out[1].refusal.starts_with("number: was issued before and withdrawn since"));
  CHECK(again.out[2].outcome == RowOutcome::already_issued);
  CHECK(again.out[3].refusal.starts_with("expires:"));
  CHECK(office->issue(record("N-9"), kNow)->status_index == 3);
}

TEST_CASE("the next issuer key takes over in the middle of a register, and devices accept both") {
  const TemporaryFolder outer;
  const fs::path folder = outer.path() / "office";
  auto authority = Authority::create(folder, {.name = "Demo", .certificates_per_key = 25, .days_per_key = 0}, kNow);
  REQUIRE(authority);
  Run run = run_of(60);
  REQUIRE(run.on(*authority));
  std::map<std::array<std::byte, 8>, std::set<std::uint32_t>> by_key;
  for (const IssuedRow& row : run.out) by_key[row.key_id].insert(row.status_index);
  REQUIRE(by_key.size() == 3);
  std::multiset<std::size_t> sizes;
  for (const auto& [key, indices] : by_key) {
    sizes.insert(indices.size());
    CHECK(*indices.rbegin() + 1 == indices.size());
  }
  CHECK(sizes == std::multiset<std::size_t>{10, 25, 25});
  authority = Authority::open(folder);
  REQUIRE(authority);
  CHECK(authority->issue(record("M-1"), kNow + 1)->status_index == 10);
  auto store = TrustStore::provision(outer.file("door.db"), read_whole(folder / "public" / "root.cose"), authority->status()->authority).value();
  REQUIRE(store.update(authority->publish(kNow + 1)->bundle, device(kNow + 1)));
  for (const IssuedRow& row : run.out) CHECK(summary(Verifier(store).verify(issuer::text_of(row.message), device(kNow + 1))) == "accepted: document_check_required");
}

TEST_CASE("a key that has signed long enough is replaced, too") {
  const TemporaryFolder outer;
  auto authority = Authority::create(outer.path() / "office", {.name = "Demo", .certificates_per_key = 1'000, .days_per_key = 30}, kNow);
  REQUIRE(authority->issue(record("N-0"), kNow + 29 * kDay));
  const std::string first = authority->status()->issuer_key_id;
  CHECK(authority->issue(record("N-1"), kNow + 30 * kDay)->status_index == 0);
  CHECK(authority->status()->issuer_key_id != first);
  CHECK(authority->issue(record("N-2"), kNow + 31 * kDay)->status_index == 1);
}

TEST_CASE("a key that is due and cannot be made stops the run with a remedy, and what was issued stays") {
  const TemporaryFolder outer;
  const fs::path folder = outer.path() / "office";
  auto authority = Authority::create(folder, {.name = "Demo", .certificates_per_key = 15, .days_per_key = 0}, kNow);
  fs::rename(folder / "keys" / "authority.key", folder / "authority.key");
  Run run = run_of(30);
  const auto refused = run.on(*authority);
  CHECK(outcome_of(refused) == "threshold_not_met");
  CHECK(refused.error().message.find("authority keys are needed") != std::string::npos);
  CHECK(authority->status()->issued == 15);
  fs::rename(folder / "authority.key", folder / "keys" / "authority.key");
  Run again = run_of(30);
  REQUIRE(again.on(*authority));
  CHECK(again.totals.already_issued == 15);
  CHECK(again.totals.issued == 15);
}

TEST_CASE("what another program does to the ledger meanwhile is respected") {
  Office office;
  Run run = run_of(60);
  int calls = 0;
  run.before_hand_out = [&] {
    auto other = Authority::open(office.folder);
    ++calls;
    REQUIRE(other);
    if (calls == 1) {
      REQUIRE(other->issue(record("M-1"), kNow));
    } else if (calls == 2) {
      REQUIRE(other->issue(record("N-45"), kNow));
    } else if (calls == 3) {
      REQUIRE(other->publish(kNow + 100));
      run.now = kNow + 101;
    }
  };
  REQUIRE(run.on(*office));
  CHECK(calls > 4);
  std::set<std::uint32_t> indices;
  for (const IssuedRow& row : run.out) CHECK(indices.insert(row.status_index).second);
  CHECK(run.out.size() == 60);
  CHECK(run.out[45].outcome == RowOutcome::already_issued);
  CHECK(office->status()->issued == 61);
  // Nothing that the publication's lists do not cover may be dated before it.
  const TemporaryFolder folder;
  const TrustStore store = store_of(office, folder, office->publish(kNow + 200)->bundle, kNow + 200);
  CHECK(issuer::history_of(*office, "N-59").value()->issued_at == kNow + 101);
}

TEST_CASE("a run that is stopped ends after a whole batch, and the next one goes on") {
  Office office;
  Run run = run_of(100);
  std::atomic<bool> stop = false;
  run.before_hand_out = [&] { stop = true; };
  run.stop = [&] { return stop.load(); };
  REQUIRE(run.on(*office));
  CHECK(run.totals.stopped);
  CHECK(run.totals.issued >= 10);
  CHECK(run.totals.issued < 100);
  CHECK(office->status()->issued == run.totals.issued);
  Run rest = run_of(100);
  REQUIRE(rest.on(*office));
  CHECK_FALSE(rest.totals.stopped);
  CHECK(rest.totals.already_issued == run.totals.issued);
  CHECK(rest.totals.issued == 100 - run.totals.issued);
}

TEST_CASE("a register that breaks off is issued up to there") {
  Office office;
  Run run = run_of(23);
  run.read_result = std::unexpected(Error{ErrorCode::malformed, "line 24: broken"});
  CHECK(outcome_of(run.on(*office)) == "malformed");
  CHECK(run.out.size() == 23);
  CHECK(office->status()->issued == 23);
}

// Withdrawing, restoring and replacing certificates.
#include "skan/issuer/drill.h"
#include "skan/issuer/withdrawal.h"

#include "support/catch.h"

#include <atomic>
#include <thread>

#include "skan/issuer/history.h"
#include "skan/verifier.h"
#include "unit/office.h"

using namespace skan;
using namespace skan::testing;
using namespace skan::testing::office;
using issuer::ChangeOptions;
using issuer::Selection;

namespace {

/// An office with 300 certificates: two lots, three clinics.
struct Full : Office {
  Full() {
    authority->begin().value();
    for (int i = 0; i < 300; ++i) {
      Record r = record("N-" + std::to_string(i));
      r.batch = i % 2 ? "lot 1" : "lot 2";
      r.office = "clinic " + std::to_string(i % 3);
      authority->issue(r, kNow + i).value();
    }
    authority->commit().value();
  }
};

Selection numbers(std::vector<std::string> list) { return {std::move(list), {}}; }
Selection query(issuer::CertificateQuery q) { return {{}, std::move(q)}; }
ChangeOptions because(std::optional<std::uint64_t> count = {}) { return {"stolen forms", false, count}; }

}  // namespace

TEST_CASE("one certificate, or one in a hundred, is withdrawn without a count; more are not") {
  Full office;
  const auto one = withdraw(*office, numbers({"N-0"}), because(), kNow + 900);
  REQUIRE(one);
  CHECK(one->changed == 1);
  CHECK(withdraw(*office, numbers({"N-1", "N-2", "N-3"}), because(), kNow)->changed == 3);
  const auto more = withdraw(*office, numbers({"N-4", "N-5", "N-6", "N-7"}), because(), kNow);
  CHECK(outcome_of(more) == "invalid_argument");
  CHECK(more.error().message.starts_with("4 certificates would change"));
  CHECK(outcome_of(withdraw(*office, numbers({"N-4", "N-5", "N-6", "N-7"}), because(3), kNow)) == "invalid_argument");
  CHECK(outcome_of(withdraw(*office, numbers({"N-4"}), because(2), kNow)) == "invalid_argument");
  CHECK(office->status()->revoked == 4);
  CHECK(withdraw(*office, numbers({"N-4", "N-5", "N-6", "N-7"}), because(4), kNow)->changed == 4);
  CHECK(office->status()->revoked == 8);
}

TEST_CASE("a rehearsal counts and changes nothing") {
  Full office;
  const auto planned = withdraw(*office, query({"", "lot 1", "clinic 1", {}, {}}), {"why", true, {}}, kNow);
  REQUIRE(planned);
  CHECK(planned->changed == 50);
  CHECK(planned->needs_confirmation);
  REQUIRE(planned->keys.size() == 1);
  CHECK(planned->keys[0].issued == 300);
  CHECK(planned->keys[0].changed == 50);
  CHECK(planned->keys[0].key_id == office->status()->issuer_key_id);
  CHECK(office->status()->revoked == 0);
}

TEST_CASE("a query withdraws what all of it names, and what is withdrawn already is counted apart") {
  Full office;
  CHECK(withdraw(*office, numbers({"N-1"}), because(), kNow)->changed == 1);
  const auto done = withdraw(*office, query({"Sputnik V", "lot 1", "clinic 1", kNow, kNow + 100}), because(16), kNow);
  REQUIRE(done);
  CHECK(done->changed == 16);
  CHECK(done->unchanged == 1);
  CHECK(withdraw(*office, query({"", "lot 3", "", {}, {}}), because(), kNow)->changed == 0);
  CHECK(outcome_of(withdraw(*office, query({}), because(), kNow)) == "invalid_argument");
  CHECK(outcome_of(withdraw(*office, Selection{{"N-1"}, issuer::CertificateQuery{"", "lot 1", "", {}, {}}}, because(), kNow)) == "invalid_argument");
}

TEST_CASE("a withdrawal needs a reason, and a number that was issued") {
  Full office;
  CHECK(outcome_of(withdraw(*office, numbers({"N-1"}), {"", false, {}}, kNow)) == "invalid_argument");
  CHECK(outcome_of(withdraw(*office, numbers({"N-1"}), {std::string(201, 'x'), false, {}}, kNow)) == "invalid_argument");
  CHECK(outcome_of(withdraw(*office, numbers({"N-1"}), {"two\nlines", false, {}}, kNow)) == "invalid_argument");
  const auto unknown = withdraw(*office, numbers({"N-1", "N-404"}), because(), kNow);
  CHECK(outcome_of(unknown) == "invalid_argument");
  CHECK(unknown.error().message.starts_with("N-404: was never issued"));
  CHECK(office->status()->revoked == 0);
}

TEST_CASE("withdrawing and restoring reach the device, and the ledger remembers both with time and reason") {
  Office office;
  const auto issued = office->issue(record(), kNow);
  const TemporaryFolder folder;
  TrustStore store = store_of(office, folder, office->publish(kNow)->bundle);
  const auto verdict_after_publication = [&](std::int64_t now) {
    store.update(office->publish(now)->bundle, device(now)).value();
    return summary(Verifier(store).verify(issued->text, device(now)));
  };
  CHECK(withdraw(*office, numbers({issued->number}), {"wrong person", false, {}}, kNow + 1)->changed == 1);
  CHECK(verdict_after_publication(kNow + 2) == "rejected: revoked");
  CHECK(restore(*office, numbers({issued->number}), {"it was the right one", false, {}}, kNow + 3)->changed == 1);
  CHECK(restore(*office, numbers({issued->number}), {"again", false, {}}, kNow + 4)->unchanged == 1);
  CHECK(verdict_after_publication(kNow + 5) == "accepted: document_check_required");
  const auto history = issuer::history_of(*office, issued->number).value();
  REQUIRE(history);
  CHECK_FALSE(history->withdrawn);
  REQUIRE(history->events.size() == 2);
  CHECK(history->events[0].what == "withdrawn");
  CHECK(history->events[0].at == kNow + 1);
  CHECK(history->events[0].reason == "wrong person");
  CHECK(history->events[1].what == "restored");
}

TEST_CASE("a correction issues anew and withdraws the wrong certificate at once") {
  Office office;
  const auto wrong = office->issue(record("N-1"), kNow);
  Record right = record("N-1b");
  right.birth_day += 1;
  const auto corrected = supersede(*office, "N-1", right, "birth date", kNow + 1);
  REQUIRE(corrected);
  CHECK_FALSE(corrected->already_issued);
  const auto again = supersede(*office, "N-1", right, "birth date", kNow + 2);
  REQUIRE(again);
  CHECK(again->already_issued);
  CHECK(again->text == corrected->text);
  CHECK(office->status()->issued == 2);
  CHECK(office->status()->revoked == 1);
  const TemporaryFolder folder;
  const TrustStore store = store_of(office, folder, office->publish(kNow + 5)->bundle, kNow + 5);
  CHECK(summary(Verifier(store).verify(wrong->text, device(kNow + 5))) == "rejected: revoked");
  CHECK(summary(Verifier(store).verify(corrected->text, device(kNow + 5))) == "accepted: document_check_required");
  Record other = right;
  other.number = "N-1c";
  CHECK(outcome_of(supersede(*office, "N-1", other, "again", kNow + 6)) == "invalid_argument");
  const auto kept = restore(*office, numbers({"N-1"}), because(), kNow + 7);
  CHECK(outcome_of(kept) == "invalid_argument");
  CHECK(kept.error().message.find("correction") != std::string::npos);
}

TEST_CASE("a correction may keep the number, and can be corrected itself") {
  Office office;
  REQUIRE(office->issue(record("N-1"), kNow));
  Record right = record("N-1");
  right.birth_day += 1;
  const auto first = supersede(*office, "N-1", right, "birth date", kNow + 1);
  REQUIRE(first);
  CHECK(supersede(*office, "N-1", right, "birth date", kNow + 2)->already_issued);
  right.region = 78;
  const auto second = supersede(*office, "N-1", right, "region", kNow + 3);
  REQUIRE(second);
  CHECK(second->status_index == 2);
  CHECK(office->status()->revoked == 2);
  CHECK(office->issue(right, kNow + 4)->text == second->text);
  CHECK(withdraw(*office, numbers({"N-1"}), because(), kNow + 5)->changed == 1);
  const auto by_query = restore(*office, query({"", "", "", kNow, kNow + 100}), {"all", false, {}}, kNow + 6);
  REQUIRE(by_query);
  CHECK(by_query->changed == 1);
  CHECK(by_query->superseded == 2);
}

TEST_CASE("a correction that was issued anew after a theft is the same correction, one that was withdrawn is handed out no more") {
  Office office;
  REQUIRE(office->issue(record("N-1"), kNow));
  Record right = record("N-1b");
  right.birth_day += 1;
  const auto corrected = supersede(*office, "N-1", right, "birth date", kNow + 1);
  REQUIRE(corrected);
  REQUIRE(issuer::reissue_after_theft(*office, office->status()->issuer_key_id, kNow + 2, [](const auto&) { return true; }));
  const auto again = supersede(*office, "N-1", right, "birth date", kNow + 3);
  REQUIRE(again);
  CHECK(again->already_issued);
  CHECK(again->text == office->issue(right, kNow + 4)->text);
  CHECK(again->text != corrected->text);
  REQUIRE(withdraw(*office, numbers({"N-1b"}), because(), kNow + 5));
  const auto late = supersede(*office, "N-1", right, "birth date", kNow + 6);
  CHECK(outcome_of(late) == "invalid_argument");
  CHECK(late.error().message.find("withdrawn since") != std::string::npos);
}

TEST_CASE("a correction that cannot be issued changes nothing") {
  Office office;
  REQUIRE(office->issue(record("N-1"), kNow));
  REQUIRE(office->issue(record("N-2"), kNow));
  Record right = record("N-3");
  right.birth_day += 1;
  CHECK(outcome_of(supersede(*office, "N-404", right, "why", kNow)) == "invalid_argument");
  CHECK(outcome_of(supersede(*office, "N-1", right, "", kNow)) == "invalid_argument");
  Record taken = right;
  taken.number = "N-2";
  CHECK(outcome_of(supersede(*office, "N-1", taken, "why", kNow)) == "invalid_argument");
  Record late = right;
  late.expires = kNow - 1;
  CHECK(outcome_of(supersede(*office, "N-1", late, "why", kNow)) == "invalid_argument");
  CHECK(office->status()->issued == 2);
  CHECK(office->status()->revoked == 0);
  CHECK(supersede(*office, "N-1", right, "why", kNow)->status_index == 2);
}

TEST_CASE("of two programs that correct one certificate at once, one makes the correction") {
  Office office;
  for (int i = 0; i < 10; ++i) {
    const std::string old = "W-" + std::to_string(i);
    office->issue(record(old), kNow).value();
    std::atomic<int> ready = 0, made = 0;
    const auto correct = [&](const char* successor) {
      auto mine = Authority::open(office.folder).value();
      ++ready;
      while (ready < 2) std::this_thread::yield();
      if (issuer::supersede(mine, old, record(old + successor), "a wrong name", kNow + 1)) ++made;
    };
    std::thread first(correct, "-A"), second(correct, "-B");
    first.join();
    second.join();
    CHECK(made == 1);
  }
}

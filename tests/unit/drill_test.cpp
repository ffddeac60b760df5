// A stolen issuer key: declared, and its certificates issued anew.
#include "skan/issuer/drill.h"

#include "support/catch.h"

#include <atomic>
#include <thread>

#include "issuer/authority_impl.h"
#include "issuer/draft.h"
#include "skan/issuer/key_overview.h"
#include "skan/verifier.h"
#include "unit/office.h"

using namespace skan;
using namespace skan::testing;
using namespace skan::testing::office;
using issuer::ReissueProgress;

namespace {

constexpr auto kGoOn = [](const ReissueProgress&) { return true; };

void issue_many(Authority& authority, int count) {
  REQUIRE(authority.begin());
  for (int i = 0; i < count; ++i) REQUIRE(authority.issue(record("N-" + std::to_string(i)), kNow));
  REQUIRE(authority.commit());
}

}  // namespace

TEST_CASE("after the drill the old code is rejected, the new one accepted, and what was withdrawn does not come back") {
  Office office;
  const auto good = office->issue(record("N-0"), kNow), bad = office->issue(record("N-1"), kNow);
  REQUIRE(office->revoke({"N-1"}, kNow));
  const TemporaryFolder folder;
  TrustStore store = store_of(office, folder, office->publish(kNow)->bundle);
  const std::string stolen = office->status()->issuer_key_id;
  const auto report = issuer::reissue_after_theft(*office, stolen, kNow + 10, kGoOn);
  REQUIRE(report);
  CHECK(report->finished);
  CHECK(report->reissued == 1);
  CHECK(report->left == 1);
  CHECK(report->new_key_id != stolen);
  REQUIRE(store.update(office->publish(kNow + 11)->bundle, device(kNow + 11)));
  const Verifier verifier(store);
  CHECK(summary(verifier.verify(good->text, device(kNow + 12))) == "rejected: key_compromised");
  CHECK(summary(verifier.verify(bad->text, device(kNow + 12))) == "rejected: key_compromised");
  const auto renewed = office->issue(record("N-0"), kNow + 13);
  REQUIRE(renewed);
  CHECK(renewed->already_issued);
  CHECK(renewed->text != good->text);
  const Verdict verdict = verifier.verify(renewed->text, device(kNow + 14));
  CHECK(summary(verdict) == "accepted: document_check_required");
  CHECK(verdict.certificate->number == "N-0");
  CHECK(verdict.certificate->issued_at == kNow + 10);
}

TEST_CASE("the drill goes on where it was stopped, and the same call again changes nothing") {
  Office office;
  issue_many(*office, 10'001);
  const std::string stolen = office->status()->issuer_key_id;
  int pages = 0;
  const auto part = issuer::reissue_after_theft(*office, stolen, kNow + 10, [&](const ReissueProgress& at) {
    CHECK(at.total == 10'001);
    return ++pages < 2;
  });
  REQUIRE(part);
  CHECK_FALSE(part->finished);
  CHECK(part->reissued == 10'000);
  office.reopen();
  const auto rest = issuer::reissue_after_theft(*office, stolen, kNow + 20, kGoOn);
  REQUIRE(rest);
  CHECK(rest->finished);
  CHECK(rest->reissued == 1);
  const auto again = issuer::reissue_after_theft(*office, stolen, kNow + 30, kGoOn);
  REQUIRE(again);
  CHECK(again->reissued == 0);
  CHECK(again->new_key_id == rest->new_key_id);
  auto& inside = office->inside();
  CHECK(inside.ledger.index_count(inside.active_kid).value() == 10'001);
}

TEST_CASE("two drills for one key share the work, and reissue nothing twice") {
  Office office;
  issue_many(*office, 10'001);
  const std::string stolen = office->status()->issuer_key_id;
  std::uint64_t others = 0;
  const auto first = issuer::reissue_after_theft(*office, stolen, kNow + 10, [&](const ReissueProgress&) {
    if (others > 0) return true;
    Authority second = Authority::open(office.folder).value();
    const auto report = issuer::reissue_after_theft(second, stolen, kNow + 10, kGoOn);
    others = report ? report->reissued : 1;
    return true;
  });
  REQUIRE(first);
  CHECK(first->finished);
  CHECK(first->reissued == 5'000);
  CHECK(others == 5'001);
  CHECK(office->status()->issued == 20'002);
}

TEST_CASE("a certificate that would begin after the new key's end is not issued anew") {
  Office office;
  issuer::Authority::Impl& inside = office->inside();
  issuer::Draft draft = issuer::make_draft(record("N-0")).value();
  draft.certificate.issued_at = kNow;
  draft.certificate.not_before = inside.active_key().valid_until + 100 * kDay;
  draft.certificate.expires = *draft.certificate.not_before + kDay;
  REQUIRE(inside.ledger.begin());
  REQUIRE(inside.ledger.take_index(inside.active_kid));
  REQUIRE(inside.ledger.add(issuer::sign_draft(draft, *inside.issuer_key, inside.active_kid)));
  REQUIRE(inside.ledger.commit());
  const auto report = issuer::reissue_after_theft(*office, office->status()->issuer_key_id, kNow + 10, kGoOn);
  REQUIRE(report);
  CHECK(report->reissued == 0);
  CHECK(report->left == 1);
}

TEST_CASE("a key that is not this authority's is refused, and nothing is declared") {
  Office office;
  const std::string before = office->status()->issuer_key_id;
  CHECK(outcome_of(issuer::reissue_after_theft(*office, "0011223344556677", kNow, kGoOn)) == "invalid_argument");
  CHECK(outcome_of(issuer::reissue_after_theft(*office, "x", kNow, kGoOn)) == "invalid_argument");
  CHECK(office->status()->issuer_key_id == before);
}

TEST_CASE("without the key that signs the issuer list nothing is declared, and the message names it") {
  Office office;
  REQUIRE(office->issue(record(), kNow));
  fs::rename(office.folder / "keys" / "authority.key", office.outer.path() / "authority.key");
  const std::string stolen = office->status()->issuer_key_id;
  const auto refused = issuer::reissue_after_theft(*office, stolen, kNow + 10, kGoOn);
  CHECK(outcome_of(refused) == "threshold_not_met");
  CHECK(refused.error().message.find("authority keys are needed") != std::string::npos);
  fs::rename(office.outer.path() / "authority.key", office.folder / "keys" / "authority.key");
  CHECK(issuer::reissue_after_theft(*office, stolen, kNow + 20, kGoOn)->reissued == 1);
}

TEST_CASE("a program that read the keys before the theft was declared brings nothing stolen back, and signs nothing with it") {
  Office office;
  const auto old = office->issue(record("N-0"), kNow);
  const std::string stolen = office->status()->issuer_key_id;
  REQUIRE(issuer::rotate_issuer_key(*office, kNow + 1));
  auto other = Authority::open(office.folder);
  REQUIRE(other);
  REQUIRE(issuer::reissue_after_theft(*other, stolen, kNow + 10, kGoOn));
  const std::ptrdiff_t files = std::distance(fs::directory_iterator(office.folder / "keys"), {});
  CHECK(outcome_of(issuer::rotate_issuer_key(*office, kNow + 20)) == "overtaken");
  CHECK(outcome_of(office->issue(record("N-1"), kNow + 20)) == "overtaken");
  CHECK(outcome_of(office->publish(kNow + 20)) == "overtaken");
  CHECK(std::distance(fs::directory_iterator(office.folder / "keys"), {}) == files);
  office.reopen();
  CHECK(outcome_of(issuer::rotate_issuer_key(*office, kNow + 20)) == "ok");
  const TemporaryFolder folder;
  const TrustStore store = store_of(office, folder, office->publish(kNow + 21)->bundle, kNow + 21);
  CHECK(summary(Verifier(store).verify(old->text, device(kNow + 22))) == "rejected: key_compromised");
}

TEST_CASE("an authority that is opened while another program changes its keys is whole") {
  Office office;
  std::atomic<bool> done = false;
  std::thread rotating([&] {
    for (int i = 1; i <= 60; ++i) static_cast<void>(issuer::rotate_issuer_key(*office, kNow + i));
    done = true;
  });
  std::string wrong;
  while (!done) {
    const auto opened = Authority::open(office.folder);
    if (!opened) wrong = opened.error().message;
  }
  rotating.join();
  CHECK(wrong == "");
}

TEST_CASE("policies that another program set meanwhile are not overwritten, nor published from memory") {
  Office office;
  auto other = Authority::open(office.folder);
  REQUIRE(other);
  auto [policies, chosen] = other->policies();
  ++policies.front().version;
  policies.front().title_english += " 2";
  REQUIRE(other->set_policies(policies, chosen, kNow + 1));
  auto [older, same] = office->policies();
  ++older.front().version;
  older.front().title_english += " 3";
  CHECK(outcome_of(office->set_policies(older, same, kNow + 2)) == "overtaken");
  CHECK(outcome_of(office->publish(kNow + 2)) == "overtaken");
  office.reopen();
  CHECK(office->policies().policies.front().title_english == policies.front().title_english);
}

// The issuing side: certificates, one by one and in groups.

#include "support/catch.h"

#include "skan/verifier.h"
#include "unit/office.h"

using namespace skan;
using namespace skan::testing;
using namespace skan::testing::office;

TEST_CASE("an issued certificate is accepted with the authority's own bundle") {
  Office office;
  const auto certificate = office->issue(record(), kNow);
  REQUIRE(certificate);
  CHECK(certificate->number == "9780000000001");
  CHECK(certificate->status_index == 0);
  CHECK_FALSE(certificate->already_issued);
  const auto publication = office->publish(kNow);
  REQUIRE(publication);
  CHECK(publication->sequence == 1);
  CHECK(publication->issued_at == kNow);
  CHECK(publication->expires == kNow + 7 * kDay);
  const TemporaryFolder folder;
  const TrustStore store = store_of(office, folder, publication->bundle);
  const Verdict v = Verifier(store).verify(certificate->text, device(kNow + 10));
  CHECK(summary(v) == "accepted: document_check_required");
  CHECK(v.evidence.issuer == "Demo");
  CHECK(v.evidence.policy == "ru-federal-2021");
  CHECK(v.evidence.key_id == office->status()->issuer_key_id);
  REQUIRE(v.certificate);
  CHECK(v.certificate->name_cyrillic == "И***** И. И.");
  CHECK(v.certificate->document_tail == "12** ***345");
}

TEST_CASE("what has not happened yet is not certified, but a day ahead may be a time zone's") {
  Office office;
  const auto with = [&](auto edit) {
    Record future = record();
    edit(future);
    const auto issued = office->issue(future, kNow);
    return issued ? std::string("ok") : issued.error().message.substr(0, issued.error().message.find(';'));
  };
  const auto today = static_cast<std::int32_t>(kNow / kDay);
  CHECK(with([&](Record& r) { r.event_day = today + 2; }) == "event_date: lies in the future");
  const auto at = [&](std::int64_t time) {
    return with([&](Record& r) {
      r.event_day.reset();
      r.event_time = time;
    });
  };
  CHECK(at(kNow + kDay + 1) == "event_time: lies in the future");
  CHECK(at(kNow + kDay) == "ok");
  CHECK(with([&](Record& r) {
          r.number = "2";
          r.event_day = today + 1;
        }) == "ok");
  // Issued once, it is handed out whatever the clock says.
  Record ahead = record();
  ahead.number = "2";
  ahead.event_day = today + 1;
  const auto again = office->issue(ahead, kNow - kDay);
  REQUIRE(again);
  CHECK(again->already_issued);
}

TEST_CASE("the same record again is the same certificate, other data under its number are refused") {
  Office office;
  const auto first = office->issue(record(), kNow);
  REQUIRE(first);
  const auto again = office->issue(record(), kNow + 100);
  REQUIRE(again);
  CHECK(again->already_issued);
  CHECK(again->text == first->text);
  CHECK(again->status_index == first->status_index);
  const auto with = [&](auto edit) {
    Record changed = record();
    edit(changed);
    const auto refused = office->issue(changed, kNow);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("Иван") == std::string::npos);
    CHECK(refused.error().message.find("9780000000001") == std::string::npos);
    return outcome_of(refused);
  };
  CHECK(with([](Record& r) { r.name_cyrillic = "Петров Иван Иванович"; }) == "invalid_argument");
  CHECK(with([](Record& r) { r.name_latin.clear(); }) == "invalid_argument");
  CHECK(with([](Record& r) { r.birth_day += 1; }) == "invalid_argument");
  CHECK(with([](Record& r) { r.document = "1234 678346"; }) == "invalid_argument");
  CHECK(with([](Record& r) { r.kind = Kind::recovered; }) == "invalid_argument");
  CHECK(with([](Record& r) { r.event_day = *r.event_day + 1; }) == "invalid_argument");
  CHECK(with([](Record& r) { r.dose = 1; }) == "invalid_argument");
  CHECK(with([](Record& r) { r.region = 78; }) == "invalid_argument");
  CHECK(with([](Record& r) { r.expires = kNow + kDay; }) == "invalid_argument");
  CHECK(office->status()->issued == 1);
}

TEST_CASE("a record that no certificate can hold is refused, and costs no index") {
  Office office;
  const auto with = [&](auto edit, std::int64_t now = kNow) {
    Record changed = record();
    edit(changed);
    return issued(*office, changed, now);
  };
  const std::int64_t key_end = office->status()->issuer_key_expires;
  CHECK(with([](Record& r) { r.number = "no spaces"; }) == "invalid_argument");
  CHECK(with([](Record& r) { r.number.clear(); }) == "invalid_argument");
  CHECK(with([](Record& r) { r.name_cyrillic = r.name_latin = ""; }) == "invalid_argument");
  CHECK(with([](Record& r) { r.event_time = kNow; }) == "invalid_argument");
  CHECK(with([](Record& r) { r.kind = static_cast<Kind>(4); }) == "invalid_argument");
  CHECK(with([](Record& r) { r.expires = kNow; }) == "invalid_argument");
  CHECK(with([&](Record& r) { r.expires = key_end + 1; }) == "invalid_argument");
  CHECK(with([](Record&) {}, kNow - 1) == "invalid_argument");
  CHECK(with([](Record&) {}, key_end) == "invalid_argument");
  CHECK(office->status()->issued == 0);
  CHECK(office->issue(record(), kNow)->status_index == 0);
  Record longest = record("A-2");
  longest.expires = key_end;
  CHECK(office->issue(longest, kNow)->status_index == 1);
}

TEST_CASE("indices are given in issuing order, also after opening again") {
  Office office;
  std::uint32_t next = 0;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 4; ++i, ++next) {
      CHECK(office->issue(record("N-" + std::to_string(next)), kNow)->status_index == next);
    }
    office.reopen();
  }
  CHECK(office->status()->issued == 12);
}

TEST_CASE("a committed group is there after opening again") {
  Office office;
  REQUIRE(office->begin());
  for (int i = 0; i < 20; ++i) REQUIRE(office->issue(record("N-" + std::to_string(i)), kNow));
  REQUIRE(office->commit());
  office.reopen();
  CHECK(office->status()->issued == 20);
  const auto again = office->issue(record("N-7"), kNow);
  CHECK(again->already_issued);
  CHECK(again->status_index == 7);
}

TEST_CASE("a group that was cut short leaves nothing half recorded, and no index is used twice") {
  Office office;
  const auto kept = office->issue(record("N-0"), kNow);
  REQUIRE(office->begin());
  for (int i = 1; i < 6; ++i) REQUIRE(office->issue(record("N-" + std::to_string(i)), kNow));
  office.reopen();
  CHECK(office->status()->issued == 1);
  CHECK(office->issue(record("N-0"), kNow)->text == kept->text);
  const auto next = office->issue(record("N-9"), kNow);
  CHECK_FALSE(next->already_issued);
  CHECK(next->status_index == 1);
  CHECK(office->issue(record("N-1"), kNow)->status_index == 2);
}

TEST_CASE("begin and commit keep to their order") {
  Office office;
  CHECK_FALSE(office->commit());
  REQUIRE(office->begin());
  CHECK_FALSE(office->begin());
  REQUIRE(office->issue(record("N-0"), kNow));
  REQUIRE(office->commit());
  REQUIRE(office->issue(record("N-1"), kNow));
  office.reopen();
  CHECK(office->status()->issued == 2);
}

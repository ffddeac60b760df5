// What is held against a publication before it leaves the house.
#include "issuer/guards.h"

#include "support/catch.h"

#include "issuer/authority_impl.h"
#include "skan/issuer/drill.h"
#include "skan/issuer/key_overview.h"
#include "skan/verifier.h"
#include "trust/bundle.h"
#include "unit/office.h"

using namespace skan;
using namespace skan::testing;
using namespace skan::testing::office;

namespace {

/// Certificates N-0 to N-(count-1).
void issue_many(Authority& authority, int count) {
  REQUIRE(authority.begin());
  for (int i = 0; i < count; ++i) REQUIRE(authority.issue(record("N-" + std::to_string(i)), kNow));
  REQUIRE(authority.commit());
}

std::vector<std::string> numbers(int from, int to) {
  std::vector<std::string> out;
  for (int i = from; i < to; ++i) out.push_back("N-" + std::to_string(i));
  return out;
}

std::string said(const Result<issuer::Publication>& published) {
  return published ? "ok" : std::string(name(published.error().code)) + " " + published.error().message;
}

}  // namespace

TEST_CASE("more withdrawals than one in a hundred since the last publication need their exact number") {
  Office office;
  issue_many(*office, 150);
  REQUIRE(office->publish(kNow));
  REQUIRE(office->revoke(numbers(0, 101), kNow));
  using Catch::Matchers::Contains;
  CHECK_THAT(said(office->publish(kNow + 1)), Contains("invalid_argument") && Contains("101 of 150") && Contains("--confirm-changes 101"));
  CHECK_THAT(said(office->publish(kNow + 1, {.confirmed_changes = 100})), Contains("invalid_argument"));
  CHECK(office->status()->sequence == 1);
  CHECK(office->publish(kNow + 1, {.confirmed_changes = 101})->sequence == 2);
  REQUIRE(office->revoke(numbers(101, 150), kNow));
  CHECK(office->publish(kNow + 2)->sequence == 3);
}

TEST_CASE("a refused publication leaves nothing behind") {
  Office office;
  issue_many(*office, 120);
  const auto first = office->publish(kNow);
  REQUIRE(office->revoke(numbers(0, 120), kNow));
  REQUIRE_FALSE(office->publish(kNow + 1));
  CHECK(office->status()->published_at == kNow);
  CHECK_FALSE(fs::exists(office.folder / "check"));
  const TemporaryFolder folder;
  TrustStore store = store_of(office, folder, first->bundle);
  CHECK(store.update(office->publish(kNow + 2, {.confirmed_changes = 120})->bundle, device(kNow + 2)));
}

TEST_CASE("a ledger that went back is noticed by the list that would shrink") {
  Office office;
  issue_many(*office, 3);
  const auto published = office->publish(kNow);
  Office other;
  const auto shorter = other->publish(kNow + 1);
  // Two authorities' bundles stand for one ledger before and after it was restored.
  CHECK(outcome_of(issuer::check_against_last(shorter->bundle, published->bundle, {})) == "lower_sequence");
  const auto next = office->publish(kNow + 1);
  CHECK(outcome_of(issuer::check_against_last(next->bundle, published->bundle, {})) == "ok");
  CHECK(outcome_of(issuer::check_against_last(published->bundle, next->bundle, {})) == "lower_sequence");
  CHECK(outcome_of(issuer::check_against_last(next->bundle, Bytes(10), {})) == "malformed");
}

TEST_CASE("the rehearsal finds a withdrawal that did not get into the list") {
  Office office;
  issue_many(*office, 3);
  REQUIRE(office->revoke({"N-1"}, kNow));
  const auto published = office->publish(kNow);
  auto& inside = office->inside();
  const auto lists = [&](std::initializer_list<std::uint32_t> withdrawn) {
    revocation::StatusList list(3);
    for (const auto index : withdrawn) list.insert(index);
    std::vector<issuer::LedgerList> out;
    out.push_back({inside.active_kid, std::move(list)});
    return out;
  };
  CHECK(outcome_of(issuer::rehearse(inside, *published, {}, lists({1}))) == "ok");
  CHECK(outcome_of(issuer::rehearse(inside, *published, {}, lists({1, 2}))) == "hash_mismatch");
  CHECK(outcome_of(issuer::rehearse(inside, *published, {}, lists({}))) == "hash_mismatch");
  CHECK(outcome_of(issuer::rehearse(inside, *published, {}, {})) == "missing_list");
}

TEST_CASE("the rehearsal finds a publication that devices would refuse") {
  Office office;
  issue_many(*office, 2);
  const auto first = office->publish(kNow);
  auto second = office->publish(kNow + 1);
  auto& inside = office->inside();
  std::vector<issuer::LedgerList> lists;
  lists.push_back({inside.active_kid, revocation::StatusList(2)});
  SECTION("its bundle is damaged") {
    second->bundle[second->bundle.size() / 2] ^= std::byte{1};
    CHECK(outcome_of(issuer::rehearse(inside, *second, first->bundle, lists)) == "hash_mismatch");
  }
  SECTION("its site lacks the manifest") {
    std::erase_if(second->objects, [](const auto& object) { return object.path.starts_with("manifest/"); });
    CHECK(outcome_of(issuer::rehearse(inside, *second, first->bundle, lists)) == "malformed");
  }
  SECTION("it is whole") { CHECK(outcome_of(issuer::rehearse(inside, *second, first->bundle, lists)) == "ok"); }
}

TEST_CASE("what comes to its end is listed: root, issuer key, head and manifest of the last publication") {
  Office office;
  CHECK(issuer::list_expiries(*office)->size() == 2);
  REQUIRE(office->publish(kNow));
  const auto all = issuer::list_expiries(*office).value();
  REQUIRE(all.size() == 4);
  CHECK(all[0].what == "root 1");
  CHECK(all[0].expires == office->status()->root_expires);
  CHECK(all[2].what == "head of publication 1");
  CHECK(all[2].expires == kNow + 7 * kDay);
  CHECK(all[3].expires == kNow + 7 * kDay);
}

// A new root on carried files: proposed, signed apart, combined.
#include "skan/issuer/root_ceremony.h"

#include "support/catch.h"

#include "skan/issuer/drill.h"
#include "skan/issuer/key_overview.h"
#include "skan/verifier.h"
#include "unit/office.h"

using namespace skan;
using namespace skan::testing;
using namespace skan::testing::office;
using issuer::RootChange;

namespace {

/// An authority whose three root keys (two must sign) are kept elsewhere.
struct Ceremony {
  TemporaryFolder outer;
  fs::path folder = outer.path() / "office", safe = outer.path() / "safe";
  Authority authority = make();

  Authority make() const {
    auto made = Authority::create(folder, {.name = "Demo", .root_keys = 3, .root_threshold = 2}, kNow).value();
    fs::create_directory(safe);
    for (int i = 1; i <= 3; ++i) fs::rename(folder / "keys" / file_name(i), safe / file_name(i));
    return made;
  }
  static std::string file_name(int i) { return "root-" + std::to_string(i) + ".key"; }
  std::string sign(const std::string& proposal, int i) const { return issuer::sign_root(proposal, safe / file_name(i), {}).value(); }
  std::string propose(const RootChange& change, std::int64_t now = kNow + 10) { return issuer::propose_root(authority, change, now).value(); }
  std::string combine(const std::string& proposal, const std::vector<std::string>& signatures) {
    const auto done = issuer::combine_root(authority, proposal, signatures, kNow + 20);
    return done ? "ok" : std::string(name(done.error().code)) + " " + done.error().message;
  }
};

std::string key_of(Authority& authority, std::string_view role) {
  for (const auto& key : issuer::list_keys(authority)) {
    if (key.role == role) return key.key_id;
  }
  return {};
}

}  // namespace

TEST_CASE("a root comes into force with as many signatures as the old and the new one ask for") {
  Ceremony c;
  const std::string proposal = c.propose({.replace = {"head"}});
  using Catch::Matchers::Contains;
  CHECK_THAT(c.combine(proposal, {c.sign(proposal, 1)}), Contains("threshold_not_met") && Contains("1 of the 2"));
  CHECK_THAT(c.combine(proposal, {c.sign(proposal, 1), c.sign(proposal, 1)}), Contains("invalid_argument") && Contains("twice"));
  CHECK_THAT(c.combine(proposal, {c.sign(proposal, 1), "hello"}), Contains("malformed") && Contains("signature 2"));
  CHECK_THAT(c.combine(proposal, {c.sign(proposal, 1), c.sign(proposal, 2).substr(0, 90)}), Contains("malformed") && Contains("cut off"));
  const std::string before = key_of(c.authority, "head");
  CHECK(c.combine(proposal, {c.sign(proposal, 3), c.sign(proposal, 1)}) == "ok");
  CHECK(key_of(c.authority, "head") != before);
  CHECK(fs::exists(c.folder / "public" / "root-2.cose"));
  CHECK(c.combine(proposal, {c.sign(proposal, 3), c.sign(proposal, 1)}) == "ok");  // the same again changes nothing
  CHECK(c.authority.publish(kNow + 30)->sequence == 1);
}

TEST_CASE("a foreign key, a signature of another proposal and an edited proposal are named") {
  Ceremony c;
  const std::string proposal = c.propose({.replace = {"manifest"}}), other = c.propose({});
  using Catch::Matchers::Contains;
  CHECK_THAT(c.combine(proposal, {c.sign(proposal, 1), c.sign(other, 2)}), Contains("invalid_argument") && Contains("another proposal"));
  const fs::path foreign = c.outer.path() / "foreign.key";
  REQUIRE(issuer::create_root_key(foreign, {}));
  const auto refused = issuer::sign_root(proposal, foreign, {});
  CHECK(outcome_of(refused) == "invalid_argument");
  CHECK(outcome_of(issuer::sign_root(proposal, c.folder / "keys" / "head.key", {})) == "malformed");
  for (const auto& [from, to] : {std::pair{"# epoch 1", "# epoch 7"}, std::pair{"NEW ", "OLD "}, std::pair{"proposed: a6", "proposed: a5"}, std::pair{"root: d8", "root: d9"}}) {
    std::string edited = proposal;
    REQUIRE(edited.find(from) != std::string::npos);
    edited.replace(edited.find(from), std::string_view(from).size(), to);
    INFO(from);
    CHECK(outcome_of(issuer::read_root_proposal(edited)) == "malformed");
  }
  CHECK(outcome_of(issuer::read_root_proposal(proposal.substr(0, proposal.size() - 5))) == "malformed");
  Ceremony stranger;
  CHECK_THAT(stranger.combine(proposal, {c.sign(proposal, 1), c.sign(proposal, 2)}), Contains("foreign_store"));
}

TEST_CASE("a change that cannot be is refused before a key is made") {
  Ceremony c;
  const auto refused = [&](const RootChange& change) { return outcome_of(issuer::propose_root(c.authority, change, kNow + 10)); };
  const auto keys_before = std::distance(fs::directory_iterator(c.folder / "keys"), fs::directory_iterator());
  CHECK(refused({.replace = {"king"}}) == "invalid_argument");
  CHECK(refused({.replace = {"root"}}) == "invalid_argument");
  CHECK(refused({.add = {{"root", "12"}}}) == "invalid_argument");
  CHECK(refused({.remove = {{"head", "0011223344556677"}}}) == "invalid_argument");
  CHECK(refused({.replace = {"head"}, .thresholds = {{"root", 4}}}) == "invalid_argument");
  CHECK(refused({.thresholds = {{"root", 0}}}) == "invalid_argument");
  CHECK(refused({.years = 31}) == "invalid_argument");
  CHECK(outcome_of(issuer::propose_root(c.authority, {}, kNow - 1)) == "invalid_argument");
  CHECK(std::distance(fs::directory_iterator(c.folder / "keys"), fs::directory_iterator()) == keys_before);
}

TEST_CASE("devices follow a replaced head, manifest, authority and policy key, one root after the other") {
  Ceremony c;
  const auto certificate = c.authority.issue(record(), kNow);
  REQUIRE(certificate);
  const TemporaryFolder place;
  const AuthorityId id = c.authority.status()->authority;
  auto store = TrustStore::provision(place.file("door.db"), read_whole(c.folder / "public" / "root.cose"), id).value();
  REQUIRE(store.update(c.authority.publish(kNow + 1)->bundle, device(kNow + 1)));
  std::int64_t now = kNow + 10;
  for (const auto* role : {"head", "manifest", "authority", "policy"}) {
    INFO(role);
    const std::string proposal = c.propose({.replace = {role}}, now);
    REQUIRE(c.combine(proposal, {c.sign(proposal, 1), c.sign(proposal, 2)}) == "ok");
    const auto published = c.authority.publish(now + 5);
    REQUIRE(published);
    REQUIRE(store.update(published->bundle, device(now + 5)));
    CHECK(summary(Verifier(store).verify(certificate->text, device(now + 6))) == "accepted: document_check_required");
    now += 100;
  }
  CHECK(store.status(device(now)).root_version == 5);
  CHECK(store.status(device(now)).epoch == 1);
}

TEST_CASE("a stolen head key is replaced under the next epoch, at once where the root key is at hand") {
  Office office;
  const auto kid = key_of(*office, "head");
  REQUIRE(office->publish(kNow));
  CHECK(issuer::find_stolen_key(*office, kid).value() == issuer::StolenKey::role);
  const auto done = issuer::replace_stolen_role(*office, kid, kNow + 5);
  REQUIRE(done);
  CHECK_FALSE(done->proposal);
  CHECK(issuer::find_stolen_key(*office, kid).value() == issuer::StolenKey::replaced_role);
  CHECK(outcome_of(issuer::find_stolen_key(*office, "0011223344556677")) == "invalid_argument");
  const TemporaryFolder folder;
  const auto store = store_of(office, folder, office->publish(kNow + 6)->bundle, kNow + 6);
  CHECK(store.status(device(kNow + 6)).epoch == 2);
  Ceremony c;
  const auto elsewhere = issuer::replace_stolen_role(c.authority, key_of(c.authority, "manifest"), kNow + 5);
  REQUIRE(elsewhere);
  CHECK(elsewhere->proposal);
  CHECK(issuer::find_stolen_key(c.authority, key_of(c.authority, "root")).value() == issuer::StolenKey::root);
}

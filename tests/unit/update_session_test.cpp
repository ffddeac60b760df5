// Fetching an update object by object: what is asked for, what is kept, and what a wrong answer leads to.
#include "skan/update_session.h"

#include "support/catch.h"

#include "cose/sign1.h"
#include "revocation/wire.h"
#include "store/sqlite.h"
#include "support/test_site.h"

using namespace skan;
using namespace skan::testing;

namespace {

const TestAuthority authority;

std::string part_path(const Publication& publication, std::size_t at) {
  return "part/" + codec::hex_encode(crypto::digest(crypto::Purpose::part, publication.parts[at]));
}

/// The place of the active key's list among the parts of a publication.
std::size_t active_part(const Publication& publication) {
  const trust::Manifest manifest = manifest_of(publication);
  return manifest.parts.size() + static_cast<std::size_t>(manifest.list(authority.kid("active")) - manifest.lists.data());
}

/// The same among the lists of a draft.
std::size_t active_list(const Draft& draft) {
  const auto found = std::ranges::find(draft.lists, std::string("active"), &ListDraft::issuer);
  return static_cast<std::size_t>(found - draft.lists.begin());
}

/// Publication 1 with so many withdrawals that a delta is worth it; 5, 400, 401 and 20,001 are not among them.
Draft first_draft() {
  Draft draft = authority.draft(1);
  revocation::StatusList& list = draft.lists[active_list(draft)].list;
  for (std::uint32_t i = 0; i < 1'500; ++i) {
    if (const std::uint32_t index = (i * 7'919 + 1'000) % 19'000 + 1'000; index != 9'000) list.insert(index);
  }
  return draft;
}

const Publication& first() {
  static const Publication publication = authority.sign(first_draft());
  return publication;
}

/// Publication `sequence`, whose lists are those of publication 1 but for what `edit` does to the active key's.
Draft with_list(std::uint64_t sequence, const std::function<void(revocation::StatusList&)>& edit) {
  Draft draft = authority.draft(sequence);
  draft.lists = first_draft().lists;
  edit(draft.lists[active_list(draft)].list);
  return draft;
}

/// The positions of a manifest's lists that stand for `indices` of the active key.
std::vector<std::uint64_t> positions(const Publication& publication, std::vector<std::uint64_t> indices) {
  std::uint64_t offset = 0;
  for (const trust::ListEntry& entry : manifest_of(publication).lists) {
    if (entry.kid == authority.kid("active")) break;
    offset += entry.length;
  }
  for (auto& index : indices) index += offset;
  return indices;
}

Bytes delta(const Publication& to, std::vector<std::uint64_t> indices, std::string_view key = "manifest") {
  return trust::sign_delta(positions(to, std::move(indices)), manifest_of(to), authority.key(key));
}

Bytes text_bytes(std::string_view text) { return copy_of(std::as_bytes(std::span(text))); }

std::string verdict(const TrustStore& store, std::uint32_t index) {
  return summary(Verifier(store).verify(authority.text(TestAuthority::certificate(index)), device(kNow)));
}

}  // namespace

TEST_CASE("a device that holds only the root asks for everything, in order, and only once") {
  const TemporaryFolder folder;
  auto store = TrustStore::provision(folder.file("door.db"), authority.root(), authority.id());
  REQUIRE(store);
  const Publication first = authority.publish(1);
  const Fetched fetched = fetch(*store, site_of(first));
  CHECK(fetched.outcome == "ok");
  std::vector<std::string> expected{"root/2 -", "head", "manifest/" + manifest_name(first), part_path(first, 0), part_path(first, 1)};
  for (std::size_t i = 2; i < first.parts.size(); ++i) expected.push_back(part_path(first, i));
  CHECK(fetched.paths == expected);
  CHECK(verdict(*store, 5) == "accepted");
  CHECK(verdict(*store, 3) == "rejected: revoked");
}

TEST_CASE("what several lists have in common is asked for once, and each has its own length") {
  Draft draft = authority.draft(1);
  std::uint32_t length = 20'000;
  for (ListDraft& list : draft.lists) list.list = revocation::StatusList(length -= 5'000);
  const Publication publication = authority.sign(draft);
  REQUIRE(draft.lists.size() > 1);
  const TemporaryFolder folder;
  auto store = TrustStore::provision(folder.file("door.db"), authority.root(), authority.id());
  REQUIRE(store);
  const Fetched fetched = fetch(*store, site_of(publication));
  CHECK(fetched.outcome == "ok");
  CHECK(std::ranges::count(fetched.paths, part_path(publication, publication.parts.size() - 1)) == 1);
  for (const IssuerStatus& issuer : store->status(device(kNow), Counting::yes).issuers) {
    if (issuer.list_as_of) CHECK(issuer.revoked == 0);
  }
}

TEST_CASE("what is in force already is not fetched again, and nothing is written") {
  Door door(1);
  CHECK(fetch(door.store, site_of(authority.publish(1))).paths == std::vector<std::string>{"root/2 -", "head"});
  CHECK(fetch(door.store, site_of(authority.publish(1))).outcome == "unchanged");
}

TEST_CASE("of a new publication only what has changed is fetched") {
  Draft draft = with_list(2, [](revocation::StatusList& list) { list.insert(400); });
  draft.issuers = authority.draft(1).issuers;
  draft.policies = authority.draft(1).policies;
  const Publication next = authority.sign(draft);
  Door door(first());
  SECTION("the whole list, where no delta is offered") {
    const Fetched fetched = fetch(door.store, site_of(next));
    REQUIRE(fetched.paths.size() == 5);
    CHECK(fetched.paths[2] == "manifest/" + manifest_name(next));
    CHECK(fetched.paths[3] == delta_path(first(), next) + " -");
    CHECK(fetched.paths[4].starts_with("part/"));
    CHECK(fetched.outcome == "ok");
  }
  SECTION("the delta, where it is offered") {
    Site site = site_of(next);
    site[delta_path(first(), next)] = delta(next, {400});
    const Fetched fetched = fetch(door.store, site);
    CHECK(fetched.paths == std::vector<std::string>{"root/2 -", "head", "manifest/" + manifest_name(next),
                                                    delta_path(first(), next)});
    CHECK(fetched.outcome == "ok");
    CHECK(fetched.delta_refusal.empty());
  }
  CHECK(verdict(door.store, 400) == "rejected: revoked");
  CHECK(verdict(door.store, 401) == "accepted");
  CHECK(verdict(door.store, 3) == "rejected: revoked");
}

TEST_CASE("a delta withdraws, takes withdrawals back, lengthens a list and empties a block") {
  Draft draft = authority.draft(2);
  draft.lists = first_draft().lists;
  ListDraft& active = draft.lists[active_list(draft)];
  revocation::StatusList longer(40'000);
  for (const std::uint64_t index : revocation::positions_of(active.list)) {
    if (index != 101 && index != 17'000) longer.insert(static_cast<std::uint32_t>(index));
  }
  for (const std::uint32_t index : {9'000u, 39'999u}) longer.insert(index);
  active.list = longer;
  const Publication second = authority.sign(draft);
  Site site = site_of(second);
  std::vector<std::uint64_t> changes = positions(second, {101, 9'000, 17'000, 39'999});
  site[delta_path(first(), second)] = trust::sign_delta(changes, manifest_of(second), authority.key("manifest"));
  Door door(first());
  const Fetched fetched = fetch(door.store, site);
  CHECK(fetched.outcome == "ok");
  CHECK(fetched.delta_refusal.empty());
  CHECK(fetched.paths.back() == delta_path(first(), second));
  for (const std::uint32_t index : {3u, 9'000u, 39'999u}) CHECK(verdict(door.store, index) == "rejected: revoked");
  for (const std::uint32_t index : {101u, 17'000u, 20'001u, 5u}) CHECK(verdict(door.store, index) == "accepted");
  // The store on disk, and a further delta from there.
  const auto again = TrustStore::open(door.file, authority.id());
  REQUIRE(again);
  CHECK(verdict(*again, 39'999) == "rejected: revoked");
  CHECK(again->status(device(kNow), Counting::yes).issuers.size() == door.store.status(device(kNow)).issuers.size());
}

TEST_CASE("a delta that is wrong in any way is of no use and does no harm") {
  const Publication next = authority.sign(with_list(2, [](revocation::StatusList& list) { list.insert(400); }));
  const std::string path = delta_path(first(), next);
  const trust::Manifest manifest = manifest_of(next);
  trust::Manifest other = manifest;
  other.version = 3;
  const Bytes good = delta(next, {400});
  const std::vector<std::tuple<std::string, Bytes, std::string>> wrong{
      {"signed by the head's key", delta(next, {400}, "head-a"), "threshold_not_met"},
      {"another change", delta(next, {401}), "hash_mismatch"},
      {"one change too many", delta(next, {400, 401}), "hash_mismatch"},
      {"no change", delta(next, {}), "hash_mismatch"},
      {"for another manifest", trust::sign_delta(positions(next, {400}), other, authority.key("manifest")), "malformed"},
      {"a position beyond the lists", [&] {
         trust::Manifest longer = manifest;
         longer.lists.back().length += 9;
         return trust::sign_delta(std::vector{trust::position_count(manifest)}, longer, authority.key("manifest"));
       }(), "malformed"},
      {"a flipped bit", with_flipped_bit(good, 300), "threshold_not_met"},
      {"a portal's page", text_bytes("<html><body>Sign in</body></html>"), "malformed"},
      {"nothing", {}, "malformed"},
      {"very long", Bytes(2'000'000), "size_mismatch"}};
  for (const auto& [name, bytes, refusal] : wrong) {
    INFO(name);
    Site site = site_of(next);
    site[path] = bytes;
    Door door(first());
    const Fetched fetched = fetch(door.store, site);
    CHECK(fetched.outcome == "ok");
    CHECK(fetched.delta_refusal == refusal);
    CHECK(verdict(door.store, 400) == "rejected: revoked");
    CHECK(verdict(door.store, 401) == "accepted");
  }
}

TEST_CASE("wrong objects end the session by name, and the data in force stay") {
  const Publication next = authority.publish(2);
  const Site good = site_of(next);
  const auto with = [&](const std::string& path, Bytes bytes) {
    Site site = good;
    site[path] = std::move(bytes);
    return site;
  };
  const auto longer = [](Bytes bytes) {
    bytes.push_back(std::byte{0});
    return bytes;
  };
  const std::string manifest = "manifest/" + manifest_name(next), issuers = part_path(next, 0), list = part_path(next, active_part(next));
  Site without_manifest = good;
  without_manifest.erase(manifest);
  const std::vector<std::tuple<std::string, Site, std::string>> wrong{
      {"a portal's page for a head", with("head", text_bytes("<html></html>")), "malformed"},
      {"a page as long as a film", with("head", Bytes(5'000)), "size_mismatch"},
      {"a head of before", with("head", authority.publish(1).head), "unchanged"},
      {"a strange root", with("root/2", TestAuthority("second").root()), "threshold_not_met"},
      {"no manifest", without_manifest, "malformed"},
      {"a manifest of before", with(manifest, authority.publish(1).manifest), "hash_mismatch"},
      {"a longer manifest", with(manifest, longer(next.manifest)), "size_mismatch"},
      {"a longer issuer list", with(issuers, longer(next.parts[0])), "size_mismatch"},
      {"another list", with(list, authority.publish(3).parts[active_part(next)]), "hash_mismatch"},
      {"an empty list", with(list, {}), "size_mismatch"},
  };
  for (const auto& [name, site, error] : wrong) {
    INFO(name);
    Door door(1);
    CHECK(fetch(door.store, site).outcome == error);
    CHECK(door.store.status(device(kNow)).sequence == 1);
    CHECK(verdict(door.store, 5) == "accepted");
    if (error != "unchanged") CHECK(door.store.status(device(kNow)).last_refused->reason == error);
    CHECK(fetch(door.store, good).outcome == "ok");
  }
}

TEST_CASE("a session that is given up leaves everything as it was") {
  Door door(1);
  const Site site = site_of(authority.publish(2));
  for (std::size_t steps = 0; steps < 8; ++steps) {
    auto session = UpdateSession::begin(door.store, device(kNow));
    REQUIRE(session);
    for (std::size_t i = 0; i < steps && session->wanted(); ++i) {
      const auto found = site.find(session->wanted()->path);
      REQUIRE((found == site.end() ? session->not_found() : session->supply(found->second)));
    }
    if (session->wanted()) CHECK(outcome_of(session->commit()) == "invalid_argument");
  }
  CHECK(door.store.status(device(kNow)).sequence == 1);
  CHECK_FALSE(door.store.status(device(kNow)).last_refused);
}

TEST_CASE("after a failure a session says the same for ever, and after the end it wants nothing") {
  Door door(1);
  auto failed = UpdateSession::begin(door.store, device(kNow));
  REQUIRE(failed);
  REQUIRE(failed->not_found());
  CHECK(outcome_of(failed->supply({})) == "malformed");
  CHECK_FALSE(failed->wanted());
  CHECK(outcome_of(failed->supply(authority.publish(2).head)) == "malformed");
  CHECK(outcome_of(failed->not_found()) == "malformed");
  CHECK(outcome_of(failed->commit()) == "malformed");
  auto ended = UpdateSession::begin(door.store, device(kNow));
  REQUIRE(ended);
  REQUIRE(ended->not_found());
  REQUIRE(ended->supply(authority.publish(1).head));
  CHECK_FALSE(ended->wanted());
  CHECK(outcome_of(ended->supply(authority.publish(1).head)) == "invalid_argument");
  CHECK(outcome_of(ended->not_found()) == "invalid_argument");
  CHECK(outcome_of(ended->commit()) == "ok");
}

TEST_CASE("new roots are in force before anything else has come") {
  Draft draft = authority.draft(2);
  draft.roots.push_back(authority.next_root(draft.roots[0]));
  draft.roots.push_back(authority.next_root(draft.roots[1]));
  const Publication rotated = authority.sign(draft);
  Door door(1);
  auto session = UpdateSession::begin(door.store, device(kNow));
  REQUIRE(session);
  for (std::uint32_t version = 2; version <= 3; ++version) {
    CHECK(session->wanted()->path == "root/" + std::to_string(version));
    CHECK(session->wanted()->may_be_absent);
    REQUIRE(session->supply(rotated.roots[version - 1]));
    CHECK(TrustStore::open(door.file, authority.id())->status(device(kNow)).root_version == version);
    CHECK(door.store.status(device(kNow)).root_version == version);
    CHECK(verdict(door.store, 5) == "accepted");
  }
}

TEST_CASE("of two sessions at once the second one to end is told to begin again") {
  Door door(1);
  const Site site = site_of(authority.publish(2));
  const auto run = [&](UpdateSession& session) {
    while (session.wanted()) {
      const auto found = site.find(session.wanted()->path);
      REQUIRE((found == site.end() ? session.not_found() : session.supply(found->second)));
    }
    return outcome_of(session.commit());
  };
  auto one = UpdateSession::begin(door.store, device(kNow)), other = UpdateSession::begin(door.store, device(kNow));
  REQUIRE(one);
  REQUIRE(other);
  CHECK(run(*one) == "ok");
  CHECK(run(*other) == "overtaken");
  CHECK(fetch(door.store, site).outcome == "unchanged");
}

TEST_CASE("a time or a refusal that is noted during a session does not end it, and it ends once") {
  Door door(1);
  const Site site = site_of(authority.publish(2));
  auto session = UpdateSession::begin(door.store, device(kNow));
  REQUIRE(session);
  TrustStore other = *TrustStore::open(door.file, authority.id());
  REQUIRE(other.note_time(device(kNow)));
  REQUIRE_FALSE(other.update(text_bytes("no bundle"), device(kNow)));
  while (session->wanted()) {
    const auto found = site.find(session->wanted()->path);
    REQUIRE((found == site.end() ? session->not_found() : session->supply(found->second)));
  }
  CHECK(outcome_of(session->commit()) == "ok");
  CHECK(outcome_of(session->commit()) == "invalid_argument");
  CHECK(door.store.status(device(kNow)).sequence == 2);
}

TEST_CASE("a session whose file was exchanged for another does not put anything in force") {
  Door door(1);
  const Site site = site_of(authority.publish(3));
  auto session = UpdateSession::begin(door.store, device(kNow));
  REQUIRE(session);
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(door.file + suffix);
  const TrustStore anew = make_store(door.file, authority, authority.publish(2));
  while (session->wanted()) {
    const auto found = site.find(session->wanted()->path);
    REQUIRE((found == site.end() ? session->not_found() : session->supply(found->second)));
  }
  CHECK(outcome_of(session->commit()) == "overtaken");
  CHECK(TrustStore::open(door.file, authority.id())->status(device(kNow)).sequence == 2);
}

TEST_CASE("another authority's store that has come to stand at the path is not written") {
  const TestAuthority stranger("second");
  Door door(1);
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(door.file + suffix);
  { const TrustStore theirs = make_store(door.file, stranger, stranger.publish(1)); }
  CHECK(outcome_of(door.store.update(authority.publish(2).bundle(), device(kNow))) == "foreign_store");
  CHECK(outcome_of(TrustStore::open(door.file, stranger.id())) == "ok");
}

TEST_CASE("a damaged block is fetched again although the head is in force already") {
  Door door(1);
  const Publication first = authority.publish(1);
  {
    auto database = store::Database::open(door.file, store::Access::read_write);
    REQUIRE(database);
    REQUIRE(database->execute("UPDATE blocks SET bytes=zeroblob(1024)"));
  }
  const auto reopened = TrustStore::open(door.file, authority.id());
  REQUIRE(reopened);
  CHECK(verdict(*reopened, 3) == "undetermined: store_damaged");
  CHECK(fetch(*reopened, site_of(first)).outcome == "unchanged");
  CHECK(verdict(*reopened, 3) == "rejected: revoked");
  CHECK(verdict(*TrustStore::open(door.file, authority.id()), 3) == "rejected: revoked");
}

TEST_CASE("a device gives another one all that it needs, also after a delta") {
  const Publication next = authority.sign(with_list(2, [](revocation::StatusList& list) { list.insert(400); }));
  Site site = site_of(next);
  site[delta_path(first(), next)] = delta(next, {400});
  Door door(first());
  REQUIRE(fetch(door.store, site).outcome == "ok");
  Site served;
  for (const auto& [path, bytes] : site_of(next)) {
    INFO(path);
    const auto object = door.store.read_object(path);
    REQUIRE(object);
    CHECK(*object == bytes);
    served[path] = *object;
  }
  for (const std::string path : {"", "root/0", "root/01", "root/2", "root/", "manifest/", "part/00", "../head", "head/", "HEAD"}) {
    INFO(path);
    CHECK_FALSE(door.store.read_object(path));
  }
  CHECK_FALSE(door.store.read_object(delta_path(first(), next)));
  CHECK_FALSE(door.store.read_object("manifest/" + manifest_name(first())));
}

// The issuing side: folder, keys, withdrawing, publishing.
#include "skan/issuer/authority.h"

#include "support/catch.h"

#include <filesystem>
#include <limits>

#include "codec/hex.h"
#include "skan/verifier.h"
#include "unit/office.h"

using namespace skan;
using namespace skan::testing;
using namespace skan::testing::office;

TEST_CASE("a new authority's keys are for its owner's eyes only") {
  const Office office;
  CHECK(mode(office.folder / "keys") == fs::perms::owner_all);
  int count = 0;
  for (const auto& file : fs::directory_iterator(office.folder / "keys")) {
    CHECK(mode(file) == (fs::perms::owner_read | fs::perms::owner_write));
    ++count;
  }
  CHECK(count == 6);
  CHECK(fs::exists(office.folder / "public" / "root.cose"));
}

TEST_CASE("the ledger holds no secret and no name that is not masked") {
  Office office;
  REQUIRE(office->issue(record(), kNow));
  REQUIRE(office->revoke({"9780000000001"}, kNow));
  REQUIRE(office->publish(kNow));
  office.authority.reset();
  for (const auto& each : fs::recursive_directory_iterator(office.folder)) {
    if (!each.is_regular_file() || each.path().parent_path().filename() == "keys") continue;
    INFO(each.path());
    const Bytes file = read_whole(each.path());
    for (const auto* text : {"Иванов", "Иван", "Ivanov", "Ivan", "1234", "678345"}) CHECK_FALSE(holds(file, text));
    for (const auto& key : fs::directory_iterator(office.folder / "keys")) {
      const Bytes seed = seed_of(key);
      CHECK(seed.size() == 32);
      CHECK_FALSE(holds(file, {reinterpret_cast<const char*>(seed.data()), seed.size()}));
      CHECK_FALSE(holds(file, codec::hex_encode(seed)));
    }
  }
}

TEST_CASE("an authority is made only in a new or empty folder") {
  const Office office;
  const Bytes ledger = read_whole(office.folder / "ledger.db");
  CHECK(outcome_of(Authority::create(office.folder, {}, kNow)) == "storage");
  const bool unchanged = read_whole(office.folder / "ledger.db") == ledger;
  CHECK(unchanged);
  const TemporaryFolder folder;
  CHECK(outcome_of(Authority::create(folder.path(), {}, kNow)) == "ok");
  write_whole(folder.path() / "file", std::string_view("x"));
  CHECK(outcome_of(Authority::create(folder.path() / "file", {}, kNow)) == "storage");
  CHECK(outcome_of(Authority::create(folder.path() / "file" / "office", {}, kNow)) == "storage");
}

TEST_CASE("options out of range are refused before anything is made") {
  const TemporaryFolder folder;
  const fs::path office = folder.path() / "office";
  const auto with = [&](std::string name, std::int64_t years, std::int64_t now = kNow) {
    return outcome_of(Authority::create(office, {std::move(name), years}, now));
  };
  CHECK(with("", 10) == "invalid_argument");
  CHECK(with(std::string(97, 'n'), 10) == "invalid_argument");
  CHECK(with("a\nb", 10) == "invalid_argument");
  CHECK(with("Demo", 0) == "invalid_argument");
  CHECK(with("Demo", 31) == "invalid_argument");
  CHECK(with("Demo", 10, -1) == "invalid_argument");
  CHECK(with("Demo", 10, std::numeric_limits<std::int64_t>::max()) == "invalid_argument");
  CHECK_FALSE(fs::exists(office));
  CHECK(with(std::string(96, 'n'), 30) == "ok");
}

TEST_CASE("what is not an authority's folder does not open, and a damaged one says which file") {
  Office office;
  office.authority.reset();  // closed: what is open would write its log into the file once more
  const auto opening = [&] {
    const auto opened = Authority::open(office.folder);
    return opened ? std::string("ok") : std::string(name(opened.error().code)) + " " + opened.error().message;
  };
  using Catch::Matchers::StartsWith;
  const auto key = office.folder / "keys" / "manifest.key";
  SECTION("missing") {
    CHECK(outcome_of(Authority::open(office.outer.path())) == "storage");
    CHECK(outcome_of(Authority::open(office.outer.path() / "nowhere")) == "storage");
  }
  SECTION("a key is missing") {
    fs::remove(key);
    CHECK_THAT(opening(), StartsWith("storage " + key.string()));
  }
  SECTION("a key is empty") {
    write_whole(key, std::string_view());
    CHECK_THAT(opening(), StartsWith("malformed " + key.string()));
  }
  SECTION("a key is cut off") {
    const Bytes file = read_whole(key);
    write_whole(key, std::span(file).first(file.size() - 2));
    CHECK_THAT(opening(), StartsWith("malformed " + key.string()));
  }
  SECTION("a key is another role's") {
    fs::copy_file(office.folder / "keys" / "head.key", key, fs::copy_options::overwrite_existing);
    CHECK_THAT(opening(), StartsWith("malformed " + key.string()));
  }
  SECTION("a key is far too long") {
    write_whole(key, std::string(100'000, 'x'));
    CHECK_THAT(opening(), StartsWith("capacity " + key.string()));
  }
  SECTION("the ledger is another database") {
    const Door door;
    fs::copy_file(door.file, office.folder / "ledger.db", fs::copy_options::overwrite_existing);
    CHECK_THAT(opening(), StartsWith("not_a_store"));
  }
  SECTION("the ledger is no database") {
    write_whole(office.folder / "ledger.db", std::string(4'096, 'x'));
    CHECK_THAT(opening(), StartsWith("not_a_store"));
  }
}

TEST_CASE("a key of another authority is refused when the folder is opened") {
  // It would sign bundles that no device takes.
  for (const auto* role : {"issuer", "manifest", "head"}) {
    INFO(role);
    Office office;
    const Office other;
    office.authority.reset();
    const std::string file = std::string(role) + ".key";
    fs::copy_file(other.folder / "keys" / file, office.folder / "keys" / file, fs::copy_options::overwrite_existing);
    CHECK(outcome_of(Authority::open(office.folder)) == "malformed");
  }
}

TEST_CASE("a withdrawal shows at the door with the next publication, and counts once") {
  Office office;
  const auto first = office->issue(record("N-0"), kNow), second = office->issue(record("N-1"), kNow);
  const TemporaryFolder folder;
  TrustStore store = store_of(office, folder, office->publish(kNow)->bundle);
  const Verifier verifier(store);
  CHECK(summary(verifier.verify(first->text, device(kNow))) == "accepted: document_check_required");
  CHECK(office->revoke({"N-0"}, kNow + 1).value() == 1);
  CHECK(office->revoke({"N-0"}, kNow + 2).value() == 0);
  CHECK(office->revoke({}, kNow + 2).value() == 0);
  CHECK(office->status()->revoked == 1);
  office.reopen();
  REQUIRE(store.update(office->publish(kNow + 3)->bundle, device(kNow + 3)));
  CHECK(summary(verifier.verify(first->text, device(kNow + 3))) == "rejected: revoked");
  CHECK(summary(verifier.verify(second->text, device(kNow + 3))) == "accepted: document_check_required");
}

TEST_CASE("withdrawing is all or none, and names the number that was never issued") {
  Office office;
  REQUIRE(office->issue(record("N-0"), kNow));
  const auto refused = office->revoke({"N-0", "N-404"}, kNow);
  CHECK(outcome_of(refused) == "invalid_argument");
  CHECK(refused.error().message.find("N-404") == 0);
  CHECK(office->status()->revoked == 0);
  CHECK(office->revoke({"N-0", "N-0"}, kNow).value() == 1);
}

TEST_CASE("publishing counts up, and not back in time") {
  Office office;
  CHECK(office->publish(kNow)->sequence == 1);
  CHECK(outcome_of(office->publish(kNow - 1)) == "lower_sequence");
  CHECK(office->publish(kNow)->sequence == 2);
  office.reopen();
  CHECK(office->status()->sequence == 2);
  CHECK(office->status()->published_at == kNow);
  CHECK(outcome_of(office->publish(kNow - 1)) == "lower_sequence");
  CHECK(office->publish(kNow + 5)->sequence == 3);
}

TEST_CASE("nothing is published after the root's end, and nothing outlives it") {
  Office office;
  const std::int64_t end = office->status()->root_expires;
  CHECK(office->publish(end - 1)->expires == end);
  CHECK(outcome_of(office->publish(end)) == "expired_metadata");
  CHECK(office->status()->sequence == 1);
}

TEST_CASE("a certificate dated back before a publication is unknown until the next one") {
  Office office;
  const TemporaryFolder folder;
  const TrustStore store = store_of(office, folder, office->publish(kNow + 600)->bundle, kNow + 600);
  const auto early = office->issue(record(), kNow);
  REQUIRE(early);
  CHECK(summary(Verifier(store).verify(early->text, device(kNow + 700))) == "undetermined: index_unknown");
  TrustStore updated = store;
  REQUIRE(updated.update(office->publish(kNow + 800)->bundle, device(kNow + 800)));
  CHECK(summary(Verifier(store).verify(early->text, device(kNow + 900))) == "accepted: document_check_required");
}

TEST_CASE("a group that is not committed is not published") {
  Office office;
  REQUIRE(office->begin());
  REQUIRE(office->issue(record(), kNow));
  CHECK_FALSE(office->publish(kNow));
  REQUIRE(office->commit());
  CHECK(office->status()->issued == 1);
  CHECK(office->publish(kNow)->sequence == 1);
}

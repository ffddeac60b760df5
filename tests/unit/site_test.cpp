// A published site on disk, and devices that follow it.
#include "skan/issuer/site.h"

#include "support/catch.h"

#include <pthread.h>

#include <atomic>
#include <csignal>
#include <thread>

#include "issuer/files.h"
#include "skan/update_session.h"
#include "support/temporary_folder.h"
#include "support/test_site.h"

using namespace skan;
using namespace skan::testing;

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kFounded = 1'625'140'800;

issuer::Record person(int number) {
  issuer::Record record;
  record.number = std::to_string(7'700'000'000'000'000 + number);
  record.kind = Kind::vaccinated;
  record.name_cyrillic = "Иванов Иван Иванович";
  record.name_latin = "Ivanov Ivan Ivanovich";
  record.birth_day = 5'580;
  record.document = "1234 678345";
  record.event_day = static_cast<std::int32_t>(kFounded / kDay - 30);
  record.product = "Gam-COVID-Vac";
  record.dose = 2;
  record.doses = 2;
  record.region = 77;
  return record;
}

/// About every tenth, without a pattern that a compressor would find.
bool is_withdrawn(int number) { return (static_cast<std::uint32_t>(number) * 2'654'435'761u >> 8) % 10 == 0; }

/// An authority with `count` certificates, about every tenth of them withdrawn, and the site that it publishes.
struct Issuing {
  TemporaryFolder folder;
  issuer::Authority authority;
  fs::path site = folder.path() / "site";
  std::vector<std::string> texts;

  explicit Issuing(int count) : authority(issuer::Authority::create(folder.path() / "office", {}, kFounded).value()) {
    REQUIRE(authority.begin());
    for (int i = 0; i < count; ++i) texts.push_back(authority.issue(person(i), kFounded + 1).value().text);
    REQUIRE(authority.commit());
    std::vector<std::string> withdrawn;
    for (int i = 0; i < count; ++i) {
      if (is_withdrawn(i)) withdrawn.push_back(person(i).number);
    }
    REQUIRE(authority.revoke(withdrawn, kFounded + 2));
  }

  issuer::SiteReport publish(std::int64_t now) {
    const auto published = authority.publish(now);
    REQUIRE(published);
    const auto report = issuer::write_site(site, *published, now);
    REQUIRE(report);
    return *report;
  }
  Site files() const {
    Site out;
    for (const auto& entry : fs::recursive_directory_iterator(site)) {
      if (entry.is_regular_file()) out[entry.path().lexically_relative(site).generic_string()] = read_whole(entry.path().string());
    }
    return out;
  }
  TrustStore device() const {
    const auto root = read_whole((folder.path() / "office" / "public" / "root.cose").string());
    return TrustStore::provision(folder.file("door.db"), root, authority.status()->authority).value();
  }
  std::size_t count(std::string_view kind) const {
    std::size_t found = 0;
    for (const auto& [path, bytes] : files()) found += path.starts_with(kind);
    return found;
  }
};

}  // namespace

TEST_CASE("a device follows a site through deltas, and sees every withdrawal") {
  Issuing office(6'000);
  TrustStore store = office.device();
  office.publish(kFounded + kHour);
  CHECK(fetch(store, office.files(), testing::device(kFounded + kHour)).outcome == "ok");
  for (int hour = 2; hour <= 4; ++hour) {
    const std::int64_t now = kFounded + hour * kHour;
    REQUIRE(office.authority.revoke({person(hour).number}, now));
    office.publish(now);
    const Fetched fetched = fetch(store, office.files(), testing::device(now));
    CHECK(fetched.outcome == "ok");
    CHECK(fetched.delta_refusal.empty());
    REQUIRE_FALSE(fetched.paths.empty());
    CHECK(fetched.paths.back().starts_with("delta/"));
    CHECK_FALSE(fetched.paths.back().ends_with(" -"));
    const Verifier verifier(store);
    for (int i = 0; i < 30; ++i) {
      INFO(i << " at hour " << hour);
      const bool withdrawn = is_withdrawn(i) || (i >= 2 && i <= hour);
      CHECK(summary(verifier.verify(office.texts[static_cast<std::size_t>(i)], testing::device(now))).starts_with(withdrawn ? "rejected: revoked" : "accepted"));
    }
  }
}

TEST_CASE("deltas are offered from everything of a day, and from one publication of each day of a month") {
  Issuing office(6'000);
  std::int64_t now = kFounded + kHour;
  // At 13:00 and at 01:00, for 35 days.
  for (int i = 0; i < 70; ++i, now += 12 * kHour) {
    REQUIRE(office.authority.revoke({person(i * 10).number}, now));
    office.publish(now);
  }
  const Site files = office.files();
  const std::string newest = "delta/" + codec::hex_encode(trust::read_head(cose::read_sign1(files.at("head"))->payload)->manifest_digest);
  std::size_t offered = 0;
  for (const auto& [path, bytes] : files) offered += path.starts_with(newest);
  // The two before it are at most a day old; of the 30 days before those, the last one of each.
  CHECK(offered == 2 + 30);
}

TEST_CASE("what nothing has named for fourteen days is removed, and nothing else") {
  Issuing office(6'000);
  office.publish(kFounded + kHour);
  const Site first = office.files();
  write_whole((office.site / "index.html").string(), from_hex("3c"));
  write_whole((office.site / "part" / "readme").string(), from_hex("3c"));
  REQUIRE(office.authority.revoke({person(1).number}, kFounded + kDay));
  CHECK(office.publish(kFounded + kDay).removed == 0);
  const issuer::SiteReport later = office.publish(kFounded + kHour + issuer::kSiteKept);
  CHECK(later.removed == 0);
  for (const auto& [path, bytes] : first) {
    if (path != "head") CHECK(office.files().at(path) == bytes);
  }
  const issuer::SiteReport after = office.publish(kFounded + kHour + issuer::kSiteKept + 1);
  CHECK(after.removed == 2);  // the manifest and the list of the first publication
  const Site left = office.files();
  CHECK(left.contains("index.html"));
  CHECK(left.contains("part/readme"));
  CHECK(left.contains("root/1"));
  // Issuer list and policies are of the first day, and named until today.
  CHECK(office.count("part/") == 3 + 1);  // with the list of the second day, and what is not ours
}

TEST_CASE("an older publication does not replace a newer one's head") {
  Issuing office(100);
  const auto first = office.authority.publish(kFounded + kHour), second = office.authority.publish(kFounded + 2 * kHour);
  REQUIRE(first);
  REQUIRE(second);
  REQUIRE(issuer::write_site(office.site, *second, kFounded + 2 * kHour));
  CHECK(outcome_of(issuer::write_site(office.site, *first, kFounded + 2 * kHour)) == "lower_sequence");
  CHECK(office.files().at("head") == second->objects.back().bytes);
}

TEST_CASE("of publishers that write into one site at once the newest stays, and no file is torn") {
  Issuing office(100);
  std::vector<issuer::Publication> all;
  for (int i = 1; i <= 6; ++i) all.push_back(office.authority.publish(kFounded + i * kHour).value());
  for (int round = 0; round < 10; ++round) {
    fs::remove_all(office.site);
    std::vector<std::string> outcomes(all.size());
    std::vector<std::thread> publishers;
    for (std::size_t i = 0; i < all.size(); ++i) {
      publishers.emplace_back([&, i] { outcomes[i] = outcome_of(issuer::write_site(office.site, all[i], all[i].issued_at)); });
    }
    for (auto& publisher : publishers) publisher.join();
    for (const auto& outcome : outcomes) CHECK((outcome == "ok" || outcome == "lower_sequence"));
    CHECK(outcomes.back() == "ok");
    for (const auto& object : all.back().objects) {
      INFO(object.path);
      CHECK(office.files()[object.path] == object.bytes);
    }
  }
}

TEST_CASE("a signal does not end a publisher's waiting for the folder") {
  struct sigaction noted {};
  noted.sa_handler = [](int) {};  // without SA_RESTART
  struct sigaction before {};
  REQUIRE(::sigaction(SIGUSR1, &noted, &before) == 0);
  const TemporaryFolder folder;
  std::optional<issuer::FolderLock> first(folder.path());
  REQUIRE(first->is_held());
  std::atomic<bool> entered = false, held = false;
  std::thread second([&] {
    const issuer::FolderLock lock(folder.path());
    held = lock.is_held();
    entered = true;
  });
  for (int i = 0; i < 2'000 && !entered; ++i) {
    ::pthread_kill(second.native_handle(), SIGUSR1);
    std::this_thread::yield();
  }
  CHECK_FALSE(entered);
  first.reset();
  second.join();
  CHECK(held);
  ::sigaction(SIGUSR1, &before, nullptr);
}

TEST_CASE("a folder that cannot be opened is not held") { CHECK_FALSE(issuer::FolderLock("no/such/folder").is_held()); }

TEST_CASE("what a killed publisher left half written is removed by the next") {
  Issuing office(100);
  office.publish(kFounded + kHour);
  const std::string digest(64, 'a');
  write_whole((office.site / "manifest" / (digest + ".part")).string(), from_hex("00"));
  write_whole((office.site / "part" / "readme.part").string(), from_hex("00"));
  CHECK(office.publish(kFounded + 2 * kHour).removed == 1);
  CHECK_FALSE(office.files().contains("manifest/" + digest + ".part"));
  CHECK(office.files().contains("part/readme.part"));
}

TEST_CASE("nothing is written into another authority's site") {
  Issuing office(10), other(10);
  office.publish(kFounded + kHour);
  const Site before = office.files();
  const auto published = other.authority.publish(kFounded + 2 * kHour);
  REQUIRE(published);
  CHECK(outcome_of(issuer::write_site(office.site, *published, kFounded + 2 * kHour)) == "foreign_store");
  CHECK(office.files() == before);
}

TEST_CASE("files that something has damaged are written again") {
  Issuing office(100);
  const auto published = office.authority.publish(kFounded + kHour);
  REQUIRE(published);
  REQUIRE(issuer::write_site(office.site, *published, kFounded + kHour));
  const Site whole = office.files();
  for (const auto& [path, bytes] : whole) write_whole((office.site / path).string(), from_hex("00"));
  const auto again = issuer::write_site(office.site, *published, kFounded + kHour);
  REQUIRE(again);
  CHECK(again->written == whole.size());
  CHECK(office.files() == whole);
}

TEST_CASE("a site that cannot be written names the file") {
  Issuing office(10);
  const auto published = office.authority.publish(kFounded + kHour);
  REQUIRE(published);
  write_whole(office.site.string(), from_hex("00"));
  const auto refused = issuer::write_site(office.site, *published, kFounded + kHour);
  CHECK(outcome_of(refused) == "storage");
  CHECK(refused.error().message.find(office.site.string()) == 0);
}

// Verdicts in many threads while the data change under them.
#include "support/catch.h"

#include <atomic>
#include <barrier>
#include <filesystem>
#include <thread>

#include "faults/sql_file.h"
#include "support/test_authority.h"

using namespace skan;
using namespace skan::testing;

namespace {

constexpr int kThreads = 8;

const TestAuthority authority;

/// Publication `sequence` withdraws index 100 + sequence and no other of these.
std::string text_of(std::uint64_t sequence) {
  return authority.text(TestAuthority::certificate(static_cast<std::uint32_t>(100 + sequence)));
}

/// "" if `v` is what the publication of its own sequence says about index 100 + `withdrawn_by`.
std::string wrong_in(const Verdict& v, std::uint64_t withdrawn_by) {
  const std::string expected = v.evidence.sequence == withdrawn_by ? "rejected: revoked" : "accepted";
  return summary(v) == expected ? "" : summary(v) + " at sequence " + std::to_string(v.evidence.sequence);
}

/// Runs `body(thread)` in kThreads threads and returns the first complaint of each that had one.
template <class Body>
std::vector<std::string> in_threads(Body body) {
  std::vector<std::string> complaints(kThreads);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) threads.emplace_back([&, t] { complaints[static_cast<std::size_t>(t)] = body(t); });
  for (auto& thread : threads) thread.join();
  std::erase(complaints, "");
  return complaints;
}

std::string listed(const std::vector<std::string>& complaints) {
  std::string out;
  for (const auto& each : complaints) out += each + "\n";
  return out;
}

}  // namespace

TEST_CASE("while one thread updates, each verdict of eight others comes from one version of the data", "[threads]") {
  Door door(1);
  std::atomic<bool> done = false;
  std::atomic<int> asked = 0;
  std::thread updater([&] {
    for (std::uint64_t sequence = 2; sequence <= 12; ++sequence) {
      if (!door.store.update(authority.publish(sequence).bundle(), device(kNow))) break;
    }
    done = true;
  });
  std::vector<std::string> texts;
  for (std::uint64_t sequence = 1; sequence <= 12; ++sequence) texts.push_back(text_of(sequence));
  const auto complaints = in_threads([&](int thread) {
    const Verifier verifier(door.store);
    std::uint64_t last = 0;
    for (std::size_t i = static_cast<std::size_t>(thread); !done || i < 50; ++i, ++asked) {
      const std::size_t which = i % texts.size();
      const Verdict v = verifier.verify(texts[which], device(kNow));
      if (v.evidence.sequence < last) return std::string("went back in sequence");
      last = v.evidence.sequence;
      if (const auto wrong = wrong_in(v, which + 1); !wrong.empty()) return wrong;
      if (i % 16 == 0) static_cast<void>(door.store.status(device(kNow)));
    }
    return std::string();
  });
  updater.join();
  INFO(listed(complaints));
  CHECK(complaints.empty());
  CHECK(asked > 100);
  CHECK(door.store.status(device(kNow)).sequence == 12);
}

TEST_CASE("threads that share an overtaken reader all get the newest answer, and none a false damage", "[threads]") {
  Door door(1);
  std::uint64_t sequence = 1;
  std::vector<std::string> all;
  for (int round = 0; round < 12; ++round) {
    const auto reader = TrustStore::open(door.file, authority.id());
    REQUIRE(reader);
    const std::uint64_t overtaken = sequence;
    // Two updates by another object: the blocks that the reader knows by name are gone from the file.
    for (int i = 0; i < 2; ++i) REQUIRE(door.store.update(authority.publish(++sequence).bundle(), device(kNow)));
    std::barrier start(kThreads);
    const auto complaints = in_threads([&](int) {
      const Verifier verifier(*reader);
      start.arrive_and_wait();
      return wrong_in(verifier.verify(text_of(overtaken), device(kNow)), overtaken);
    });
    all.insert(all.end(), complaints.begin(), complaints.end());
  }
  INFO(listed(all));
  CHECK(all.empty());
}

TEST_CASE("a reader that refreshes in one thread while others verify never reports damage", "[threads]") {
  Door door(1);
  const auto reader = TrustStore::open(door.file, authority.id());
  REQUIRE(reader);
  std::atomic<bool> done = false;
  std::thread updater([&] {
    for (std::uint64_t sequence = 2; sequence <= 16; ++sequence) {
      if (!door.store.update(authority.publish(sequence).bundle(), device(kNow))) break;
    }
    done = true;
  });
  std::vector<std::string> texts;
  for (std::uint64_t sequence = 1; sequence <= 16; ++sequence) texts.push_back(text_of(sequence));
  TrustStore shared = *reader;
  const auto complaints = in_threads([&](int thread) {
    const Verifier verifier(shared);
    for (std::size_t i = static_cast<std::size_t>(thread); !done || i < 50; ++i) {
      if (thread == 0) {
        TrustStore copy = shared;
        if (!copy.refresh()) return std::string("cannot refresh");
        continue;
      }
      const std::size_t which = i % texts.size();
      if (const auto wrong = wrong_in(verifier.verify(texts[which], device(kNow)), which + 1); !wrong.empty()) return wrong;
    }
    return std::string();
  });
  updater.join();
  INFO(listed(complaints));
  CHECK(complaints.empty());
}

TEST_CASE("of two objects that update at once, one after the other succeeds and the newest wins", "[threads]") {
  Door door(1);
  const auto complaints = in_threads([&](int thread) {
    auto store = TrustStore::open(door.file, authority.id());
    if (!store) return outcome_of(store);
    const auto sequence = static_cast<std::uint64_t>(2 + thread);
    const std::string updated = outcome_of(store->update(authority.publish(sequence).bundle(), device(kNow)));
    return updated == "ok" || updated == "lower_sequence" ? std::string() : updated;
  });
  INFO(listed(complaints));
  CHECK(complaints.empty());
  const auto store = TrustStore::open(door.file, authority.id());
  REQUIRE(store);
  CHECK(store->status(device(kNow)).sequence == 9);
  CHECK_FALSE(store->status(device(kNow)).damaged);
}

TEST_CASE("of eight objects that meet the same damaged file, one makes it anew and none takes another's draft for it", "[threads]") {
  const Bytes bundle = authority.publish(2).bundle();
  for (int round = 0; round < 5; ++round) {
    Door door(1);
    SqlFile(door.file).run("DROP TABLE lists");
    std::barrier together(kThreads);
    const auto complaints = in_threads([&](int) {
      auto store = TrustStore::open(door.file, authority.id());
      together.arrive_and_wait();
      const std::string updated = store ? outcome_of(store->update(bundle, device(kNow))) : outcome_of(store);
      return updated == "ok" ? std::string() : updated;
    });
    INFO(listed(complaints));
    CHECK(complaints.empty());
    const auto store = TrustStore::open(door.file, authority.id());
    REQUIRE(store);
    CHECK(store->status(device(kNow)).sequence == 2);
    CHECK(summary(Verifier(*store).verify(text_of(2), device(kNow))) == "rejected: revoked");
    const auto folder = std::filesystem::directory_iterator(std::filesystem::path(door.file).parent_path());
    CHECK(std::ranges::none_of(folder, [](const auto& file) { return file.path().string().find(".new") != std::string::npos; }));
  }
}

// Flipped bits in the store's file: nothing false is believed, and what can be mended is mended.
#include "support/catch.h"

#include <map>
#include <random>

#include "faults/broken_store.h"

using namespace skan;
using namespace skan::testing;

namespace {

/// Flips `count` bits, one at a time, each in a fresh copy. Half of them fall on bytes that are not
/// zero, because most of a small file's pages are empty.
std::map<std::string, int> flip(int count, unsigned seed) {
  const Sample sample;
  std::vector<std::size_t> used;
  for (std::size_t at = 0; at < sample.file.size(); ++at) {
    if (sample.file[at] != std::byte{0}) used.push_back(at);
  }
  std::mt19937 random(seed);
  std::map<std::string, int> seen;
  const TemporaryFolder folder;
  for (int i = 0; i < count; ++i) {
    const std::size_t at = i % 2 == 0 ? used[random() % used.size()] : random() % sample.file.size();
    const std::size_t bit = at * 8 + random() % 8;
    const std::string file = folder.file("door-" + std::to_string(i) + ".db");
    write_whole(file, with_flipped_bit(sample.file, bit));
    const Outcomes outcomes = outcomes_of(sample, file);
    INFO("bit " << bit << ": " << outcomes.text());
    CHECK_FALSE(outcomes.believed_wrongly);
    // An update that reports success has left a whole store behind.
    if (outcomes.updated == "ok") CHECK(outcomes.repaired == "yes");
    CHECK((outcomes.good.empty() || outcomes.good == "accepted" || outcomes.good == "undetermined: store_damaged" ||
           outcomes.good == "undetermined: trust_data_missing"));
    ++seen[outcomes.text()];
    std::filesystem::remove(file);
  }
  return seen;
}

std::string table(const std::map<std::string, int>& seen) {
  std::string out = "opened | verdict | update | whole afterwards\n";
  for (const auto& [text, count] : seen) out += std::to_string(count) + " x " + text + "\n";
  return out;
}

}  // namespace

TEST_CASE("a flipped bit in the store never makes it believe what it should not, and success means repaired") {
  const auto seen = flip(250, 7);
  INFO(table(seen));
  CHECK(seen.contains("ok | undetermined: store_damaged | ok | yes"));
  CHECK(seen.contains("ok | accepted | ok | yes"));
}

TEST_CASE("a flipped bit in the store never makes it believe what it should not: many of them", "[.long]") {
  const auto seen = flip(5'000, 8);
  WARN(table(seen));
}

// Flipped bits in the store's file: nothing false is believed, and what can be mended is mended.
#include "support/catch.h"

#include <map>
#include <random>

#include "faults/broken_store.h"
#include "faults/fault_vfs.h"

using namespace skan;
using namespace skan::testing;

namespace {

/// Flips these bits, one at a time, each in a fresh copy.
std::map<std::string, int> flip(const Sample& sample, const std::vector<std::size_t>& bits) {
  std::map<std::string, int> seen;
  const FastDisk fast_disk;
  const TemporaryFolder folder;
  for (std::size_t i = 0; i < bits.size(); ++i) {
    const std::string file = folder.file("door-" + std::to_string(i) + ".db");
    write_whole(file, with_flipped_bit(sample.file, bits[i]));
    const Outcomes outcomes = outcomes_of(sample, file);
    INFO("bit " << bits[i] << ": " << outcomes.text());
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

/// `count` bits. Half of them fall on bytes that are not zero, because most of a small file's pages are empty.
std::vector<std::size_t> random_bits(const Sample& sample, int count, unsigned seed) {
  std::vector<std::size_t> used;
  for (std::size_t at = 0; at < sample.file.size(); ++at) {
    if (sample.file[at] != std::byte{0}) used.push_back(at);
  }
  std::mt19937 random(seed);
  std::vector<std::size_t> bits;
  for (int i = 0; i < count; ++i) {
    const std::size_t at = i % 2 == 0 ? used[random() % used.size()] : random() % sample.file.size();
    bits.push_back(at * 8 + random() % 8);
  }
  return bits;
}

/// The heads of all pages, with the pointers to their rows, by which SQLite finds its way.
std::vector<std::size_t> bits_of_page_heads(const Sample& sample, std::size_t step) {
  constexpr std::size_t kPage = 8'192, kHead = 32;
  std::vector<std::size_t> bits;
  for (std::size_t bit = 0; bit < sample.file.size() * 8; bit += step) {
    if (bit / 8 % kPage < kHead) bits.push_back(bit);
  }
  return bits;
}

std::string table(const std::map<std::string, int>& seen) {
  std::string out = "opened | verdict | update | whole afterwards\n";
  for (const auto& [text, count] : seen) out += std::to_string(count) + " x " + text + "\n";
  return out;
}

}  // namespace

TEST_CASE("a flipped bit in the store never makes it believe what it should not, and success means repaired") {
  const Sample sample;
  const auto seen = flip(sample, random_bits(sample, 250, 7));
  INFO(table(seen));
  CHECK(seen.contains("ok | undetermined: store_damaged | ok | yes"));
  CHECK(seen.contains("ok | accepted | ok | yes"));
}

TEST_CASE("a flipped bit in the store never makes it believe what it should not: 100,000 of them", "[.long]") {
  const Sample sample;
  const auto seen = flip(sample, random_bits(sample, 100'000, 8));
  WARN(table(seen));
}

TEST_CASE("a flipped bit in the head of a page does no harm, and success means repaired") {
  const Sample sample;
  const auto seen = flip(sample, bits_of_page_heads(sample, 7));
  INFO(table(seen));
  CHECK(seen.contains("ok | undetermined: store_damaged | ok | yes"));
}

TEST_CASE("a flipped bit in the head of a page does no harm: every one", "[.long]") {
  const Sample sample;
  const auto seen = flip(sample, bits_of_page_heads(sample, 1));
  WARN(table(seen));
}

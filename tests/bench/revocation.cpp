// How many bytes revocation takes on the wire, against the fewest that could tell it.
#include "bench/country.h"

namespace {

using namespace skan;
using namespace skan::bench;

constexpr std::uint32_t kCountry = 9'000'000;

std::mt19937_64 random_source(1);

void print_row(const char* what, std::size_t bytes, double entropy) {
  std::printf("%-52s %10zu bytes   %.3fx of entropy (%.0f)\n", what, bytes, static_cast<double>(bytes) / entropy, entropy);
}

void measure_lists() {
  for (const double share : {0.001, 0.01, 0.1}) {
    revocation::StatusList list(kCountry);
    const auto drawn = draw(static_cast<std::size_t>(share * kCountry), kCountry, random_source);
    for (const auto index : drawn) list.insert(static_cast<std::uint32_t>(index));
    char what[80];
    std::snprintf(what, sizeof what, "list, 9,000,000 issued, %g %% withdrawn", share * 100);
    print_row(what, revocation::encode_list(list).size(), entropy_bytes(share * kCountry, kCountry));
  }
  revocation::StatusList runs(kCountry);
  for (const auto start : draw(90, kCountry / 1'000, random_source)) {
    for (std::uint64_t i = 0; i < 1'000; ++i) runs.insert(static_cast<std::uint32_t>(start * 1'000 + i));
  }
  print_row("list, 1 % withdrawn in 90 runs of 1,000", revocation::encode_list(runs).size(), entropy_bytes(90, kCountry / 1'000));
}

/// Positions that are not withdrawn yet.
std::vector<std::uint64_t> draw_more(const Country& country, std::size_t count) {
  const std::uint64_t each = country.lists[0].length();
  std::vector<std::uint64_t> out;
  for (const std::uint64_t one : draw(count * 2, each * country.lists.size(), random_source)) {
    if (!country.lists[one / each].contains(static_cast<std::uint32_t>(one % each))) out.push_back(one);
  }
  std::ranges::shuffle(out, random_source);
  out.resize(count);
  std::ranges::sort(out);
  return out;
}

void measure_day(std::size_t keys, std::size_t changes) {
  Country country(keys, kCountry / static_cast<std::uint32_t>(keys));
  country.withdraw(draw(kCountry / 100, kCountry, random_source));
  const Published before = country.publish(1);
  const auto more = draw_more(country, changes);
  country.withdraw(more);
  const Published after = country.publish(2, &before, more);
  const double entropy = entropy_bytes(static_cast<double>(changes), kCountry * 0.99);
  char what[80];
  std::snprintf(what, sizeof what, "delta of %zu, %zu key%s", changes, keys, keys == 1 ? "" : "s");
  print_row(what, after.delta_bytes, entropy);
  const std::size_t all = after.head_bytes + after.manifest_bytes + after.delta_bytes;
  std::printf("%-52s %10zu bytes   entropy + %.0f (head %zu, manifest %zu, delta %zu)\n", "  a day's update: head, manifest, delta", all,
              static_cast<double>(all) - entropy, after.head_bytes, after.manifest_bytes, after.delta_bytes);
}

}  // namespace

int main() {
  measure_lists();
  measure_day(1, 1'000);
  measure_day(1, 10'000);
  measure_day(9, 1'000);
  measure_day(9, 10'000);
}

// Two ways of doing the same work, timed in turn in one process.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

namespace skan::bench {

inline double seconds(auto&& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// The value at `share` (0..1) of the sorted values.
inline double quantile(std::vector<double> values, double share) {
  std::ranges::sort(values);
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// Runs `work` and `baseline` in turn, so that a slow moment of the machine hits both, and prints the
/// median time of one of `per_round` operations and the median of the rounds' ratios.
inline double compare(const char* name, const char* baseline_name, int per_round, auto&& work, auto&& baseline) {
  constexpr int kRounds = 31;
  std::vector<double> ours, theirs, ratios;
  work();
  baseline();
  for (int round = 0; round < kRounds; ++round) {
    ours.push_back(seconds(work));
    theirs.push_back(seconds(baseline));
    ratios.push_back(ours.back() / theirs.back());
  }
  const double each = 1e6 / per_round;
  std::printf("%-28s %8.1f us   %.2fx of %s (%.1f us)   median of %d interleaved rounds, IQR %.2f-%.2f\n", name,
              quantile(ours, 0.5) * each, quantile(ratios, 0.5), baseline_name, quantile(theirs, 0.5) * each, kRounds,
              quantile(ratios, 0.25), quantile(ratios, 0.75));
  return quantile(ratios, 0.5);
}

}  // namespace skan::bench

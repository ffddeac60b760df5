// Runs readers over streams and adds up.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bench/scan/readers.h"
#include "bench/scan/stream.h"

namespace skan::bench {

/// What one reader did in one condition.
struct Score {
  int frames = 0;
  int read = 0;   ///< frames in which the right text was read
  int wrong = 0;  ///< other texts
  int people = 0;
  double first_frames = 0;  ///< sum over people: frames until the first read; all of them if there is none
  double first_cpu = 0;     ///< sum over people: processor seconds until then
  int lost = 0;             ///< frames that the first reader read and this one did not
  std::vector<double> tracked;  ///< time of each frame, of the first reader's, after the first read
  std::vector<double> cpu;      ///< seconds of each frame

  double rate() const { return static_cast<double>(read) / frames; }
  double mean_cpu() const;
  void add(const Score& other);
};

struct Plan {
  std::uint64_t seed = 1;
  int frames = 12;  ///< of each person
  int people = 1;   ///< of each size of frame and code
  bool all_sizes = false;
  bool only_1080p = false;
};

/// One score a reader, in their order.
std::vector<Score> measure(const Condition& condition, const std::vector<Reader>& readers, const Plan& plan);

}  // namespace skan::bench

// A line on a terminal that tells how far something long is, how fast it goes and when it will end.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace skan::programs {

/// Draws on standard error if that is a terminal, at most five times a second; otherwise does nothing. Takes its line away at the end.
class RateLine {
 public:
  /// `what` is counted: "rows".
  explicit RateLine(std::string what);
  RateLine(const RateLine&) = delete;
  RateLine& operator=(const RateLine&) = delete;
  ~RateLine() { clear(); }

  /// `done` of them are done, and with them the share `share` (0 to 1) of the work; 0 if that is not known.
  void show(std::uint64_t done, double share);
  /// Takes the line away, so that something else can be printed.
  void clear();

 private:
  std::string what_;
  bool is_terminal_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point begun_, drawn_at_;
};

/// "412,000 rows, 38,100 a second, 61 %, 15 s left".
std::string rate_text(const std::string& what, std::uint64_t done, double share, double seconds);

}  // namespace skan::programs

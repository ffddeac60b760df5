// A line on a terminal that tells how far a download is.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace skan::cli {

/// Draws on standard error if that is a terminal; otherwise does nothing. Takes its line away at the end.
class ProgressBar {
 public:
  ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar() { clear(); }

  /// `have` of `all` bytes of `what` are there, 0 if it is not known how many it has. At most ten lines a
  /// second are drawn.
  void show(const std::string& what, std::size_t have, std::size_t all);
  void clear();

 private:
  bool is_terminal_;
  std::string drawn_;
  std::chrono::steady_clock::time_point drawn_at_;
};

/// "950 bytes" or "90.9 KB" (of 1,000 bytes).
std::string people_bytes(std::size_t bytes);

}  // namespace skan::cli

// A child process that is killed in the middle of its work.
#pragma once

#include <chrono>
#include <functional>
#include <optional>

namespace skan::testing {

/// What became of it.
struct Killed {
  bool reported = false;               ///< the work had returned true before the end
  std::chrono::microseconds lasted{};  ///< from the start of the work to the report or the kill
};

/// Runs `work` in a forked child and kills it (SIGKILL) that long after the work began; without a delay it may
/// finish. The caller holds no open database: SQLite's connections do not survive a fork.
Killed run_and_kill(const std::function<bool()>& work, std::optional<std::chrono::microseconds> delay);

}  // namespace skan::testing

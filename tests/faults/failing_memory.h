// SQLite's memory, in which the n-th allocation fails.
#pragma once

namespace skan::testing {

/// While it lives, allocation number `at` (from 1; 0: none) of SQLite in this process fails; if `lasting`, so do
/// all that follow.
class FailingMemory {
 public:
  explicit FailingMemory(int at = 0, bool lasting = false);
  ~FailingMemory();
  FailingMemory(const FailingMemory&) = delete;
  FailingMemory& operator=(const FailingMemory&) = delete;

  /// Allocations asked for since it was made.
  int allocations() const noexcept;
};

}  // namespace skan::testing

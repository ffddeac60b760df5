// How often and how much a piece of code takes from the heap.
#pragma once

#include <cstddef>

namespace skan::testing {

struct Allocations {
  std::size_t count = 0;
  std::size_t bytes = 0;
};

/// What this thread has allocated with operator new since the program began.
Allocations allocations() noexcept;

/// What `action` allocates with operator new on this thread. Memory that C libraries take is not counted.
template <class Action>
Allocations allocations_of(Action&& action) {
  const Allocations before = allocations();
  action();
  const Allocations after = allocations();
  return {after.count - before.count, after.bytes - before.bytes};
}

}  // namespace skan::testing

// Replaces operator new in every test program. The forms that are not replaced here (arrays, nothrow)
// call these two; nothing in the library is over-aligned.

#include "support/allocations.h"

#include <cstdlib>
#include <new>

namespace {

thread_local skan::testing::Allocations total;

}  // namespace

namespace skan::testing {

Allocations allocations() noexcept {
  return total;
}

}  // namespace skan::testing

void* operator new(std::size_t size) {
  ++total.count;
  total.bytes += size;
  if (void* memory = std::malloc(size > 0 ? size : 1)) return memory;
  throw std::bad_alloc();
}

void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

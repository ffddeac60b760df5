#include "faults/failing_memory.h"

#include <atomic>
#include <cstdlib>

#include <sqlite3.h>

namespace skan::testing {
namespace {

sqlite3_mem_methods real{};
std::atomic<int> count = 0, fails_at = 0;
std::atomic<bool> fails_on = false;

bool fails() {
  const int at = fails_at, number = ++count;
  return at > 0 && (number == at || (fails_on && number > at));
}

void* allocate(int size) { return fails() ? nullptr : real.xMalloc(size); }
void* reallocate(void* memory, int size) { return fails() ? nullptr : real.xRealloc(memory, size); }

/// SQLite takes another allocator only before it is first used, so this runs before main.
const bool installed = [] {
  if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real) != SQLITE_OK) std::abort();
  sqlite3_mem_methods failing = real;
  failing.xMalloc = allocate;
  failing.xRealloc = reallocate;
  if (sqlite3_config(SQLITE_CONFIG_MALLOC, &failing) != SQLITE_OK) std::abort();
  return true;
}();

}  // namespace

FailingMemory::FailingMemory(int at, bool lasting) {
  count = 0;
  fails_on = lasting;
  fails_at = at;
}

FailingMemory::~FailingMemory() { fails_at = 0; }

int FailingMemory::allocations() const noexcept { return count; }

}  // namespace skan::testing

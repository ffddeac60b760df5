// Replaces operator new in every test program, all forms but the over-aligned ones, which nothing here uses.

#include "support/allocations.h"

#include <cstdlib>
#include <new>

namespace {

thread_local skan::testing::Allocations total;

void* counted(std::size_t size) noexcept {
  ++total.count;
  total.bytes += size;
  return std::malloc(size > 0 ? size : 1);
}

void* counted_or_throw(std::size_t size) {
  if (void* memory = counted(size)) return memory;
  throw std::bad_alloc();
}

}  // namespace

namespace skan::testing {

Allocations allocations() noexcept {
  return total;
}

}  // namespace skan::testing

void* operator new(std::size_t size) {
  return counted_or_throw(size);
}
void* operator new[](std::size_t size) {
  return counted_or_throw(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return counted(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return counted(size);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete[](void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}

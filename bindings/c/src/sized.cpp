#include "sized.h"

#include <algorithm>
#include <cstring>

namespace skan::c {
namespace {

constexpr std::size_t kHead = sizeof(std::uint32_t);

std::size_t size_of(const void* place) noexcept {
  std::uint32_t size = 0;
  std::memcpy(&size, place, sizeof size);
  return size;
}

std::byte* past(void* place, std::size_t bytes) noexcept {
  return static_cast<std::byte*>(place) + bytes;
}

}  // namespace

const char* fault_of_sized(const void* place, std::size_t first, std::size_t alignment) noexcept {
  if (place == nullptr) return "is null";
  if (reinterpret_cast<std::uintptr_t>(place) % alignment != 0) return "is not aligned";
  const std::size_t size = size_of(place);
  if (size == 0) return "its size is 0; set it to sizeof the structure before the call";
  if (size < first || size > kMaxSize || size % alignment != 0) return "its size is not sizeof the structure";
  return nullptr;
}

void clear_sized(void* place, std::size_t first, std::size_t alignment) noexcept {
  if (is_sized(place, first, alignment)) std::memset(past(place, kHead), 0, size_of(place) - kHead);
}

void put_sized(void* place, const void* value, std::size_t known) noexcept {
  const std::size_t size = size_of(place);
  const std::size_t copied = std::min(size, known);
  std::memcpy(past(place, kHead), static_cast<const std::byte*>(value) + kHead, copied - kHead);
  std::memset(past(place, copied), 0, size - copied);
}

bool take_sized(const void* place, void* value, std::size_t known) noexcept {
  const std::size_t size = size_of(place);
  std::memcpy(value, place, std::min(size, known));
  const auto* bytes = static_cast<const std::byte*>(place);
  return size <= known || std::all_of(bytes + known, bytes + size, [](std::byte b) { return b == std::byte{}; });
}

}  // namespace skan::c

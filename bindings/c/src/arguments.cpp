#include "arguments.h"

#include <cstring>
#include <limits>

namespace skan::c {
namespace {

constexpr std::size_t kLongest = std::numeric_limits<std::ptrdiff_t>::max();

void check_extent(const void* data, std::size_t length, const char* argument) {
  if (data == nullptr && length != 0) refuse(argument, "is null, but its length is not 0");
  if (length > kLongest) refuse(argument, "its length is larger than the address space");
}

/// How many bytes follow the one that a UTF-8 character begins with, and the range of the first of these (RFC 3629
/// section 4: no overlong forms, no surrogates, nothing beyond U+10FFFF).
struct Lead {
  std::size_t more;
  unsigned lowest = 0x80;
  unsigned highest = 0xBF;
};

Lead lead_of(unsigned byte) noexcept {
  constexpr Lead kInvalid{0, 1, 0};
  if (byte < 0x80) return {0};
  if (byte < 0xC2 || byte > 0xF4) return kInvalid;
  if (byte < 0xE0) return {1};
  if (byte < 0xF0) return {2, byte == 0xE0 ? 0xA0u : 0x80u, byte == 0xED ? 0x9Fu : 0xBFu};
  return {3, byte == 0xF0 ? 0x90u : 0x80u, byte == 0xF4 ? 0x8Fu : 0xBFu};
}

bool is_utf8(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size();) {
    Lead lead = lead_of(static_cast<unsigned char>(text[i++]));
    if (lead.lowest > lead.highest || lead.more > text.size() - i) return false;
    for (; lead.more > 0; --lead.more) {
      const auto byte = static_cast<unsigned char>(text[i++]);
      if (byte < lead.lowest || byte > lead.highest) return false;
      lead = {lead.more};
    }
  }
  return true;
}

}  // namespace

void check_pointer(const void* pointer, std::size_t alignment, const char* argument) {
  if (pointer == nullptr) refuse(argument, "is null");
  if (reinterpret_cast<std::uintptr_t>(pointer) % alignment != 0) refuse(argument, "is not aligned");
}

void check_handle(const void* handle, std::size_t alignment, std::uint32_t tag, const char* argument) {
  check_pointer(handle, alignment, argument);
  std::uint32_t found = 0;
  std::memcpy(&found, handle, sizeof found);
  if (found != tag) refuse(argument, "is a handle of another type, or was freed");
}

void check_index(std::size_t index, std::size_t count, const char* argument) {
  if (index < count) return;
  refuse(argument, std::to_string(index) + " is not below the number of entries, " + std::to_string(count));
}

void check_number(std::int32_t number, std::int32_t first, std::int32_t last, const char* argument) {
  if (number < first || number > last) refuse(argument, std::to_string(number) + " is not a number of its list");
}

void check_sized(const void* place, std::size_t first, std::size_t alignment, const char* argument) {
  if (const char* fault = fault_of_sized(place, first, alignment)) refuse(argument, fault);
}

void take_checked(const void* place, std::size_t first, std::size_t alignment, void* value, std::size_t known,
                  const char* argument) {
  check_sized(place, first, alignment, argument);
  if (!take_sized(place, value, known)) refuse(argument, "asks for what only a newer version of this library has");
}

std::span<const std::byte> bytes_in(const void* data, std::size_t length, const char* argument) {
  check_extent(data, length, argument);
  return {static_cast<const std::byte*>(data), length};
}

std::string_view text_in(const char* data, std::size_t length, const char* argument) {
  check_extent(data, length, argument);
  return {data, length};
}

std::string_view utf8_in(const char* data, std::size_t length, const char* argument) {
  const std::string_view text = text_in(data, length, argument);
  if (!is_utf8(text)) refuse(argument, "is not UTF-8");
  return text;
}

bool flag_in(std::int32_t flag, const char* argument) {
  if (flag != 0 && flag != 1) refuse(argument, std::to_string(flag) + " is neither 0 nor 1");
  return flag == 1;
}

Inside::Inside(std::atomic_flag& busy, const char* argument) : busy_(busy) {
  if (!busy.test_and_set(std::memory_order_acquire)) return;
  throw Failure{SKAN_ERROR_IN_USE, std::string(argument) + ": another thread is using it"};
}

}  // namespace skan::c

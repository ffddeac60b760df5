#include "shell.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <exception>
#include <new>
#include <string_view>

#include "sized.h"

namespace skan::c {
namespace {

/// As much of `text` as fits into `room` bytes without cutting a character.
std::string_view clipped(std::string_view text, std::size_t room) noexcept {
  if (text.size() <= room) return text;
  while (room > 0 && (static_cast<unsigned char>(text[room]) & 0xC0) == 0x80) --room;
  return text.substr(0, room);
}

/// Fills the caller's structure, which may be that of an older or a newer header.
skan_status tell(skan_error* error, skan_status status, std::string_view message) noexcept {
  if (error == nullptr) return status;
  skan_error told{};
  const std::string_view kept = clipped(message, sizeof told.message - 1);
  told.code = status;
  told.message_length = static_cast<std::uint32_t>(kept.size());
  if (!kept.empty()) std::memcpy(told.message, kept.data(), kept.size());
  put_sized(error, &told, sizeof told);
  return status;
}

skan_status tell_fault(skan_error* error, const char* what) noexcept try {
  return tell(error, SKAN_ERROR_INTERNAL, std::string("a fault of the library, please report it: ") + what);
} catch (...) {
  return tell(error, SKAN_ERROR_INTERNAL, "a fault of the library, please report it");
}

}  // namespace

void refuse(const char* argument, std::string_view why) {
  throw Failure{SKAN_ERROR_INVALID_ARGUMENT, std::string(argument).append(": ").append(why)};
}

void fail(const Error& error, std::string_view prefix) {
  throw Failure{static_cast<skan_status>(error.code), std::string(prefix).append(error.message)};
}

skan_status run(skan_error* error, void (*step)(const void* body), const void* body) noexcept {
  if (error != nullptr && !is_sized(error, first_size<skan_error>, alignof(skan_error))) {
    return SKAN_ERROR_INVALID_ARGUMENT;
  }
  try {
    step(body);
    return tell(error, SKAN_OK, {});
  } catch (const Failure& failure) {
    return tell(error, failure.status, failure.message);
  } catch (const std::bad_alloc&) {
    return tell(error, SKAN_ERROR_CAPACITY, "memory ran out");
  } catch (const std::exception& fault) {
    return tell_fault(error, fault.what());
  } catch (...) {
    return tell_fault(error, "an unknown exception");
  }
}

}  // namespace skan::c

// What stands around every function of the C interface: no exception leaves it, and the caller's error is filled.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "skan/c/base.h"
#include "skan/result.h"

namespace skan::c {

/// Why a call fails. Thrown inside the shell, which alone catches it.
struct Failure {
  skan_status status;
  std::string message;
};

/// Throws the Failure of a wrong argument: "store: is null".
[[noreturn]] void refuse(const char* argument, std::string_view why);
/// Throws the Failure that says the same as `error`, `prefix` before its text.
[[noreturn]] void fail(const Error& error, std::string_view prefix = {});

/// The value, or the Failure that says the same as the error.
template <class T>
T value_of(Result<T> result) {
  if (!result) fail(result.error());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// Calls `step(body)`. Whatever it throws becomes a status, and in `error`, if there is one, a message.
skan_status run(skan_error* error, void (*step)(const void* body), const void* body) noexcept;

/// Runs `body`, which takes nothing and returns nothing, in the shell.
template <class Body>
skan_status guarded(skan_error* error, const Body& body) noexcept {
  return run(error, [](const void* it) { (*static_cast<const Body*>(it))(); }, &body);
}

}  // namespace skan::c

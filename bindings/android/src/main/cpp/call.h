// What stands around every native method: no C++ exception leaves it, and every failure becomes one Java exception.
#pragma once

#include <jni.h>

#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "skan/skan.h"

namespace skan::java {

/// Thrown inside a native method when a Java exception is pending: nothing is left to do but to return.
struct Raised {};

/// The library's error structure for one call of it, and the Java environment of the thread that makes it.
class Call {
 public:
  explicit Call(JNIEnv* env) noexcept : env_(env) { error_.size = sizeof error_; }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  JNIEnv* env() const noexcept { return env_; }
  skan_error* error() noexcept { return &error_; }

  /// Raises the exception for what the library answered, unless it is SKAN_OK.
  void must(skan_status status) {
    if (status != SKAN_OK) refuse(status, {error_.message, error_.message_length});
  }

  /// Raises the exception that NativeCalls.failure() makes of a status and a message in UTF-8.
  [[noreturn]] void refuse(skan_status status, std::string_view message);

  /// Stops if the last call of JNI has left an exception.
  void respect_pending() const {
    if (env_->ExceptionCheck() == JNI_TRUE) throw Raised{};
  }

  /// A copy of a Java array; empty for null.
  std::vector<char> bytes_of(jbyteArray array);
  std::vector<std::int32_t> numbers_of(jintArray array);

  jbyteArray array_of(const void* data, std::size_t length);

 private:
  JNIEnv* env_;
  skan_error error_{};
};

/// Looks up what failures need, once. False with a Java exception pending if the classes are not those of this library.
bool remember_failures(JNIEnv* env, jclass native_calls) noexcept;

/// Calls `step(body, call)`. What it throws becomes a Java exception, which is then pending.
void run(JNIEnv* env, void (*step)(void* body, Call& call), void* body) noexcept;

/// Runs `body(call)` for a native method. After a failure the result is zero, and a Java exception is pending.
template <class Body>
auto guarded(JNIEnv* env, const Body& body) noexcept {
  using Result = decltype(body(std::declval<Call&>()));
  if constexpr (std::is_void_v<Result>) {
    run(env, [](void* it, Call& call) { (*static_cast<const Body*>(it))(call); }, const_cast<Body*>(&body));
  } else {
    struct Bound {
      const Body& body;
      Result result{};
    } bound{body};
    run(env, [](void* it, Call& call) {
      auto& its = *static_cast<Bound*>(it);
      its.result = its.body(call);
    }, &bound);
    return bound.result;
  }
}

inline skan_text text_of(const std::vector<char>& bytes) noexcept { return {bytes.data(), bytes.size()}; }

/// A handle of the library that is freed at the end of a native method.
template <class T, skan_status (*free)(T**) SKAN_NOEXCEPT>
class Owned {
 public:
  Owned() noexcept = default;
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  ~Owned() { free(&handle_); }

  T** out() noexcept { return &handle_; }
  T* get() const noexcept { return handle_; }

 private:
  T* handle_ = nullptr;
};

template <class T>
T* handle_of(jlong number) noexcept {
  return reinterpret_cast<T*>(static_cast<std::intptr_t>(number));
}
inline jlong number_of(const void* handle) noexcept {
  return static_cast<jlong>(reinterpret_cast<std::intptr_t>(handle));
}

/// A structure of the library that knows its size.
template <class T>
T sized() noexcept {
  T value{};
  value.size = sizeof(T);
  return value;
}

}  // namespace skan::java

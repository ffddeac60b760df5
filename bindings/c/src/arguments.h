// Checks of what a caller passes. Each throws the Failure that names the argument.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shell.h"
#include "sized.h"

namespace skan::c {

// The checks themselves are no templates, so that each is in the library once.
void check_pointer(const void* pointer, std::size_t alignment, const char* argument);
void check_handle(const void* handle, std::size_t alignment, std::uint32_t tag, const char* argument);
void check_index(std::size_t index, std::size_t count, const char* argument);
void check_number(std::int32_t number, std::int32_t first, std::int32_t last, const char* argument);
void check_sized(const void* place, std::size_t first, std::size_t alignment, const char* argument);
/// Copies what the caller's structure says to `value`, `known` zeroed bytes.
void take_checked(const void* place, std::size_t first, std::size_t alignment, void* value, std::size_t known,
                  const char* argument);

/// The first bytes of a handle, which tell its type. Zeroed when it is freed, so that a handle used after that is
/// noticed as long as its memory was not given out again.
template <std::uint32_t number>
class Tagged {
 public:
  static constexpr std::uint32_t kTag = 0x534B'4E00 + number;

  Tagged() noexcept = default;
  Tagged(const Tagged&) = delete;
  Tagged& operator=(const Tagged&) = delete;
  ~Tagged() { const_cast<volatile std::uint32_t&>(tag_) = 0; }

 private:
  std::uint32_t tag_ = kTag;
};

/// The object behind a handle.
template <class Handle>
Handle& in(Handle* handle, const char* argument) {
  check_handle(handle, alignof(Handle), Handle::kTag, argument);
  return *handle;
}

/// Where a result goes. It is cleared at once, so that it is empty whatever fails.
template <class T>
class Out {
 public:
  Out(T* place, const char* argument) noexcept : place_(place), argument_(argument) {
    if (is_aligned()) *place_ = T{};
  }
  void check() const { check_pointer(place_, alignof(T), argument_); }
  void put(T value) const noexcept {
    if (place_ != nullptr) *place_ = std::move(value);
  }

  /// For a result that the caller may not want.
  void check_if_wanted() const {
    if (place_ != nullptr) check();
  }

 private:
  bool is_aligned() const noexcept {
    return place_ != nullptr && reinterpret_cast<std::uintptr_t>(place_) % alignof(T) == 0;
  }

  T* place_;
  const char* argument_;
};

/// The same for a structure that begins with its size.
template <class T>
class SizedOut {
 public:
  SizedOut(T* place, const char* argument) noexcept : place_(place), argument_(argument) {
    clear_sized(place_, first_size<T>, alignof(T));
  }
  void check() const { check_sized(place_, first_size<T>, alignof(T), argument_); }
  void put(const T& value) const noexcept {
    if (place_ != nullptr) put_sized(place_, &value, sizeof(T));
  }
  void check_if_wanted() const {
    if (place_ != nullptr) check();
  }

 private:
  T* place_;
  const char* argument_;
};

/// A structure of the caller's that begins with its size, as this library knows it.
template <class T>
T taken(const T* place, const char* argument) {
  T value{};
  take_checked(place, first_size<T>, alignof(T), &value, sizeof(T), argument);
  return value;
}
template <class T>
T taken_or_default(const T* place, const char* argument) {
  return place == nullptr ? T{} : taken(place, argument);
}

/// Bytes of the caller's: null only if there are none.
std::span<const std::byte> bytes_in(const void* data, std::size_t length, const char* argument);
/// The content of a code: any bytes.
std::string_view text_in(const char* data, std::size_t length, const char* argument);
/// What ends up in messages or in the store.
std::string_view utf8_in(const char* data, std::size_t length, const char* argument);

/// A number of a list whose first is `first`, and whose last `last`.
template <class Enum>
Enum number_in(std::int32_t number, Enum first, Enum last, const char* argument) {
  check_number(number, static_cast<std::int32_t>(first), static_cast<std::int32_t>(last), argument);
  return static_cast<Enum>(number);
}
bool flag_in(std::int32_t flag, const char* argument);

template <class List>
auto& element(List& list, std::size_t index, const char* argument = "index") {
  check_index(index, list.size(), argument);
  return list[index];
}

inline skan_text told(std::string_view text) noexcept {
  return {text.empty() ? nullptr : text.data(), text.size()};
}

/// The numbers of a list as the C interface has them.
template <class Enum>
std::vector<std::int32_t> numbers_of(const std::vector<Enum>& list) {
  std::vector<std::int32_t> out;
  out.reserve(list.size());
  for (const Enum item : list) out.push_back(static_cast<std::int32_t>(item));
  return out;
}
template <class T>
const T* data_of(const std::vector<T>& list) noexcept {
  return list.empty() ? nullptr : list.data();
}

/// Deletes the object behind `*handle` and clears that.
template <class Handle>
skan_status freed(Handle** handle, const char* argument) noexcept {
  return guarded(nullptr, [&] {
    check_pointer(handle, alignof(Handle*), argument);
    if (*handle == nullptr) return;
    const std::unique_ptr<Handle> last(&in(*handle, argument));
    *handle = nullptr;
  });
}

/// Keeps a second thread out of an object that is for one at a time.
class Inside {
 public:
  Inside(std::atomic_flag& busy, const char* argument);
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;
  ~Inside() { busy_.clear(std::memory_order_release); }

 private:
  std::atomic_flag& busy_;
};

}  // namespace skan::c

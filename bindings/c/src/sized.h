// Structures that begin with their own size, so that caller and library may be of different age (convention 4).
#pragma once

#include <cstddef>
#include <cstdint>

namespace skan::c {

/// A structure's size in the first version of this interface; a caller's can only be greater. When T grows, it keeps its
/// number here.
template <class T>
inline constexpr std::size_t first_size = sizeof(T);

/// Larger is no structure of any version, but memory that was never set.
inline constexpr std::size_t kMaxSize = 4'096;

/// What is wrong with a caller's structure, or null: it is null, misaligned, or its size is none.
const char* fault_of_sized(const void* place, std::size_t first, std::size_t alignment) noexcept;
inline bool is_sized(const void* place, std::size_t first, std::size_t alignment) noexcept {
  return fault_of_sized(place, first, alignment) == nullptr;
}

/// Zeroes everything but the size. Does nothing to what is_sized() refuses.
void clear_sized(void* place, std::size_t first, std::size_t alignment) noexcept;

/// Copies of `value`, `known` bytes with the size first, as much as the caller's structure has room for, and zeroes the
/// rest of that. Precondition: is_sized().
void put_sized(void* place, const void* value, std::size_t known) noexcept;

/// Copies from the caller's structure as much as this library knows to `value`, `known` zeroed bytes. False if there is
/// more, and it is not zero. Precondition: is_sized().
bool take_sized(const void* place, void* value, std::size_t known) noexcept;

}  // namespace skan::c

// Texts one after another in one array, told by their offsets. A pointer for each would be written anew by the dynamic
// linker in each process, and cost the file more than many of the texts.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace skan::words_tables {

template <std::size_t kBytes, std::size_t kTexts>
struct TextPool {
  std::array<char, kBytes> bytes{};  ///< a NUL after each text
  std::array<std::uint16_t, kTexts> offsets{};

  constexpr std::string_view operator[](std::size_t i) const noexcept { return bytes.data() + offsets[i]; }
};

/// How many texts back one that is the same is found: a column of the row before.
inline constexpr std::size_t kReach = 5;

/// The place of the text that `texts[i]` repeats, or `i`.
constexpr std::size_t first_of(std::span<const std::string_view> texts, std::size_t i) {
  for (std::size_t back = std::min(i, kReach); back > 0; --back) {
    if (texts[i - back] == texts[i]) return i - back;
  }
  return i;
}

constexpr std::size_t bytes_for(std::span<const std::string_view> texts) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (first_of(texts, i) == i) bytes += texts[i].size() + 1;
  }
  return bytes;
}

/// `kTexts`, an array of std::string_view without a NUL in any, packed while compiling. A text that repeats one of the
/// `kReach` before it is kept once.
template <const auto& kTexts>
consteval auto text_pool() {
  TextPool<bytes_for(kTexts), kTexts.size()> pool;
  static_assert(bytes_for(kTexts) <= std::numeric_limits<std::uint16_t>::max());
  std::size_t end = 0;
  for (std::size_t i = 0; i < kTexts.size(); ++i) {
    const std::size_t first = first_of(kTexts, i);
    pool.offsets[i] = first == i ? static_cast<std::uint16_t>(end) : pool.offsets[first];
    if (first != i) continue;
    for (const char c : kTexts[i]) pool.bytes[end++] = c;
    ++end;
  }
  return pool;
}

}  // namespace skan::words_tables

// Where the blocks of a list stand, as one value of the lists table: 8 bytes per block, big-endian.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace skan::store {

inline constexpr std::size_t kRowBytes = 8;

inline std::vector<std::byte> write_rows(std::span<const std::int64_t> rows) {
  std::vector<std::byte> out;
  out.reserve(rows.size() * kRowBytes);
  for (const std::int64_t row : rows) {
    for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<std::byte>(row >> shift));
  }
  return out;
}

inline std::vector<std::int64_t> read_rows(std::span<const std::byte> bytes) {
  std::vector<std::int64_t> out(bytes.size() / kRowBytes);
  for (std::size_t i = 0; i < out.size() * kRowBytes; ++i) {
    auto& row = out[i / kRowBytes];
    row = static_cast<std::int64_t>(static_cast<std::uint64_t>(row) << 8 | std::to_integer<std::uint64_t>(bytes[i]));
  }
  return out;
}

}  // namespace skan::store

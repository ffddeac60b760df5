// Bytes in tests: written as hex, compared as hex.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace skan::testing {

using Bytes = std::vector<std::byte>;

inline unsigned hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  throw std::invalid_argument("not hex: " + std::string(1, c));
}

/// The bytes of `hex`: pairs of digits of either case, white space anywhere between pairs.
/// Throws std::invalid_argument for anything else, which ends the test.
inline Bytes from_hex(std::string_view hex) {
  Bytes bytes;
  for (std::size_t i = 0; i < hex.size(); ++i) {
    if (hex[i] == ' ' || hex[i] == '\n') continue;
    if (i + 1 == hex.size()) throw std::invalid_argument("half a byte of hex");
    const unsigned high = hex_digit(hex[i]);
    bytes.push_back(static_cast<std::byte>(high << 4 | hex_digit(hex[++i])));
  }
  return bytes;
}

inline std::string to_hex(std::span<const std::byte> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const std::byte b : bytes) {
    hex += kDigits[std::to_integer<std::size_t>(b) >> 4];
    hex += kDigits[std::to_integer<std::size_t>(b) & 15];
  }
  return hex;
}

/// The bytes of `hex` as an array of exactly that many.
template <std::size_t size>
std::array<std::byte, size> array_from_hex(std::string_view hex) {
  const Bytes bytes = from_hex(hex);
  if (bytes.size() != size) throw std::invalid_argument("hex of another length than " + std::to_string(size));
  std::array<std::byte, size> array;
  for (std::size_t i = 0; i < size; ++i) array[i] = bytes[i];
  return array;
}

/// The bytes of `text`, borrowed.
inline std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

inline Bytes copy_of(std::span<const std::byte> bytes) {
  return {bytes.begin(), bytes.end()};
}

/// `bytes` with one bit turned over.
inline Bytes with_flipped_bit(std::span<const std::byte> bytes, std::size_t bit) {
  Bytes changed = copy_of(bytes);
  changed.at(bit / 8) ^= static_cast<std::byte>(1u << (bit % 8));
  return changed;
}

inline Bytes joined(std::span<const std::byte> front, std::span<const std::byte> back) {
  Bytes bytes = copy_of(front);
  bytes.insert(bytes.end(), back.begin(), back.end());
  return bytes;
}

}  // namespace skan::testing

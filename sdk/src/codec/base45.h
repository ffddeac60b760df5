// Base45, RFC 9285.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace skan::codec {

/// The bytes that `characters` of Base45 decode to, for sizing a buffer.
constexpr std::size_t base45_decoded_size(std::size_t characters) noexcept {
  return characters / 3 * 2 + (characters % 3 == 2 ? 1 : 0);
}

/// Decodes `text` into the front of `out` (RFC 9285 section 4) and returns the part written.
///
/// Strict, so that every byte string has exactly one text: nothing for a character outside the
/// alphabet (lower case included), a length of 1 modulo 3, or a group above 65535 (255 for the
/// last two characters). Nothing too if `out` is shorter than base45_decoded_size(text.size()).
std::optional<std::span<const std::byte>> base45_decode(std::string_view text, std::span<std::byte> out) noexcept;

/// Encodes `bytes` (RFC 9285 section 4).
std::string base45_encode(std::span<const std::byte> bytes);

}  // namespace skan::codec

// Hexadecimal, lower case.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace skan::codec {

std::string hex_encode(std::span<const std::byte> bytes);

/// Decodes exactly out.size() bytes. False if `text` is anything else than that many pairs of 0-9a-f.
bool hex_decode(std::string_view text, std::span<std::byte> out) noexcept;

}  // namespace skan::codec

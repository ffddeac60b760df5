// Text files of lines `NAME: HEX`, which people carry from machine to machine.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/hex.h"

namespace skan::issuer {

/// The value of the line `NAME: VALUE`, which is taken off the front of `text`.
inline std::optional<std::string_view> take_line(std::string_view& text, std::string_view name) {
  if (!text.starts_with(name)) return std::nullopt;
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view value = text.substr(name.size(), end - name.size());
  text.remove_prefix(end + 1);
  return value;
}

template <std::size_t kSize>
bool take_hex(std::string_view& text, std::string_view name, std::array<std::byte, kSize>& out) {
  const auto value = take_line(text, name);
  return value && codec::hex_decode(*value, out);
}

inline std::optional<std::vector<std::byte>> take_bytes(std::string_view& text, std::string_view name) {
  const auto value = take_line(text, name);
  if (!value) return std::nullopt;
  std::vector<std::byte> out(value->size() / 2);
  return codec::hex_decode(*value, out) ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace skan::issuer

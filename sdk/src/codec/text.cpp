#include "codec/text.h"

#include <cstddef>
#include <cstdint>

namespace skan::codec {
namespace {

std::uint32_t byte_at(std::string_view s, std::size_t at) noexcept {
  return at < s.size() ? static_cast<unsigned char>(s[at]) : 0u;
}

bool within(char32_t c, char32_t first, char32_t last) noexcept { return c >= first && c <= last; }

bool is_control(char32_t c) noexcept { return c < 0x20 || within(c, 0x7F, 0x9F) || within(c, 0x2028, 0x2029); }

bool is_bidirectional(char32_t c) noexcept {
  return c == 0x061C || within(c, 0x200E, 0x200F) || within(c, 0x202A, 0x202E) || within(c, 0x2066, 0x2069);
}

bool is_invisible(char32_t c) noexcept {
  return c == 0xAD || c == 0x034F || c == 0x180E || within(c, 0x200B, 0x200D) || within(c, 0x2060, 0x206F) ||
         within(c, 0xFE00, 0xFE0F) || c == 0xFEFF || within(c, 0xFFF9, 0xFFFB) || within(c, 0xFDD0, 0xFDEF) ||
         (c & 0xFFFE) == 0xFFFE || within(c, 0xE0000, 0xE0FFF);
}

}  // namespace

char32_t take_scalar(std::string_view& rest) noexcept {
  const std::uint32_t lead = byte_at(rest, 0);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  if (length == 0) return kIllFormed;
  char32_t scalar = length == 1 ? lead : lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const std::uint32_t next = byte_at(rest, i);
    if ((next & 0xC0) != 0x80) return kIllFormed;
    scalar = scalar << 6 | (next & 0x3F);
  }
  const bool overlong = (length == 3 && scalar < 0x800) || (length == 4 && scalar < 0x10000);
  const bool surrogate = scalar >= 0xD800 && scalar <= 0xDFFF;
  if (overlong || surrogate || scalar > 0x10FFFF) return kIllFormed;
  rest.remove_prefix(length);
  return scalar;
}

bool is_utf8(std::string_view bytes) noexcept {
  while (!bytes.empty()) {
    if (take_scalar(bytes) == kIllFormed) return false;
  }
  return true;
}

bool is_display_text(std::string_view bytes) noexcept {
  while (!bytes.empty()) {
    const char32_t c = take_scalar(bytes);
    if (c == kIllFormed || is_control(c) || is_bidirectional(c) || is_invisible(c)) return false;
  }
  return true;
}

}  // namespace skan::codec

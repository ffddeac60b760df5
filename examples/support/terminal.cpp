#include "support/terminal.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

#include <fmt/format.h>

namespace skan::programs {
namespace {

struct Character {
  std::uint32_t code_point = 0;
  std::size_t length = 0;  ///< in bytes; 0: not well-formed
};

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

/// Controls, line separators, and what is invisible or turns the direction of writing.
constexpr std::array kHidden = {
    Range{0x0000, 0x001F},   Range{0x007F, 0x009F}, Range{0x00AD, 0x00AD}, Range{0x034F, 0x034F},
    Range{0x061C, 0x061C},   Range{0x180E, 0x180E}, Range{0x200B, 0x200F}, Range{0x2028, 0x202E},
    Range{0x2060, 0x206F},   Range{0xFE00, 0xFE0F}, Range{0xFEFF, 0xFEFF}, Range{0xFFF9, 0xFFFB},
    Range{0xE0000, 0xE0FFF},
};

std::uint8_t byte_at(std::string_view text, std::size_t i) {
  return static_cast<std::uint8_t>(text[i]);
}

/// The first character of `text`, which is not empty (RFC 3629 section 3).
Character first_character(std::string_view text) {
  constexpr std::array<std::uint32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
  const std::uint8_t lead = byte_at(text, 0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return {};
  std::uint32_t value = lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_at(text, i) & 0xC0u) != 0x80u) return {};
    value = (value << 6) | (byte_at(text, i) & 0x3Fu);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < smallest[length] || value > 0x10FFFF || surrogate) return {};
  return {value, length};
}

bool is_hidden(std::uint32_t code_point) {
  return std::ranges::any_of(
      kHidden, [code_point](Range range) { return range.first <= code_point && code_point <= range.last; });
}

template <class Shown>
std::string escaped_unless(std::string_view bytes, Shown shown) {
  std::string out;
  while (!bytes.empty()) {
    const Character character = first_character(bytes);
    const std::size_t length = std::max<std::size_t>(character.length, 1);
    if (character.length != 0 && shown(character.code_point)) {
      out += bytes.substr(0, length);
    } else {
      for (std::size_t i = 0; i < length; ++i) out += fmt::format("\\x{:02X}", byte_at(bytes, i));
    }
    bytes.remove_prefix(length);
  }
  return out;
}

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

}  // namespace

bool is_utf8(std::string_view byte_text) {
  while (!byte_text.empty()) {
    const std::size_t length = first_character(byte_text).length;
    if (length == 0) return false;
    byte_text.remove_prefix(length);
  }
  return true;
}

std::string as_utf8(std::string_view bytes) {
  return escaped_unless(bytes, [](std::uint32_t) { return true; });
}

std::string one_line(std::string_view bytes) {
  return escaped_unless(bytes, [](std::uint32_t code_point) { return !is_hidden(code_point); });
}

std::size_t width_of(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::ranges::count_if(utf8, [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0u) != 0x80u; }));
}

std::string padded(std::string_view utf8, std::size_t width) {
  const std::size_t own = width_of(utf8);
  return std::string(utf8) + std::string(own < width ? width - own : 0, ' ');
}

Paint Paint::for_stream(std::FILE* stream) {
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
  return Paint(isatty(fileno(stream)) == 1 && !dumb && !is_set("NO_COLOR"));
}

std::string Paint::wrapped(std::string_view text, std::string_view code) const {
  if (!coloured_) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

}  // namespace skan::programs

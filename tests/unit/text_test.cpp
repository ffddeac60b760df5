#include "codec/text.h"

#include "support/bytes.h"
#include "support/catch.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

using namespace skan::codec;
using namespace skan::testing;

namespace {

std::string text_of(std::string_view hex) {
  std::string text;
  for (const std::byte b : from_hex(hex)) text += static_cast<char>(b);
  return text;
}

/// UTF-8 of a scalar value (RFC 3629 section 3), surrogates included so that they can be refused.
std::string utf8(char32_t c) {
  const auto tail = [c](unsigned shift) { return static_cast<char>(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xC0 | c >> 6), tail(0)};
  if (c < 0x10000) return {static_cast<char>(0xE0 | c >> 12), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | c >> 18), tail(12), tail(6), tail(0)};
}

/// Format.md section 2, the list of what display text does not hold.
constexpr std::array<std::pair<char32_t, char32_t>, 18> kNotShown{{{0x0000, 0x001F},
                                                                   {0x007F, 0x009F},
                                                                   {0x2028, 0x2029},
                                                                   {0x061C, 0x061C},
                                                                   {0x200E, 0x200F},
                                                                   {0x202A, 0x202E},
                                                                   {0x2066, 0x2069},
                                                                   {0x00AD, 0x00AD},
                                                                   {0x034F, 0x034F},
                                                                   {0x180E, 0x180E},
                                                                   {0x200B, 0x200D},
                                                                   {0x2060, 0x206F},
                                                                   {0xFE00, 0xFE0F},
                                                                   {0xFEFF, 0xFEFF},
                                                                   {0xFFF9, 0xFFFB},
                                                                   {0xFDD0, 0xFDEF},
                                                                   {0xE0000, 0xE0FFF},
                                                                   {0xD800, 0xDFFF}}};

bool is_shown(char32_t c) {
  const bool last_two_of_a_plane = c % 0x10000 >= 0xFFFE;
  return !last_two_of_a_plane &&
         std::ranges::none_of(kNotShown, [c](auto range) { return c >= range.first && c <= range.second; });
}

}  // namespace

TEST_CASE("the UTF-8 of every scalar value is text, that of surrogates is not") {
  std::size_t wrong = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
    if (is_utf8(utf8(c)) == surrogate) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("of all strings of two bytes only those of UTF-8 are text") {
  std::size_t accepted = 0;
  for (unsigned value = 0; value < 0x10000; ++value) {
    if (is_utf8(std::string{static_cast<char>(value >> 8), static_cast<char>(value & 0xFF)})) ++accepted;
  }
  // Two of ASCII, or one of the 1,920 characters U+0080-07FF.
  CHECK(accepted == 128 * 128 + 1'920);
}

TEST_CASE("ill-formed UTF-8 is not text") {
  const std::string hex = GENERATE(as<std::string>{}, "80", "bf",           // a continuation byte alone
                                   "c2", "e282", "f09f98",                  // cut off
                                   "c241", "e24182", "e28241", "f09f9841",  // a continuation byte missing
                                   "c080", "c1bf", "e09fbf", "f08fbfbf",    // overlong
                                   "eda080", "edbfbf",                      // surrogates
                                   "f4908080", "f5808080", "fe", "ff",      // beyond U+10FFFF
                                   "41ff", "d0");
  CAPTURE(hex);
  CHECK_FALSE(is_utf8(text_of(hex)));
  CHECK_FALSE(is_display_text(text_of(hex)));
  CHECK_FALSE(is_utf8("И. " + text_of(hex)));
  CHECK_FALSE(is_display_text("И. " + text_of(hex)));
}

TEST_CASE("display text holds every character but the listed invisible and control ones") {
  char32_t first_wrong = 0;
  for (char32_t c = 0x10FFFF; c > 0; --c) {
    if (is_display_text(utf8(c)) != is_shown(c)) first_wrong = c;
  }
  CHECK(first_wrong == 0);
  CHECK_FALSE(is_display_text(std::string(1, '\0')));
}

TEST_CASE("one forbidden character anywhere makes a text unfit to show") {
  CHECK(is_display_text("И***** И. И."));
  CHECK_FALSE(is_display_text("\u202EИ***** И. И."));
  CHECK_FALSE(is_display_text("И*****\u200B И. И."));
  CHECK_FALSE(is_display_text("И***** И. И.\n"));
}

TEST_CASE("the empty string is text") {
  CHECK(is_utf8(""));
  CHECK(is_display_text(""));
}

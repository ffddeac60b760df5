#include "certificate/letters.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "codec/text.h"

namespace skan::certificate {
namespace {

constexpr std::size_t kMaxLabel = 63;

bool within(char32_t c, char32_t first, char32_t last) noexcept { return c >= first && c <= last; }

/// The basic letters of U+00C0 to U+017F, by Unicode's canonical decompositions and for the rest by looks.
constexpr std::string_view kAccented =
    "aaaaaaaceeeeiiiidnooooo?ouuuuytsaaaaaaaceeeeiiiidnooooo?ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllll?"
    "?llnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(kAccented.size() == 0x180 - 0xC0);

/// Letters of other alphabets, small ones: Russian by looks where they have a Latin twin, else by sound.
constexpr std::u32string_view kForeign =
    U"абвгґдезиіїйкӏлмнопрсѕтуүхцԁԛԝјһёэωοσυιαεκρτνɡɢɪʟᴏᴜꜱɩɑɔʋʊıǥօսցșț";
constexpr std::string_view kForeignTwins =
    "abvggdeziiiikllmnoprsstuuhcdqwjheeooouiaekptvggilousiaouuigougst";
static_assert(kForeign.size() == kForeignTwins.size());

/// One letter in one form, whatever its case, font or width.
char32_t plain(char32_t c) noexcept {
  if (within(c, 0xFF01, 0xFF5E)) c -= 0xFEE0;                                 // full width
  if (within(c, 0x1D400, 0x1D6A3)) return U'a' + (c - 0x1D400) % 52 % 26;     // mathematical alphabets
  if (within(c, 0x1D7CE, 0x1D7FF)) return U'0' + (c - 0x1D7CE) % 10;
  if (within(c, 0x24B6, 0x24E9)) return U'a' + (c - 0x24B6) % 26;             // in circles
  if (within(c, U'A', U'Z') || within(c, 0x391, 0x3A9) || within(c, 0x410, 0x42F)) return c + 0x20;
  if (within(c, 0x400, 0x40F)) return c + 0x50;
  return c;
}

char latin(char32_t c) noexcept {
  if (c < 0x80) return static_cast<char>(c);
  if (within(c, 0xC0, 0x17F) && c != U'ı') return kAccented[c - 0xC0];
  const auto at = kForeign.find(c);
  return at == kForeign.npos ? '?' : kForeignTwins[at];
}

/// One of those that are taken for each other.
char one_of_alike(char c) noexcept {
  switch (c) {
    case '0': return 'o';
    case '1':
    case 'l':
    case 'j':
    case '!':
    case '|': return 'i';
    case '5':
    case 'c':
    case 'z':
    case '$': return 's';
    case 'y':
    case 'v': return 'u';
    case '6':
    case '9':
    case 'q': return 'g';
    default: return c;
  }
}

void append_utf8(std::string& out, char32_t c) {
  const auto tail = [c](int shift) { return static_cast<char>(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += {tail(6), tail(0)};
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += {tail(12), tail(6), tail(0)};
  }
}

std::uint32_t digit_of(char c) noexcept {
  if (c >= 'a' && c <= 'z') return static_cast<std::uint32_t>(c - 'a');
  if (c >= 'A' && c <= 'Z') return static_cast<std::uint32_t>(c - 'A');
  return c >= '0' && c <= '9' ? static_cast<std::uint32_t>(c - '0' + 26) : 36;
}

/// RFC 3492 section 6.1, with the parameters of section 5.
std::uint32_t adapted_bias(std::uint32_t delta, std::uint32_t points, bool first) noexcept {
  delta /= first ? 700 : 2;
  delta += delta / points;
  std::uint32_t k = 0;
  for (; delta > 455; k += 36) delta /= 35;
  return k + 36 * delta / (delta + 38);
}

/// Takes one generalised variable-length integer (RFC 3492 section 3.3) and adds it to `index`.
bool take_delta(std::string_view& rest, std::uint32_t bias, std::uint32_t& index) noexcept {
  std::uint64_t weight = 1, sum = index;
  for (std::uint32_t k = 36;; k += 36) {
    const std::uint32_t digit = rest.empty() ? 36 : digit_of(rest[0]);
    if (digit >= 36) return false;
    rest.remove_prefix(1);
    sum += digit * weight;
    if (sum > 0xFFFFFFF) return false;
    index = static_cast<std::uint32_t>(sum);
    const std::uint32_t threshold = k <= bias ? 1 : std::min(k - bias, 26u);
    if (digit < threshold) return true;
    weight *= 36 - threshold;
    if (weight > 0xFFFFFFF) return false;
  }
}

}  // namespace

bool is_hidden(char32_t c) noexcept {
  return c < 0x20 || within(c, 0x7F, 0xA0) || c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E || within(c, 0x200B, 0x200F) ||
         within(c, 0x2028, 0x202E) || within(c, 0x2060, 0x206F) || within(c, 0xFE00, 0xFE0F) || c == 0xFEFF ||
         within(c, 0xE0000, 0xE0FFF);
}

std::string skeleton(std::string_view label) {
  std::string out;
  while (!label.empty()) {
    const char32_t c = codec::take_scalar(label);
    if (c == codec::kIllFormed) {
      label.remove_prefix(1);
      out += '?';
    } else if (!is_hidden(c) && !within(c, 0x300, 0x36F)) {  // nor combining accents
      out += one_of_alike(latin(plain(c)));
    }
  }
  return out;
}

std::optional<std::string> decode_punycode(std::string_view encoded) {
  if (encoded.size() > kMaxLabel) return std::nullopt;
  std::u32string points;
  if (const std::size_t dash = encoded.rfind('-'); dash != encoded.npos) {
    points.assign(encoded.begin(), encoded.begin() + static_cast<std::ptrdiff_t>(dash));
    encoded.remove_prefix(dash + 1);
  }
  std::uint32_t n = 128, index = 0, bias = 72;
  while (!encoded.empty()) {
    const std::uint32_t before = index;
    if (!take_delta(encoded, bias, index)) return std::nullopt;
    const auto count = static_cast<std::uint32_t>(points.size() + 1);
    bias = adapted_bias(index - before, count, before == 0);
    n += index / count;
    index %= count;
    if (n > 0x10FFFF || within(n, 0xD800, 0xDFFF)) return std::nullopt;
    points.insert(points.begin() + static_cast<std::ptrdiff_t>(index), static_cast<char32_t>(n));
    ++index;
  }
  std::string out;
  for (const char32_t c : points) append_utf8(out, c);
  return out;
}

}  // namespace skan::certificate

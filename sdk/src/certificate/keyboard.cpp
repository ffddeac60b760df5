#include "certificate/keyboard.h"

#include <algorithm>
#include <array>
#include <optional>

#include "certificate/skn1.h"
#include "codec/text.h"

namespace skan::certificate {
namespace {

// Russian letters take two bytes each; some more for what stands around the text.
constexpr std::size_t kMaxTyped = 2 * kMaxTextLength + 64;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }
char to_lower(char c) noexcept { return is_upper(c) ? static_cast<char>(c + 32) : c; }
char to_upper(char c) noexcept { return is_lower(c) ? static_cast<char>(c - 32) : c; }

bool begins(std::string_view text, std::string_view lower_case) noexcept {
  return text.size() >= lower_case.size() &&
         std::ranges::equal(text.substr(0, lower_case.size()), lower_case, {}, to_lower);
}

bool is_around(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7F;
}

bool drop(std::string_view& text, std::string_view front) noexcept {
  if (!text.starts_with(front)) return false;
  text.remove_prefix(front.size());
  return true;
}

/// ISO/IEC 15424: a scanner may name the kind of code before its text; Q is QR. In the Russian layout, too.
void drop_symbology(std::string_view& text) noexcept {
  std::string_view rest = text;
  const bool named = drop(rest, "]Q") || drop(rest, "]q") || drop(rest, "ъЙ") || drop(rest, "Ъй") || drop(rest, "ъй") ||
                     drop(rest, "ЪЙ");
  if (named && !rest.empty() && is_digit(rest[0])) text = rest.substr(1);
}

/// Blanks can go from the end as well: canonical Base45 never ends with one, because its last value would be
/// out of range.
std::string_view without_surroundings(std::string_view text) noexcept {
  const auto strip_front = [&text] {
    while (!text.empty() && is_around(text.front())) text.remove_prefix(1);
  };
  strip_front();
  drop(text, "\xEF\xBB\xBF");
  drop_symbology(text);
  strip_front();
  while (!text.empty() && is_around(text.back())) text.remove_suffix(1);
  return text;
}

/// The character that a key gives under the American layout, for each that it gives under the Russian one
/// (Windows `KBDRU`, X11 `ru`): with Shift if the Russian one needs it. Digits, blanks and what both have in one place
/// stand for themselves.
struct Key {
  char32_t russian;
  char american;
};

constexpr std::u32string_view kRussian = U"йцукенгшщзхъфывапролджэячсмитьбюё";
constexpr std::string_view kAmerican = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
constexpr std::u32string_view kRussianShift = U"ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ";
constexpr std::string_view kAmericanShift = "QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~";
constexpr std::u32string_view kRussianSymbols = U".,\"№;:?/";
constexpr std::string_view kAmericanSymbols = "/?@#$^&|";
constexpr std::string_view kSame = "0123456789 !%*()-_=+\\";
static_assert(kRussian.size() == kAmerican.size() && kRussianShift.size() == kAmericanShift.size() &&
              kRussianSymbols.size() == kAmericanSymbols.size());

std::optional<char> american(char32_t c) noexcept {
  if (c < 0x80 && kSame.find(static_cast<char>(c)) != std::string_view::npos) return static_cast<char>(c);
  if (const auto at = kRussianSymbols.find(c); at != kRussianSymbols.npos) return kAmericanSymbols[at];
  if (const auto at = kRussian.find(c); at != kRussian.npos) return kAmerican[at];
  if (const auto at = kRussianShift.find(c); at != kRussianShift.npos) return kAmericanShift[at];
  return std::nullopt;
}

/// `text` as the same keys give it under the American layout; nothing if not all of it was typed under the Russian one.
std::optional<std::string> from_russian(std::string_view text) {
  std::string out;
  bool has_letter = false;
  while (!text.empty()) {
    const char32_t c = codec::take_scalar(text);
    const auto key = american(c);
    if (!key) return std::nullopt;
    has_letter = has_letter || c >= 0x80;
    out += *key;
  }
  return has_letter ? std::optional(std::move(out)) : std::nullopt;
}

/// What a QR code holds in its alphanumeric mode, and Base45 with it.
constexpr std::string_view kAlphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// Signs of what became of Shift and Caps Lock while a text was typed.
struct Signs {
  bool upper = false;
  bool lower = false;
  bool shifted = false;    ///< a symbol that needs Shift
  bool unshifted = false;  ///< what is left of one without Shift
};

/// Could the digit at `at` of `base45`, in upper case, have been `$`, `%` or `*`? Not where that would be out of range.
bool may_be_symbol(std::string_view base45, std::size_t at) noexcept {
  if (base45[at] != '4' && base45[at] != '5' && base45[at] != '8') return false;
  const std::size_t place = at % 3;
  const bool last_of_pair = base45.size() % 3 == 2 && at + 1 == base45.size();
  return place != 2 && !last_of_pair;
}

/// Puts one character of an alphanumeric QR code right. `is_russian`: `;` was typed for `$`, which under the American
/// layout is what Shift left of `:`.
char put_right(char c, bool is_russian, Signs& signs) noexcept {
  signs.upper = signs.upper || is_upper(c);
  signs.lower = signs.lower || is_lower(c);
  signs.shifted = signs.shifted || c == '$' || c == '%' || c == '*' || c == '+' || (c == ':' && !is_russian);
  signs.unshifted = signs.unshifted || c == '=' || (c == ';' && !is_russian);
  if (c == '=') return '+';
  if (c == ';') return ':';
  if (c == '>') return '.';  // the Russian letter under the dot, with Caps Lock
  return to_upper(c);
}

/// Is `prefix`, up to its colon, that of a certificate in this or another version?
bool begins_as_certificate(std::string_view prefix) noexcept {
  if (!drop(prefix, "SKN") && !drop(prefix, "HC")) return false;
  return !prefix.empty() && prefix.size() <= 2 && std::ranges::all_of(prefix, is_digit);
}

/// A certificate's text in letters of the other case, or with symbols that lost their Shift; nothing if that has more
/// than one meaning.
///
/// Caps Lock changes letters alone: then some symbol has kept its Shift and no letter is in upper case. Where Shift
/// itself was lost, `$ % *` have become `4 5 8`, and such digits may stand only where they cannot have been symbols.
std::optional<std::string> certificate_text(std::string_view typed, bool is_russian) {
  std::string text;
  Signs signs;
  for (const char c : typed) text += put_right(c, is_russian, signs);
  const std::size_t colon = text.find(':');
  const bool all_known = std::ranges::all_of(text, [](char c) { return kAlphanumeric.find(c) != kAlphanumeric.npos; });
  if (!all_known || !begins_as_certificate(std::string_view(text).substr(0, colon))) return std::nullopt;
  const bool whole = !signs.unshifted && signs.upper != signs.lower && (signs.upper || signs.shifted);
  const std::string_view base45 = std::string_view(text).substr(colon + 1);
  for (std::size_t at = 0; !whole && at < base45.size(); ++at) {
    if (may_be_symbol(base45, at)) return std::nullopt;
  }
  return text;
}

bool is_link_start(std::string_view text) noexcept {
  return begins(text, "http:") || begins(text, "https:") || begins(text, "http;") || begins(text, "https;") ||
         begins(text, "www.");
}

/// A link in capitals, or whose `:` and `?` lost their Shift.
std::optional<std::string> link_text(std::string text) {
  const bool capitals = std::ranges::none_of(text, is_lower);
  if (capitals) {
    std::ranges::replace(text, '>', '.');
    std::ranges::transform(text, text.begin(), to_lower);
  }
  if (!is_link_start(text)) return std::nullopt;
  const std::size_t scheme_end = text.find_first_of(":;");
  const bool unshifted = scheme_end != std::string::npos && text[scheme_end] == ';';
  if (unshifted) text[scheme_end] = ':';
  if (!unshifted && !capitals) return text;  // with Caps Lock the Russian letter under : does not tell
  if (const std::size_t query = text.find("/lang="); query != std::string::npos) text[query] = '?';
  return text;
}

bool is_other_certificate(std::string_view text) noexcept {
  return text.starts_with("shc:/") || text.starts_with("NZCP:/") || text.starts_with("LT1:");
}

/// `typed` from under the Russian layout.
std::optional<std::string> from_russian_layout(std::string_view typed) {
  auto text = from_russian(typed);
  if (!text) return std::nullopt;
  if (auto certificate = certificate_text(*text, true)) return certificate;
  if (is_other_certificate(*text)) return text;
  return link_text(*std::move(text));
}

}  // namespace

std::string_view repair(std::string_view typed, std::string& storage) {
  if (typed.size() > kMaxTyped) return typed;
  const std::string_view text = without_surroundings(typed);
  if (text.starts_with("SKN1:") || text.starts_with("HC1:")) return text;
  const bool is_american = !text.empty() && static_cast<unsigned char>(text[0]) < 0x80;
  std::optional<std::string> repaired;
  if (!is_american) {
    repaired = from_russian_layout(text);
  } else if (begins(text, "skn") || begins(text, "hc")) {
    repaired = certificate_text(text, false);
  } else if (is_link_start(text)) {
    repaired = link_text(std::string(text));
  }
  if (!repaired) return text;
  storage = *std::move(repaired);
  return storage;
}

}  // namespace skan::certificate

#include "certificate/host.h"

#include <algorithm>
#include <array>
#include <ranges>

#include "certificate/letters.h"

namespace skan::certificate {
namespace {

constexpr std::string_view kName = "gosuslugi";
constexpr std::string_view kNameSkeleton = "gosusiugi";
constexpr std::string_view kRussia = "ru";
constexpr std::string_view kRussiaCyrillic = "рф";
constexpr std::string_view kNameCyrillic = "госуслуги";
constexpr std::size_t kMaxHost = 1024;  // 253 as it is sent; more while it is encoded

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_ascii(std::string_view text) noexcept {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

int hex_value(char c) noexcept {
  if (is_digit(c)) return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text, bool& encoded) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_code = text[at] == '%' && at + 2 < text.size() && hex_value(text[at + 1]) >= 0 && hex_value(text[at + 2]) >= 0;
    out += is_code ? static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2])) : text[at];
    if (!is_code) continue;
    encoded = true;
    at += 2;
  }
  return out;
}

bool replace_all(std::string& text, std::string_view what, std::string_view with) {
  bool any = false;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
    any = true;
  }
  return any;
}

/// The least number of letters to insert, leave out, replace or swap with the next (optimal string alignment); more than 2
/// counts as 3.
std::size_t distance(std::string_view a, std::string_view b) {
  constexpr std::size_t kFar = 3, kMost = 16;
  if (a.size() > kMost || b.size() > kMost || a.size() > b.size() + 2 || b.size() > a.size() + 2) return kFar;
  std::array<std::array<std::size_t, kMost + 1>, kMost + 1> d{};
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return std::min(d[a.size()][b.size()], kFar);
}

/// What is left of a part of a label without the `www` and digits around it.
std::string_view core(std::string_view part) noexcept {
  if (part.starts_with("www")) part.remove_prefix(3);
  while (!part.empty() && is_digit(part.back())) part.remove_suffix(1);
  while (!part.empty() && is_digit(part.front())) part.remove_prefix(1);
  return part;
}

/// Can `part` be taken for the portal's name? One letter may differ; two, or the first (there are honest words, as mosuslugi), only
/// where the path is a certificate's.
bool is_near(std::string_view part, bool certificate_path) {
  if (part.empty()) return false;
  const std::size_t far = distance(part, kNameSkeleton);
  const bool other_first = part.size() == kNameSkeleton.size() && part[0] != kNameSkeleton[0];
  return far == 0 || (far == 1 && !other_first) || (far <= 2 && certificate_path);
}

bool resembles(std::string_view label, bool certificate_path) {
  const std::string looks = skeleton(label);
  if (looks.find(kNameSkeleton) != looks.npos || is_near(looks, certificate_path)) return true;
  const std::string plain_core(core(label));
  if (is_ascii(label) && is_near(skeleton(plain_core), certificate_path)) return true;
  for (const auto part : std::views::split(looks, '-')) {
    if (is_near(std::string_view(part.begin(), part.end()), certificate_path)) return true;
  }
  return false;
}

/// Second-level names under which anybody may have a third.
bool is_open_suffix(std::string_view label) noexcept {
  constexpr std::array<std::string_view, 8> kOpen = {"com", "net", "org", "pp", "co", "msk", "spb", "su"};
  return std::ranges::find(kOpen, label) != kOpen.end();
}

/// A label that is the portal's name itself, `after` labels before the end.
LinkFault fault_of_name(const Host& host, std::size_t at, bool certificate_path) {
  const std::size_t after = host.labels.size() - 1 - at;
  if (after >= 2 && host.labels[at + 1] == kRussia) return LinkFault::longer_host;
  if (after <= 1 || (after == 2 && is_open_suffix(host.labels[at + 1]))) return LinkFault::other_top_level;
  const bool regional = host.labels.back() == kRussia && !certificate_path;
  return regional ? LinkFault::none : LinkFault::name_in_host;
}

/// gosuslugi71.ru: a region's portal.
bool is_numbered_region(const Host& host, std::string_view label) noexcept {
  const std::string_view number = label.substr(std::min(label.size(), kName.size()));
  return label.starts_with(kName) && number.size() <= 3 && std::ranges::all_of(number, is_digit) &&
         host.labels.back() == kRussia;
}

LinkFault fault_of_ascii(const Host& host, std::size_t at, bool certificate_path) {
  const std::string& label = host.labels[at];
  if (label == kName) return fault_of_name(host, at, certificate_path);
  if (label.find(kName) != label.npos) {
    return is_numbered_region(host, label) && !certificate_path ? LinkFault::none : LinkFault::name_in_host;
  }
  return resembles(label, certificate_path) ? LinkFault::misspelt : LinkFault::none;
}

/// госуслуги.рф is the portal's name in Russian, whoever holds it: no pretence unless it shows certificates.
bool is_russian_name(const Host& host, std::string_view label) noexcept {
  const std::string& last = host.labels.back();
  return label == kNameCyrillic && (last == kRussiaCyrillic || last == "xn--p1ai");
}

/// Latin letters beside those of another alphabet have no honest reason in a name: then less resemblance is enough.
bool is_mixed(std::string_view label) noexcept {
  return !is_ascii(label) && std::ranges::any_of(label, [](char c) { return c >= 'a' && c <= 'z'; });
}

LinkFault fault_of_foreign(const Host& host, std::string_view label, LinkFault fault, bool certificate_path) {
  if (is_russian_name(host, label) && !certificate_path) return LinkFault::none;
  return resembles(label, certificate_path || is_mixed(label)) ? fault : LinkFault::none;
}

LinkFault fault_of_label(const Host& host, std::size_t at, bool certificate_path) {
  const std::string& label = host.labels[at];
  if (!is_ascii(label)) return fault_of_foreign(host, label, LinkFault::mixed_scripts, certificate_path);
  if (!label.starts_with("xn--")) return fault_of_ascii(host, at, certificate_path);
  const auto decoded = decode_punycode(std::string_view(label).substr(4));
  return decoded ? fault_of_foreign(host, *decoded, LinkFault::punycode, certificate_path) : LinkFault::none;
}

bool is_gosuslugi_ru(const Host& host) noexcept {
  const std::size_t count = host.labels.size();
  return !host.foreign_dots && count >= 2 && host.labels[count - 2] == kName && host.labels[count - 1] == kRussia;
}

}  // namespace

Host read_host(std::string_view text) {
  Host host;
  std::string name = percent_decoded(text.substr(0, kMaxHost), host.encoded);
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (const std::string_view dot : {"。", "．", "｡"}) host.foreign_dots = replace_all(name, dot, ".") || host.foreign_dots;
  if (name.ends_with('.')) name.pop_back();
  for (const auto label : std::views::split(name, '.')) host.labels.emplace_back(label.begin(), label.end());
  return host;
}

bool is_portal(const Host& host) noexcept {
  return is_gosuslugi_ru(host) && (host.labels.size() == 2 || (host.labels.size() == 3 && host.labels[0] == "www"));
}

bool is_under_portal(const Host& host) noexcept { return is_gosuslugi_ru(host) && !is_portal(host); }

LinkFault pretence(const Host& host, bool certificate_path) {
  if (host.foreign_dots) {
    Host plain = host;
    plain.foreign_dots = false;
    if (is_gosuslugi_ru(plain)) return LinkFault::mixed_scripts;
  }
  for (std::size_t at = 0; at < host.labels.size(); ++at) {
    const LinkFault fault = fault_of_label(host, at, certificate_path);
    if (fault != LinkFault::none) return host.encoded ? LinkFault::encoded_host : fault;
  }
  return LinkFault::none;
}

}  // namespace skan::certificate

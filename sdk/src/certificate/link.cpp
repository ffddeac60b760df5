#include "certificate/link.h"

#include <algorithm>
#include <array>
#include <string>

#include "certificate/host.h"
#include "certificate/letters.h"
#include "certificate/skn1.h"
#include "codec/text.h"

namespace skan::certificate {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_hex(char c) noexcept { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_query_character(char c) noexcept {
  return is_digit(c) || is_letter(c) || std::string_view("=&-_.%").find(c) != std::string_view::npos;
}

bool take(std::string_view& rest, std::string_view prefix) noexcept {
  if (!rest.starts_with(prefix)) return false;
  rest.remove_prefix(prefix.size());
  return true;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

bool contains(std::string_view text, std::string_view part) noexcept { return text.find(part) != text.npos; }

/// Takes an RFC 9562 section 4 UUID off the front.
bool take_uuid(std::string_view& rest) noexcept {
  constexpr std::string_view kShape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  if (rest.size() < kShape.size()) return false;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    if (kShape[i] == '-' ? rest[i] != '-' : !is_hex(rest[i])) return false;
  }
  rest.remove_prefix(kShape.size());
  return true;
}

bool take_number(std::string_view& rest) noexcept {
  const auto digits = static_cast<std::size_t>(std::ranges::find_if_not(rest, is_digit) - rest.begin());
  rest.remove_prefix(digits);
  return digits >= 1 && digits <= 32;
}

bool is_end_or_query(std::string_view rest) noexcept {
  if (rest.empty() || rest == "/") return true;
  return take(rest, "?") && std::ranges::all_of(rest, is_query_character);
}

/// The portal's three paths of 2021, to the letter.
bool is_certificate_path(std::string_view path) noexcept {
  const bool form = take(path, "/vaccine/cert/verify/") || take(path, "/covid-cert/status/") ? take_uuid(path)
                    : take(path, "/covid-cert/verify/")                                      ? take_number(path)
                                                                                             : false;
  return form && is_end_or_query(path);
}

/// A path as a forgiving server reads it: in small letters, percent-decoded where that gives printable ASCII.
std::string decoded(std::string_view path) {
  std::string out;
  for (; !path.empty(); path.remove_prefix(1)) {
    if (path[0] == '%' && path.size() >= 3 && is_hex(path[1]) && is_hex(path[2])) {
      const int value = std::stoi(std::string(path.substr(1, 2)), nullptr, 16);
      if (value > 0x20 && value < 0x7F) {
        out += static_cast<char>(value);
        path.remove_prefix(2);
        continue;
      }
    }
    out += path[0];
  }
  return lower(out);
}

/// The same without empty segments and those that a browser takes out, `.` and `..`; query and fragment only in small letters.
std::string plain(std::string_view path) {
  const std::size_t end = std::min(path.find_first_of("?#"), path.size());
  const std::string text = decoded(path.substr(0, end));
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view segment = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(segment.size() + 1, rest.size()));
    if (segment == "..") out.resize(std::min(out.rfind('/'), out.size()));
    else if (!segment.empty() && segment != ".") out += "/" + std::string(segment);
  }
  return out + lower(path.substr(end));
}

bool is_like_certificate_path(std::string_view path) {
  const std::string text = plain(path);
  return contains(text, "vaccine/cert") || contains(text, "covid-cert") || contains(text, "cert/verify");
}

/// A link without what a browser takes out of it, with slashes for backslashes, and where that happened.
struct Cleaned {
  std::string text;
  std::size_t first_hidden = std::string::npos;
  std::size_t first_backslash = std::string::npos;
};

Cleaned clean(std::string_view text) {
  Cleaned out;
  while (!text.empty()) {
    const std::string_view before = text;
    const char32_t c = codec::take_scalar(text);
    if (c == codec::kIllFormed) text.remove_prefix(1);
    if (c != codec::kIllFormed && is_hidden(c)) {
      out.first_hidden = std::min(out.first_hidden, out.text.size());
      continue;
    }
    if (c == '\\') out.first_backslash = std::min(out.first_backslash, out.text.size());
    out.text += c == '\\' ? std::string_view("/") : before.substr(0, before.size() - text.size());
  }
  return out;
}

/// The parts of a link that its kind depends on.
struct Parts {
  bool has_scheme = false;
  bool is_https = false;
  bool is_regular = true;       ///< exactly two slashes after the scheme
  std::size_t host_end = 0;     ///< where path, query or fragment begin
  bool has_space = false;       ///< in the host
  std::string_view user;        ///< before the @
  std::string_view host;
  std::string_view port;
  std::string_view path;        ///< with query and fragment
};

std::size_t scheme_length(std::string_view text) noexcept {
  const auto is_part = [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-'; };
  const auto end = static_cast<std::size_t>(std::ranges::find_if_not(text, is_part) - text.begin());
  return end > 0 && end < text.size() && text[end] == ':' && is_letter(text[0]) ? end : 0;
}

void split_authority(std::string_view authority, Parts& parts) noexcept {
  if (const std::size_t at = authority.rfind('@'); at != authority.npos) {
    parts.user = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  const std::size_t colon = authority.rfind(':');
  const bool has_port = colon != authority.npos && std::ranges::all_of(authority.substr(colon + 1), is_digit);
  parts.port = has_port ? authority.substr(colon + 1) : std::string_view();
  parts.host = has_port ? authority.substr(0, colon) : authority;
  parts.has_space = contains(parts.host, " ");
  parts.host = parts.host.substr(0, parts.host.find(' '));
}

/// `rest` begins after the scheme, if there is one.
void split_rest(std::string_view whole, std::string_view rest, Parts& parts) noexcept {
  const std::size_t slashes = std::min(rest.find_first_not_of('/'), rest.size());
  parts.is_regular = parts.has_scheme ? slashes == 2 : slashes == 0 || slashes == 2;
  rest.remove_prefix(slashes);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  parts.host_end = whole.size() - rest.size() + authority.size();
  parts.path = rest.substr(authority.size());
  split_authority(authority, parts);
}

/// Nothing is a link that a telephone would not make one of: a scheme and an authority, or a host and a path.
bool read_parts(std::string_view text, Parts& parts) {
  const std::size_t scheme = scheme_length(text);
  const std::string name = lower(text.substr(0, scheme));
  parts.is_https = name == "https";
  parts.has_scheme = parts.is_https || name == "http" || (scheme > 0 && text.substr(scheme).starts_with("://"));
  if (scheme > 0 && !parts.has_scheme) return false;
  split_rest(text, parts.has_scheme ? text.substr(scheme + 1) : text, parts);
  if (parts.has_scheme) return !parts.host.empty();
  const bool has_user = text.substr(0, parts.host_end).find('@') != text.npos;
  const bool is_host = contains(parts.host, ".") && !contains(text.substr(0, parts.host_end), " ");
  return is_host && !has_user && (parts.path.starts_with('/') || lower(text.substr(0, 4)) == "www.");
}

/// A link to the portal's own host.
Link judge_portal(const Parts& parts, const Host& host, bool hidden, bool backslash) {
  const auto lookalike = [](LinkFault fault) { return Link{LinkKind::lookalike, fault}; };
  if (!parts.user.empty()) return lookalike(LinkFault::user_information);
  if (backslash) return lookalike(LinkFault::backslash);
  if (hidden) return lookalike(LinkFault::hidden_character);
  if (host.encoded) return lookalike(LinkFault::encoded_host);
  if (is_like_certificate_path(parts.path)) {
    if (parts.has_scheme && !parts.is_https) return lookalike(LinkFault::not_https);
    if (!parts.port.empty() && parts.port != "443") return lookalike(LinkFault::port);
  }
  const bool is_exact = parts.is_regular && is_portal(host) && is_certificate_path(parts.path);
  return {is_exact ? LinkKind::certificate : LinkKind::elsewhere, LinkFault::none};
}

/// Does the path or query of another site show the portal's host first, or a certificate's link of it anywhere?
bool has_portal_in_path(std::string_view path) {
  const std::string text = decoded(path);
  if (contains(text, "gosuslugi.ru/vaccine/cert") || contains(text, "gosuslugi.ru/covid-cert")) return true;
  std::string_view rest(text);
  rest.remove_prefix(std::min(rest.find_first_not_of("/@"), rest.size()));
  if (!take(rest, "https://")) take(rest, "http://");
  take(rest, "www.");
  return take(rest, "gosuslugi.ru") && (rest.empty() || !(is_letter(rest[0]) || is_digit(rest[0])));
}

/// A link to another host.
LinkFault fault_elsewhere(const Parts& parts, const Host& host, std::string_view text, bool hidden, bool backslash) {
  const bool certificate_path = is_like_certificate_path(parts.path);
  const std::string user = lower(parts.user);
  if (contains(user, "gosuslugi")) return LinkFault::user_information;
  LinkFault fault = pretence(host, certificate_path);
  const bool names_portal = fault != LinkFault::none || has_portal_in_path(parts.path);
  if (backslash && (names_portal || contains(lower(text), "gosuslugi.ru"))) return LinkFault::backslash;
  if (hidden && fault != LinkFault::none) return LinkFault::hidden_character;
  if (fault != LinkFault::none) return fault;
  if (names_portal) return LinkFault::name_in_path;
  return is_certificate_path(plain(parts.path)) ? LinkFault::foreign_host : LinkFault::none;
}

/// `URL:` and the bookmark of Japanese telephones, before a link.
std::string_view without_label(std::string_view text) {
  const std::string start = lower(text.substr(0, 6));
  if (start.starts_with("urlto:")) return text.substr(6);
  return start.starts_with("url:") ? text.substr(4) : text;
}

}  // namespace

Link judge_link(std::string_view text) {
  if (text.size() > kMaxTextLength) return {};
  const Cleaned cleaned = clean(without_label(text));
  Parts parts;
  if (!read_parts(cleaned.text, parts)) return {};
  const Host host = read_host(parts.host);
  const bool hidden = cleaned.first_hidden < parts.host_end || parts.has_space;
  const bool backslash = cleaned.first_backslash <= parts.host_end;
  if (is_portal(host) || is_under_portal(host)) return judge_portal(parts, host, hidden, backslash);
  const LinkFault fault = fault_elsewhere(parts, host, cleaned.text, hidden, backslash);
  return {fault == LinkFault::none ? LinkKind::elsewhere : LinkKind::lookalike, fault};
}

}  // namespace skan::certificate

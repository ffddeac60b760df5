#include "certificate/recognise.h"

#include <algorithm>

namespace skan::certificate {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_hex(char c) noexcept { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_query_character(char c) noexcept {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("=&-_.%").find(c) != std::string_view::npos;
}

bool take(std::string_view& rest, std::string_view prefix) noexcept {
  if (!rest.starts_with(prefix)) return false;
  rest.remove_prefix(prefix.size());
  return true;
}

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

/// The portal's links of 2021: exactly its host over https and one of three paths. Anything else,
/// however similar, is not taken for the portal's.
bool is_portal_link(std::string_view text) noexcept {
  if (!take(text, "https://www.gosuslugi.ru/") && !take(text, "https://gosuslugi.ru/")) return false;
  const bool path = take(text, "vaccine/cert/verify/") || take(text, "covid-cert/status/") ? take_uuid(text)
                    : take(text, "covid-cert/verify/")                                    ? take_number(text)
                                                                                          : false;
  return path && is_end_or_query(text);
}

bool is_newer_skn(std::string_view text) noexcept {
  if (!take(text, "SKN")) return false;
  const auto digits = static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
  return digits > 0 && digits < text.size() && text[digits] == ':';
}

bool is_icao_vds_nc(std::string_view text) noexcept {
  // Doc 9303 part 13: a JSON object whose header names an icao type; the signature comes later.
  return text.starts_with('{') && text.substr(0, 400).find("\"icao.") != std::string_view::npos &&
         text.substr(0, 400).find("\"hdr\"") != std::string_view::npos;
}

}  // namespace

Format recognise(std::string_view text) noexcept {
  if (text.starts_with("SKN1:")) return Format::skn1;
  if (is_newer_skn(text)) return Format::skn_newer;
  if (is_portal_link(text)) return Format::online_link;
  if (text.starts_with("HC1:")) return Format::hc1;
  if (text.starts_with("shc:/")) return Format::smart_health_card;
  if (text.starts_with("NZCP:/")) return Format::nz_covid_pass;
  if (text.starts_with("NL2:") || text.starts_with("NL1:")) return Format::nl_coronacheck;
  if (is_icao_vds_nc(text)) return Format::icao_vds_nc;
  return Format::unknown;
}

std::string_view name(Format format) noexcept {
  switch (format) {
    case Format::unknown: return "unknown";
    case Format::skn1: return "skn1";
    case Format::skn_newer: return "skn";
    case Format::online_link: return "link";
    case Format::hc1: return "hc1";
    case Format::smart_health_card: return "shc";
    case Format::nz_covid_pass: return "nzcp";
    case Format::nl_coronacheck: return "nl-coronacheck";
    case Format::icao_vds_nc: return "icao-vds-nc";
  }
  return "unknown";
}

}  // namespace skan::certificate

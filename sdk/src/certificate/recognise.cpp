#include "certificate/recognise.h"

#include <algorithm>
#include <array>

#include "certificate/link.h"

namespace skan::certificate {
namespace {

// How far into a JSON text its kind is looked for.
constexpr std::size_t kJsonStart = 400;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool contains(std::string_view text, std::string_view part) noexcept { return text.find(part) != text.npos; }

bool is_newer_skn(std::string_view text) noexcept {
  if (!text.starts_with("SKN")) return false;
  text.remove_prefix(3);
  const auto digits = static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
  return digits > 0 && digits < text.size() && text[digits] == ':';
}

bool is_hcert(std::string_view text) noexcept {
  return text.size() >= 4 && text.starts_with("HC") && is_digit(text[2]) && text[3] == ':';
}

/// Doc 9303 part 13: a JSON object whose header names an icao type; the signature comes later.
bool is_icao_vds_nc(std::string_view text) noexcept {
  const std::string_view start = text.substr(0, kJsonStart);
  return start.starts_with('{') && contains(start, "\"icao.") && contains(start, "\"hdr\"");
}

/// W3C Verifiable Credentials Data Model 1.1 section 4.
bool is_verifiable_credential(std::string_view text) noexcept {
  return text.starts_with('{') && contains(text.substr(0, kJsonStart), "\"@context\"") && contains(text, "\"VerifiableCredential\"");
}

/// A zip archive (APPNOTE 4.3.7) whose first file is certificate.json.
bool is_divoc(std::string_view text) noexcept {
  return text.starts_with("PK\x03\x04") && contains(text.substr(0, 64), "certificate.json");
}

/// 2D-Doc: DC, version 01 to 04, an authority and a key of France.
bool is_2d_doc(std::string_view text) noexcept {
  return text.size() > 22 && text.starts_with("DC0") && text[3] >= '1' && text[3] <= '4' && text.substr(4, 2) == "FR";
}

/// Health Cards and Links of smarthealth.cards; a link to a viewer carries the same after its #.
bool is_smart_health_link(std::string_view text) noexcept {
  return text.starts_with("shlink:/") || (text.starts_with("https://") && contains(text, "#shlink:/"));
}

struct Beginning {
  std::string_view text;
  Format format;
};

constexpr std::array kBeginnings = {
    Beginning{"SKN1:", Format::skn1},        Beginning{"HC1:", Format::hc1},
    Beginning{"LT1:", Format::swiss_light},  Beginning{"shc:/", Format::smart_health_card},
    Beginning{"NZCP:/", Format::nz_covid_pass}, Beginning{"NL1:", Format::nl_coronacheck},
    Beginning{"NL2:", Format::nl_coronacheck},
};

Format format_of_link(LinkKind kind) noexcept {
  switch (kind) {
    case LinkKind::certificate: return Format::online_link;
    case LinkKind::lookalike: return Format::lookalike_link;
    case LinkKind::no_link:
    case LinkKind::elsewhere: return Format::unknown;
  }
  return Format::unknown;
}

}  // namespace

Recognised recognise(std::string_view text) {
  for (const auto& [beginning, format] : kBeginnings) {
    if (text.starts_with(beginning)) return {format};
  }
  if (is_newer_skn(text)) return {Format::skn_newer};
  if (is_hcert(text)) return {Format::hcert_other};
  if (is_icao_vds_nc(text)) return {Format::icao_vds_nc};
  if (is_verifiable_credential(text)) return {Format::verifiable_credential};
  if (is_divoc(text)) return {Format::divoc};
  if (is_2d_doc(text)) return {Format::fr_2d_doc};
  const Link link = judge_link(text);
  if (link.kind != LinkKind::lookalike && is_smart_health_link(text)) return {Format::smart_health_link};
  return {format_of_link(link.kind), link.fault};
}

std::string_view name(Format format) noexcept {
  switch (format) {
    case Format::unknown: return "unknown";
    case Format::skn1: return "skn1";
    case Format::skn_newer: return "skn";
    case Format::online_link:
    case Format::lookalike_link: return "link";
    case Format::hc1: return "hc1";
    case Format::hcert_other: return "hcert";
    case Format::swiss_light: return "swiss-light";
    case Format::smart_health_card: return "shc";
    case Format::smart_health_link: return "shlink";
    case Format::nz_covid_pass: return "nzcp";
    case Format::nl_coronacheck: return "nl-coronacheck";
    case Format::icao_vds_nc: return "icao-vds-nc";
    case Format::divoc: return "divoc";
    case Format::verifiable_credential: return "w3c-vc";
    case Format::fr_2d_doc: return "2d-doc";
  }
  return "unknown";
}

}  // namespace skan::certificate

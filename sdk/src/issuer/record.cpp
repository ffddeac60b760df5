#include "skan/issuer/record.h"

#include <algorithm>
#include <vector>

#include "certificate/skn1.h"
#include "certificate/skn1_layout.h"
#include "codec/text.h"

namespace skan::issuer {
namespace {

std::unexpected<Error> bad_field(const char* field, const char* expected) {
  return std::unexpected(
      Error{ErrorCode::invalid_argument, std::string(field) + ": " + expected});
}

/// The first character of well-formed UTF-8.
std::string first_character(std::string_view text) {
  std::size_t size = text.empty() ? 0 : 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
  return std::string(text.substr(0, size));
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    if (space != 0) out.push_back(text.substr(0, space));
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  }
  return out;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

Result<void> check_text(const std::string& text, const char* field) {
  if (text.empty() || codec::is_display_text(text)) return {};
  return bad_field(field, "UTF-8 text without control or invisible characters is expected");
}

bool has_star(const std::string& text) { return text.find('*') != std::string::npos; }

bool is_masked_name(const std::string& text) {
  if (!has_star(text)) return false;
  const auto parts = words(text);
  if (parts.empty() || parts[0] != first_character(parts[0]) + "*****") return false;
  return std::all_of(parts.begin() + 1, parts.end(), [](std::string_view p) { return p == first_character(p) + "."; });
}

bool is_masked_document(const std::string& text) {
  if (!has_star(text)) return false;
  constexpr std::string_view kMiddle = "** ***";
  const std::size_t at = text.find(kMiddle);
  if (at == std::string::npos || has_star(text.substr(0, at)) || has_star(text.substr(at + kMiddle.size()))) return false;
  const std::size_t before = count_characters(text.substr(0, at));
  const std::size_t after = count_characters(text.substr(at + kMiddle.size()));
  return (before == 2 && after == 3) || (before == 0 && after == 0);
}

/// A star anywhere else would pass a full name off as a masked one.
Result<void> check_stars(const Record& r) {
  constexpr auto kExpected = "a star stands only in a masked name, such as I***** I. I.";
  if (has_star(r.name_cyrillic) && !is_masked_name(r.name_cyrillic)) return bad_field("name", kExpected);
  if (has_star(r.name_latin) && !is_masked_name(r.name_latin)) return bad_field("name_latin", kExpected);
  if (!has_star(r.document) || is_masked_document(r.document)) return {};
  return bad_field("document", "a star stands only in a masked number, such as 12** ***345");
}

/// The limits of format.md section 5.
Result<void> check_ranges(const Record& r) {
  const auto day = [](std::int32_t d) { return d >= certificate::kMinDay && d <= certificate::kMaxDay; };
  const auto fits = [](const std::string& text, std::size_t max) { return text.size() <= max; };
  const auto only_spaces = [](const std::string& text) { return !text.empty() && words(text).empty(); };
  if (only_spaces(r.name_cyrillic)) return bad_field("name", "a name is expected, not only spaces");
  if (only_spaces(r.name_latin)) return bad_field("name_latin", "a name is expected, not only spaces");
  // A mask is at most half as long again as the name, and five stars.
  const auto masked_fits = [&](const std::string& name) { return name.size() * 3 / 2 + 6 <= certificate::kMaxName || fits(mask_name(name), certificate::kMaxName); };
  if (!masked_fits(r.name_cyrillic)) return bad_field("name", "it has too many parts");
  if (!masked_fits(r.name_latin)) return bad_field("name_latin", "it has too many parts");
  if (!day(r.birth_day)) return bad_field("birth_date", "a date from 1696-03-17 to 9999-12-31 is expected");
  if (r.event_day && !day(*r.event_day)) return bad_field("event_date", "a date from 1696-03-17 to 9999-12-31 is expected");
  const bool time = !r.event_time || (*r.event_time >= 0 && *r.event_time <= kLastSecond);
  if (!time) return bad_field("event_time", "a time from 1970 to 9999 is expected");
  if (!fits(r.product, certificate::kMaxShortText)) return bad_field("product", "at most 32 bytes are expected");
  if (r.doses > certificate::kMaxDoses) return bad_field("dose", "at most 99 is expected");
  if (r.region > certificate::kMaxRegion) return bad_field("region", "at most 999 is expected");
  return {};
}

Result<void> check_record(const Record& r) {
  if (!certificate::is_certificate_number(r.number)) return bad_field("number", "1 to 32 of the characters 0-9, A-Z, a-z and '-' are expected");
  if (r.kind < Kind::vaccinated || r.kind > Kind::tested) return bad_field("kind", "vaccinated, recovered or tested is expected");
  if (r.name_cyrillic.empty() && r.name_latin.empty()) return bad_field("name", "a name in Cyrillic or Latin letters is needed");
  if (r.event_day.has_value() == r.event_time.has_value()) return bad_field("event_date", "either a date or an exact time is needed");
  if (r.kind == Kind::tested && r.product.empty()) return bad_field("product", "a test needs its method, for example PCR");
  if ((r.dose == 0) != (r.doses == 0) || r.dose > r.doses) return bad_field("dose", "dose and doses belong together, dose not above doses");
  if (auto text = check_text(r.name_cyrillic, "name"); !text) return text;
  if (auto text = check_text(r.name_latin, "name_latin"); !text) return text;
  if (auto text = check_text(r.document, "document"); !text) return text;
  if (auto text = check_text(r.product, "product"); !text) return text;
  if (auto text = check_text(r.batch, "batch"); !text) return text;
  if (auto text = check_text(r.office, "office"); !text) return text;
  if (auto stars = check_stars(r); !stars) return stars;
  return check_ranges(r);
}

}  // namespace

std::string mask_name(const std::string& full_name) {
  if (is_masked_name(full_name)) return full_name;
  const auto parts = words(full_name);
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    out += i == 0 ? first_character(parts[i]) + "*****" : " " + first_character(parts[i]) + ".";
  }
  return out;
}

std::string mask_document(const std::string& number) {
  if (number.empty() || is_masked_document(number)) return number;
  std::string characters;
  for (const auto word : words(number)) characters += word;
  // Too short to hide anything: then nothing of it is shown.
  if (count_characters(characters) < 8) return "** ***";
  std::string_view rest = characters;
  const std::string first = first_character(rest);
  const std::string second = first_character(rest.substr(first.size()));
  std::size_t tail = characters.size();
  for (int shown = 0; shown < 3; ++shown) {
    do --tail;
    while ((static_cast<unsigned char>(characters[tail]) & 0xC0) == 0x80);
  }
  return first + second + "** ***" + characters.substr(tail);
}

Result<Certificate> to_certificate(const Record& r) {
  if (auto checked = check_record(r); !checked) return std::unexpected(checked.error());
  Certificate c{r.kind,      0,         r.number,     mask_name(r.name_cyrillic), mask_name(r.name_latin),
                r.birth_day, mask_document(r.document), r.event_day, r.event_time, r.product,
                r.dose,      r.doses,   r.region,     0, {}, static_cast<std::int64_t>(certificate::kMaxTime)};
  if (!certificate::is_well_formed(c)) return bad_field("record", "a date, a length or the region is out of range");
  return c;
}

}  // namespace skan::issuer

#include <algorithm>
#include <charconv>

#include "certificate/skn1.h"
#include "certificate/skn1_layout.h"
#include "codec/base45.h"
#include "codec/cbor.h"

namespace skan::certificate {
namespace {

using codec::CborMap;
using codec::CborReader;

std::int64_t read_time(CborReader& in) { return static_cast<std::int64_t>(in.read_uint(kMaxTime)); }

std::int32_t read_day(CborReader& in) {
  const std::int64_t day = in.read_int();
  if (day < kMinDay || day > kMaxDay) in.fail();
  return in.ok() ? static_cast<std::int32_t>(day) : 0;
}

template <class Small>
Small read_from_one(CborReader& in, std::uint64_t max) {
  const std::uint64_t value = in.read_uint(max);
  if (value == 0) in.fail();
  return static_cast<Small>(value);
}

std::string read_number(CborReader& in) {
  const auto rest = in.rest();
  const bool integer = !rest.empty() && std::to_integer<std::uint8_t>(rest[0]) >> 5 == 0;
  if (integer) return std::to_string(in.read_uint());
  const std::string_view text = in.read_text();
  if (!is_certificate_number(text) || as_integer_number(text)) in.fail();
  return std::string(text);
}

Kind read_kind(CborReader& in, bool& critical) {
  const std::uint64_t value = in.read_uint(kMaxKind);
  if (value < 1) in.fail();
  if (value > static_cast<std::uint64_t>(Kind::tested)) critical = true;
  return static_cast<Kind>(value);
}

void read_field(CborReader& in, CborMap& map, Payload& out) {
  Certificate& c = out.certificate;
  switch (map.key()) {
    case kKind: c.kind = read_kind(in, out.critical); return;
    case kStatusIndex: c.status_index = static_cast<std::uint32_t>(in.read_uint(kMaxStatusIndex)); return;
    case kNumber: c.number = read_number(in); return;
    case kNameCyrillic: c.name_cyrillic = in.read_display_text(kMaxName); return;
    case kNameLatin: c.name_latin = in.read_display_text(kMaxName); return;
    case kBirthDay: c.birth_day = read_day(in); return;
    case kDocumentTail: c.document_tail = in.read_display_text(kMaxShortText); return;
    case kEventDay: c.event_day = read_day(in); return;
    case kEventTime: c.event_time = read_time(in); return;
    case kProduct: c.product = in.read_display_text(kMaxShortText); return;
    case kDose: c.dose = read_from_one<std::uint8_t>(in, kMaxDoses); return;
    case kDoses: c.doses = read_from_one<std::uint8_t>(in, kMaxDoses); return;
    case kRegion: c.region = read_from_one<std::uint16_t>(in, kMaxRegion); return;
    case kPracticeMark: out.practice = map.read_mark(); return;
    default: map.skip_unknown();
  }
}

void read_certificate(CborReader& in, Payload& out) {
  const Certificate& c = out.certificate;
  CborMap map(in);
  while (map.next()) read_field(in, map, out);
  const bool complete = map.has(kKind) && map.has(kStatusIndex) && map.has(kNumber) && map.has(kBirthDay) &&
                        (map.has(kNameCyrillic) || map.has(kNameLatin)) && map.has(kEventDay) != map.has(kEventTime) &&
                        map.has(kDose) == map.has(kDoses) && c.dose <= c.doses;
  if (!complete) in.fail();
  out.critical = out.critical || map.critical();
}

void read_claims(CborReader& in, Payload& out) {
  Certificate& c = out.certificate;
  CborMap map(in);
  bool has_certificate = false;
  while (map.next()) {
    switch (map.key()) {
      case kExp: c.expires = read_time(in); break;
      case kNbf: c.not_before = read_time(in); break;
      case kIat: c.issued_at = read_time(in); break;
      case kCnf:
        out.critical = true;
        in.skip();
        break;
      case kCertificateClaim:
        has_certificate = true;
        read_certificate(in, out);
        break;
      default: map.skip_unknown();
    }
  }
  const bool complete = has_certificate && map.has(kExp) && map.has(kIat) && c.expires > c.issued_at &&
                        (!c.not_before || *c.not_before < c.expires);
  if (!complete) in.fail();
  out.critical = out.critical || map.critical();
}

}  // namespace

std::optional<Payload> decode_payload(crypto::Bytes bytes) {
  CborReader in(bytes);
  Payload out;
  read_claims(in, out);
  if (!in.finished()) return std::nullopt;
  return out;
}

std::optional<Skn1> decode_skn1(std::string_view text, MessageBuffer& buffer) {
  if (text.size() > kMaxTextLength || !text.starts_with(kSkn1Prefix)) return std::nullopt;
  const auto message = codec::base45_decode(text.substr(kSkn1Prefix.size()), buffer);
  if (!message) return std::nullopt;
  const auto envelope = cose::read_sign1(*message);
  if (!envelope) return std::nullopt;
  auto payload = decode_payload(envelope->payload);
  if (!payload) return std::nullopt;
  return Skn1{*envelope, *std::move(payload)};
}

bool is_certificate_number(std::string_view text) noexcept {
  const auto allowed = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
  };
  return !text.empty() && text.size() <= kMaxNumber && std::ranges::all_of(text, allowed);
}

std::optional<std::uint64_t> as_integer_number(std::string_view text) noexcept {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  const bool leading_zero = text.size() > 1 && text[0] == '0';
  if (!whole || leading_zero) return std::nullopt;
  return value;
}

}  // namespace skan::certificate

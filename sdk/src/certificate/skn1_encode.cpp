#include "certificate/skn1.h"
#include "certificate/skn1_layout.h"
#include "codec/base45.h"
#include "codec/cbor.h"

namespace skan::certificate {
namespace {

using codec::CborWriter;

/// Writes a map whose size is known only at the end.
class MapWriter {
 public:
  CborWriter& key(std::int64_t key) {
    ++pairs_;
    return body_.integer(key);
  }
  void text(std::int64_t key, const std::string& value) {
    if (!value.empty()) this->key(key).text(value);
  }
  void positive(std::int64_t key, std::uint64_t value) {
    if (value != 0) this->key(key).uint(value);
  }
  void finish(CborWriter& out) { out.map(pairs_).encoded(body_.view()); }

 private:
  CborWriter body_;
  std::size_t pairs_ = 0;
};

void write_number(CborWriter& out, const std::string& number) {
  if (const auto integer = as_integer_number(number)) {
    out.uint(*integer);
  } else {
    out.text(number);
  }
}

void write_certificate(CborWriter& out, const Certificate& c, bool practice) {
  MapWriter map;
  map.key(kKind).uint(static_cast<std::uint64_t>(c.kind));
  map.key(kStatusIndex).uint(c.status_index);
  write_number(map.key(kNumber), c.number);
  map.text(kNameCyrillic, c.name_cyrillic);
  map.text(kNameLatin, c.name_latin);
  map.key(kBirthDay).integer(c.birth_day);
  map.text(kDocumentTail, c.document_tail);
  if (c.event_day) map.key(kEventDay).integer(*c.event_day);
  if (c.event_time) map.key(kEventTime).integer(*c.event_time);
  map.text(kProduct, c.product);
  map.positive(kDose, c.dose);
  map.positive(kDoses, c.doses);
  map.positive(kRegion, c.region);
  if (practice) map.key(kPracticeMark).boolean(true);
  map.finish(out);
}

}  // namespace

std::vector<std::byte> encode_payload(const Certificate& c, bool practice) {
  MapWriter claims;
  claims.key(kExp).integer(c.expires);
  if (c.not_before) claims.key(kNbf).integer(*c.not_before);
  claims.key(kIat).integer(c.issued_at);
  write_certificate(claims.key(kCertificateClaim), c, practice);
  CborWriter out;
  claims.finish(out);
  return std::move(out).take();
}

std::string skn1_text(crypto::Bytes message) {
  return std::string(kSkn1Prefix) + codec::base45_encode(message);
}

bool is_well_formed(const Certificate& c) {
  const auto decoded = decode_payload(encode_payload(c));
  return decoded && !decoded->critical && decoded->certificate == c;
}

}  // namespace skan::certificate

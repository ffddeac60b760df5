// Format.md sections 2 and 4 to 6, each rule kept and broken one at a time.

#include "certificate/skn1.h"

#include "codec/cbor.h"
#include "support/bytes.h"
#include "support/catch.h"
#include "support/cbor_edit.h"
#include "support/reference_record.h"

#include <string>

using namespace skan;
using namespace skan::testing;
using namespace skan::certificate;

namespace {

constexpr std::int64_t kCertificateKey = -65'537;

enum class Answer { malformed, newer, read };

std::ostream& operator<<(std::ostream& out, Answer answer) {
  return out << (answer == Answer::malformed ? "malformed" : answer == Answer::newer ? "newer" : "read");
}

Answer answer_to(std::span<const std::byte> payload) {
  const auto read = decode_payload(payload);
  return !read ? Answer::malformed : read->critical ? Answer::newer : Answer::read;
}

Bytes reference_payload() {
  return encode_payload(reference_certificate());
}

Bytes certificate_map() {
  for (const auto& [key, value] : read_fields(reference_payload())) {
    if (key == kCertificateKey) return value;
  }
  throw std::logic_error("the reference payload has no certificate");
}

/// The reference payload with one field of its certificate set to an encoded item, or left out if that is
/// empty.
Bytes with_certificate_field(std::int64_t key, const Bytes& item) {
  return with_field(reference_payload(), kCertificateKey, with_field(certificate_map(), key, item));
}

Bytes with_certificate(const Bytes& map) {
  return with_field(reference_payload(), kCertificateKey, map);
}

/// A map of these encoded pairs exactly as they stand.
Bytes raw_map(std::size_t pairs, std::string_view hex) {
  codec::CborWriter out;
  return copy_of(out.map(pairs).encoded(from_hex(hex)).view());
}

Bytes text_item(std::size_t size) {
  return encoded_text(std::string(size, '1'));
}

struct Rule {
  std::int64_t key;
  Bytes item;
  Answer answer;
};

void check_all(const std::vector<Rule>& rules, Bytes (*with)(std::int64_t, const Bytes&)) {
  for (const auto& [key, item, answer] : rules) {
    CAPTURE(key, to_hex(item));
    CHECK(answer_to(with(key, item)) == answer);
  }
}

constexpr auto kMalformed = Answer::malformed;
constexpr auto kNewer = Answer::newer;
constexpr auto kRead = Answer::read;

}  // namespace

TEST_CASE("kind is 1 to 3, and 4 to 255 need a newer app") {
  check_all({{0, encoded_int(1), kRead},
             {0, encoded_int(3), kRead},
             {0, encoded_int(4), kNewer},
             {0, encoded_int(255), kNewer},
             {0, encoded_int(0), kMalformed},
             {0, encoded_int(256), kMalformed},
             {0, encoded_int(-1), kMalformed},
             {0, encoded_text("1"), kMalformed},
             {0, {}, kMalformed}},
            with_certificate_field);
}

TEST_CASE("status index is below 2^29") {
  check_all({{1, encoded_int(0), kRead},
             {1, encoded_int((1 << 29) - 1), kRead},
             {1, encoded_int(1 << 29), kMalformed},
             {1, encoded_int(std::int64_t{1} << 32), kMalformed},
             {1, encoded_int(-1), kMalformed},
             {1, {}, kMalformed}},
            with_certificate_field);
}

TEST_CASE("a certificate number has one form: unsigned if it can be, else text") {
  check_all({{2, encoded_int(0), kRead},
             {2, from_hex("1bffffffffffffffff"), kRead},
             {2, encoded_int(-1), kMalformed},
             {2, encoded_text("0"), kMalformed},
             {2, encoded_text("7"), kMalformed},
             {2, encoded_text("18446744073709551615"), kMalformed},
             {2, encoded_text("18446744073709551616"), kRead},
             {2, encoded_text("07"), kRead},
             {2, encoded_text("00"), kRead},
             {2, encoded_text("-7"), kRead},
             {2, encoded_text("7-"), kRead},
             {2, encoded_text("azAZ-09"), kRead},
             {2, text_item(32), kRead},
             {2, text_item(33), kMalformed},
             {2, encoded_text(""), kMalformed},
             {2, encoded_text("7 7"), kMalformed},
             {2, encoded_text("+7"), kMalformed},
             {2, encoded_text("7_"), kMalformed},
             {2, encoded_text("А7"), kMalformed},  // a Cyrillic letter
             {2, encoded_bytes(bytes_of("07")), kMalformed},
             {2, {}, kMalformed}},
            with_certificate_field);
}

TEST_CASE("a number that is unsigned is read as its decimal digits") {
  const auto payload = decode_payload(with_certificate_field(2, from_hex("1bffffffffffffffff")));
  REQUIRE(payload);
  CHECK(payload->certificate.number == "18446744073709551615");
}

TEST_CASE("a name is display text of 1 to 96 bytes, and one of the two must be there") {
  for (const std::int64_t key : {3, 4}) {
    check_all({{key, text_item(96), kRead},
               {key, text_item(97), kMalformed},
               {key, encoded_text(""), kMalformed},
               {key, encoded_text("И\n"), kMalformed},
               {key, encoded_text("\u202EИ"), kMalformed},
               {key, encoded_text("И\u200B"), kMalformed},
               {key, encoded_text("\xFF"), kMalformed},
               {key, encoded_bytes(bytes_of("I")), kMalformed},
               {key, encoded_int(1), kMalformed},
               {key, {}, kRead}},
              with_certificate_field);
  }
  CHECK(answer_to(with_certificate(with_field(with_field(certificate_map(), 3, {}), 4, {}))) == kMalformed);
}

TEST_CASE("document and product are display text of 1 to 32 bytes, and may be absent") {
  for (const std::int64_t key : {6, 9}) {
    check_all({{key, text_item(1), kRead},
               {key, text_item(32), kRead},
               {key, text_item(33), kMalformed},
               {key, encoded_text(""), kMalformed},
               {key, encoded_text("a\tb"), kMalformed},
               {key, encoded_int(1), kMalformed},
               {key, {}, kRead}},
              with_certificate_field);
  }
}

TEST_CASE("a day lies between -100000 and 2932896") {
  for (const std::int64_t key : {5, 7}) {
    check_all({{key, encoded_int(-100'000), kRead},
               {key, encoded_int(-100'001), kMalformed},
               {key, encoded_int(2'932'896), kRead},
               {key, encoded_int(2'932'897), kMalformed},
               {key, from_hex("1b0000000100000000"), kMalformed},  // would be 0 in 32 bits
               {key, from_hex("1bffffffffffffffff"), kMalformed},
               {key, from_hex("3bffffffffffffffff"), kMalformed},
               {key, encoded_text("1"), kMalformed},
               {key, {}, kMalformed}},
              with_certificate_field);
  }
}

TEST_CASE("the event is a day or a time, not both") {
  const Bytes without_event = with_field(certificate_map(), 7, {});
  CHECK(answer_to(with_certificate(without_event)) == kMalformed);
  CHECK(answer_to(with_certificate_field(8, encoded_int(0))) == kMalformed);
  const auto with_time = [&](const Bytes& item) {
    return answer_to(with_certificate(with_field(without_event, 8, item)));
  };
  CHECK(with_time(encoded_int(0)) == kRead);
  CHECK(with_time(encoded_int(253'402'300'799)) == kRead);
  CHECK(with_time(encoded_int(253'402'300'800)) == kMalformed);
  CHECK(with_time(encoded_int(-1)) == kMalformed);
}

TEST_CASE("dose and doses are 1 to 99, both or neither, dose not above doses") {
  const auto with_doses = [](const Bytes& dose, const Bytes& doses) {
    return answer_to(with_certificate(with_field(with_field(certificate_map(), 10, dose), 11, doses)));
  };
  CHECK(with_doses({}, {}) == kRead);
  CHECK(with_doses(encoded_int(1), encoded_int(1)) == kRead);
  CHECK(with_doses(encoded_int(1), encoded_int(99)) == kRead);
  CHECK(with_doses(encoded_int(99), encoded_int(99)) == kRead);
  CHECK(with_doses(encoded_int(2), encoded_int(1)) == kMalformed);
  CHECK(with_doses(encoded_int(0), encoded_int(1)) == kMalformed);
  CHECK(with_doses(encoded_int(0), encoded_int(0)) == kMalformed);
  CHECK(with_doses(encoded_int(1), encoded_int(100)) == kMalformed);
  CHECK(with_doses(encoded_int(257), encoded_int(257)) == kMalformed);  // would be 1 in 8 bits
  CHECK(with_doses(encoded_int(1), {}) == kMalformed);
  CHECK(with_doses({}, encoded_int(1)) == kMalformed);
}

TEST_CASE("region is 1 to 999, or absent") {
  check_all({{12, encoded_int(1), kRead},
             {12, encoded_int(999), kRead},
             {12, encoded_int(0), kMalformed},
             {12, encoded_int(1'000), kMalformed},
             {12, encoded_int(65'537), kMalformed},  // would be 1 in 16 bits
             {12, {}, kRead}},
            with_certificate_field);
}

TEST_CASE("exp is a time above iat, nbf below exp") {
  const std::int64_t iat = reference_certificate().issued_at, exp = reference_certificate().expires;
  const auto with_claim = [](std::int64_t key, const Bytes& item) {
    return with_field(reference_payload(), key, item);
  };
  check_all({{4, encoded_int(iat + 1), kRead},
             {4, encoded_int(iat), kMalformed},
             {4, encoded_int(253'402'300'799), kRead},
             {4, encoded_int(253'402'300'800), kMalformed},
             {4, encoded_int(-1), kMalformed},
             {4, {}, kMalformed},
             {5, encoded_int(0), kRead},
             {5, encoded_int(exp - 1), kRead},
             {5, encoded_int(exp), kMalformed},
             {5, encoded_int(-1), kMalformed},
             {6, encoded_int(0), kRead},
             {6, encoded_int(exp - 1), kRead},
             {6, encoded_int(exp), kMalformed},
             {6, encoded_int(-1), kMalformed},
             {6, {}, kMalformed}},
            with_claim);
}

TEST_CASE("the certificate is one map in claim -65537") {
  CHECK(answer_to(with_certificate({})) == kMalformed);
  CHECK(answer_to(with_certificate(from_hex("a0"))) == kMalformed);
  CHECK(answer_to(with_certificate(from_hex("80"))) == kMalformed);
  CHECK(answer_to(with_certificate(from_hex("f6"))) == kMalformed);
  CHECK(answer_to(with_certificate(encoded_bytes(certificate_map()))) == kMalformed);
  CHECK(answer_to(certificate_map()) == kMalformed);
}

TEST_CASE("claim 8 needs a newer app whatever it holds, as long as that is CBOR of ours") {
  for (const auto* item : {"a0", "a101a10102", "f6", "00", "40"}) {
    CAPTURE(item);
    CHECK(answer_to(with_field(reference_payload(), 8, from_hex(item))) == kNewer);
  }
  CHECK(answer_to(with_field(reference_payload(), 8, from_hex("f90000"))) == kMalformed);
}

TEST_CASE("an unknown negative key in either map needs a newer app") {
  for (const std::int64_t key : {-1, -2, -24, -25, -257, -65'536, -65'538, -1'000'000}) {
    CAPTURE(key);
    CHECK(answer_to(with_field(reference_payload(), key, from_hex("f6"))) == kNewer);
    CHECK(answer_to(with_certificate_field(key, from_hex("f6"))) == kNewer);
  }
  CHECK(answer_to(with_certificate_field(kCertificateKey, certificate_map())) == kNewer);
}

TEST_CASE("an unknown positive key in either map is ignored") {
  for (const std::int64_t key : {13, 23, 24, 255, 256, 65'537, 1'000'000}) {
    CAPTURE(key);
    for (const Bytes& payload : {with_field(reference_payload(), key, from_hex("8201a10203")),
                                 with_certificate_field(key, from_hex("8201a10203"))}) {
      const auto read = decode_payload(payload);
      REQUIRE(read);
      CHECK_FALSE(read->critical);
      CHECK(read->certificate == reference_certificate());
    }
  }
  for (const std::int64_t key : {0, 1, 2, 3, 7, 9}) {  // RFC 8392's own claims that we do not use, and others
    CAPTURE(key);
    CHECK(answer_to(with_field(reference_payload(), key, from_hex("00"))) == kRead);
  }
}

TEST_CASE("an ignored value is still checked as CBOR of ours") {
  for (const auto* item : {"f90000", "c000", "f7", "1800", "61ff", "9fff", "a2010001 00", "5f40ff"}) {
    for (const std::int64_t key : {99, -1}) {
      CAPTURE(item, key);
      CHECK(answer_to(with_field(reference_payload(), key, from_hex(item))) == kMalformed);
      CHECK(answer_to(with_certificate_field(key, from_hex(item))) == kMalformed);
    }
  }
}

TEST_CASE("an unknown key does not excuse what is missing or wrong") {
  CHECK(answer_to(with_field(with_field(reference_payload(), -1, from_hex("f6")), 6, {})) == kMalformed);
  CHECK(answer_to(with_certificate(with_field(with_field(certificate_map(), -1, from_hex("f6")), 5, {}))) ==
        kMalformed);
  CHECK(answer_to(with_certificate(with_field(with_field(certificate_map(), 0, encoded_int(9)), 1, {}))) ==
        kMalformed);
}

TEST_CASE("keys of the claims and of the certificate are ascending integers, each once") {
  // exp 200, iat 100 and the smallest certificate map.
  const std::string minimal = "a6 0001 0100 0200 036141 0500 0700";
  const std::string claim = "3a00010000";
  CHECK(answer_to(raw_map(3, "0418c8 061864" + claim + minimal)) == kRead);
  CHECK(answer_to(raw_map(3, "061864 0418c8" + claim + minimal)) == kMalformed);
  CHECK(answer_to(raw_map(4, "0418c8 0418c8 061864" + claim + minimal)) == kMalformed);
  CHECK(answer_to(raw_map(3, claim + minimal + "0418c8 061864")) == kMalformed);
  CHECK(answer_to(raw_map(4, "0418c8 061864" + claim + minimal + claim + minimal)) == kMalformed);
  CHECK(answer_to(raw_map(4, "0418c8 061864" + claim + minimal + "6161 00")) == kMalformed);
  CHECK(answer_to(raw_map(3, "0418c8 061864" + claim + "a6 0100 0001 0200 036141 0500 0700")) == kMalformed);
  CHECK(answer_to(raw_map(3, "0418c8 061864" + claim + "a7 0001 0100 0100 0200 036141 0500 0700")) ==
        kMalformed);
  CHECK(answer_to(raw_map(3, "0418c8 061864" + claim + "a7 0001 0100 0200 036141 0500 0700 6161f6")) ==
        kMalformed);
}

TEST_CASE("a payload is one definite map with nothing after it") {
  const Bytes payload = reference_payload();
  CHECK(answer_to(joined(payload, from_hex("00"))) == kMalformed);
  CHECK(answer_to({}) == kMalformed);
  CHECK(answer_to(from_hex("a0")) == kMalformed);
  CHECK(answer_to(joined(joined(from_hex("bf"), std::span(payload).subspan(1)), from_hex("ff"))) ==
        kMalformed);
  CHECK(answer_to(joined(from_hex("b803"), std::span(payload).subspan(1))) == kMalformed);
  CHECK(answer_to(joined(from_hex("d83d"), payload)) == kMalformed);  // the tag of CWT
}

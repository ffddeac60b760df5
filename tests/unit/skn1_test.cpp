// The whole certificate: its size, round trips, and that nothing in its bytes can change unseen.
// What each field may be: skn1_rules_test.cpp.

#include "certificate/skn1.h"

#include "codec/base45.h"
#include "skan/issuer/qr_code.h"
#include "support/allocations.h"
#include "support/bytes.h"
#include "support/catch.h"
#include "support/cbor_edit.h"
#include "support/reference_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <string>

using namespace skan;
using namespace skan::testing;
using namespace skan::certificate;

namespace {

std::optional<Certificate> read_back(const Certificate& c) {
  const auto payload = decode_payload(encode_payload(c));
  if (!payload || payload->critical) return std::nullopt;
  return payload->certificate;
}

/// All that a verifier goes by.
struct Content {
  crypto::KeyId key_id;
  Certificate certificate;
  bool critical;
  Bytes signature;

  friend bool operator==(const Content&, const Content&) = default;
};

std::optional<Content> content_of_text(std::string_view text) {
  MessageBuffer buffer;
  const auto message = decode_skn1(text, buffer);
  if (!message) return std::nullopt;
  return Content{message->envelope.key_id, message->payload.certificate, message->payload.critical,
                 copy_of(message->envelope.signature)};
}

std::optional<Content> content_of(std::span<const std::byte> bytes) {
  return content_of_text(skn1_text(bytes));
}

/// A signed message of exactly `size` bytes: an unknown field holds the filling.
Bytes message_of(std::size_t size) {
  const Bytes base = encode_payload(reference_certificate());
  for (std::size_t filling = size - 300; filling < size; ++filling) {
    Bytes message = signed_payload(with_field(base, 99, encoded_bytes(Bytes(filling))));
    if (message.size() == size) return message;
  }
  FAIL("no filling gives this size");
  return {};
}

/// Whether a string is too long to live inside its object.
bool is_on_the_heap(const std::string* text) {
  return text->capacity() > std::string().capacity();
}

}  // namespace

TEST_CASE("the reference record is at most 200 bytes signed and fits QR version 10 at level M") {
  const Bytes payload = encode_payload(reference_certificate());
  const Bytes message = signed_payload(payload);
  const std::string text = skn1_text(message);
  const auto code = issuer::encode_qr(text);
  REQUIRE(code);
  std::cout << fmt::format(
      "reference record: payload {} bytes, signed {} bytes, text {} characters, QR version {}\n",
      payload.size(), message.size(), text.size(), code->version);
  CHECK(message.size() <= 200);
  CHECK(text.size() <= 311);
  CHECK(code->version <= 10);
}

TEST_CASE("a certificate comes back from its text, and its signature holds") {
  const Certificate c = reference_certificate();
  MessageBuffer buffer;
  const auto message = decode_skn1(text_of(c), buffer);
  REQUIRE(message);
  CHECK(message->payload.certificate == c);
  CHECK_FALSE(message->payload.critical);
  CHECK(message->envelope.key_id == crypto::key_id(example_key().public_key()));
  CHECK(cose::verify(message->envelope, kSkn1Aad, example_key().public_key()));
}

TEST_CASE("every combination of optional fields comes back from its payload") {
  std::size_t wrong = 0, tried = 0;
  for (unsigned bits = 0; bits < 1u << 11; ++bits) {
    Certificate c = reference_certificate();
    const auto absent = [bits](unsigned bit) { return (bits >> bit & 1) != 0; };
    if (absent(0)) c.name_cyrillic.clear();
    if (absent(1)) c.name_latin.clear();
    if (absent(0) && absent(1)) continue;
    if (absent(2)) c.document_tail.clear();
    if (absent(3)) c.event_day.reset();
    if (absent(3)) c.event_time = utc("2021-06-15 23:59:59");
    if (absent(4)) c.product.clear();
    if (absent(5)) c.dose = c.doses = 0;
    if (absent(6)) c.region = 0;
    if (!absent(7)) c.not_before = utc("2021-06-22 00:00:00");
    if (absent(8)) c.number = "RU-2021-0007";
    c.kind = static_cast<Kind>(1 + (bits >> 9) % 3);
    ++tried;
    if (read_back(c) != c || !is_well_formed(c)) ++wrong;
  }
  CHECK(tried == 1'536);
  CHECK(wrong == 0);
}

TEST_CASE("fields at their limits come back") {
  Certificate c = reference_certificate();
  c.status_index = GENERATE(0u, kMaxStatusIndex);
  c.number = GENERATE(as<std::string>{}, "0", "00", "18446744073709551615", "18446744073709551616", "-", "1-",
                      "abcdefghijklmnopqrstuvwxyz-ABCDE", "00000000000000000000000000000000");
  c.birth_day = GENERATE(-100'000, 0, 2'932'896);
  c.region = 999;
  c.dose = c.doses = 99;
  c.name_cyrillic = std::string(96, 'x');
  c.product = c.document_tail = std::string(32, 'y');
  c.issued_at = 0;
  c.not_before = 253'402'300'798;
  c.expires = 253'402'300'799;
  CHECK(read_back(c) == c);
}

TEST_CASE("a certificate that breaks a rule is not well-formed") {
  using Change = void (*)(Certificate&);
  const std::vector<std::pair<const char*, Change>> changes{
      {"no kind", [](Certificate& c) { c.kind = Kind{}; }},
      {"unknown kind", [](Certificate& c) { c.kind = static_cast<Kind>(4); }},
      {"status index", [](Certificate& c) { c.status_index = kMaxStatusIndex + 1; }},
      {"no number", [](Certificate& c) { c.number.clear(); }},
      {"number with a space", [](Certificate& c) { c.number = "1 2"; }},
      {"number of 33 characters", [](Certificate& c) { c.number = std::string(33, '1'); }},
      {"no name", [](Certificate& c) { c.name_cyrillic = c.name_latin = ""; }},
      {"name of 97 bytes", [](Certificate& c) { c.name_latin = std::string(97, 'I'); }},
      {"name with a line end", [](Certificate& c) { c.name_latin = "I\n"; }},
      {"name that is not UTF-8", [](Certificate& c) { c.name_latin = "\xD0"; }},
      {"birth day", [](Certificate& c) { c.birth_day = -100'001; }},
      {"document of 33 bytes", [](Certificate& c) { c.document_tail = std::string(33, '1'); }},
      {"no event", [](Certificate& c) { c.event_day.reset(); }},
      {"two events", [](Certificate& c) { c.event_time = 1; }},
      {"event day", [](Certificate& c) { c.event_day = 2'932'897; }},
      {"product of 33 bytes", [](Certificate& c) { c.product = std::string(33, 'V'); }},
      {"dose without doses", [](Certificate& c) { c.doses = 0; }},
      {"doses without dose", [](Certificate& c) { c.dose = 0; }},
      {"dose above doses", [](Certificate& c) { c.dose = 3; }},
      {"doses", [](Certificate& c) { c.doses = 100; }},
      {"region", [](Certificate& c) { c.region = 1'000; }},
      {"issued before 1970", [](Certificate& c) { c.issued_at = -1; }},
      {"expires with its issue", [](Certificate& c) { c.expires = c.issued_at; }},
      {"expires after the year 9999", [](Certificate& c) { c.expires = 253'402'300'800; }},
      {"begins as it ends", [](Certificate& c) { c.not_before = c.expires; }}};
  for (const auto& [what, change] : changes) {
    Certificate c = reference_certificate();
    REQUIRE(is_well_formed(c));
    change(c);
    CAPTURE(what);
    CHECK_FALSE(is_well_formed(c));
  }
}

TEST_CASE("a message cut off anywhere, or with a byte more, is not decoded") {
  const Bytes message = signed_payload(encode_payload(reference_certificate()));
  std::size_t decoded = 0;
  for (std::size_t length = 0; length < message.size(); ++length) {
    if (content_of(std::span(message).first(length))) ++decoded;
  }
  for (unsigned value = 0; value < 256; ++value) {
    const std::byte more[]{static_cast<std::byte>(value)};
    if (content_of(joined(message, more)) || content_of(joined(more, message))) ++decoded;
  }
  CHECK(decoded == 0);
}

TEST_CASE("a message with any byte changed is not decoded, or says something else") {
  Bytes message = signed_payload(encode_payload(reference_certificate()));
  const auto original = content_of(message);
  REQUIRE(original);
  std::size_t unseen = 0;
  for (std::byte& at : message) {
    const std::byte right = at;
    for (unsigned change = 1; change < 256; ++change) {
      at = right ^ static_cast<std::byte>(change);
      if (content_of(message) == original) ++unseen;
    }
    at = right;
  }
  CHECK(unseen == 0);
}

TEST_CASE("a text with any character changed is not decoded, or says something else") {
  std::string text = text_of(reference_certificate());
  const auto original = content_of_text(text);
  REQUIRE(original);
  std::size_t unseen = 0;
  for (char& at : text) {
    const char right = at;
    for (unsigned value = 0; value < 256; ++value) {
      at = static_cast<char>(value);
      if (at != right && content_of_text(text) == original) ++unseen;
    }
    at = right;
  }
  CHECK(unseen == 0);
}

TEST_CASE("no changed bit leaves a message whose signature holds") {
  const Bytes message = signed_payload(encode_payload(reference_certificate()));
  const crypto::PublicKey key = example_key().public_key();
  std::size_t held = 0;
  for (std::size_t bit = 0; bit < message.size() * 8; ++bit) {
    MessageBuffer buffer;
    const auto changed = decode_skn1(skn1_text(with_flipped_bit(message, bit)), buffer);
    if (changed && cose::verify(changed->envelope, kSkn1Aad, key)) ++held;
  }
  CHECK(held == 0);
}

TEST_CASE("the largest message is 2,860 bytes, in 4,295 characters") {
  const std::string largest = skn1_text(message_of(2'860)), too_large = skn1_text(message_of(2'861));
  CHECK(largest.size() == 4'295);
  CHECK(content_of_text(largest).has_value());
  CHECK(too_large.size() == 4'297);
  CHECK_FALSE(content_of_text(too_large).has_value());
}

TEST_CASE("only a text that begins with SKN1: and goes on in Base45 is decoded") {
  const std::string text = text_of(reference_certificate());
  const std::string body = text.substr(5);
  for (const std::string& wrong :
       {std::string(), std::string("SKN1:"), body, "skn1:" + body, "SKN2:" + body, "SKN1" + body, " " + text,
        text + " ", text + "\n", text + "00", "SKN1: " + body, "HC1:" + body, text + std::string(1, '\0')}) {
    CAPTURE(wrong);
    CHECK_FALSE(content_of_text(wrong));
  }
}

TEST_CASE("decoding allocates the certificate's longer strings and nothing else") {
  Certificate c = reference_certificate();
  c.name_latin = "I***** I. I. of some length";
  const std::string text = text_of(c);
  MessageBuffer buffer;
  std::optional<Skn1> message;
  const Allocations used = allocations_of([&] { message = decode_skn1(text, buffer); });
  REQUIRE(message);
  const Certificate& read = message->payload.certificate;
  const std::initializer_list<const std::string*> strings{&read.number, &read.name_cyrillic, &read.name_latin,
                                                          &read.document_tail, &read.product};
  const auto on_the_heap = std::ranges::count_if(strings, is_on_the_heap);
  CHECK(on_the_heap == 2);
  CHECK(used.count == static_cast<std::size_t>(on_the_heap));
}

TEST_CASE("refusing a message allocates nothing before its certificate is reached") {
  const std::string text = text_of(reference_certificate());
  const std::string cut = text.substr(0, text.size() - 3);
  MessageBuffer buffer;
  bool refused = false;
  const Allocations used = allocations_of([&] { refused = !decode_skn1(cut, buffer); });
  CHECK(refused);
  CHECK(used.count == 0);
}

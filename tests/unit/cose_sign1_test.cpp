#include "cose/sign1.h"

#include "codec/cbor.h"
#include "cose/header.h"
#include "support/allocations.h"
#include "support/bytes.h"
#include "support/catch.h"

#include <string>

using namespace skan;
using namespace skan::testing;
using codec::CborWriter;

namespace {

constexpr std::string_view kAad = "skan/test/1";

crypto::SecretKey test_key() {
  return crypto::SecretKey::from_seed(array_from_hex<32>(std::string(64, '1')));
}

Bytes header_of(const crypto::SecretKey& key) {
  return joined(from_hex("A201270448"), crypto::key_id(key.public_key()));
}

Bytes signed_message(std::string_view payload = "payload") {
  return cose::sign1(bytes_of(payload), kAad, test_key());
}

/// A message put together from encoded items, right unless a field is changed.
struct Parts {
  Bytes tag = from_hex("D2"), array = from_hex("84"),
        header = copy_of(CborWriter().bytes(header_of(test_key())).view()), unprotected = from_hex("A0"),
        payload = from_hex("4161"), signature = copy_of(CborWriter().bytes(Bytes(64)).view()), after = {};

  Bytes message() const {
    Bytes out;
    for (const Bytes& part : {tag, array, header, unprotected, payload, signature, after})
      out = joined(out, part);
    return out;
  }
};

Bytes header_item(std::string_view hex) {
  return copy_of(CborWriter().bytes(from_hex(hex)).view());
}

}  // namespace

TEST_CASE("a COSE_Sign1 is the tagged array of header, empty map, payload and signature") {
  const crypto::SecretKey key = test_key();
  const Bytes header = header_of(key);
  CborWriter to_be_signed;
  to_be_signed.array(4).text("Signature1").bytes(header).bytes(bytes_of(kAad)).bytes(bytes_of("payload"));
  CborWriter expected;
  expected.tag(18)
      .array(4)
      .bytes(header)
      .map(0)
      .bytes(bytes_of("payload"))
      .bytes(key.sign(to_be_signed.view()));
  CHECK(to_hex(signed_message()) == to_hex(expected.view()));
}

TEST_CASE("a signed message is taken apart into what was signed, and its signature holds") {
  const Bytes bytes = signed_message();
  const auto message = cose::read_sign1(bytes);
  REQUIRE(message);
  CHECK(message->key_id == crypto::key_id(test_key().public_key()));
  CHECK(to_hex(message->protected_header) == to_hex(header_of(test_key())));
  CHECK(to_hex(message->payload) == to_hex(bytes_of("payload")));
  CHECK(to_hex(message->signature) == to_hex(std::span(bytes).last(64)));
  CHECK(cose::verify(*message, kAad, test_key().public_key()));
}

TEST_CASE("the Sig_structure is right on both sides of every length at which CBOR heads grow") {
  const std::size_t size = GENERATE(0u, 1u, 23u, 24u, 255u, 256u, 3'990u, 4'096u, 65'535u, 65'536u);
  const Bytes header = header_of(test_key()), payload(size, std::byte{0x5A});
  CborWriter expected;
  expected.array(4).text("Signature1").bytes(header).bytes(bytes_of(kAad)).bytes(payload);
  CHECK(to_hex(cose::SigStructure("Signature1", header, {}, kAad, payload).view()) ==
        to_hex(expected.view()));
}

TEST_CASE("the parts from which the wrong messages below are made are right themselves") {
  CHECK(cose::read_sign1(Parts{}.message()));
}

TEST_CASE("a COSE_Sign1 of another layout is not read") {
  const std::string kid = "0102030405060708";
  const auto [what, parts] = GENERATE_COPY(table<std::string, Parts>(
      {{"no tag", {.tag = {}}},
       {"tag of COSE_Sign", {.tag = from_hex("D862")}},
       {"tag not in its shortest form", {.tag = from_hex("D812")}},
       {"two tags", {.tag = from_hex("D2D2")}},
       {"the tag of CWT around it", {.tag = from_hex("D83DD2")}},
       {"array of 3", {.array = from_hex("83")}},
       {"array of 5", {.array = from_hex("85"), .after = from_hex("40")}},
       {"array length not in its shortest form", {.array = from_hex("9804")}},
       {"array of indefinite length", {.array = from_hex("9F"), .after = from_hex("FF")}},
       {"header as a map", {.header = from_hex("A201270448" + kid)}},
       {"header empty", {.header = from_hex("40")}},
       {"algorithm ES256", {.header = header_item("A201260448" + kid)}},
       {"algorithm -8 in a longer form", {.header = header_item("A20138070448" + kid)}},
       {"header without algorithm", {.header = header_item("A10448" + kid)}},
       {"header without kid", {.header = header_item("A10127")}},
       {"header keys descending", {.header = header_item("A20448" + kid + "0127")}},
       {"kid of 7 bytes", {.header = header_item("A20127044701020304050607")}},
       {"kid of 9 bytes", {.header = header_item("A2012704490102030405060708FF")}},
       {"kid as text", {.header = header_item("A2012704684142434445464748")}},
       {"one more header", {.header = header_item("A3012703000448" + kid)}},
       {"a byte after the header's map", {.header = header_item("A201270448" + kid + "00")}},
       {"kid in the unprotected header too", {.unprotected = from_hex("A10448" + kid)}},
       {"unprotected header null", {.unprotected = from_hex("F6")}},
       {"payload detached", {.payload = from_hex("F6")}},
       {"payload as text", {.payload = from_hex("6161")}},
       {"payload length not in its shortest form", {.payload = from_hex("580161")}},
       {"signature of 63 bytes", {.signature = copy_of(CborWriter().bytes(Bytes(63)).view())}},
       {"signature of 65 bytes", {.signature = copy_of(CborWriter().bytes(Bytes(65)).view())}},
       {"signature as text", {.signature = copy_of(CborWriter().text(std::string(64, 'a')).view())}},
       {"a byte after the message", {.after = from_hex("00")}}}));
  CAPTURE(what);
  CHECK_FALSE(cose::read_sign1(parts.message()));
}

TEST_CASE("a protected header of another size is not looked into") {
  for (const auto* item : {"40", "41a0", "4701020304050607", "4ea201270448010203040506070800"}) {
    const Bytes bytes = from_hex(item);  // nothing lies before them that could be read instead
    codec::CborReader in(bytes);
    crypto::Bytes header;
    CAPTURE(item);
    CHECK(cose::read_protected_header(in, header) == crypto::KeyId{});
    CHECK_FALSE(in.ok());
    CHECK(header.empty());
  }
}

TEST_CASE("a COSE_Sign1 that is cut off anywhere is not read") {
  const Bytes bytes = signed_message();
  std::size_t read = 0;
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    if (cose::read_sign1(std::span(bytes).first(length))) ++read;
  }
  CHECK(read == 0);
}

TEST_CASE("no bit of a COSE_Sign1 can change without breaking it or its signature") {
  const Bytes bytes = signed_message();
  std::size_t held = 0;
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    const Bytes changed = with_flipped_bit(bytes, bit);
    const auto message = cose::read_sign1(changed);
    if (message && cose::verify(*message, kAad, test_key().public_key())) ++held;
  }
  CHECK(held == 0);
}

TEST_CASE("a signature holds only with the purpose it was made for and under its own key") {
  const Bytes bytes = signed_message();
  const auto message = cose::read_sign1(bytes);
  REQUIRE(message);
  CHECK_FALSE(cose::verify(*message, "skan/test/2", test_key().public_key()));
  CHECK_FALSE(cose::verify(*message, "", test_key().public_key()));
  const auto other = crypto::SecretKey::from_seed(array_from_hex<32>(std::string(64, '2')));
  CHECK_FALSE(cose::verify(*message, kAad, other.public_key()));
}

TEST_CASE("reading and checking a COSE_Sign1 of up to 4 KB allocates nothing") {
  const Bytes bytes = signed_message(std::string(4'000 - 13 - kAad.size(), 'p'));
  const crypto::PublicKey key = test_key().public_key();
  bool held = false;
  const Allocations used = allocations_of([&] {
    const auto message = cose::read_sign1(bytes);
    held = message && cose::verify(*message, kAad, key);
  });
  CHECK(held);
  CHECK(used.count == 0);
}

#include "cose/sign.h"

#include "codec/cbor.h"
#include "support/bytes.h"
#include "support/catch.h"

#include <algorithm>
#include <string>

using namespace skan;
using namespace skan::testing;
using codec::CborWriter;

namespace {

constexpr std::string_view kAad = "skan/test/1";

/// `count` keys, ascending by key id.
std::vector<crypto::SecretKey> test_keys(std::size_t count) {
  std::vector<crypto::SecretKey> keys;
  for (std::size_t i = 0; i < count; ++i) {
    crypto::Seed seed{};
    seed[0] = static_cast<std::byte>(i + 1);
    keys.push_back(crypto::SecretKey::from_seed(seed));
  }
  std::ranges::sort(keys, {}, [](const auto& key) { return crypto::key_id(key.public_key()); });
  return keys;
}

Bytes header_of(const crypto::SecretKey& key) {
  return joined(from_hex("A201270448"), crypto::key_id(key.public_key()));
}

Bytes signer_item(const crypto::SecretKey& key) {
  return copy_of(CborWriter().array(3).bytes(header_of(key)).map(0).bytes(Bytes(64)).view());
}

/// A message put together from encoded items, right unless a field is changed.
struct Parts {
  Bytes tag = from_hex("D862"), array = from_hex("84"), header = from_hex("40"), unprotected = from_hex("A0"),
        payload = from_hex("4161"), signers = joined(from_hex("81"), signer_item(test_keys(1)[0])),
        after = {};

  Bytes message() const {
    Bytes out;
    for (const Bytes& part : {tag, array, header, unprotected, payload, signers, after})
      out = joined(out, part);
    return out;
  }
};

Bytes signers_item(const std::vector<crypto::SecretKey>& keys) {
  CborWriter out;
  out.array(keys.size());
  for (const auto& key : keys) out.encoded(signer_item(key));
  return std::move(out).take();
}

Bytes one_signer(std::string_view hex_of_header, std::string_view hex_of_unprotected,
                 std::size_t signature_size) {
  CborWriter out;
  out.array(1)
      .array(3)
      .bytes(from_hex(hex_of_header))
      .encoded(from_hex(hex_of_unprotected))
      .bytes(Bytes(signature_size));
  return std::move(out).take();
}

}  // namespace

TEST_CASE("a COSE_Sign is the tagged array of empty headers, payload and one entry for each signer") {
  const auto keys = test_keys(2);
  CborWriter expected;
  expected.tag(98).array(4).bytes({}).map(0).bytes(bytes_of("payload")).array(2);
  for (const auto& key : keys) {
    CborWriter to_be_signed;
    to_be_signed.array(5)
        .text("Signature")
        .bytes({})
        .bytes(header_of(key))
        .bytes(bytes_of(kAad))
        .bytes(bytes_of("payload"));
    expected.array(3).bytes(header_of(key)).map(0).bytes(key.sign(to_be_signed.view()));
  }
  CHECK(to_hex(cose::sign(bytes_of("payload"), kAad, keys)) == to_hex(expected.view()));
}

TEST_CASE("the order in which the keys are given does not matter") {
  auto keys = test_keys(5);
  const Bytes ascending = cose::sign(bytes_of("payload"), kAad, keys);
  std::ranges::reverse(keys);
  CHECK(cose::sign(bytes_of("payload"), kAad, keys) == ascending);
}

TEST_CASE("1 to 16 signers are read in order and each signature holds under its own key only") {
  const std::size_t count = GENERATE(1u, 2u, 16u);
  const auto keys = test_keys(count);
  const Bytes bytes = cose::sign(bytes_of("payload"), kAad, keys);
  const auto message = cose::read_sign(bytes);
  REQUIRE(message);
  CHECK(to_hex(message->payload) == to_hex(bytes_of("payload")));
  REQUIRE(message->signers.size() == count);
  for (std::size_t i = 0; i < count; ++i) {
    CHECK(message->signers[i].key_id == crypto::key_id(keys[i].public_key()));
    for (std::size_t j = 0; j < count; ++j) {
      CHECK(cose::verify(*message, message->signers[i], kAad, keys[j].public_key()) == (i == j));
    }
  }
}

TEST_CASE("a signature of a COSE_Sign does not hold for another purpose or payload") {
  const auto keys = test_keys(1);
  const Bytes bytes = cose::sign(bytes_of("payload"), kAad, keys);
  auto message = cose::read_sign(bytes);
  REQUIRE(message);
  const cose::Signer signer = message->signers[0];
  CHECK(cose::verify(*message, signer, kAad, keys[0].public_key()));
  CHECK_FALSE(cose::verify(*message, signer, "skan/test/2", keys[0].public_key()));
  message->payload = bytes_of("Payload");
  CHECK_FALSE(cose::verify(*message, signer, kAad, keys[0].public_key()));
}

TEST_CASE("a signature made for COSE_Sign1 does not hold in a COSE_Sign") {
  const auto key = test_keys(1)[0];
  CborWriter to_be_signed;
  to_be_signed.array(4)
      .text("Signature1")
      .bytes(header_of(key))
      .bytes(bytes_of(kAad))
      .bytes(bytes_of("payload"));
  const crypto::Signature signature = key.sign(to_be_signed.view());
  const Bytes header = header_of(key);
  const cose::Sign message{bytes_of("payload"), {}};
  CHECK_FALSE(
      cose::verify(message, {crypto::key_id(key.public_key()), header, signature}, kAad, key.public_key()));
}

TEST_CASE("a payload beyond the buffer on the stack is signed and checked alike") {
  const auto keys = test_keys(1);
  const Bytes bytes = cose::sign(Bytes(100'000, std::byte{0x5A}), kAad, keys);
  const auto message = cose::read_sign(bytes);
  REQUIRE(message);
  CHECK(cose::verify(*message, message->signers[0], kAad, keys[0].public_key()));
}

TEST_CASE("the parts from which the wrong multi-signer messages are made are right themselves") {
  CHECK(cose::read_sign(Parts{}.message()));
  CHECK(cose::read_sign(Parts{.signers = signers_item(test_keys(16))}.message()));
}

TEST_CASE("a COSE_Sign of another layout is not read") {
  const auto keys = test_keys(17);
  const std::string kid = "0102030405060708", header = "A201270448" + kid;
  const auto [what, parts] = GENERATE_COPY(table<std::string, Parts>(
      {{"no tag", {.tag = {}}},
       {"tag of COSE_Sign1", {.tag = from_hex("D2")}},
       {"tag not in its shortest form", {.tag = from_hex("D90062")}},
       {"array of 3", {.array = from_hex("83")}},
       {"array of 5", {.array = from_hex("85"), .after = from_hex("40")}},
       {"body header an encoded empty map", {.header = from_hex("41A0")}},
       {"body header with an algorithm", {.header = from_hex("43A10127")}},
       {"body header a map", {.header = from_hex("A0")}},
       {"unprotected body header not empty", {.unprotected = from_hex("A10448" + kid)}},
       {"payload detached", {.payload = from_hex("F6")}},
       {"payload as text", {.payload = from_hex("6161")}},
       {"no signers", {.signers = from_hex("80")}},
       {"17 signers", {.signers = signers_item(keys)}},
       {"one signer twice", {.signers = signers_item({keys[0], keys[0]})}},
       {"signers descending", {.signers = signers_item({keys[1], keys[0]})}},
       {"third signer out of order", {.signers = signers_item({keys[0], keys[2], keys[1]})}},
       {"fewer signers than announced", {.signers = joined(from_hex("82"), signer_item(keys[0]))}},
       {"more signers than announced", {.signers = joined(from_hex("81"), signers_item({keys[0], keys[1]}))}},
       {"signer with algorithm ES256", {.signers = one_signer("A201260448" + kid, "A0", 64)}},
       {"signer with another header", {.signers = one_signer("A3012703000448" + kid, "A0", 64)}},
       {"signer without kid", {.signers = one_signer("A10127", "A0", 64)}},
       {"signer with an unprotected header", {.signers = one_signer(header, "A10448" + kid, 64)}},
       {"signature of 63 bytes", {.signers = one_signer(header, "A0", 63)}},
       {"signature of 65 bytes", {.signers = one_signer(header, "A0", 65)}},
       {"a byte after the message", {.after = from_hex("00")}}}));
  CAPTURE(what);
  CHECK_FALSE(cose::read_sign(parts.message()));
}

TEST_CASE("a COSE_Sign that is cut off anywhere is not read") {
  const Bytes bytes = cose::sign(bytes_of("payload"), kAad, test_keys(3));
  std::size_t read = 0;
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    if (cose::read_sign(std::span(bytes).first(length))) ++read;
  }
  CHECK(read == 0);
}

TEST_CASE("no bit of a COSE_Sign can change without breaking it or one of its signatures") {
  const auto keys = test_keys(2);
  const Bytes bytes = cose::sign(bytes_of("payload"), kAad, keys);
  std::size_t all_held = 0;
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    const Bytes changed = with_flipped_bit(bytes, bit);
    const auto message = cose::read_sign(changed);
    if (!message || message->signers.size() != 2) continue;
    const bool first = cose::verify(*message, message->signers[0], kAad, keys[0].public_key());
    if (first && cose::verify(*message, message->signers[1], kAad, keys[1].public_key())) ++all_held;
  }
  CHECK(all_held == 0);
}

// The worked examples of sdk/doc/format.md section 8 and sdk/doc/trust.md section 6, every byte of them.

#include "certificate/skn1.h"
#include "codec/base45.h"
#include "codec/cbor.h"
#include "cose/header.h"
#include "policy/policy_codec.h"
#include "support/bytes.h"
#include "support/catch.h"
#include "support/reference_record.h"
#include "support/worked_example.h"

using namespace skan;
using namespace skan::testing;

namespace {

struct Example {
  /// Key, payload, Sig_structure, signature, message, text.
  std::vector<std::string> blocks = code_blocks("format.md", "## 8.");
  Bytes payload = certificate::encode_payload(reference_certificate());
  Bytes message = signed_payload(payload);
  cose::Sign1 envelope = cose::read_sign1(message).value();

  Example() { REQUIRE(blocks.size() == 6); }
};

}  // namespace

TEST_CASE("the worked example's key is the one with the seed 00 01 .. 1f") {
  const Example example;
  const auto key = example_key();
  const std::map<std::string, std::string> expected{{"seed", to_hex(key.seed())},
                                                    {"public key", to_hex(key.public_key())},
                                                    {"key hash", to_hex(crypto::key_hash(key.public_key()))},
                                                    {"kid", to_hex(crypto::key_id(key.public_key()))},
                                                    {"protected", to_hex(example.envelope.protected_header)}};
  CHECK(labelled(example.blocks[0]) == expected);
}

TEST_CASE("the worked example's payload, line by line, is that of the reference record") {
  const Example example;
  CHECK(hex_of(example.blocks[1]) == to_hex(example.payload));
}

TEST_CASE("the worked example's Sig_structure is what is signed") {
  const Example example;
  const cose::SigStructure to_be_signed("Signature1", example.envelope.protected_header, {},
                                        certificate::kSkn1Aad, example.payload);
  CHECK(hex_of(example.blocks[2]) == to_hex(to_be_signed.view()));
}

TEST_CASE("the worked example's signature is the key's") {
  const Example example;
  CHECK(hex_of(example.blocks[3]) == to_hex(example.envelope.signature));
  CHECK(crypto::verify(example_key().public_key(), from_hex(hex_of(example.blocks[2])),
                       from_hex(hex_of(example.blocks[3]))));
}

TEST_CASE("the worked example's message and text are the signed record") {
  const Example example;
  CHECK(hex_of(example.blocks[4]) == to_hex(example.message));
  CHECK(example.blocks[5] == text_of(reference_certificate()) + "\n");
}

TEST_CASE("the worked example's text decodes to the reference record") {
  const Example example;
  certificate::MessageBuffer buffer;
  const auto message =
      certificate::decode_skn1(example.blocks[5].substr(0, example.blocks[5].size() - 1), buffer);
  REQUIRE(message);
  CHECK(message->payload.certificate == reference_certificate());
}

TEST_CASE("the worked example of a policy in trust.md is that policy") {
  Policy policy;
  policy.id = "ru-both";
  policy.title_russian = "Оба";
  policy.title_english = "Both";
  policy.rules = {{{{Kind::recovered, AgeUnit::months, 6, 12, {}, false, 0}, {Kind::tested, AgeUnit::hours, 0, 72, {"PCR"}, false, 0}},
                   HolderAge{18, 64}}};
  policy.utc_offset_minutes = 180;
  policy.newer_than_data = 72 * 3'600;
  policy.shown = {Field::name, Field::document};
  policy.freshness = 24 * 3'600;
  codec::CborWriter out;
  policy::write_policy(out, policy);
  const auto blocks = code_blocks("trust.md", "## 6.");
  REQUIRE(blocks.size() == 1);
  CHECK(hex_of(blocks[0]) == to_hex(std::move(out).take()));
}

// Public COSE vectors. None keeps our narrow profile (EdDSA and an 8-byte kid, both protected), so none may
// be read; what they say about the bytes that are signed must be what we sign.

#include "cose/header.h"
#include "cose/sign.h"
#include "cose/sign1.h"
#include "support/bytes.h"
#include "support/catch.h"
#include "support/test_vectors.h"

#include <string>

using namespace skan;
using namespace skan::testing;
using nlohmann::json;

namespace {

/// One published signature.
struct Example {
  std::string name;
  Bytes message;  ///< the whole encoded object
  bool should_verify = true;
  bool one_signer = true;
  Bytes to_be_signed;  ///< empty if not published
  Bytes external;
  std::string ed25519_key;  ///< hex; empty for another algorithm
};

std::string at_path(const json& object, const std::string& pointer) {
  return object.value(json::json_pointer(pointer), std::string());
}

/// Files of cose-wg/Examples; nothing for those that hold no signature.
std::vector<Example> cose_wg_examples() {
  std::vector<Example> examples;
  for (const auto& file : vector_files("cose/cose-wg-examples")) {
    const json test = load_json(file);
    const json& input = test.at("input");
    if (!input.contains("sign0") && !input.contains("sign")) continue;
    Example e{file.filename().string(),
              from_hex(at_path(test, "/output/cbor")),
              !test.value("fail", false),
              input.contains("sign0"),
              {},
              {},
              {}};
    const std::string signer = e.one_signer ? "/input/sign0" : "/input/sign/signers/0";
    e.to_be_signed = from_hex(at_path(
        test, e.one_signer ? "/intermediates/ToBeSign_hex" : "/intermediates/signers/0/ToBeSign_hex"));
    e.external = from_hex(at_path(test, signer + "/external"));
    if (at_path(test, signer + "/key/crv") == "Ed25519") e.ed25519_key = at_path(test, signer + "/key/x_hex");
    examples.push_back(e);
  }
  return examples;
}

/// Files of gluecose, and go-cose's negative ones in the same form.
std::vector<Example> gluecose_examples() {
  std::vector<Example> examples;
  for (const auto& file : vector_files("cose/gluecose")) {
    const json test = load_json(file);
    Example e{file.filename().string(), {}, true, true, {}, {}, {}};
    if (test.contains("sign1::sign")) {
      e.message = from_hex(at_path(test, "/sign1::sign/expectedOutput/cborHex"));
      e.to_be_signed = from_hex(at_path(test, "/sign1::sign/tbsHex/cborHex"));
      e.external = from_hex(at_path(test, "/sign1::sign/external"));
    } else {
      e.message = from_hex(at_path(test, "/sign1::verify/taggedCOSESign1/cborHex"));
      e.external = from_hex(at_path(test, "/sign1::verify/external"));
      e.should_verify = test.value(json::json_pointer("/sign1::verify/shouldVerify"), false);
    }
    examples.push_back(e);
  }
  return examples;
}

std::vector<Example> all_examples() {
  auto examples = cose_wg_examples();
  for (auto& example : gluecose_examples()) examples.push_back(std::move(example));
  return examples;
}

/// The parts of a message of any algorithm, its first signer's where there are several.
struct Parts {
  Bytes body_header, signer_header, payload, signature;
};

/// RFC 9052 section 4.4: an encoded empty map is signed as an empty string.
Bytes as_signed(std::span<const std::byte> header) {
  return to_hex(header) == "a0" ? Bytes{} : copy_of(header);
}

Parts take_apart(const Example& example) {
  codec::CborReader in(example.message);
  in.expect_tag(example.one_signer ? 18 : 98);
  in.read_array_of(4);
  Parts parts;
  parts.body_header = as_signed(in.read_bytes());
  in.skip();
  parts.payload = copy_of(in.read_bytes());
  if (!example.one_signer) {
    in.read_array();
    in.read_array_of(3);
    parts.signer_header = as_signed(in.read_bytes());
    in.skip();
  }
  parts.signature = copy_of(in.read_bytes());
  REQUIRE(in.ok());
  return parts;
}

Bytes our_sig_structure(const Example& example) {
  const Parts parts = take_apart(example);
  const std::string external(reinterpret_cast<const char*>(example.external.data()), example.external.size());
  return copy_of(cose::SigStructure(example.one_signer ? "Signature1" : "Signature", parts.body_header,
                                    parts.signer_header, external, parts.payload)
                     .view());
}

}  // namespace

TEST_CASE("no public COSE message passes for one of our profile") {
  SKAN_REQUIRE_TESTDATA();
  std::size_t tried = 0, negative = 0;
  for (const Example& example : all_examples()) {
    CAPTURE(example.name);
    REQUIRE_FALSE(example.message.empty());
    CHECK_FALSE(cose::read_sign1(example.message));
    CHECK_FALSE(cose::read_sign(example.message));
    ++tried;
    if (!example.should_verify) ++negative;
  }
  CHECK(tried > 0);
  CHECK(negative > 0);
}

TEST_CASE("the bytes to be signed are those that the public COSE examples publish") {
  SKAN_REQUIRE_TESTDATA();
  std::size_t tried = 0;
  for (const Example& example : all_examples()) {
    if (!example.should_verify || example.to_be_signed.empty()) continue;
    CAPTURE(example.name);
    CHECK(to_hex(our_sig_structure(example)) == to_hex(example.to_be_signed));
    ++tried;
  }
  CHECK(tried > 0);
}

TEST_CASE("the EdDSA signatures of the public COSE examples hold over our bytes to be signed") {
  SKAN_REQUIRE_TESTDATA();
  std::size_t tried = 0;
  for (const Example& example : all_examples()) {
    if (example.ed25519_key.empty()) continue;
    CAPTURE(example.name);
    const auto key = array_from_hex<32>(example.ed25519_key);
    const Bytes signature = take_apart(example).signature;
    CHECK(crypto::verify(key, our_sig_structure(example), signature) == example.should_verify);
    CHECK_FALSE(crypto::verify(key, joined(our_sig_structure(example), from_hex("00")), signature));
    ++tried;
  }
  CHECK(tried > 0);
}

// Public Ed25519 vectors: Wycheproof, C2SP's CCTV, and D. J. Bernstein's sign.input.

#include "crypto/ed25519.h"

#include "support/bytes.h"
#include "support/catch.h"
#include "support/test_vectors.h"

#include <string>

using namespace skan;
using namespace skan::testing;

TEST_CASE("Wycheproof: exactly the valid Ed25519 signatures hold") {
  SKAN_REQUIRE_TESTDATA();
  std::size_t valid = 0, invalid = 0;
  const auto vectors = load_vectors("crypto/wycheproof/ed25519_test.json");
  for (const auto& group : vectors.at("testGroups")) {
    const auto key = array_from_hex<32>(group.at("publicKey").at("pk").get<std::string>());
    for (const auto& test : group.at("tests")) {
      const bool expected = test.at("result") == "valid";
      CAPTURE(test.at("tcId").get<int>(), test.at("flags").dump());
      CHECK(crypto::verify(key, from_hex(test.at("msg").get<std::string>()),
                           from_hex(test.at("sig").get<std::string>())) == expected);
      ++(expected ? valid : invalid);
    }
  }
  CHECK(valid > 0);
  CHECK(invalid > 0);
}

TEST_CASE("CCTV: edge cases of points and scalars are judged as libsodium judges them") {
  SKAN_REQUIRE_TESTDATA();
  std::size_t accepted = 0, rejected = 0;
  for (const auto& test : load_vectors("crypto/cctv-ed25519vectors.json")) {
    const auto key = array_from_hex<32>(test.at("key").get<std::string>());
    const std::string message = test.at("msg");
    const bool expected = test.at("libsodium_1_0_18") == "accept";
    CAPTURE(test.at("number").get<int>(), test.value("flags", nlohmann::json()).dump());
    CHECK(crypto::verify(key, bytes_of(message), from_hex(test.at("sig").get<std::string>())) == expected);
    ++(expected ? accepted : rejected);
  }
  CHECK(accepted > 0);
  CHECK(rejected > 0);
}

TEST_CASE("sign.input: keys and signatures are made as published, and hold") {
  SKAN_REQUIRE_TESTDATA();
  const auto tests = load_vectors("crypto/ed25519-sign-input.json");
  CHECK_FALSE(tests.empty());
  for (const auto& test : tests) {
    CAPTURE(test.at("n").get<int>());
    const auto key = crypto::SecretKey::from_seed(array_from_hex<32>(test.at("seed").get<std::string>()));
    const Bytes message = from_hex(test.at("message").get<std::string>());
    CHECK(to_hex(key.public_key()) == test.at("public").get<std::string>());
    CHECK(to_hex(key.sign(message)) == test.at("signature").get<std::string>());
    CHECK(crypto::verify(key.public_key(), message, from_hex(test.at("signature").get<std::string>())));
    CHECK_FALSE(crypto::verify(key.public_key(), joined(message, from_hex("00")), key.sign(message)));
  }
}

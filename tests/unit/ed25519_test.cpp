#include "crypto/ed25519.h"

#include "support/bytes.h"
#include "support/catch.h"

#include <algorithm>
#include <new>

using namespace skan::crypto;
using skan::testing::array_from_hex;
using skan::testing::bytes_of;
using skan::testing::from_hex;
using skan::testing::to_hex;
using skan::testing::with_flipped_bit;

namespace {

SecretKey test_key() {
  return SecretKey::from_seed(array_from_hex<32>(std::string(64, '7')));
}

/// The signature (R, S + L), which a lenient verifier takes for the same one (RFC 8032 section 5.1.7).
Signature with_group_order_added(Signature signature) {
  const auto order = array_from_hex<32>("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  unsigned carry = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    carry += std::to_integer<unsigned>(signature[32 + i]) + std::to_integer<unsigned>(order[i]);
    signature[32 + i] = static_cast<std::byte>(carry & 0xFF);
    carry >>= 8;
  }
  return signature;
}

}  // namespace

TEST_CASE("the library has a source of randomness, and says so again") {
  CHECK(ready());
  CHECK(ready());
}

TEST_CASE("keys and signatures are those of RFC 8032 section 7.1") {
  struct Example {
    std::string seed, public_key, message, signature;
  };
  const auto example =
      GENERATE(Example{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                       "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                       "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
               Example{"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                       "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                       "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"});
  const SecretKey key = SecretKey::from_seed(array_from_hex<32>(example.seed));
  CHECK(to_hex(key.public_key()) == example.public_key);
  CHECK(to_hex(key.seed()) == example.seed);
  CHECK(to_hex(key.sign(from_hex(example.message))) == example.signature);
  CHECK(verify(key.public_key(), from_hex(example.message), from_hex(example.signature)));
}

TEST_CASE("a signature with any bit changed does not hold") {
  const SecretKey key = test_key();
  const Signature signature = key.sign(bytes_of("message"));
  REQUIRE(verify(key.public_key(), bytes_of("message"), signature));
  std::size_t held = 0;
  for (std::size_t bit = 0; bit < 512; ++bit) {
    if (verify(key.public_key(), bytes_of("message"), with_flipped_bit(signature, bit))) ++held;
  }
  CHECK(held == 0);
}

TEST_CASE("a signature does not hold for a changed message or under a changed key") {
  const SecretKey key = test_key();
  const Signature signature = key.sign(bytes_of("message"));
  std::size_t held = 0;
  for (std::size_t bit = 0; bit < 7 * 8; ++bit) {
    if (verify(key.public_key(), with_flipped_bit(bytes_of("message"), bit), signature)) ++held;
  }
  for (std::size_t bit = 0; bit < 256; ++bit) {
    PublicKey other = key.public_key();
    other[bit / 8] ^= static_cast<std::byte>(1u << (bit % 8));
    if (verify(other, bytes_of("message"), signature)) ++held;
  }
  CHECK(held == 0);
}

TEST_CASE("a signature of another length than 64 bytes does not hold") {
  const SecretKey key = test_key();
  const Signature signature = key.sign(bytes_of("message"));
  CHECK_FALSE(verify(key.public_key(), bytes_of("message"), {}));
  CHECK_FALSE(verify(key.public_key(), bytes_of("message"), Bytes(signature).first(63)));
  CHECK_FALSE(
      verify(key.public_key(), bytes_of("message"), skan::testing::joined(signature, from_hex("00"))));
}

TEST_CASE("a signature whose S has the group order added does not hold") {
  const SecretKey key = test_key();
  CHECK_FALSE(
      verify(key.public_key(), bytes_of("message"), with_group_order_added(key.sign(bytes_of("message")))));
}

TEST_CASE("a key of small order signs nothing") {
  // With A and R the neutral element and S = 0 the equation of RFC 8032 holds for every message.
  PublicKey neutral{std::byte{1}};
  Signature signature{std::byte{1}};
  CHECK_FALSE(verify(neutral, bytes_of("message"), signature));
}

TEST_CASE("a key id is the beginning of the key's hash, and that is a digest for this purpose") {
  const PublicKey key = test_key().public_key();
  CHECK(key_hash(key) == digest(Purpose::key, key));
  CHECK(to_hex(key_id(key)) == to_hex(key_hash(key)).substr(0, 16));
}

TEST_CASE("generated keys differ and can be made again from their seed") {
  REQUIRE(ready());
  const SecretKey one = SecretKey::generate(), two = SecretKey::generate();
  CHECK(one.public_key() != two.public_key());
  CHECK(SecretKey::from_seed(one.seed()).public_key() == one.public_key());
  CHECK(verify(one.public_key(), bytes_of("m"), one.sign(bytes_of("m"))));
}

TEST_CASE("wiping leaves only zeros") {
  Seed seed = test_key().seed();
  wipe(seed);
  CHECK(std::ranges::count(seed, std::byte{0}) == 32);
}

TEST_CASE("a secret key that goes leaves neither seed nor expanded secret in its memory") {
  alignas(SecretKey) std::array<std::byte, sizeof(SecretKey)> memory;
  auto* key = new (memory.data()) SecretKey(test_key());
  const std::string seed = to_hex(key->seed());
  REQUIRE(to_hex(memory).find(seed) != std::string::npos);
  key->~SecretKey();
  CHECK(to_hex(memory).find(seed) == std::string::npos);
  CHECK(std::ranges::count(memory, std::byte{0}) >= 32 + 64);
}

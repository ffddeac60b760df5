#include "codec/base45.h"

#include "support/bytes.h"
#include "support/catch.h"

#include <array>
#include <string>

using namespace skan::codec;
using namespace skan::testing;

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// What `text` decodes to, as hex; "refused" if it is not Base45.
std::string decoded(std::string_view text) {
  std::array<std::byte, 64> buffer;
  const auto bytes = base45_decode(text, buffer);
  return bytes ? to_hex(*bytes) : "refused";
}

}  // namespace

TEST_CASE("Base45 encodes and decodes the examples of RFC 9285") {
  const auto [text, bytes] = GENERATE(table<std::string, std::string>({{"BB8", "AB"},
                                                                       {"%69 VD92EX0", "Hello!!"},
                                                                       {"UJCLQE7W581", "base-45"},
                                                                       {"QED8WEX0", "ietf!"},
                                                                       {"", ""}}));
  CHECK(base45_encode(bytes_of(bytes)) == text);
  CHECK(decoded(text) == to_hex(bytes_of(bytes)));
}

TEST_CASE("every string of one or two bytes comes back from its Base45") {
  std::size_t wrong = 0;
  for (unsigned value = 0; value < 0x10000; ++value) {
    const std::array bytes{static_cast<std::byte>(value >> 8), static_cast<std::byte>(value & 0xFF)};
    if (decoded(base45_encode(bytes)) != to_hex(bytes)) ++wrong;
  }
  for (unsigned value = 0; value < 0x100; ++value) {
    const std::array bytes{static_cast<std::byte>(value)};
    if (decoded(base45_encode(bytes)) != to_hex(bytes)) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("of all groups of the alphabet's characters only those that encoding makes are decoded") {
  std::size_t pairs = 0, triples = 0;
  std::array<std::byte, 2> buffer;
  for (const char a : kAlphabet) {
    for (const char b : kAlphabet) {
      if (base45_decode(std::string{a, b}, buffer)) ++pairs;
      for (const char c : kAlphabet) {
        if (base45_decode(std::string{a, b, c}, buffer)) ++triples;
      }
    }
  }
  CHECK(pairs == 256);
  CHECK(triples == 65'536);
}

TEST_CASE("a group above its range is refused, the greatest one is not") {
  CHECK(decoded("FGW") == "ffff");
  CHECK(decoded("GGW") == "refused");
  CHECK(decoded(":::") == "refused");
  CHECK(decoded("U5") == "ff");
  CHECK(decoded("V5") == "refused");
  CHECK(decoded("BB8GGW") == "refused");
  CHECK(decoded("BB8V5") == "refused");
}

TEST_CASE("a character outside the alphabet is refused at every place of a group") {
  std::size_t accepted = 0;
  for (unsigned value = 0; value < 256; ++value) {
    const char c = static_cast<char>(value);
    if (kAlphabet.find(c) != std::string_view::npos) continue;
    for (const std::string& text : {std::string{c, '0', '0'}, std::string{'0', c, '0'},
                                    std::string{'0', '0', c}, std::string{c, '0'}, std::string{'0', c}}) {
      if (decoded(text) != "refused") ++accepted;
    }
  }
  CHECK(accepted == 0);
}

TEST_CASE("a length of 1 modulo 3 is refused") {
  CHECK(decoded("0") == "refused");
  CHECK(decoded("BB80") == "refused");
  CHECK(decoded("BB8BB80") == "refused");
}

TEST_CASE("a length of 1 modulo 3 is refused though the alphabet goes on behind the text") {
  const std::string_view longer = "000000";
  std::array<std::byte, 8> buffer;
  CHECK_FALSE(base45_decode(longer.substr(0, 1), buffer));
  CHECK_FALSE(base45_decode(longer.substr(0, 4), buffer));
}

TEST_CASE("lower case is refused") {
  CHECK(decoded("bb8") == "refused");
}

TEST_CASE("decoding needs exactly base45_decoded_size bytes of room") {
  const auto [text, size] = GENERATE(
      table<std::string, std::size_t>({{"", 0}, {"00", 1}, {"000", 2}, {"00000", 3}, {"000000", 4}}));
  CHECK(base45_decoded_size(text.size()) == size);
  std::array<std::byte, 8> buffer;
  CHECK(base45_decode(text, std::span(buffer).first(size)).has_value());
  if (size > 0) CHECK_FALSE(base45_decode(text, std::span(buffer).first(size - 1)).has_value());
}

TEST_CASE("decoding writes nothing behind what it returns") {
  std::array<std::byte, 8> buffer;
  buffer.fill(std::byte{0xEE});
  REQUIRE(base45_decode("FGWU5", buffer));
  CHECK(to_hex(buffer) == "ffffffeeeeeeeeee");
}

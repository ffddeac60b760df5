#include "codec/hex.h"

#include "support/catch.h"

#include <array>
#include <string>

using namespace skan::codec;

TEST_CASE("hexadecimal is written in lower case and read back") {
  std::array<std::byte, 256> bytes, back;
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(i);
  const std::string text = hex_encode(bytes);
  CHECK(text.substr(0, 8) == "00010203");
  CHECK(text.substr(504) == "fcfdfeff");
  REQUIRE(hex_decode(text, back));
  CHECK(back == bytes);
  CHECK(hex_encode({}).empty());
}

TEST_CASE("only the wanted number of lower-case pairs is read as hexadecimal") {
  std::array<std::byte, 2> out;
  CHECK(hex_decode("09af", out));
  for (const std::string& text :
       {std::string(), std::string("09"), std::string("09a"), std::string("09af0"), std::string("09af00"),
        std::string("09AF"), std::string("09ag"), std::string("0 9a"), std::string("0x9a"),
        std::string("-9af"), std::string("09a\0", 4)}) {
    CAPTURE(text);
    CHECK_FALSE(hex_decode(text, out));
  }
}

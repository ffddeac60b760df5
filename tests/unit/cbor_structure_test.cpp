// Maps, nesting and skip().

#include "codec/cbor.h"

#include "support/allocations.h"
#include "support/bytes.h"
#include "support/catch.h"

#include <limits>
#include <string>

using namespace skan::codec;
using namespace skan::testing;

namespace {

constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();

bool is_one_item(std::span<const std::byte> bytes) {
  CborReader in(bytes);
  in.skip();
  return in.finished();
}

bool is_one_item(std::string_view hex) {
  return is_one_item(from_hex(hex));
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

struct Walked {
  std::vector<std::int64_t> keys;
  bool ok = false;
  bool critical = false;
};

/// Walks a map whose keys are all unknown.
Walked walk(std::string_view hex) {
  const Bytes bytes = from_hex(hex);
  CborReader in(bytes);
  Walked out;
  CborMap map(in);
  while (map.next()) {
    out.keys.push_back(map.key());
    map.skip_unknown();
  }
  out.ok = in.finished();
  out.critical = map.critical();
  return out;
}

}  // namespace

TEST_CASE("the keys of a map come in the bytewise order of their encodings") {
  const Walked walked = walk("a7 00f6 17f6 1818f6 190100f6 20f6 3818f6 390100f6");
  CHECK(walked.ok);
  CHECK(walked.keys == std::vector<std::int64_t>{0, 23, 24, 256, -1, -25, -257});
}

TEST_CASE("a map whose keys descend or repeat is a fault") {
  const std::string hex =
      GENERATE(as<std::string>{}, "a2 01f6 00f6", "a2 00f6 00f6", "a2 20f6 00f6", "a2 20f6 1818f6",
               "a2 21f6 20f6", "a2 190100f6 18fff6", "a3 00f6 02f6 01f6", "a3 00f6 01f6 01f6");
  CAPTURE(hex);
  CHECK_FALSE(walk(hex).ok);
  CHECK_FALSE(is_one_item(hex));
  CHECK_FALSE(is_one_item("81" + hex));  // nested
}

TEST_CASE("a map key that is not an integer is a fault, though skip() takes such a map") {
  const std::string key = GENERATE(as<std::string>{}, "40", "6161", "80", "a0", "f4", "f6");
  CAPTURE(key);
  CHECK_FALSE(walk("a1" + key + "00").ok);
  CHECK(is_one_item("a1" + key + "00"));
}

TEST_CASE("a map key in a longer form than needed is a fault") {
  CHECK_FALSE(walk("a1 1800f6").ok);
  CHECK_FALSE(walk("a1 3800f6").ok);
  CHECK_FALSE(walk("a2 00f6 1801f6").ok);
}

TEST_CASE("a map that ends within a pair is a fault") {
  CHECK_FALSE(walk("a1").ok);
  CHECK_FALSE(walk("a1 00").ok);
  CHECK_FALSE(walk("a2 00f6 01").ok);
  CHECK_FALSE(walk("a2 00f6").ok);
}

TEST_CASE("bytes after a map's last pair are left for the caller") {
  const Walked walked = walk("a1 00f6 01f6");
  CHECK(walked.keys == std::vector<std::int64_t>{0});
  CHECK_FALSE(walked.ok);
}

TEST_CASE("an unknown negative key is critical, an unknown positive key is not") {
  CHECK_FALSE(walk("a0").critical);
  CHECK_FALSE(walk("a2 1863f6 1b7ffffffffffffffff6").critical);
  CHECK(walk("a1 20f6").critical);
  CHECK(walk("a2 00f6 3b7ffffffffffffffff6").critical);
}

TEST_CASE("a negative key that the caller knows is not critical") {
  const Bytes bytes = from_hex("a1 20 05");
  CborReader in(bytes);
  CborMap map(in);
  REQUIRE(map.next());
  CHECK(in.read_uint() == 5);
  CHECK_FALSE(map.next());
  CHECK_FALSE(map.critical());
  CHECK(in.finished());
}

TEST_CASE("a map knows which of the keys 0 to 63 it has met") {
  const Bytes bytes = from_hex("a4 00f6 183ff6 1840f6 20f6");
  CborReader in(bytes);
  CborMap map(in);
  CHECK_FALSE(map.has(0));
  while (map.next()) map.skip_unknown();
  for (unsigned key = 0; key < 64; ++key) CHECK(map.has(key) == (key == 0 || key == 63));
}

TEST_CASE("a fault in a value ends the walk over its map") {
  const Bytes bytes = from_hex("a3 00f7 01f6 02f6");
  CborReader in(bytes);
  CborMap map(in);
  REQUIRE(map.next());
  map.skip_unknown();
  CHECK_FALSE(in.ok());
  CHECK_FALSE(map.next());
}

TEST_CASE("16 levels of nesting are read and 17 are not") {
  CHECK(is_one_item(repeated("81", 15) + "80"));
  CHECK_FALSE(is_one_item(repeated("81", 16) + "80"));
  CHECK(is_one_item(repeated("81", 15) + "00"));
  CHECK_FALSE(is_one_item(repeated("81", 16) + "00"));
  CHECK(is_one_item(repeated("a100", 15) + "a0"));
  CHECK_FALSE(is_one_item(repeated("a100", 16) + "a0"));
  CHECK(is_one_item(repeated("81a100", 7) + "81f6"));
  CHECK_FALSE(is_one_item(repeated("81a100", 8) + "f6"));
  CHECK_FALSE(is_one_item(repeated("81", 100'000)));
}

TEST_CASE("depth counts in map keys too") {
  CHECK(is_one_item("a1" + repeated("81", 14) + "80" + "00"));
  CHECK_FALSE(is_one_item("a1" + repeated("81", 15) + "80" + "00"));
}

TEST_CASE("an unknown value may nest 16 levels deep, itself being the first") {
  CHECK(walk("a1 00" + repeated("81", 15) + "80").ok);
  CHECK_FALSE(walk("a1 00" + repeated("81", 16) + "80").ok);
  CHECK_FALSE(walk("a1 00" + repeated("81", 16) + "00").ok);
}

TEST_CASE("map keys reach from -2^63 to 2^63-1") {
  CHECK(walk("a1 1b7ffffffffffffffff6").keys == std::vector{kHighest});
  CHECK(walk("a1 3b7ffffffffffffffff6").keys == std::vector{kLowest});
  CHECK_FALSE(walk("a1 1b8000000000000000f6").ok);
  CHECK_FALSE(walk("a1 3b8000000000000000f6").ok);
  CHECK_FALSE(walk("a1 3bfffffffffffffffff6").ok);
}

TEST_CASE("skip takes every kind of item that our formats have") {
  const std::string hex =
      GENERATE(as<std::string>{}, "00", "1bffffffffffffffff", "20", "3bffffffffffffffff", "40", "420102",
               "60", "62d098", "80", "83010203", "8301820203820405", "a0", "a201020304", "a26161016162820203",
               "826161a161626163", "f4", "f5", "f6", "a24100018100f6");
  CAPTURE(hex);
  CHECK(is_one_item(hex));
}

TEST_CASE("skip takes nothing else, at the top or nested") {
  const std::string hex =
      GENERATE(as<std::string>{}, "f90000", "f97c00", "fa47c35000", "fb3ff199999999999a",  // floats
               "c000", "d200", "d8184100", "d9d9f700",                                     // tags
               "f7", "e0", "f0", "f3", "f8ff", "f818", "f820", "f814",                     // simple values
               "5f4100ff", "7f6161ff", "9fff", "9f00ff", "bfff", "bf0000ff", "ff",         // indefinite
               "1c", "1d", "1e", "3c", "5c", "7c", "9c", "bc", "dc", "fc");                // reserved
  CAPTURE(hex);
  CHECK_FALSE(is_one_item(hex));
  CHECK_FALSE(is_one_item("81" + hex));
  CHECK_FALSE(is_one_item("8200" + hex));
  CHECK_FALSE(is_one_item("a100" + hex));
  CHECK_FALSE(is_one_item("a1" + hex + "00"));
}

TEST_CASE("skip stops behind one item") {
  const Bytes bytes = from_hex("8201a10203 05");
  CborReader in(bytes);
  in.skip();
  CHECK(to_hex(in.rest()) == "05");
  CHECK(in.read_uint() == 5);
  CHECK(in.finished());
}

TEST_CASE("of all strings of one or two bytes exactly those of the deterministic subset are items") {
  std::size_t of_one = 0, of_two = 0;
  for (unsigned first = 0; first < 256; ++first) {
    const std::byte one[]{static_cast<std::byte>(first)};
    if (is_one_item(one)) ++of_one;
    for (unsigned second = 0; second < 256; ++second) {
      const std::byte two[]{static_cast<std::byte>(first), static_cast<std::byte>(second)};
      if (is_one_item(two)) ++of_two;
    }
  }
  // 24 unsigned, 24 negative, 4 empty strings, arrays and maps, false, true and null.
  CHECK(of_one == 24 + 24 + 4 + 3);
  // 24..255 twice, one byte, one ASCII character, an array of one of the above.
  CHECK(of_two == 232 + 232 + 256 + 128 + 55);
}

TEST_CASE("reading and skipping allocate nothing") {
  const Bytes bytes =
      from_hex("a3 00 83010203 01 a26161016162820203 20 7768656c6c6f20776f726c642068656c6c6f20776f726c64");
  bool ok = false;
  const Allocations used = allocations_of([&] {
    CborReader in(bytes);
    CborMap map(in);
    while (map.next()) map.skip_unknown();
    ok = in.finished();
  });
  CHECK(ok);
  CHECK(used.count == 0);
}

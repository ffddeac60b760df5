// Single items: their heads, their kinds, faults, and the writer. Maps and skip(): cbor_structure_test.cpp.

#include "codec/cbor.h"

#include "support/bytes.h"
#include "support/catch.h"

#include <functional>
#include <limits>
#include <string>

using namespace skan::codec;
using namespace skan::testing;

namespace {

constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();

using Read = std::function<void(CborReader&)>;

/// True if `read` takes all of `hex` without a fault.
bool takes_all(std::string_view hex, const Read& read) {
  const Bytes bytes = from_hex(hex);
  CborReader in(bytes);
  read(in);
  return in.finished();
}

std::string text_hex(std::string_view hex) {
  return to_hex(CborWriter().bytes(from_hex(hex)).view());
}

}  // namespace

TEST_CASE("an unsigned integer is read in its shortest form") {
  const auto [hex, value] =
      GENERATE(table<std::string, std::uint64_t>({{"00", 0},
                                                  {"17", 23},
                                                  {"1818", 24},
                                                  {"18ff", 0xFF},
                                                  {"190100", 0x100},
                                                  {"19ffff", 0xFFFF},
                                                  {"1a00010000", 0x10000},
                                                  {"1affffffff", 0xFFFFFFFF},
                                                  {"1b0000000100000000", 0x100000000},
                                                  {"1bffffffffffffffff", ~std::uint64_t{0}}}));
  const Bytes bytes = from_hex(hex);
  CborReader in(bytes);
  CHECK(in.read_uint() == value);
  CHECK(in.finished());
  CHECK(to_hex(CborWriter().uint(value).view()) == hex);
}

TEST_CASE("an argument that has a shorter form is a fault in every major type") {
  const std::string argument = GENERATE(as<std::string>{}, "1800", "1817", "190000", "1900ff", "1a00000000",
                                        "1a0000ffff", "1b0000000000000000", "1b00000000ffffffff");
  // The first byte is 18..1b of major type 0; adding 20 to it makes the same argument of the next type.
  const auto of_major = [&](unsigned major) {
    Bytes bytes = from_hex(argument);
    bytes[0] |= static_cast<std::byte>(major << 5);
    bytes.resize(bytes.size() + 70'000);  // content enough for any of these lengths
    return bytes;
  };
  const std::vector<std::pair<unsigned, Read>> readers{
      {0, [](CborReader& in) { in.read_uint(); }}, {0, [](CborReader& in) { in.read_int(); }},
      {1, [](CborReader& in) { in.read_int(); }},  {2, [](CborReader& in) { in.read_bytes(); }},
      {3, [](CborReader& in) { in.read_text(); }}, {4, [](CborReader& in) { in.read_array(); }},
      {5, [](CborReader& in) { in.read_map(); }},  {6, [](CborReader& in) { in.expect_tag(0); }}};
  for (const auto& [major, read] : readers) {
    const Bytes bytes = of_major(major);
    CborReader in(bytes);
    read(in);
    CAPTURE(argument, major);
    CHECK_FALSE(in.ok());
    CborReader skipping(bytes);
    skipping.skip();
    CHECK_FALSE(skipping.ok());
  }
}

TEST_CASE("reserved and indefinite lengths are faults in every major type") {
  for (unsigned major = 0; major < 8; ++major) {
    for (unsigned info = 28; info < 32; ++info) {
      Bytes bytes(1, static_cast<std::byte>(major << 5 | info));
      bytes.resize(20);
      CborReader in(bytes);
      in.skip();
      CAPTURE(major, info);
      CHECK_FALSE(in.ok());
    }
  }
}

TEST_CASE("a head that is cut off is a fault") {
  const std::string hex =
      GENERATE(as<std::string>{}, "", "18", "19", "1901", "1a000100", "1b00000001000000", "58", "78");
  CHECK_FALSE(takes_all(hex, [](CborReader& in) { in.skip(); }));
  CHECK_FALSE(takes_all(hex, [](CborReader& in) { in.read_uint(); }));
}

TEST_CASE("integers are read to both ends of int64 and not beyond") {
  const auto [hex, value] = GENERATE(table<std::string, std::int64_t>({{"00", 0},
                                                                       {"20", -1},
                                                                       {"37", -24},
                                                                       {"3818", -25},
                                                                       {"38ff", -256},
                                                                       {"390100", -257},
                                                                       {"3a00010000", -65'537},
                                                                       {"1b7fffffffffffffff", kHighest},
                                                                       {"3b7ffffffffffffffe", kLowest + 1},
                                                                       {"3b7fffffffffffffff", kLowest}}));
  const Bytes bytes = from_hex(hex);
  CborReader in(bytes);
  CHECK(in.read_int() == value);
  CHECK(in.finished());
  CHECK(to_hex(CborWriter().integer(value).view()) == hex);
  for (const auto* beyond :
       {"1b8000000000000000", "1bffffffffffffffff", "3b8000000000000000", "3bffffffffffffffff"}) {
    CAPTURE(beyond);
    CHECK_FALSE(takes_all(beyond, [](CborReader& in_) { CHECK(in_.read_int() == 0); }));
  }
}

TEST_CASE("a bound on an unsigned integer includes the bound itself") {
  CHECK(takes_all("18ff", [](CborReader& in) { CHECK(in.read_uint(255) == 255); }));
  CHECK_FALSE(takes_all("18ff", [](CborReader& in) { CHECK(in.read_uint(254) == 0); }));
  CHECK(takes_all("00", [](CborReader& in) { CHECK(in.read_uint(0) == 0); }));
}

TEST_CASE("each reader takes items of its own kind only") {
  const std::vector<std::string> items{"00",   "20", "40", "60", "80",     "a0",
                                       "c000", "f4", "f6", "f7", "f90000", "ff"};
  const std::vector<std::tuple<std::string, std::vector<std::string>, Read>> readers{
      {"read_uint", {"00"}, [](CborReader& in) { in.read_uint(); }},
      {"read_uint(max)", {"00"}, [](CborReader& in) { in.read_uint(9); }},
      {"read_int", {"00", "20"}, [](CborReader& in) { in.read_int(); }},
      {"read_bytes", {"40"}, [](CborReader& in) { in.read_bytes(); }},
      {"read_bytes(size)", {"40"}, [](CborReader& in) { in.read_bytes(0); }},
      {"read_text", {"60"}, [](CborReader& in) { in.read_text(); }},
      {"read_display_text", {}, [](CborReader& in) { in.read_display_text(9); }},
      {"read_array", {"80"}, [](CborReader& in) { in.read_array(); }},
      {"read_array_of", {"80"}, [](CborReader& in) { in.read_array_of(0); }},
      {"read_map", {"a0"}, [](CborReader& in) { in.read_map(); }},
      {"read_bool", {"f4"}, [](CborReader& in) { in.read_bool(); }},
      {"expect_tag", {}, [](CborReader& in) { in.expect_tag(1); }},
      {"skip", {"00", "20", "40", "60", "80", "a0", "f4", "f6"}, [](CborReader& in) { in.skip(); }}};
  for (const auto& [name, taken, read] : readers) {
    for (const auto& item : items) {
      CAPTURE(name, item);
      CHECK(takes_all(item, read) == (std::find(taken.begin(), taken.end(), item) != taken.end()));
    }
  }
}

TEST_CASE("a bool is false or true and nothing else of major type 7") {
  CHECK(takes_all("f4", [](CborReader& in) { CHECK_FALSE(in.read_bool()); }));
  CHECK(takes_all("f5", [](CborReader& in) { CHECK(in.read_bool()); }));
  for (const auto* hex : {"f3", "f6", "f7", "f8", "f814", "f815", "f90000", "e0"}) {
    CAPTURE(hex);
    CHECK_FALSE(takes_all(hex, [](CborReader& in) { CHECK_FALSE(in.read_bool()); }));
  }
}

TEST_CASE("a byte string is borrowed whole, and of the wanted size if one is wanted") {
  const Bytes bytes = from_hex("43010203 00");
  CborReader in(bytes);
  const auto taken = in.read_bytes();
  CHECK(taken.data() == bytes.data() + 1);
  CHECK(to_hex(taken) == "010203");
  CHECK(in.ok());
  CHECK_FALSE(in.finished());
  CHECK(takes_all("43010203", [](CborReader& r) { CHECK(r.read_bytes(3).size() == 3); }));
  CHECK_FALSE(takes_all("43010203", [](CborReader& r) { CHECK(r.read_bytes(2).empty()); }));
  CHECK_FALSE(takes_all("43010203", [](CborReader& r) { CHECK(r.read_bytes(4).empty()); }));
}

TEST_CASE("a length or count beyond the bytes that are left is a fault") {
  const std::string hex =
      GENERATE(as<std::string>{}, "41", "430102", "5affffffff00", "5bffffffffffffffff00",  // byte strings
               "61", "6261", "7bffffffffffffffff00",                                       // text
               "81", "8200", "9a7fffffff00", "9bffffffffffffffff00",                       // arrays
               "a1", "a100", "a2000001", "ba7fffffff00", "bbffffffffffffffff0000",
               "bb80000000000000000000");  // twice this count is 0 in 64 bits
  CAPTURE(hex);
  const Bytes bytes = from_hex(hex);
  for (const Read& read :
       {Read([](CborReader& in) { in.skip(); }), Read([](CborReader& in) { in.read_bytes(); }),
        Read([](CborReader& in) { in.read_text(); }), Read([](CborReader& in) { in.read_array(); }),
        Read([](CborReader& in) { in.read_map(); })}) {
    CborReader in(bytes);
    read(in);
    CHECK_FALSE(in.finished());
  }
}

TEST_CASE("a count never exceeds the bytes left, so that a loop over it ends") {
  CHECK(takes_all("80", [](CborReader& in) { CHECK(in.read_array() == 0); }));
  const Bytes array = from_hex("8300000000"), short_array = from_hex("830000");
  CHECK(CborReader(array).read_array() == 3);
  CHECK(CborReader(short_array).read_array() == 0);
  const Bytes map = from_hex("a200000000"), short_map = from_hex("a2000000");
  CHECK(CborReader(map).read_map() == 2);
  CHECK(CborReader(short_map).read_map() == 0);
}

TEST_CASE("an array of a given size has exactly that size") {
  CHECK(takes_all("820000", [](CborReader& in) {
    in.read_array_of(2);
    in.skip();
    in.skip();
  }));
  for (const std::size_t other : {0u, 1u, 3u}) {
    CHECK_FALSE(takes_all("820000", [other](CborReader& in) { in.read_array_of(other); }));
  }
}

TEST_CASE("text is well-formed UTF-8") {
  CHECK(takes_all("62d098", [](CborReader& in) { CHECK(in.read_text() == "И"); }));
  CHECK(takes_all("60", [](CborReader& in) { CHECK(in.read_text().empty()); }));
  CHECK(takes_all("6100", [](CborReader& in) { CHECK(in.read_text().size() == 1); }));
  for (const auto* hex : {"61d0", "61ff", "62c080", "63eda080"}) {
    CAPTURE(hex);
    CHECK_FALSE(takes_all(hex, [](CborReader& in) { CHECK(in.read_text().empty()); }));
    CHECK_FALSE(takes_all(hex, [](CborReader& in) { in.skip(); }));
  }
}

TEST_CASE("display text is one byte at least, as many as allowed at most, and shows as what it is") {
  CHECK(takes_all("6141", [](CborReader& in) { CHECK(in.read_display_text(1) == "A"); }));
  CHECK(takes_all("62d098", [](CborReader& in) { CHECK(in.read_display_text(2) == "И"); }));
  CHECK_FALSE(takes_all("62d098", [](CborReader& in) { CHECK(in.read_display_text(1).empty()); }));
  CHECK_FALSE(takes_all("60", [](CborReader& in) { in.read_display_text(9); }));
  CHECK_FALSE(takes_all("610a", [](CborReader& in) { CHECK(in.read_display_text(9).empty()); }));
  CHECK_FALSE(takes_all("63e2808b", [](CborReader& in) { CHECK(in.read_display_text(9).empty()); }));
}

TEST_CASE("only the expected tag is taken, in its shortest form") {
  CHECK(takes_all("d2", [](CborReader& in) { in.expect_tag(18); }));
  CHECK(takes_all("d862", [](CborReader& in) { in.expect_tag(98); }));
  for (const auto* hex : {"d1", "d3", "d812", "d90012", "12", "92"}) {
    CAPTURE(hex);
    CHECK_FALSE(takes_all(hex, [](CborReader& in) { in.expect_tag(18); }));
  }
}

TEST_CASE("after a fault every call returns an empty value and the reader stays at fault") {
  const Bytes bytes = from_hex("f7 05 4101 6161 8100 a10000 f5 d2");
  CborReader in(bytes);
  in.read_uint();
  REQUIRE_FALSE(in.ok());
  CHECK(in.rest().empty());
  CHECK(in.read_uint() == 0);
  CHECK(in.read_uint(9) == 0);
  CHECK(in.read_int() == 0);
  CHECK_FALSE(in.read_bool());
  CHECK(in.read_bytes().empty());
  CHECK(in.read_bytes(0).empty());
  CHECK(in.read_text().empty());
  CHECK(in.read_display_text(9).empty());
  CHECK(in.read_array() == 0);
  CHECK(in.read_map() == 0);
  in.read_array_of(0);
  in.expect_tag(0);
  in.skip();
  CHECK_FALSE(in.ok());
  CHECK_FALSE(in.finished());
}

TEST_CASE("a fault that the caller declares is as sticky as the reader's own") {
  const Bytes bytes = from_hex("01");
  CborReader in(bytes);
  in.fail();
  CHECK(in.read_uint() == 0);
  CHECK_FALSE(in.ok());
  CHECK_FALSE(in.finished());
}

TEST_CASE("a reader is finished when nothing is left, not before") {
  const Bytes bytes = from_hex("0102");
  CborReader in(bytes);
  in.read_uint();
  CHECK_FALSE(in.finished());
  in.read_uint();
  CHECK(in.finished());
  CHECK(CborReader(Bytes{}).finished());
}

TEST_CASE("what the writer writes is the shortest form, and reads back") {
  CHECK(to_hex(CborWriter().boolean(false).boolean(true).view()) == "f4f5");
  CHECK(to_hex(CborWriter().text("").text("IETF").text("И").view()) == "60644945544662d098");
  CHECK(to_hex(CborWriter().array(0).array(23).array(24).map(0).map(25).view()) == "80979818a0b819");
  CHECK(to_hex(CborWriter().tag(18).tag(98).view()) == "d2d862");
  CHECK(to_hex(CborWriter().bytes({}).bytes(from_hex("0102")).encoded(from_hex("f6")).view()) ==
        "40420102f6");
  CHECK(text_hex(std::string(46, '0')) == "57" + std::string(46, '0'));
  CHECK(text_hex(std::string(48, '0')) == "5818" + std::string(48, '0'));
  const Bytes long_string = copy_of(CborWriter().bytes(Bytes(65'536)).view());
  CHECK(to_hex(std::span(long_string).first(5)) == "5a00010000");
  CHECK(CborReader(long_string).read_bytes().size() == 65'536);
}

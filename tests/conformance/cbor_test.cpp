// Public CBOR vectors, held against the deterministic subset that our formats use.

#include "codec/cbor.h"

#include "support/bytes.h"
#include "support/catch.h"
#include "support/test_vectors.h"

#include <string>

using namespace skan;
using namespace skan::testing;

namespace {

bool is_one_item(std::string_view hex) {
  const Bytes bytes = from_hex(hex);
  codec::CborReader in(bytes);
  in.skip();
  return in.finished();
}

/// Whether a well-formed example of appendix A is one of ours: deterministic (it round-trips), and of a
/// kind other than float, tag, undefined and the unnamed simple values.
bool is_ours(const nlohmann::json& test) {
  const std::string hex = test.at("hex");
  const bool named_simple = hex == "f4" || hex == "f5" || hex == "f6";
  const unsigned major = hex_digit(hex[0]) >> 1;
  return test.at("roundtrip").get<bool>() && (major < 6 || named_simple);
}

}  // namespace

TEST_CASE("RFC 8949 appendix A: exactly the deterministic items of our kinds are read") {
  SKAN_REQUIRE_TESTDATA();
  std::size_t ours = 0, others = 0;
  for (const auto& test : load_vectors("cbor/appendix_a.json")) {
    const std::string hex = test.at("hex");
    CAPTURE(hex);
    CHECK(is_one_item(hex) == is_ours(test));
    ++(is_ours(test) ? ours : others);
  }
  CHECK(ours > 0);
  CHECK(others > 0);
}

TEST_CASE("RFC 8949 appendix F: nothing that is not well-formed is read") {
  SKAN_REQUIRE_TESTDATA();
  const auto tests = load_vectors("cbor/rfc8949_appendix_f.json");
  CHECK_FALSE(tests.empty());
  for (const auto& test : tests) {
    CAPTURE(test.at("kind").get<std::string>(), test.at("hex").get<std::string>());
    CHECK_FALSE(is_one_item(test.at("hex").get<std::string>()));
  }
}

TEST_CASE("integers of RFC 8949 appendix A are read and written as published") {
  SKAN_REQUIRE_TESTDATA();
  std::size_t tried = 0;
  for (const auto& test : load_vectors("cbor/appendix_a.json")) {
    const std::string hex = test.at("hex");
    if (hex_digit(hex[0]) > 3 || !test.contains("decoded") || !test.at("decoded").is_number_integer())
      continue;
    const Bytes bytes = from_hex(hex);
    codec::CborReader in(bytes);
    CAPTURE(hex);
    if (hex_digit(hex[0]) < 2) {
      CHECK(in.read_uint() == test.at("decoded").get<std::uint64_t>());
      CHECK(to_hex(codec::CborWriter().uint(test.at("decoded").get<std::uint64_t>()).view()) == hex);
    } else {
      CHECK(in.read_int() == test.at("decoded").get<std::int64_t>());
      CHECK(to_hex(codec::CborWriter().integer(test.at("decoded").get<std::int64_t>()).view()) == hex);
    }
    CHECK(in.finished());
    ++tried;
  }
  CHECK(tried > 0);
}

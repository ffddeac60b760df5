// Public Base45 vectors: what RFC 9285 encodes, and what it forbids.

#include "codec/base45.h"

#include "support/bytes.h"
#include "support/catch.h"
#include "support/test_vectors.h"

#include <string>

using namespace skan;
using namespace skan::testing;

namespace {

std::string decoded(const std::string& text) {
  Bytes buffer(codec::base45_decoded_size(text.size()) + 2);
  const auto bytes = codec::base45_decode(text, buffer);
  return bytes ? to_hex(*bytes) : "refused";
}

/// A vector is the text itself or an object that holds it.
std::string text_of(const nlohmann::json& test) {
  return test.is_string() ? test : test.at("base45");
}

}  // namespace

TEST_CASE("RFC 9285: valid Base45 decodes to its bytes and is what they encode to") {
  SKAN_REQUIRE_TESTDATA();
  std::size_t tried = 0;
  for (const auto& file : vector_files("base45", "valid")) {
    for (const auto& test : load_json(file)) {
      const std::string text = test.at("base45"), plain = test.at("plain_hex");
      CAPTURE(text);
      CHECK(decoded(text) == plain);
      CHECK(codec::base45_encode(from_hex(plain)) == text);
      ++tried;
    }
  }
  CHECK(tried > 0);
}

TEST_CASE("RFC 9285: invalid Base45 is refused") {
  SKAN_REQUIRE_TESTDATA();
  const auto files = vector_files("base45", "invalid");
  for (const auto& file : files) {
    for (const auto& test : load_json(file)) {
      CAPTURE(test.dump());
      CHECK(decoded(text_of(test)) == "refused");
    }
  }
}

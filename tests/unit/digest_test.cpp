#include "crypto/digest.h"

#include "support/bytes.h"
#include "support/catch.h"

using namespace skan::crypto;
using namespace skan::testing;

TEST_CASE("each purpose is a BLAKE2b personalisation of its own") {
  // Python: hashlib.blake2b(b"abc", digest_size=32, person=b"skan-key").hexdigest(), and so on.
  const auto [purpose, expected] = GENERATE(table<Purpose, std::string>(
      {{Purpose::key, "dd1204f6049462ae70748c365f3b7874d10482ebdf1b88a44b696c41dfa11cfa"},
       {Purpose::root, "590a09c374bf8f3fada17ad781ac32b001de1171bf274a987776f94dcc7cfd5a"},
       {Purpose::manifest, "f6afa350c1fb6c96e64100bb01de9f7dc2fc11f4bc263815851af1249649975a"},
       {Purpose::part, "cc367985ffcce6dc8c4307bad15d9f78ce64d7ec62aec266393e26e8a74cae52"},
       {Purpose::block, "9e207a01e043da99a1ccf52e70cec6e13fe670028238cde0e099c102dc210247"},
       {Purpose::list, "7461cc92b0362700b65350d932acfc7bacf4e771d07fe20142c6ee7a32946c13"},
       {Purpose::bundle, "ce5c5f705807ca6eb0bfeff64aa957e5fe09ebf698440849ead60e744b3eaa78"}}));
  CHECK(to_hex(digest(purpose, bytes_of("abc"))) == expected);
}

TEST_CASE("a digest of pieces is that of their concatenation") {
  const Digest whole = digest(Purpose::list, bytes_of("abcdef"));
  CHECK(digest(Purpose::list, {bytes_of("abc"), bytes_of("def")}) == whole);
  CHECK(digest(Purpose::list, {bytes_of(""), bytes_of("a"), {}, bytes_of("bcdef")}) == whole);
  CHECK(digest(Purpose::list, {bytes_of("def"), bytes_of("abc")}) != whole);
}

TEST_CASE("a digest of nothing is that of the empty string") {
  CHECK(digest(Purpose::key, {}) == digest(Purpose::key, bytes_of("")));
}

// The file that carries an update: sdk/doc/trust.md section 9.
#include "trust/bundle.h"

#include "support/catch.h"

#include "codec/cbor.h"
#include "support/test_authority.h"

using namespace skan;
using namespace skan::testing;

namespace {

/// `content` between the magic and a right trailer.
Bytes framed(std::span<const std::byte> content, std::string_view magic = "SKANBDL1") {
  return with_trailer(joined(joined(bytes_of(magic), content), Bytes(32)));
}

std::string reading(std::span<const std::byte> file) { return outcome_of(trust::read_bundle(file)); }

const Bytes kObject = from_hex("41aa");  // a byte string of one byte

Bytes array_of(const std::vector<Bytes>& objects) { return write_items(objects); }

}  // namespace

TEST_CASE("a bundle is taken apart into what was put into it") {
  const Publication publication = TestAuthority().publish();
  const Bytes file = publication.bundle();
  const auto bundle = trust::read_bundle(file);
  REQUIRE(bundle);
  REQUIRE(bundle->roots.size() == 1);
  CHECK(copy_of(bundle->roots[0]) == publication.roots[0]);
  CHECK(copy_of(bundle->head) == publication.head);
  CHECK(copy_of(bundle->manifest) == publication.manifest);
  REQUIRE(bundle->parts.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) CHECK(copy_of(bundle->parts[i]) == publication.parts[i]);
  CHECK(trust::write_bundle(*bundle) == file);
}

TEST_CASE("damage to a bundle shows in its trailer") {
  const Bytes file = TestAuthority().publish().bundle();
  CHECK(reading(with_flipped_bit(file, 8 * 8)) == "hash_mismatch");
  CHECK(reading(with_flipped_bit(file, file.size() * 8 - 1)) == "hash_mismatch");
  CHECK(reading(std::span(file).first(file.size() - 1)) == "hash_mismatch");
  CHECK(reading(std::span(file).first(40)) == "hash_mismatch");
  CHECK(reading(joined(file, from_hex("00"))) == "hash_mismatch");
}

TEST_CASE("what is no bundle is malformed") {
  const Bytes file = TestAuthority().publish().bundle();
  CHECK(reading({}) == "malformed");
  CHECK(reading(std::span(file).first(39)) == "malformed");
  CHECK(reading(std::span(file).subspan(1)) == "malformed");
  CHECK(reading(with_flipped_bit(file, 0)) == "malformed");
  CHECK(reading(bytes_of("SQLite format 3, and some more text to make it longer than a trailer")) == "malformed");
  const Bytes good = write_items({array_of({kObject}), kObject, kObject, array_of({})});
  CHECK(reading(framed(good)) == "ok");
  CHECK(reading(framed(good, "SKANBDL2")) == "malformed");
}

TEST_CASE("a bundle has one layout, even when its trailer is right") {
  const Bytes roots = array_of({kObject}), none = array_of({});
  CHECK(reading(framed({})) == "malformed");
  CHECK(reading(framed(write_items({none, kObject, kObject, none}))) == "malformed");
  CHECK(reading(framed(write_items({roots, kObject, kObject}))) == "malformed");
  CHECK(reading(framed(write_items({roots, kObject, kObject, none, kObject}))) == "malformed");
  CHECK(reading(framed(write_items({roots, encoded_int(1), kObject, none}))) == "malformed");
  CHECK(reading(framed(write_items({kObject, kObject, kObject, none}))) == "malformed");
  CHECK(reading(framed(write_items({roots, kObject, kObject, array_of({encoded_text("x")})}))) == "malformed");
  const Bytes good = write_items({roots, kObject, kObject, none});
  CHECK(reading(framed(joined(good, from_hex("00")))) == "malformed");
  CHECK(reading(framed(joined(from_hex("9804"), std::span(good).subspan(1)))) == "malformed");  // not the shortest length
  CHECK(reading(framed(joined(joined(from_hex("9f"), std::span(good).subspan(1)), from_hex("ff")))) == "malformed");
  const std::vector<Bytes> most(66'000, from_hex("40")), more(66'001, from_hex("40"));
  CHECK(reading(framed(write_items({array_of(most), kObject, kObject, array_of(most)}))) == "ok");
  CHECK(reading(framed(write_items({array_of(more), kObject, kObject, none}))) == "malformed");
  CHECK(reading(framed(write_items({roots, kObject, kObject, array_of(more)}))) == "malformed");
  // A count that the bytes cannot hold.
  CHECK(reading(framed(joined(from_hex("849bffffffffffffffff"), std::span(good).subspan(2)))) == "malformed");
}

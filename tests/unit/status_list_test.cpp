// The list itself and its digests. How it travels: status_list_wire_test.cpp.

#include "revocation/status_list.h"

#include "crypto/ed25519.h"
#include "support/bytes.h"
#include "support/catch.h"
#include "support/reference_record.h"

#include <set>
#include <string>

using namespace skan::testing;
using skan::revocation::kBlockBytes;
using skan::revocation::list_digest;
using skan::revocation::StatusList;

namespace {

std::string digest_of(const StatusList& list) {
  return to_hex(
      list_digest(skan::crypto::key_hash(example_key().public_key()), list.length(), list.block_digests()));
}

}  // namespace

TEST_CASE("a list has one block for every 8,192 indices begun") {
  const auto [length, blocks] = GENERATE(table<std::uint32_t, std::size_t>(
      {{0, 0}, {1, 1}, {8'191, 1}, {8'192, 1}, {8'193, 2}, {16'384, 2}, {100'000, 13}}));
  CHECK(StatusList(length).block_count() == blocks);
  CHECK(skan::revocation::block_count(length) == blocks);
  CHECK(StatusList(length).bitmap().size() == (length + 7) / 8);
}

TEST_CASE("the longest list has 65,536 blocks") {
  CHECK(skan::revocation::block_count(skan::revocation::kMaxLength) == 65'536);
}

TEST_CASE("a list contains the inserted indices and no other") {
  StatusList list(20'000);
  const std::set<std::uint32_t> inserted{0, 1, 7, 8, 63, 8'191, 8'192, 16'383, 16'384, 19'999};
  for (const std::uint32_t index : inserted) list.insert(index);
  std::size_t wrong = 0;
  for (std::uint32_t index = 0; index < list.length(); ++index) {
    if (list.contains(index) != inserted.contains(index)) ++wrong;
    const auto block = list.block(index / skan::revocation::kBlockBits);
    if (skan::revocation::bit_in_block(block, index) != inserted.contains(index)) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("bits stand least significant first, and blocks are padded with zeros") {
  StatusList list(8'203);
  for (const std::uint32_t index : {0u, 9u, 15u, 8'192u, 8'202u}) list.insert(index);
  CHECK(to_hex(list.block(0).first(4)) == "01820000");
  CHECK(to_hex(list.block(1).first(4)) == "01040000");
  CHECK(to_hex(list.block(1).subspan(2)) == std::string(2 * (kBlockBytes - 2), '0'));
}

TEST_CASE("a list comes back from its bitmap") {
  const std::uint32_t length = GENERATE(0u, 1u, 7u, 8u, 9u, 8'192u, 8'193u);
  StatusList list(length);
  for (std::uint32_t index = 0; index < length; index += 3) list.insert(index);
  const auto back = StatusList::from_bitmap(list.bitmap(), length);
  REQUIRE(back);
  CHECK(back->length() == length);
  CHECK(to_hex(back->bitmap()) == to_hex(list.bitmap()));
  CHECK(digest_of(*back) == digest_of(list));
}

TEST_CASE("a bitmap of another size, or with padding bits set, is no list") {
  CHECK(StatusList::from_bitmap(from_hex("ff01"), 9));
  CHECK_FALSE(StatusList::from_bitmap(from_hex("ff02"), 9));
  CHECK_FALSE(StatusList::from_bitmap(from_hex("ff80"), 9));
  CHECK_FALSE(StatusList::from_bitmap(from_hex("ff"), 9));
  CHECK_FALSE(StatusList::from_bitmap(from_hex("ff0100"), 9));
  CHECK_FALSE(StatusList::from_bitmap(from_hex("00"), 0));
  CHECK_FALSE(StatusList::from_bitmap({}, 1));
  CHECK(StatusList::from_bitmap(from_hex("ff"), 8));
  CHECK(StatusList::from_bitmap({}, 0));
}

TEST_CASE("list digests are BLAKE2b over key hash, length and block digests") {
  // Python: hashlib.blake2b(key_hash + length.to_bytes(4, "big") + ..., digest_size=32, person=b"skan-list").
  CHECK(digest_of(StatusList(0)) == "69ddf521a932bc071a218cb5977e9680d0680791e01821760e516c59173fde43");
  StatusList list(8'193);
  list.insert(0);
  list.insert(3);
  CHECK(to_hex(skan::revocation::block_digest(list.block(0))) ==
        "ebc9fb82e26e7aafc7b3aed73cb9b2f4cbfb8fbad8e6a96450dcfb969f84674f");
  CHECK(digest_of(list) == "c91d7ed0628b467e6e591e67883a3c2deeb884b40731e79ce214017d986b0e67");
}

TEST_CASE("a block in which nobody is withdrawn has the digest of zeros") {
  CHECK(to_hex(skan::revocation::zero_block_digest()) ==
        "9f3a24c2625d230fcf1d95dc2432fa6b41ba91a4797c69ee2918a04a2a29a3b5");
  CHECK(StatusList(8'193).block_digests() == std::vector(2, skan::revocation::zero_block_digest()));
}

TEST_CASE("lists of different content, length or key have different digests") {
  StatusList list(100), other(100);
  other.insert(99);
  CHECK(digest_of(list) != digest_of(other));
  CHECK(digest_of(StatusList(100)) != digest_of(StatusList(101)));  // the blocks are the same
  const auto other_key = skan::crypto::SecretKey::from_seed({}).public_key();
  CHECK(to_hex(list_digest(skan::crypto::key_hash(other_key), 100, list.block_digests())) != digest_of(list));
}

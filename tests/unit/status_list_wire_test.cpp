// Status lists as they travel, trust.md section 7.

#include "revocation/wire.h"

#include "codec/zlib_stream.h"
#include "support/allocations.h"
#include "support/bytes.h"
#include "support/catch.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <random>
#include <string>

using namespace skan::testing;
using skan::revocation::decode_list;
using skan::revocation::encode_list;
using skan::revocation::StatusList;

namespace {

using Indices = std::vector<std::uint32_t>;

StatusList list_of(std::uint32_t length, const Indices& indices) {
  StatusList list(length);
  for (const std::uint32_t index : indices) list.insert(index);
  return list;
}

/// Every index with this probability, the same ones in every run.
Indices random_indices(std::uint32_t length, double density) {
  std::mt19937 random(2021);
  const auto limit = static_cast<std::uint32_t>(density * 4'294'967'295.0);
  Indices indices;
  for (std::uint32_t index = 0; index < length; ++index) {
    if (random() <= limit) indices.push_back(index);
  }
  return indices;
}

/// A second writer of the Golomb-Rice form, straight from the specification.
Bytes rice_wire(const Indices& indices, unsigned r) {
  std::vector<bool> bits;
  std::int64_t previous = -1;
  for (const std::int64_t index : indices) {
    const std::int64_t gap = index - previous - 1;
    bits.insert(bits.end(), static_cast<std::size_t>(gap >> r), true);
    bits.push_back(false);
    for (unsigned i = 0; i < r; ++i) bits.push_back((gap >> i & 1) != 0);
    previous = index;
  }
  Bytes wire(6 + (bits.size() + 7) / 8);
  wire[1] = static_cast<std::byte>(r);
  for (std::size_t i = 0; i < 4; ++i) wire[2 + i] = static_cast<std::byte>(indices.size() >> (24 - 8 * i));
  for (std::size_t i = 0; i < bits.size(); ++i) {
    if (bits[i]) wire[6 + i / 8] |= static_cast<std::byte>(1u << (i % 8));
  }
  return wire;
}

Bytes bitmap_wire(const StatusList& list) {
  return joined(from_hex("01"), skan::codec::zlib_deflate(list.bitmap()));
}

bool decodes_to(std::span<const std::byte> wire, const StatusList& list) {
  const auto back = decode_list(wire, list.length());
  return back && back->length() == list.length() && std::ranges::equal(back->bitmap(), list.bitmap());
}

bool is_refused(std::string_view hex, std::uint32_t length) {
  return !decode_list(from_hex(hex), length);
}

}  // namespace

TEST_CASE("a list of any length and density comes back from both of its forms") {
  const std::uint32_t length = GENERATE(0u, 1u, 7u, 8u, 8'191u, 8'192u, 8'193u, 100'000u);
  const double density = GENERATE(0.0, 0.0005, 0.01, 0.5, 1.0);
  CAPTURE(length, density);
  const Indices indices = random_indices(length, density);
  const StatusList list = list_of(length, indices);
  CHECK(decodes_to(encode_list(list), list));
  CHECK(decodes_to(bitmap_wire(list), list));
  for (const unsigned r : {0u, 5u}) CHECK(decodes_to(rice_wire(indices, r), list));
}

TEST_CASE("a list with one index withdrawn comes back wherever that is") {
  const std::uint32_t length = 8'193;
  for (const std::uint32_t index : {0u, 1u, 7u, 8u, 4'096u, 8'191u, 8'192u}) {
    CAPTURE(index);
    const StatusList list = list_of(length, {index});
    CHECK(decodes_to(encode_list(list), list));
    for (unsigned r = 0; r <= 28; ++r) CHECK(decodes_to(rice_wire({index}, r), list));
  }
}

TEST_CASE("the example of the Golomb-Rice form is laid out as specified") {
  // Gaps 3, 0 and 9 with r = 2: 0 11, 0 00, 110 10, each byte filled from its lowest bit.
  const StatusList list = list_of(20, {3, 4, 14});
  const Bytes wire = from_hex("00 02 00000003 c6 02");
  CHECK(to_hex(rice_wire({3, 4, 14}, 2)) == to_hex(wire));
  CHECK(decodes_to(wire, list));
}

TEST_CASE("the encoder takes the smallest Rice parameter's form, or zlib's if that is smaller") {
  const std::uint32_t length = GENERATE(0u, 7u, 8'193u);
  const double density = GENERATE(0.0, 0.001, 0.01, 0.1, 0.5, 0.9, 1.0);
  CAPTURE(length, density);
  const Indices indices = random_indices(length, density);
  const StatusList list = list_of(length, indices);
  std::size_t smallest = bitmap_wire(list).size();  // beyond r = 13 nothing of these lengths gets smaller
  for (unsigned r = 0; r <= 13; ++r) smallest = std::min(smallest, rice_wire(indices, r).size());
  CHECK(encode_list(list).size() == smallest);
}

TEST_CASE("runs of withdrawn indices travel as a bitmap, scattered ones as gaps") {
  Indices run;
  for (std::uint32_t index = 1'000; index < 9'000; ++index) run.push_back(index);
  CHECK(to_hex(encode_list(list_of(100'000, run))).substr(0, 2) == "01");
  CHECK(to_hex(encode_list(list_of(100'000, random_indices(100'000, 0.01)))).substr(0, 2) == "00");
}

TEST_CASE("9,000,000 indices fit the sizes that were promised") {
  constexpr std::uint32_t kLength = 9'000'000;
  StatusList scattered(kLength);
  std::mt19937 random(2021);
  for (std::uint32_t left = kLength / 100; left > 0;) {
    const std::uint32_t index = static_cast<std::uint32_t>(random() % kLength);
    if (scattered.contains(index)) continue;
    scattered.insert(index);
    --left;
  }
  StatusList runs(kLength);
  for (std::uint32_t run = 0; run < 90; ++run) {
    for (std::uint32_t i = 0; i < 1'000; ++i) runs.insert(run * 99'991 + run * run + i);
  }
  const Bytes scattered_wire = encode_list(scattered), runs_wire = encode_list(runs);
  std::cout << fmt::format("status list of {} indices: 1 % withdrawn {} bytes, 90 runs of 1,000 {} bytes\n",
                           kLength, scattered_wire.size(), runs_wire.size());
  CHECK(scattered_wire.size() <= 95'000);
  CHECK(runs_wire.size() <= 2'500);
  CHECK(decodes_to(scattered_wire, scattered));
  CHECK(decodes_to(runs_wire, runs));
}

TEST_CASE("a wire form cut off anywhere, or with a byte more, is refused") {
  const std::uint32_t length = 3'000;
  const Indices indices = random_indices(length, 0.02);
  const StatusList list = list_of(length, indices);
  for (const Bytes& wire :
       {rice_wire(indices, 0), rice_wire(indices, 5), rice_wire(indices, 28), bitmap_wire(list)}) {
    REQUIRE(decodes_to(wire, list));
    std::size_t accepted = 0;
    for (std::size_t size = 0; size < wire.size(); ++size) {
      if (decode_list(std::span(wire).first(size), length)) ++accepted;
    }
    CHECK(accepted == 0);
    CHECK_FALSE(decode_list(joined(wire, from_hex("00")), length));
    CHECK_FALSE(decode_list(joined(wire, from_hex("ff")), length));
  }
}

TEST_CASE("an empty list is the six bytes of its header, or an empty stream") {
  for (const std::uint32_t length : {0u, 1u, 8'192u}) {
    CHECK(decode_list(from_hex("00 00 00000000"), length));
    CHECK(is_refused("00 00 00000000 00", length));
    CHECK(is_refused("00 00 000000", length));
  }
  CHECK(decodes_to(bitmap_wire(StatusList(0)), StatusList(0)));
}

TEST_CASE("an unknown form, or none, is refused") {
  CHECK(is_refused("", 8));
  CHECK(is_refused("02 00 00000000", 8));
  CHECK(is_refused("ff", 8));
}

TEST_CASE("set padding bits are refused") {
  CHECK_FALSE(is_refused("00 00 00000001 00", 8));  // index 0
  for (const auto* last : {"02", "04", "80", "fe"}) {
    CAPTURE(last);
    CHECK(is_refused(std::string("00 00 00000001 ") + last, 8));
  }
  CHECK_FALSE(decode_list(joined(from_hex("01"), skan::codec::zlib_deflate(from_hex("80"))), 7));
  CHECK(decode_list(joined(from_hex("01"), skan::codec::zlib_deflate(from_hex("40"))), 7));
}

TEST_CASE("an index at or beyond the length is refused, the last one is not") {
  for (const unsigned r : {0u, 1u, 3u, 28u}) {
    CAPTURE(r);
    CHECK(decode_list(rice_wire({99}, r), 100));
    CHECK_FALSE(decode_list(rice_wire({100}, r), 100));
    CHECK(decode_list(rice_wire({3, 98, 99}, r), 100));
    CHECK_FALSE(decode_list(rice_wire({3, 99, 100}, r), 100));
    CHECK_FALSE(decode_list(rice_wire({0}, r), 0));
  }
}

TEST_CASE("a count of ones that the bits do not hold is refused") {
  CHECK(is_refused("00 00 00000002 00", 1));        // more ones than the list is long
  CHECK_FALSE(is_refused("00 00 00000008 00", 8));  // eight gaps of 0
  CHECK(is_refused("00 00 00000009 00", 9));        // nine, and bits for eight
  CHECK(is_refused("00 00 ffffffff 00", 8));
  CHECK(is_refused("00 1c 00000001 00", 1u << 29));  // the remainder is missing
}

TEST_CASE("a Rice parameter above 28 is refused") {
  CHECK_FALSE(is_refused("00 1c 00000001 00000000", 8));
  CHECK(is_refused("00 1d 00000001 00000000", 8));
  CHECK(
      is_refused("00 ff 00000001 0000000000000000000000000000000000000000000000000000000000000000000000", 8));
}

TEST_CASE("a gap that would wrap around 32 bits is refused") {
  // 16 ones and r = 28: a gap of 2^32.
  CHECK(is_refused("00 1c 00000001 ffff00000000", 1u << 29));
  CHECK(is_refused("00 1c 00000002 00000000 f0ff0f00000000", 1u << 29));
}

TEST_CASE("a long run of unary ones is refused") {
  for (const std::uint32_t length : {100u, 8'192u, 1u << 29}) {
    for (const char* r : {"00", "1c"}) {
      const Bytes header = joined(from_hex("00"), from_hex(std::string(r) + "00000001"));
      CHECK_FALSE(decode_list(joined(header, Bytes(1'000'000, std::byte{0xFF})), length));
    }
  }
}

TEST_CASE("a stream that inflates to another size than the bitmap's is refused") {
  for (const std::size_t size : {0u, 1u, 12u, 14u, 1'000'000u}) {
    CHECK_FALSE(decode_list(joined(from_hex("01"), skan::codec::zlib_deflate(Bytes(size))), 100));
  }
  CHECK(decode_list(joined(from_hex("01"), skan::codec::zlib_deflate(Bytes(13))), 100));
}

TEST_CASE("reading a list takes memory for its blocks, and for zlib's form once more") {
  constexpr std::uint32_t kLength = 100'000;
  constexpr std::size_t kBlocks = 13 * skan::revocation::kBlockBytes;
  const Indices indices = random_indices(kLength, 0.5);
  const StatusList list = list_of(kLength, indices);
  const Bytes rice = rice_wire(indices, 0), bitmap = bitmap_wire(list);
  CHECK(allocations_of([&] { decode_list(rice, kLength); }).bytes <= kBlocks);
  CHECK(allocations_of([&] { decode_list(bitmap, kLength); }).bytes <= kBlocks + kLength / 8);
}

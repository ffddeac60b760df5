#include "codec/zlib_stream.h"

#include "support/allocations.h"
#include "support/bytes.h"
#include "support/catch.h"

#include <zlib.h>

#include <random>

using namespace skan::codec;
using namespace skan::testing;

namespace {

Bytes noise(std::size_t size) {
  std::mt19937 random(7);
  Bytes bytes;
  while (bytes.size() < size) bytes.push_back(static_cast<std::byte>(random() & 0xFF));
  return bytes;
}

/// `bytes` deflated by zlib itself with another wrapper: window_bits as in deflateInit2.
Bytes deflated(const Bytes& bytes, int window_bits, std::string_view dictionary = {}) {
  Bytes input = bytes;
  Bytes out(bytes.size() + 100);
  z_stream z{};
  REQUIRE(deflateInit2(&z, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  if (!dictionary.empty()) {
    REQUIRE(deflateSetDictionary(&z, reinterpret_cast<const Bytef*>(dictionary.data()),
                                 static_cast<uInt>(dictionary.size())) == Z_OK);
  }
  z.next_in = reinterpret_cast<Bytef*>(input.data());
  z.avail_in = static_cast<uInt>(input.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&z, Z_FINISH) == Z_STREAM_END);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

}  // namespace

TEST_CASE("inflating a deflated string gives it back") {
  const std::size_t size = GENERATE(0u, 1u, 2u, 1'000u, 100'000u);
  const Bytes bytes = GENERATE_COPY(Bytes(size, std::byte{0x55}), noise(size));
  const auto back = zlib_inflate(zlib_deflate(bytes), size);
  REQUIRE(back);
  CHECK(*back == bytes);
}

TEST_CASE("a stream that holds one byte more or less than expected is refused") {
  const std::size_t size = GENERATE(1u, 2u, 1'000u);
  const Bytes stream = zlib_deflate(noise(size));
  CHECK(zlib_inflate(stream, size));
  CHECK_FALSE(zlib_inflate(stream, size - 1));
  CHECK_FALSE(zlib_inflate(stream, size + 1));
}

TEST_CASE("a stream cut off anywhere is refused") {
  const Bytes stream = zlib_deflate(noise(200));
  std::size_t accepted = 0;
  for (std::size_t length = 0; length < stream.size(); ++length) {
    if (zlib_inflate(std::span(stream).first(length), 200)) ++accepted;
  }
  CHECK(accepted == 0);
}

TEST_CASE("a byte after the stream is refused") {
  CHECK_FALSE(zlib_inflate(joined(zlib_deflate(noise(200)), from_hex("00")), 200));
  CHECK_FALSE(zlib_inflate(joined(zlib_deflate({}), from_hex("00")), 0));
}

TEST_CASE("no changed bit of a stream gives other content") {
  const Bytes bytes = noise(64);
  const Bytes stream = zlib_deflate(bytes);
  std::size_t other = 0;
  for (std::size_t bit = 0; bit < stream.size() * 8; ++bit) {
    const auto inflated = zlib_inflate(with_flipped_bit(stream, bit), bytes.size());
    if (inflated && *inflated != bytes) ++other;
  }
  CHECK(other == 0);
}

TEST_CASE("other wrappers of deflate are refused") {
  const Bytes bytes = noise(100);
  CHECK(zlib_inflate(deflated(bytes, 15), 100));
  CHECK_FALSE(zlib_inflate(deflated(bytes, -15), 100));      // raw deflate
  CHECK_FALSE(zlib_inflate(deflated(bytes, 15 + 16), 100));  // gzip
}

TEST_CASE("a stream that needs a dictionary is refused") {
  CHECK_FALSE(zlib_inflate(deflated(noise(100), 15, "a preset dictionary"), 100));
}

TEST_CASE("no bytes are no stream") {
  CHECK_FALSE(zlib_inflate({}, 0));
  CHECK_FALSE(zlib_inflate({}, 10));
}

TEST_CASE("a stream that would grow far beyond the expected size takes no more memory than that") {
  const Bytes bomb = zlib_deflate(Bytes(10'000'000));
  bool refused = false;
  const Allocations used = allocations_of([&] { refused = !zlib_inflate(bomb, 1'000); });
  CHECK(refused);
  CHECK(used.bytes <= 1'000);
}

#include "codec/zlib_stream.h"

#include <limits>
#include <new>

// Lets next_in point at const bytes.
#define ZLIB_CONST
#include <zlib.h>

namespace skan::codec {

std::vector<std::byte> zlib_deflate(std::span<const std::byte> bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::vector<std::byte> out(size);
  const int status = compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                               reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uLong>(bytes.size()),
                               Z_BEST_COMPRESSION);
  // The buffer has the bound's size, so memory is the only thing that compress2 can lack.
  if (status != Z_OK) throw std::bad_alloc();
  out.resize(size);
  return out;
}

std::optional<std::vector<std::byte>> zlib_inflate(std::span<const std::byte> stream, std::size_t size) {
  constexpr std::size_t kLimit = std::numeric_limits<uInt>::max();
  if (stream.size() > kLimit || size > kLimit) return std::nullopt;
  z_stream z{};
  if (inflateInit(&z) != Z_OK) return std::nullopt;
  std::vector<std::byte> out(size);
  std::byte none{};  // zlib wants a pointer even for an empty result
  z.next_in = reinterpret_cast<const Bytef*>(stream.data());
  z.avail_in = static_cast<uInt>(stream.size());
  z.next_out = reinterpret_cast<Bytef*>(size > 0 ? out.data() : &none);
  z.avail_out = static_cast<uInt>(size);
  const int status = inflate(&z, Z_FINISH);
  const bool whole = status == Z_STREAM_END && z.avail_out == 0 && z.avail_in == 0;
  inflateEnd(&z);
  if (!whole) return std::nullopt;
  return out;
}

}  // namespace skan::codec

// zlib streams (RFC 1950), with a cap on what they may become.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace skan::codec {

/// Compresses `bytes` at zlib's highest level. Throws std::bad_alloc when memory runs out.
std::vector<std::byte> zlib_deflate(std::span<const std::byte> bytes);

/// Inflates one complete zlib stream into exactly `size` bytes. Nothing if the stream is damaged or
/// cut off, needs a dictionary, holds more or fewer bytes, or is followed by anything. Never
/// allocates more than `size` bytes for the result.
std::optional<std::vector<std::byte>> zlib_inflate(std::span<const std::byte> stream, std::size_t size);

}  // namespace skan::codec

// The decoders behind decode_picture, one a format, and the errors they share.
#pragma once

#include <cstddef>
#include <expected>
#include <span>
#include <string_view>

#include "pictures/pictures.h"

namespace skan::pictures {

/// Bytes to decode, and what errors call them.
struct Source {
  std::span<const std::byte> bytes;
  std::string_view name;
};

/// True if the bytes begin as a file of this format does.
bool is_png(std::span<const std::byte> bytes) noexcept;
bool is_jpeg(std::span<const std::byte> bytes) noexcept;
bool is_pnm(std::span<const std::byte> bytes) noexcept;
bool is_webp(std::span<const std::byte> bytes) noexcept;

/// Precondition: is_png(), is_jpeg(), is_pnm() or is_webp() of the bytes, respectively.
Result<Luma> decode_png(const Source& source);
Result<Luma> decode_jpeg(const Source& source);
Result<Luma> decode_pnm(const Source& source);
Result<Luma> decode_webp(const Source& source);

/// A black picture of that size; capacity if it is larger than the limits, malformed if it has no area.
Result<Luma> blank_picture(const Source& source, std::uint64_t width, std::uint64_t height);

std::unexpected<Error> cut_off(const Source& source);
std::unexpected<Error> damaged(const Source& source, std::string_view how);

/// `bytes[at]` as a number. Precondition: at < bytes.size().
inline unsigned byte_at(std::span<const std::byte> bytes, std::size_t at) noexcept {
  return std::to_integer<unsigned>(bytes[at]);
}

}  // namespace skan::pictures

#include "pictures/formats.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <webp/decode.h>

namespace skan::pictures {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::size_t kRiffHeader = 12;  // "RIFF", the size of the rest, "WEBP"

const std::uint8_t* data(Bytes bytes) noexcept {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

bool has_at(Bytes bytes, std::size_t at, std::string_view word) noexcept {
  return std::equal(word.begin(), word.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char c, std::byte b) { return static_cast<std::byte>(c) == b; });
}

/// True if the file is as long as its RIFF header says; libwebp would give what it has so far.
bool is_whole(Bytes bytes) noexcept {
  const std::uint64_t size = byte_at(bytes, 4) | byte_at(bytes, 5) << 8 | byte_at(bytes, 6) << 16 |
                             std::uint64_t{byte_at(bytes, 7)} << 24;
  return size + 8 <= bytes.size();
}

/// ITU-R BT.601 over white, in 1024ths. `alpha` 255 is opaque.
std::uint8_t grey(const std::uint8_t* rgb, unsigned alpha) noexcept {
  const unsigned opaque = (306u * rgb[0] + 601u * rgb[1] + 117u * rgb[2] + 512) / 1024;
  return static_cast<std::uint8_t>((opaque * alpha + 255 * (255 - alpha) + 127) / 255);
}

/// False if libwebp cannot decode the pixels.
bool decode_into(Luma& out, Bytes bytes, bool has_alpha) {
  const std::size_t channels = has_alpha ? 4 : 3;
  const std::size_t stride = static_cast<std::size_t>(out.width) * channels;
  std::vector<std::uint8_t> colours(stride * static_cast<std::size_t>(out.height));
  const auto decode = has_alpha ? WebPDecodeRGBAInto : WebPDecodeRGBInto;
  if (decode(data(bytes), bytes.size(), colours.data(), colours.size(), static_cast<int>(stride)) ==
      nullptr) {
    return false;
  }
  for (std::size_t i = 0; i < out.pixels.size(); ++i) {
    const std::uint8_t* pixel = colours.data() + i * channels;
    out.pixels[i] = grey(pixel, has_alpha ? pixel[3] : 255);
  }
  return true;
}

}  // namespace

bool is_webp(Bytes bytes) noexcept {
  return bytes.size() >= kRiffHeader && has_at(bytes, 0, "RIFF") && has_at(bytes, 8, "WEBP");
}

Result<Luma> decode_webp(const Source& source) {
  if (!is_whole(source.bytes)) return cut_off(source);
  WebPBitstreamFeatures features;
  if (WebPGetFeatures(data(source.bytes), source.bytes.size(), &features) != VP8_STATUS_OK) {
    return damaged(source, "its header cannot be read");
  }
  if (features.has_animation != 0) {
    return std::unexpected(
        Error{ErrorCode::malformed, fmt::format("{} is an animation; save one picture of it", source.name)});
  }
  auto out = blank_picture(source, static_cast<std::uint64_t>(features.width),
                           static_cast<std::uint64_t>(features.height));
  if (!out) return out;
  if (!decode_into(*out, source.bytes, features.has_alpha != 0))
    return damaged(source, "its pixels cannot be decoded");
  return out;
}

}  // namespace skan::pictures

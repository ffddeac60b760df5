#include "pictures/formats.h"

#include <algorithm>
#include <array>
#include <string>

#include <png.h>

namespace skan::pictures {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::array<unsigned char, 8> kSignature = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr std::size_t kHeaderBytes = 13;    // of the chunk IHDR
constexpr std::size_t kChunkOverhead = 12;  // length, type, checksum

/// Frees what libpng holds. libpng's simplified interface keeps its own jumps to itself and prints nothing.
struct Image {
  png_image png{};
  Image() { png.version = PNG_IMAGE_VERSION; }
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;
  ~Image() { png_image_free(&png); }
};

std::uint32_t number(Bytes bytes, std::size_t at) noexcept {
  return byte_at(bytes, at) << 24 | byte_at(bytes, at + 1) << 16 | byte_at(bytes, at + 2) << 8 |
         byte_at(bytes, at + 3);
}

bool is_end_chunk(Bytes chunk) noexcept {
  constexpr std::uint32_t kIend = 0x49454E44;
  return number(chunk, 4) == kIend;
}

/// True if the chunks (PNG specification, section 5) reach the end chunk within the file.
bool is_whole(Bytes bytes) noexcept {
  Bytes rest = bytes.subspan(kSignature.size());
  while (rest.size() >= kChunkOverhead && rest.size() - kChunkOverhead >= number(rest, 0)) {
    if (is_end_chunk(rest)) return true;
    rest = rest.subspan(kChunkOverhead + number(rest, 0));
  }
  return false;
}

}  // namespace

bool is_png(Bytes bytes) noexcept {
  return bytes.size() >= kSignature.size() &&
         std::equal(kSignature.begin(), kSignature.end(), bytes.begin(),
                    [](unsigned char a, std::byte b) { return std::byte{a} == b; });
}

Result<Luma> decode_png(const Source& source) {
  if (source.bytes.size() < kSignature.size() + kChunkOverhead + kHeaderBytes) return cut_off(source);
  // The header chunk is always the first; libpng refuses the file if it is not.
  auto out = blank_picture(source, number(source.bytes, 16), number(source.bytes, 20));
  if (!out) return out;
  if (!is_whole(source.bytes)) return cut_off(source);

  Image image;
  if (png_image_begin_read_from_memory(&image.png, source.bytes.data(), source.bytes.size()) == 0) {
    return damaged(source, image.png.message);
  }
  const bool same_size =
      image.png.width == number(source.bytes, 16) && image.png.height == number(source.bytes, 20);
  if (!same_size) return damaged(source, "two sizes");
  image.png.format = PNG_FORMAT_GRAY;
  image.png.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
  constexpr png_color white = {255, 255, 255};
  if (png_image_finish_read(&image.png, &white, out->pixels.data(), out->width, nullptr) == 0) {
    return damaged(source, image.png.message);
  }
  return out;
}

}  // namespace skan::pictures

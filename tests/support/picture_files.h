// Small picture files to read, to cut and to damage.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <turbojpeg.h>
#include <webp/encode.h>

#include "pictures/pictures.h"
#include "support/bytes.h"

namespace skan::testing {

/// Grey, not all black and white.
inline pictures::Luma gradient(int width, int height) {
  pictures::Luma out{width, height, {}};
  for (int i = 0; i < width * height; ++i)
    out.pixels.push_back(static_cast<std::uint8_t>(i * 255 / (width * height)));
  return out;
}

/// A JPEG file of 16 x 16 pixels, all of `sample` (so many bytes as `format` has a pixel).
inline Bytes flat_jpeg(const std::vector<unsigned char>& sample, int format, int sampling, int flags = 0) {
  constexpr int kSide = 16;
  std::vector<unsigned char> pixels;
  for (int i = 0; i < kSide * kSide; ++i) pixels.insert(pixels.end(), sample.begin(), sample.end());
  const tjhandle encoder = tjInitCompress();
  unsigned char* out = nullptr;
  unsigned long size = 0;
  const int status =
      tjCompress2(encoder, pixels.data(), kSide, 0, kSide, format, &out, &size, sampling, 95, flags);
  Bytes file(size);
  std::transform(out, out + size, file.begin(), [](unsigned char c) { return std::byte{c}; });
  tjFree(out);
  tjDestroy(encoder);
  if (status != 0) throw std::runtime_error("libturbojpeg refused");
  return file;
}

inline Bytes grey_jpeg() {
  return pictures::encode_jpeg(gradient(24, 24), 90).value();
}
inline Bytes grey_png() {
  return pictures::encode_png(gradient(9, 7)).value();
}
inline constexpr std::string_view kGreyPgm = "P5\n# made by hand\n3 2\n255\n\x01\x40\x80\xC0\xF0\xFF";
inline Bytes grey_pgm() {
  return copy_of(bytes_of(kGreyPgm));
}

/// Puts `inserted` before the byte at `at`.
inline Bytes with(Bytes file, std::size_t at, const std::vector<unsigned char>& inserted) {
  const auto more = std::as_bytes(std::span(inserted));
  file.insert(file.begin() + static_cast<std::ptrdiff_t>(at), more.begin(), more.end());
  return file;
}

/// Where the marker 0xFF `code` first stands.
inline std::size_t marker(const Bytes& jpeg, unsigned char code) {
  const std::array<std::byte, 2> sought = {std::byte{0xFF}, std::byte{code}};
  const auto at = std::search(jpeg.begin(), jpeg.end(), sought.begin(), sought.end());
  if (at == jpeg.end()) throw std::invalid_argument("no such marker");
  return static_cast<std::size_t>(at - jpeg.begin());
}

/// A WebP file without loss, 16 x 16 pixels of one colour: red, green, blue, alpha.
inline Bytes flat_webp(std::array<std::uint8_t, 4> colour) {
  constexpr int kSide = 16;
  std::vector<std::uint8_t> pixels;
  for (int i = 0; i < kSide * kSide; ++i) pixels.insert(pixels.end(), colour.begin(), colour.end());
  std::uint8_t* out = nullptr;
  const std::size_t size = WebPEncodeLosslessRGBA(pixels.data(), kSide, kSide, 4 * kSide, &out);
  Bytes file(size);
  std::transform(out, out + size, file.begin(), [](std::uint8_t b) { return std::byte{b}; });
  WebPFree(out);
  return file;
}

/// A picture as a WebP file of the quality that telephones use.
inline Bytes webp_of(const pictures::Luma& picture) {
  std::vector<std::uint8_t> pixels;
  for (const std::uint8_t grey : picture.pixels) pixels.insert(pixels.end(), 3, grey);
  std::uint8_t* out = nullptr;
  const std::size_t size = WebPEncodeRGB(pixels.data(), picture.width, picture.height, 3 * picture.width, 80, &out);
  Bytes file(size);
  std::transform(out, out + size, file.begin(), [](std::uint8_t b) { return std::byte{b}; });
  WebPFree(out);
  return file;
}

}  // namespace skan::testing

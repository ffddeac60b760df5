// Pictures put together from codes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "pictures/pictures.h"
#include "skan/frame.h"

namespace skan::testing {

inline pictures::Luma sheet(int width, int height, std::uint8_t grey = 255) {
  const auto area = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  return {width, height, std::vector<std::uint8_t>(area, grey)};
}

inline std::uint8_t& pixel(pictures::Luma& picture, int x, int y) {
  return picture.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                        static_cast<std::size_t>(x)];
}

/// Precondition: it fits.
inline void put(pictures::Luma& onto, pictures::Luma picture, int left, int top) {
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) pixel(onto, left + x, top + y) = pixel(picture, x, y);
  }
}

/// Its upper left corner. Precondition: it is as large.
inline pictures::Luma part_of(pictures::Luma picture, int width, int height) {
  pictures::Luma out = sheet(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) pixel(out, x, y) = pixel(picture, x, y);
  }
  return out;
}

/// Turned clockwise by a quarter.
inline pictures::Luma quarter_turned(pictures::Luma picture) {
  pictures::Luma out = sheet(picture.height, picture.width);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) pixel(out, picture.height - 1 - y, x) = pixel(picture, x, y);
  }
  return out;
}

/// Left and right exchanged.
inline pictures::Luma mirror_image(pictures::Luma picture) {
  pictures::Luma out = sheet(picture.width, picture.height);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) pixel(out, picture.width - 1 - x, y) = pixel(picture, x, y);
  }
  return out;
}

inline pictures::Luma inverted(pictures::Luma picture) {
  for (std::uint8_t& p : picture.pixels) p = static_cast<std::uint8_t>(255 - p);
  return picture;
}

/// Black becomes `dark`, white `light`.
inline pictures::Luma faded(pictures::Luma picture, int dark, int light) {
  for (std::uint8_t& p : picture.pixels) p = static_cast<std::uint8_t>(dark + p * (light - dark) / 255);
  return picture;
}

/// Every part of it covered with finder patterns, so many pixels a module.
inline pictures::Luma finder_patterns(int width, int height, int module) {
  pictures::Luma out = sheet(width, height);
  const int pitch = 9 * module;
  for (int y = 0; y < height - height % pitch; ++y) {
    for (int x = 0; x < width - width % pitch; ++x) {
      const int across = x % pitch / module - 3, down = y % pitch / module - 3;
      const int ring = across * across > down * down ? across * across : down * down;
      if (ring <= 1 || ring == 9) pixel(out, x, y) = 0;
    }
  }
  return out;
}

/// Precondition: the picture is sound.
inline Frame frame_of(const pictures::Luma& picture) {
  return *Frame::luma(picture.pixels, picture.width, picture.height, picture.width);
}

}  // namespace skan::testing

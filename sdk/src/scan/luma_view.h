// Brightness alone, borrowed: what every step after the camera works on.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace skan::scan {

/// In pixels: from `left`, `top` up to but not including `right`, `bottom`.
struct Box {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;

  int width() const noexcept { return right - left; }
  int height() const noexcept { return bottom - top; }
  bool empty() const noexcept { return right <= left || bottom <= top; }
};

/// What both have in common; empty() if nothing.
inline Box overlap(const Box& a, const Box& b) noexcept {
  return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
          std::min(a.bottom, b.bottom)};
}

/// `box` with `margin` pixels more on every side.
inline Box grown(const Box& box, int margin) noexcept {
  return {box.left - margin, box.top - margin, box.right + margin, box.bottom + margin};
}

/// One byte a pixel, without gaps within a row. Trivially copied; whoever made it owns the pixels.
struct LumaView {
  const std::uint8_t* pixels = nullptr;
  int width = 0;
  int height = 0;
  std::ptrdiff_t row_stride = 0;

  const std::uint8_t* row(int y) const noexcept { return pixels + y * row_stride; }
  Box box() const noexcept { return {0, 0, width, height}; }
  std::int64_t area() const noexcept { return std::int64_t{width} * height; }

  /// Precondition: `part` lies within box() and is not empty.
  LumaView cropped(const Box& part) const noexcept {
    return {row(part.top) + part.left, part.width(), part.height(), row_stride};
  }
};

}  // namespace skan::scan

#include "scan/owned_frame.h"

#include <algorithm>
#include <cstddef>

namespace skan::scan {
namespace {

OwnedFrame blank(int width, int height) {
  const std::size_t area = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  return {width, height, std::vector<std::uint8_t>(area)};
}

const std::uint8_t* row(const Frame& frame, int y) noexcept {
  return frame.pixels() + y * frame.row_stride();
}

std::uint8_t* row(OwnedFrame& of, int y) noexcept {
  return of.pixels.data() + static_cast<std::ptrdiff_t>(y) * of.width;
}

/// Where pixel `at` of a doubled axis lies in the original: three quarters of `near`, one of `far`.
struct Neighbours {
  int near;
  int far;
};

Neighbours neighbours(int at, int length) noexcept {
  const int near = at / 2;
  return {near, std::clamp(at % 2 == 0 ? near - 1 : near + 1, 0, length - 1)};
}

}  // namespace

Frame OwnedFrame::frame() const {
  return *Frame::luma(pixels, width, height, width);
}

OwnedFrame packed(const Frame& frame) {
  OwnedFrame out = blank(frame.width(), frame.height());
  for (int y = 0; y < frame.height(); ++y) std::copy_n(row(frame, y), frame.width(), row(out, y));
  return out;
}

OwnedFrame inverted(const Frame& frame) {
  OwnedFrame out = packed(frame);
  for (std::uint8_t& pixel : out.pixels) pixel = static_cast<std::uint8_t>(255 - pixel);
  return out;
}

OwnedFrame halved(const Frame& frame) {
  OwnedFrame out = blank(frame.width() / 2, frame.height() / 2);
  for (int y = 0; y < out.height; ++y) {
    const std::uint8_t* upper = row(frame, 2 * y);
    const std::uint8_t* lower = row(frame, 2 * y + 1);
    std::uint8_t* to = row(out, y);
    for (int x = 0; x < out.width; ++x, upper += 2, lower += 2) {
      const int sum = upper[0] + upper[1] + lower[0] + lower[1];
      to[x] = static_cast<std::uint8_t>((sum + 2) / 4);
    }
  }
  return out;
}

OwnedFrame doubled(const Frame& frame) {
  OwnedFrame out = blank(2 * frame.width(), 2 * frame.height());
  for (int y = 0; y < out.height; ++y) {
    const Neighbours vertical = neighbours(y, frame.height());
    const std::uint8_t* near_row = row(frame, vertical.near);
    const std::uint8_t* far_row = row(frame, vertical.far);
    std::uint8_t* to = row(out, y);
    for (int x = 0; x < out.width; ++x) {
      const auto [near, far] = neighbours(x, frame.width());
      const int sum = 3 * (3 * near_row[near] + near_row[far]) + 3 * far_row[near] + far_row[far];
      to[x] = static_cast<std::uint8_t>((sum + 8) / 16);
    }
  }
  return out;
}

}  // namespace skan::scan

// A picture that owns its pixels and keeps its memory from one use to the next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "scan/luma_view.h"

namespace skan::scan {

/// Rows without gaps. Its memory grows to the largest picture that it has held and stays.
class Picture {
 public:
  /// Makes it `width` by `height`; the pixels are whatever they were.
  void resize(int width, int height) {
    const auto area = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    if (pixels_.size() < area) pixels_.resize(area);
    width_ = width;
    height_ = height;
  }

  int width() const noexcept { return width_; }
  int height() const noexcept { return height_; }
  std::uint8_t* row(int y) noexcept { return pixels_.data() + static_cast<std::ptrdiff_t>(y) * width_; }
  LumaView view() const noexcept { return {pixels_.data(), width_, height_, width_}; }

 private:
  int width_ = 0;
  int height_ = 0;
  std::vector<std::uint8_t> pixels_;
};

}  // namespace skan::scan

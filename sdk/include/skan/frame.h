// A borrowed picture in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "skan/result.h"

namespace skan {

/// An 8-bit luma picture, row-major, top row first, borrowed from the caller.
///
/// The pixels must outlive the frame and stay unchanged while it is used; nothing is copied.
/// A Frame that exists is valid: its last row lies inside the buffer it was made from.
class Frame {
 public:
  /// The largest width or height, in pixels.
  static constexpr int kMaxSide = 32'000;

  /// Borrows `pixels`. `width` and `height` are in pixels, `row_stride` is the distance between
  /// the starts of two rows in bytes (at least `width`).
  ///
  /// Fails with invalid_argument, naming the field: a side that is not 1..kMaxSide, a stride
  /// smaller than the width, or a buffer shorter than `(height - 1) * row_stride + width` bytes
  /// (computed in 64 bits).
  static Result<Frame> luma(std::span<const std::uint8_t> pixels, int width, int height,
                            std::ptrdiff_t row_stride);

  const std::uint8_t* pixels() const noexcept { return pixels_; }
  int width() const noexcept { return width_; }
  int height() const noexcept { return height_; }
  std::ptrdiff_t row_stride() const noexcept { return row_stride_; }

 private:
  Frame(const std::uint8_t* pixels, int width, int height, std::ptrdiff_t row_stride) noexcept
      : pixels_(pixels), width_(width), height_(height), row_stride_(row_stride) {}

  const std::uint8_t* pixels_;
  int width_;
  int height_;
  std::ptrdiff_t row_stride_;
};

}  // namespace skan

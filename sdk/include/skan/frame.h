// A borrowed picture in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "skan/result.h"

namespace skan {

/// How a camera lays out its pixels. Only brightness is used; planes of colour are never read.
enum class PixelFormat : std::uint8_t {
  luma = 1,  ///< one byte a pixel
  nv21 = 2,  ///< a plane of luma, then one of interleaved V and U at half size
  nv12 = 3,  ///< a plane of luma, then one of interleaved U and V at half size
  i420 = 4,  ///< a plane of luma, then one of U and one of V, each at half size
  yuyv = 5,  ///< Y U Y V: two bytes a pixel
  rgba = 6,  ///< red, green, blue, alpha: four bytes a pixel
  bgra = 7,  ///< blue, green, red, alpha: four bytes a pixel
};

/// What Frame::of() is told about a buffer.
struct FrameLayout {
  PixelFormat format = PixelFormat::luma;
  int width = 0;  ///< of the picture as it lies in memory, in pixels
  int height = 0;
  std::ptrdiff_t row_stride = 0;    ///< bytes from one row to the next; 0: rows without gaps
  std::ptrdiff_t pixel_stride = 0;  ///< bytes from one pixel to the next; 0: pixels without gaps
  int rotation = 0;                 ///< degrees clockwise that set the picture upright: 0, 90, 180 or 270
  bool mirrored = false;            ///< left and right are exchanged once it is upright (front cameras)
};

/// A picture borrowed from the caller: rows from the top, 8 bits a sample.
///
/// The pixels must outlive the frame and stay unchanged while it is used; nothing is copied.
/// A Frame that exists is valid: everything that its layout names lies inside the buffer.
class Frame {
 public:
  /// The largest width or height, in pixels.
  static constexpr int kMaxSide = 32'000;

  /// Borrows `pixels`. The buffer need not be aligned.
  ///
  /// Fails with invalid_argument, its text beginning with the field that is wrong:
  /// - `format`: none of PixelFormat;
  /// - `width`, `height`: not 1..kMaxSide;
  /// - `pixel_stride`: smaller than a pixel (luma 1, yuyv 2, rgba and bgra 4), or any other than that
  ///   with nv21, nv12, i420 and yuyv, whose pixels have no gaps;
  /// - `row_stride`: smaller than a row, that is `(width - 1) * pixel_stride` and one pixel;
  /// - `rotation`: none of the four;
  /// - `pixels`: shorter than all rows, of which the last may end with its last pixel. nv21, nv12 and
  ///   i420 include their colours: after `height` full rows, half as many (rounded up) with the same
  ///   stride, or for i420 two planes of those with half the stride (rounded up).
  /// All sizes are computed in 64 bits.
  static Result<Frame> of(std::span<const std::uint8_t> pixels, const FrameLayout& layout);

  /// The same for upright luma without gaps between pixels. `row_stride` is at least `width`.
  static Result<Frame> luma(std::span<const std::uint8_t> pixels, int width, int height,
                            std::ptrdiff_t row_stride);

  const std::uint8_t* pixels() const noexcept { return pixels_; }
  PixelFormat format() const noexcept { return layout_.format; }
  int width() const noexcept { return layout_.width; }
  int height() const noexcept { return layout_.height; }
  std::ptrdiff_t row_stride() const noexcept { return layout_.row_stride; }
  std::ptrdiff_t pixel_stride() const noexcept { return layout_.pixel_stride; }
  int rotation() const noexcept { return layout_.rotation; }
  bool mirrored() const noexcept { return layout_.mirrored; }

 private:
  Frame(const std::uint8_t* pixels, const FrameLayout& layout) noexcept : pixels_(pixels), layout_(layout) {}

  const std::uint8_t* pixels_;
  FrameLayout layout_;  // with the strides filled in
};

}  // namespace skan

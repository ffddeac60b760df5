#include "skan/frame.h"

#include <limits>

#include <fmt/format.h>

namespace skan {
namespace {

using Check = Result<void>;

std::unexpected<Error> refuse(std::string message) {
  return std::unexpected(Error{ErrorCode::invalid_argument, std::move(message)});
}

/// Bytes from one pixel to the next where there are no gaps; 0 for a format that does not exist.
std::ptrdiff_t pixel_bytes(PixelFormat format) noexcept {
  switch (format) {
    case PixelFormat::luma:
    case PixelFormat::nv21:
    case PixelFormat::nv12:
    case PixelFormat::i420:
      return 1;
    case PixelFormat::yuyv:
      return 2;
    case PixelFormat::rgba:
    case PixelFormat::bgra:
      return 4;
  }
  return 0;
}

bool may_have_gaps(PixelFormat format) noexcept {
  return format == PixelFormat::luma || format == PixelFormat::rgba || format == PixelFormat::bgra;
}

bool has_half_size_colours(PixelFormat format) noexcept {
  return format == PixelFormat::nv21 || format == PixelFormat::nv12 || format == PixelFormat::i420;
}

Check check_side(const char* name, int pixels) {
  if (pixels >= 1 && pixels <= Frame::kMaxSide) return {};
  return refuse(fmt::format("{} is {}; it must be 1 to {}", name, pixels, Frame::kMaxSide));
}

/// The bytes of a row up to the end of its last pixel.
std::uint64_t row_bytes(const FrameLayout& layout) noexcept {
  const auto before = static_cast<std::uint64_t>(layout.width - 1);
  return before * static_cast<std::uint64_t>(layout.pixel_stride) +
         static_cast<std::uint64_t>(pixel_bytes(layout.format));
}

/// In bytes. No pixel is further from the next: with it a row of kMaxSide pixels fits in 64 bits.
constexpr std::ptrdiff_t kMaxPixelStride = 1 << 20;

Check check_pixel_stride(const FrameLayout& layout) {
  const std::ptrdiff_t smallest = pixel_bytes(layout.format);
  const std::ptrdiff_t largest = may_have_gaps(layout.format) ? kMaxPixelStride : smallest;
  if (layout.pixel_stride >= smallest && layout.pixel_stride <= largest) return {};
  return refuse(fmt::format("pixel_stride is {}; with this format it must be {} to {}", layout.pixel_stride,
                            smallest, largest));
}

/// Bytes from row to row without gaps; negative, which no row has, where that does not fit.
std::ptrdiff_t packed_stride(const FrameLayout& layout) noexcept {
  const std::int64_t stride = std::int64_t{layout.width} * layout.pixel_stride;
  return stride <= std::numeric_limits<std::ptrdiff_t>::max() ? static_cast<std::ptrdiff_t>(stride) : -1;
}

Check check_row_stride(const FrameLayout& layout) {
  const std::uint64_t row = row_bytes(layout);
  if (layout.row_stride >= 0 && static_cast<std::uint64_t>(layout.row_stride) >= row) return {};
  return refuse(
      fmt::format("row_stride is {}; it must be at least the bytes of a row, {}", layout.row_stride, row));
}

/// True if `size` bytes hold `rows` rows `stride` apart, the last of them `last` bytes long. Divides,
/// because (rows - 1) * stride need not fit in 64 bits.
bool holds_rows(std::uint64_t size, std::uint64_t rows, std::uint64_t stride, std::uint64_t last) noexcept {
  if (size < last) return false;
  return rows == 1 || stride <= (size - last) / (rows - 1);
}

/// True if `size` bytes hold the luma and, after it, the colours at half size.
bool holds_planes(std::uint64_t size, const FrameLayout& layout) noexcept {
  const auto stride = static_cast<std::uint64_t>(layout.row_stride);
  const auto height = static_cast<std::uint64_t>(layout.height);
  const auto half_width = (static_cast<std::uint64_t>(layout.width) + 1) / 2;
  const std::uint64_t half_height = (height + 1) / 2;
  if (stride > size / height) return false;
  const std::uint64_t colours = size - height * stride;
  if (layout.format != PixelFormat::i420) return holds_rows(colours, half_height, stride, 2 * half_width);
  return holds_rows(colours, 2 * half_height, (stride + 1) / 2, half_width);
}

Check check_buffer(std::uint64_t size, const FrameLayout& layout) {
  const bool fits = has_half_size_colours(layout.format)
                        ? holds_planes(size, layout)
                        : holds_rows(size, static_cast<std::uint64_t>(layout.height),
                                     static_cast<std::uint64_t>(layout.row_stride), row_bytes(layout));
  if (fits) return {};
  return refuse(fmt::format("pixels holds {} bytes; {} rows of {} with a row_stride of {} need more", size,
                            layout.height, layout.width, layout.row_stride));
}

Check check_rotation(int degrees) {
  if (degrees == 0 || degrees == 90 || degrees == 180 || degrees == 270) return {};
  return refuse(fmt::format("rotation is {}; it must be 0, 90, 180 or 270", degrees));
}

}  // namespace

Result<Frame> Frame::of(std::span<const std::uint8_t> pixels, const FrameLayout& given) {
  FrameLayout layout = given;
  const std::ptrdiff_t packed = pixel_bytes(layout.format);
  if (packed == 0) {
    return refuse(
        fmt::format("format is {}; there is none with this number", static_cast<int>(layout.format)));
  }
  if (auto side = check_side("width", layout.width); !side) return std::unexpected(side.error());
  if (auto side = check_side("height", layout.height); !side) return std::unexpected(side.error());
  if (layout.pixel_stride == 0) layout.pixel_stride = packed;
  if (auto pixel = check_pixel_stride(layout); !pixel) return std::unexpected(pixel.error());
  if (layout.row_stride == 0) layout.row_stride = packed_stride(layout);
  if (auto row = check_row_stride(layout); !row) return std::unexpected(row.error());
  if (auto turn = check_rotation(layout.rotation); !turn) return std::unexpected(turn.error());
  if (auto buffer = check_buffer(pixels.size(), layout); !buffer) return std::unexpected(buffer.error());
  return Frame(pixels.data(), layout);
}

Result<Frame> Frame::luma(std::span<const std::uint8_t> pixels, int width, int height,
                          std::ptrdiff_t row_stride) {
  return of(pixels, {.width = width, .height = height, .row_stride = row_stride});
}

}  // namespace skan

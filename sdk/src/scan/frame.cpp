#include "skan/frame.h"

#include <fmt/format.h>

namespace skan {
namespace {

std::unexpected<Error> refuse(std::string message) {
  return std::unexpected(Error{ErrorCode::invalid_argument, std::move(message)});
}

bool is_side(int pixels) noexcept {
  return pixels >= 1 && pixels <= Frame::kMaxSide;
}

/// True if `size` bytes hold all rows. Divides, because (height - 1) * row_stride need not fit in 64 bits.
bool holds_rows(std::uint64_t size, int width, int height, std::ptrdiff_t row_stride) noexcept {
  const auto last_row = static_cast<std::uint64_t>(width);
  if (size < last_row) return false;
  if (height == 1) return true;
  return static_cast<std::uint64_t>(row_stride) <= (size - last_row) / static_cast<std::uint64_t>(height - 1);
}

}  // namespace

Result<Frame> Frame::luma(std::span<const std::uint8_t> pixels, int width, int height,
                          std::ptrdiff_t row_stride) {
  if (!is_side(width)) return refuse(fmt::format("width is {}; it must be 1 to {}", width, kMaxSide));
  if (!is_side(height)) return refuse(fmt::format("height is {}; it must be 1 to {}", height, kMaxSide));
  if (row_stride < width) {
    return refuse(fmt::format("row_stride is {}; it must be at least the width, {}", row_stride, width));
  }
  if (!holds_rows(pixels.size(), width, height, row_stride)) {
    return refuse(fmt::format("pixels holds {} bytes; {} rows of {} with a row_stride of {} need more",
                              pixels.size(), height, width, row_stride));
  }
  return Frame(pixels.data(), width, height, row_stride);
}

}  // namespace skan

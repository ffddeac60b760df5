#include <limits>

#include "scanner_handle.h"

namespace skan::c {
namespace {

std::ptrdiff_t stride_in(std::int64_t stride, const char* argument) {
  if (stride < 0 || stride > std::numeric_limits<std::ptrdiff_t>::max()) {
    refuse(argument, std::to_string(stride) + " is out of range");
  }
  return static_cast<std::ptrdiff_t>(stride);
}

}  // namespace

Frame frame_in(const skan_frame* frame) {
  const skan_frame given = taken(frame, "frame");
  FrameLayout layout;
  layout.format = number_in(given.format, PixelFormat::luma, PixelFormat::bgra, "frame.format");
  layout.width = given.width;
  layout.height = given.height;
  layout.row_stride = stride_in(given.row_stride, "frame.row_stride");
  layout.pixel_stride = stride_in(given.pixel_stride, "frame.pixel_stride");
  layout.rotation = given.rotation;
  layout.mirrored = flag_in(given.mirrored, "frame.mirrored");
  const auto bytes = bytes_in(given.pixels, given.length, "frame.pixels");
  const auto made = Frame::of({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, layout);
  if (!made) fail(made.error(), "frame.");
  return *made;
}

skan_code told(const ScannedCode& code) noexcept {
  skan_code out{};
  out.text = told(code.text);
  for (std::size_t i = 0; i < code.corners.size(); ++i) out.corners[i] = {code.corners[i].x, code.corners[i].y};
  return out;
}

}  // namespace skan::c

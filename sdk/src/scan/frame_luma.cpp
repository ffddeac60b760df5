#include "scan/frame_luma.h"

namespace skan::scan {
namespace {

/// Where the brightness of a pixel comes from, in 256ths of its bytes at 0, 1 and 2.
struct Weights {
  unsigned first, second, third;
};

Weights weights_of(PixelFormat format) noexcept {
  if (format == PixelFormat::rgba) return {77, 150, 29};
  if (format == PixelFormat::bgra) return {29, 150, 77};
  return {};
}

/// `kStep` 0: `step` bytes from pixel to pixel; else kStep, which the compiler makes faster code of.
template <int kStep>
void weigh_row(const std::uint8_t* from, std::ptrdiff_t step, int width, Weights w,
               std::uint8_t* to) noexcept {
  for (int x = 0; x < width; ++x) {
    const std::uint8_t* pixel = from + x * (kStep != 0 ? kStep : step);
    to[x] =
        static_cast<std::uint8_t>((w.first * pixel[0] + w.second * pixel[1] + w.third * pixel[2] + 128) >> 8);
  }
}

template <int kStep>
void pick_row(const std::uint8_t* from, std::ptrdiff_t step, int width, std::uint8_t* to) noexcept {
  for (int x = 0; x < width; ++x) to[x] = from[x * (kStep != 0 ? kStep : step)];
}

void write_row(const Frame& frame, const std::uint8_t* from, Weights weights, std::uint8_t* to) noexcept {
  const std::ptrdiff_t step = frame.pixel_stride();
  const bool has_colours = weights.first != 0;
  if (has_colours && step == 4) return weigh_row<4>(from, step, frame.width(), weights, to);
  if (has_colours) return weigh_row<0>(from, step, frame.width(), weights, to);
  if (step == 2) return pick_row<2>(from, step, frame.width(), to);
  pick_row<0>(from, step, frame.width(), to);
}

}  // namespace

LumaView luma_of(const Frame& frame, Picture& into) {
  if (frame.pixel_stride() == 1) return {frame.pixels(), frame.width(), frame.height(), frame.row_stride()};
  const Weights weights = weights_of(frame.format());
  into.resize(frame.width(), frame.height());
  for (int y = 0; y < frame.height(); ++y) {
    write_row(frame, frame.pixels() + y * frame.row_stride(), weights, into.row(y));
  }
  return into.view();
}

Point upright(const Frame& frame, Point p) noexcept {
  const int right = frame.width() - 1, bottom = frame.height() - 1;
  const bool lies = frame.rotation() == 90 || frame.rotation() == 270;
  Point out = p;
  if (frame.rotation() == 90) out = {bottom - p.y, p.x};
  if (frame.rotation() == 180) out = {right - p.x, bottom - p.y};
  if (frame.rotation() == 270) out = {p.y, right - p.x};
  if (frame.mirrored()) out.x = (lies ? bottom : right) - out.x;
  return out;
}

}  // namespace skan::scan

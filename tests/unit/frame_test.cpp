// What a frame may be, and how it becomes brightness.

#include "support/catch.h"

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "scan/frame_luma.h"
#include "skan/frame.h"

using Catch::Matchers::StartsWith;
using skan::ErrorCode;
using skan::Frame;
using skan::FrameLayout;
using skan::PixelFormat;
using skan::Point;

namespace {

constexpr auto kFarthest = std::numeric_limits<std::ptrdiff_t>::max();

/// A buffer of exactly that many bytes, so that AddressSanitizer sees a read of the next one.
struct Buffer {
  explicit Buffer(std::size_t bytes) : size(bytes), data(std::make_unique<std::uint8_t[]>(bytes)) {}
  std::span<const std::uint8_t> span() const { return {data.get(), size}; }

  std::size_t size;
  std::unique_ptr<std::uint8_t[]> data;
};

std::string refusal(std::size_t bytes, const FrameLayout& layout) {
  const Buffer buffer(bytes);
  const auto frame = Frame::of(buffer.span(), layout);
  if (frame) return "accepted";
  CHECK(frame.error().code == ErrorCode::invalid_argument);
  return frame.error().message;
}

/// Every pixel of a frame of exactly `bytes` bytes, counted up from 0.
std::vector<std::uint8_t> luma_of_counted(std::size_t bytes, const FrameLayout& layout) {
  const Buffer buffer(bytes);
  for (std::size_t i = 0; i < bytes; ++i) buffer.data[i] = static_cast<std::uint8_t>(i);
  const auto frame = Frame::of(buffer.span(), layout);
  REQUIRE(frame);
  skan::scan::Picture scratch;
  const skan::scan::LumaView view = skan::scan::luma_of(*frame, scratch);
  std::vector<std::uint8_t> out;
  for (int y = 0; y < view.height; ++y) out.insert(out.end(), view.row(y), view.row(y) + view.width);
  return out;
}

using Bytes = std::vector<std::uint8_t>;

}  // namespace

TEST_CASE("a frame borrows pixels whose last row ends with the buffer") {
  const std::array<std::uint8_t, 11> pixels{};
  const auto frame = Frame::luma(pixels, 3, 3, 4);
  REQUIRE(frame);
  CHECK(frame->pixels() == pixels.data());
  CHECK(frame->width() == 3);
  CHECK(frame->height() == 3);
  CHECK(frame->row_stride() == 4);
}

TEST_CASE("a frame that does not fit is refused by the name of the field") {
  struct Case {
    std::size_t bytes;
    FrameLayout layout;
    const char* complaint;
  };
  using enum PixelFormat;
  const auto c = GENERATE_COPY(values<Case>({
      {12, {luma, 0, 3, 4}, "width is 0"},
      {12, {luma, -1, 3, 4}, "width is -1"},
      {12, {luma, 32'001, 3, 32'001}, "width is 32001"},
      {12, {luma, 3, 0, 4}, "height is 0"},
      {12, {luma, 3, -7, 4}, "height is -7"},
      {12, {luma, 3, 32'001, 4}, "height is 32001"},
      {12, {luma, 4, 3, 3}, "row_stride is 3"},
      {12, {luma, 4, 3, -4}, "row_stride is -4"},
      {12, {luma, 4, 3, -kFarthest}, "row_stride is"},
      {10, {luma, 3, 3, 4}, "pixels holds 10"},
      {2, {luma, 3, 1, 3}, "pixels holds 2"},
      {0, {luma, 1, 1, 1}, "pixels holds 0"},
      {12, {luma, 3, 3, kFarthest}, "pixels holds 12"},
      {12, {luma, 3, 32'000, kFarthest / 31'999 + 1}, "pixels holds 12"},
      {12, {luma, 2, 2, 4, -1}, "pixel_stride is -1"},
      {12, {luma, 32'000, 2, 0, kFarthest}, "pixel_stride is"},
      {12, {luma, 2, 2, 3, 3}, "row_stride is 3; it must be at least the bytes of a row, 4"},
      {12, {luma, 2, 2, 4, 0, 45}, "rotation is 45"},
      {12, {luma, 2, 2, 4, 0, -90}, "rotation is -90"},
      {12, {luma, 2, 2, 4, 0, 360}, "rotation is 360"},
      {64, {static_cast<PixelFormat>(0), 2, 2}, "format is 0"},
      {64, {static_cast<PixelFormat>(8), 2, 2}, "format is 8"},
      {64, {static_cast<PixelFormat>(255), 2, 2}, "format is 255"},
      {64, {nv21, 2, 2, 4, 2}, "pixel_stride is 2"},
      {64, {yuyv, 2, 2, 8, 4}, "pixel_stride is 4"},
      {64, {rgba, 2, 2, 8, 3}, "pixel_stride is 3"},
      {64, {rgba, 2, 2, 7}, "row_stride is 7"},
      {15, {rgba, 2, 2}, "pixels holds 15"},
      {15, {bgra, 2, 2}, "pixels holds 15"},
      {7, {yuyv, 2, 2}, "pixels holds 7"},
      {5, {nv21, 2, 2}, "pixels holds 5"},
      {5, {nv12, 2, 2}, "pixels holds 5"},
      {5, {i420, 2, 2}, "pixels holds 5"},
      {15, {nv21, 3, 3}, "pixels holds 15"},
      {16, {i420, 3, 3}, "pixels holds 16"},
      {64, {nv12, 2, 2, kFarthest}, "pixels holds 64"},
      {64, {i420, 3, 32'000, kFarthest}, "pixels holds 64"},
  }));
  CHECK_THAT(refusal(c.bytes, c.layout), StartsWith(c.complaint));
}

TEST_CASE("a single row needs no stride") {
  const std::array<std::uint8_t, 3> pixels{};
  CHECK(Frame::luma(pixels, 3, 1, kFarthest));
}

TEST_CASE("a frame is accepted with its last byte and not read beyond it") {
  using enum PixelFormat;
  CHECK(luma_of_counted(9, {luma, 2, 2, 6, 2}) == Bytes{0, 2, 6, 8});
  CHECK(luma_of_counted(6, {nv21, 2, 2}) == Bytes{0, 1, 2, 3});
  CHECK(luma_of_counted(6, {nv12, 2, 2}) == Bytes{0, 1, 2, 3});
  CHECK(luma_of_counted(6, {i420, 2, 2}) == Bytes{0, 1, 2, 3});
  CHECK(luma_of_counted(17, {i420, 3, 3}) == Bytes{0, 1, 2, 3, 4, 5, 6, 7, 8});
  CHECK(luma_of_counted(20, {nv21, 3, 3, 4}) == Bytes{0, 1, 2, 4, 5, 6, 8, 9, 10});
  CHECK(luma_of_counted(8, {yuyv, 2, 2}) == Bytes{0, 2, 4, 6});
  CHECK(luma_of_counted(6, {yuyv, 3, 1}) == Bytes{0, 2, 4});
}

TEST_CASE("colours are weighed, whichever end blue is at") {
  const std::array<std::uint8_t, 12> red_then_green = {255, 0, 0, 9, 0, 255, 0, 9, 255, 255, 255, 9};
  skan::scan::Picture scratch;
  const auto grey = [&](PixelFormat format, int pixel) {
    const auto frame = Frame::of(red_then_green, {.format = format, .width = 3, .height = 1});
    REQUIRE(frame);
    return int{skan::scan::luma_of(*frame, scratch).row(0)[pixel]};
  };
  CHECK(grey(PixelFormat::rgba, 0) == 77);
  CHECK(grey(PixelFormat::bgra, 0) == 29);
  CHECK(grey(PixelFormat::rgba, 1) == 149);
  CHECK(grey(PixelFormat::bgra, 1) == 149);
  CHECK(grey(PixelFormat::rgba, 2) == 255);
}

TEST_CASE("luma without gaps is not copied") {
  const std::array<std::uint8_t, 24> pixels{};
  skan::scan::Picture scratch;
  const auto frame = Frame::of(pixels, {.format = PixelFormat::nv21, .width = 4, .height = 4});
  REQUIRE(frame);
  CHECK(skan::scan::luma_of(*frame, scratch).pixels == pixels.data());
}

TEST_CASE("the corners of a frame find their places in the upright picture") {
  const std::array<std::uint8_t, 12> pixels{};  // 4 wide, 3 high
  const auto upright = [&](int rotation, bool mirrored, Point p) {
    const auto frame =
        Frame::of(pixels, {.width = 4, .height = 3, .rotation = rotation, .mirrored = mirrored});
    REQUIRE(frame);
    return skan::scan::upright(*frame, p);
  };
  CHECK(upright(0, false, {3, 0}) == Point{3, 0});
  CHECK(upright(90, false, {0, 0}) == Point{2, 0});
  CHECK(upright(90, false, {3, 2}) == Point{0, 3});
  CHECK(upright(180, false, {0, 0}) == Point{3, 2});
  CHECK(upright(270, false, {0, 0}) == Point{0, 3});
  CHECK(upright(0, true, {0, 0}) == Point{3, 0});
  CHECK(upright(90, true, {0, 0}) == Point{0, 0});
  CHECK(upright(180, true, {0, 0}) == Point{0, 2});
  CHECK(upright(270, true, {0, 0}) == Point{2, 3});
}

#include "scan/image_ops.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "skan/frame.h"

namespace skan::scan {
namespace {

std::uint8_t clamped(int value) noexcept {
  return static_cast<std::uint8_t>(std::clamp(value, 0, 255));
}

void halve_row(const std::uint8_t* upper, const std::uint8_t* lower, int width, std::uint8_t* to) noexcept {
  for (int x = 0; x < width; ++x) {
    to[x] = static_cast<std::uint8_t>(
        (upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1] + 2) / 4);
  }
}

/// Two rows of one, a quarter of the way to `far` and three quarters near `near`, each pixel doubled
/// likewise.
void enlarge_row(const std::uint8_t* near, const std::uint8_t* far, int width, std::uint8_t* to) noexcept {
  std::array<std::uint16_t, Frame::kMaxSide / 2 + 2> mixed;  // with one pixel repeated at either end
  for (int x = 0; x < width; ++x) {
    mixed[static_cast<std::size_t>(x) + 1] = static_cast<std::uint16_t>(3 * near[x] + far[x]);
  }
  mixed[0] = mixed[1];
  mixed[static_cast<std::size_t>(width) + 1] = mixed[static_cast<std::size_t>(width)];
  const std::uint16_t* m = mixed.data() + 1;
  for (int x = 0; x < width; ++x) {
    to[2 * x] = static_cast<std::uint8_t>((3 * m[x] + m[x - 1] + 8) / 16);
    to[2 * x + 1] = static_cast<std::uint8_t>((3 * m[x] + m[x + 1] + 8) / 16);
  }
}

/// For each column the sum of the rows now within reach, and for one row their running total.
struct Sums {
  std::array<std::uint16_t, Frame::kMaxSide> columns;
  std::array<std::uint32_t, Frame::kMaxSide + 1> before;  ///< before[x]: of all columns left of x
};

void add_row(const std::uint8_t* row, int width, Sums& sums) noexcept {
  for (int x = 0; x < width; ++x) sums.columns[static_cast<std::size_t>(x)] += row[x];
}

void take_row(const std::uint8_t* row, int width, Sums& sums) noexcept {
  for (int x = 0; x < width; ++x) sums.columns[static_cast<std::size_t>(x)] -= row[x];
}

void total_columns(int width, Sums& sums) noexcept {
  std::uint32_t total = 0;
  for (std::size_t x = 0; x < static_cast<std::size_t>(width); ++x) {
    sums.before[x] = total;
    total += sums.columns[x];
  }
  sums.before[static_cast<std::size_t>(width)] = total;
}

std::uint8_t mean_of(const Sums& sums, int from, int to, int rows) noexcept {
  const std::uint32_t sum =
      sums.before[static_cast<std::size_t>(to)] - sums.before[static_cast<std::size_t>(from)];
  return static_cast<std::uint8_t>(sum / static_cast<std::uint32_t>((to - from) * rows));
}

void average_row(const Sums& sums, int width, int radius, int rows, std::uint8_t* to) noexcept {
  const int inner_end = std::max(radius, width - radius);
  for (int x = 0; x < std::min(radius, width); ++x)
    to[x] = mean_of(sums, 0, std::min(x + radius + 1, width), rows);
  const std::uint32_t* left = sums.before.data() - radius;
  const std::uint32_t* right = sums.before.data() + radius + 1;
  const float share = 1.0F / static_cast<float>((2 * radius + 1) * rows);
  for (int x = radius; x < inner_end; ++x) {
    to[x] =
        static_cast<std::uint8_t>(static_cast<float>(static_cast<std::int32_t>(right[x] - left[x])) * share);
  }
  for (int x = inner_end; x < width; ++x) to[x] = mean_of(sums, std::max(0, x - radius), width, rows);
}

}  // namespace

void copy(const LumaView& from, Picture& to) {
  to.resize(from.width, from.height);
  for (int y = 0; y < from.height; ++y) std::copy_n(from.row(y), from.width, to.row(y));
}

void invert(const LumaView& from, Picture& to) {
  to.resize(from.width, from.height);
  for (int y = 0; y < from.height; ++y) {
    const std::uint8_t* in = from.row(y);
    std::uint8_t* out = to.row(y);
    for (int x = 0; x < from.width; ++x) out[x] = static_cast<std::uint8_t>(~in[x]);
  }
}

void halve(const LumaView& from, Picture& to) {
  to.resize(from.width / 2, from.height / 2);
  for (int y = 0; y < to.height(); ++y)
    halve_row(from.row(2 * y), from.row(2 * y + 1), to.width(), to.row(y));
}

void enlarge(const LumaView& from, Picture& to) {
  to.resize(2 * from.width, 2 * from.height);
  for (int y = 0; y < from.height; ++y) {
    const std::uint8_t* row = from.row(y);
    enlarge_row(row, from.row(std::max(0, y - 1)), from.width, to.row(2 * y));
    enlarge_row(row, from.row(std::min(from.height - 1, y + 1)), from.width, to.row(2 * y + 1));
  }
}

void average(const LumaView& from, int radius, Picture& to) {
  to.resize(from.width, from.height);
  Sums sums;
  std::fill_n(sums.columns.begin(), from.width, std::uint16_t{0});
  int first = 0, end = 0;
  for (int y = 0; y < from.height; ++y) {
    while (end < std::min(y + radius + 1, from.height)) add_row(from.row(end++), from.width, sums);
    while (first < y - radius) take_row(from.row(first++), from.width, sums);
    total_columns(from.width, sums);
    average_row(sums, from.width, radius, end - first, to.row(y));
  }
}

void sharpen(const LumaView& from, const LumaView& mean, int gain, Picture& to) {
  to.resize(from.width, from.height);
  for (int y = 0; y < from.height; ++y) {
    const std::uint8_t* in = from.row(y);
    const std::uint8_t* around = mean.row(y);
    std::uint8_t* out = to.row(y);
    for (int x = 0; x < from.width; ++x) out[x] = clamped(in[x] + (in[x] - around[x]) * gain / 4);
  }
}

void flatten(const LumaView& from, const LumaView& mean, int gain, Picture& to) {
  to.resize(from.width, from.height);
  for (int y = 0; y < from.height; ++y) {
    const std::uint8_t* in = from.row(y);
    const std::uint8_t* around = mean.row(y);
    std::uint8_t* out = to.row(y);
    for (int x = 0; x < from.width; ++x) out[x] = clamped(128 + (in[x] - around[x]) * gain);
  }
}

}  // namespace skan::scan

#include "scan/motion.h"

#include <algorithm>
#include <cstdlib>

namespace skan::scan {
namespace {

constexpr int kPatch = 16;        // pixels a side: the grain of a dark picture averages out
constexpr int kDifference = 8;    // grey levels, beyond grain and flicker
constexpr int kPatchesMoved = 3;  // one or two may be a reflection

std::uint8_t mean(const LumaView& picture, const Box& patch) noexcept {
  std::uint32_t sum = 0;
  for (int y = patch.top; y < patch.bottom; ++y) {
    const std::uint8_t* row = picture.row(y) + patch.left;
    for (int x = 0; x < patch.width(); ++x) sum += row[x];
  }
  return static_cast<std::uint8_t>(sum / static_cast<std::uint32_t>(patch.width() * patch.height()));
}

}  // namespace

bool Motion::moved(const LumaView& picture) noexcept {
  std::array<std::uint8_t, kColumns * kRows> now;
  int different = 0, total = 0;
  for (int i = 0; i < kColumns * kRows; ++i) {
    const int left = static_cast<int>(std::int64_t{i % kColumns} * picture.width / kColumns);
    const int top = static_cast<int>(std::int64_t{i / kColumns} * picture.height / kRows);
    const auto at = static_cast<std::size_t>(i);
    now[at] = mean(picture, overlap({left, top, left + kPatch, top + kPatch}, picture.box()));
    different += std::abs(now[at] - reference_[at]) > kDifference ? 1 : 0;
    total += now[at];
  }
  brightness_ = total / (kColumns * kRows);
  const bool resized = picture.width != width_ || picture.height != height_;
  if (different < kPatchesMoved && !resized) return false;
  reference_ = now;
  width_ = picture.width;
  height_ = picture.height;
  return true;
}

}  // namespace skan::scan

#include "scan/coach.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace skan::scan {
namespace {

constexpr std::int64_t kSteady = 500'000;  // microseconds
constexpr int kDark = 40;                  // mean grey level of the whole view
constexpr float kFar = 2.2F;               // pixels per module
constexpr int kBlinded = 250;              // grey level from which nothing is told apart
constexpr int kGlareShare = 10;            // percent of a code in which no module can be told
constexpr int kSoftEdge = 35;  // percent of the contrast that the steepest edges make in one pixel

/// How many pixels of every fourth row have each grey level, and each step from one pixel to the next.
struct Tallies {
  std::array<int, 256> grey{};
  std::array<int, 256> step{};
  int count = 0;
};

Tallies tally(const LumaView& part) noexcept {
  Tallies out;
  for (int y = 0; y < part.height; y += 4) {
    const std::uint8_t* row = part.row(y);
    for (int x = 0; x + 1 < part.width; ++x) {
      ++out.grey[row[x]];
      ++out.step[static_cast<std::size_t>(std::abs(row[x + 1] - row[x]))];
    }
    out.count += part.width - 1;
  }
  return out;
}

/// The value that `percent` of the counted ones do not exceed.
int quantile(const std::array<int, 256>& counts, int total, int percent) noexcept {
  std::int64_t left = std::int64_t{total} * percent / 100;
  for (int value = 0; value < 256; ++value) {
    left -= counts[static_cast<std::size_t>(value)];
    if (left < 0) return value;
  }
  return 255;
}

bool is_blinded(const LumaView& patch) noexcept {
  for (int y = 0; y < patch.height; ++y) {
    const std::uint8_t* row = patch.row(y);
    if (std::any_of(row, row + patch.width, [](std::uint8_t grey) { return grey < kBlinded; })) return false;
  }
  return true;
}

/// Are there patches of several modules without any dark one? White paper may be as bright, but has modules.
bool has_glare(const LumaView& part, float module) noexcept {
  const int side = static_cast<int>(4 * module);
  const Box code = grown(part.box(), -std::min(part.width, part.height) / 4);
  int patches = 0, blinded = 0;
  for (int y = code.top; y + side <= code.bottom; y += side) {
    for (int x = code.left; x + side <= code.right; x += side, ++patches) {
      blinded += is_blinded(part.cropped({x, y, x + side, y + side})) ? 1 : 0;
    }
  }
  return blinded * 100 > patches * kGlareShare;
}

bool is_soft(const Tallies& t) noexcept {
  const int contrast = quantile(t.grey, t.count, 95) - quantile(t.grey, t.count, 5);
  return quantile(t.step, t.count, 97) * 100 < contrast * kSoftEdge;
}

}  // namespace

Hint hint_for(const LumaView& picture, int brightness, std::span<const Region> regions) noexcept {
  if (brightness < kDark) return Hint::too_dark;
  if (regions.empty()) return Hint::none;
  const Region& region = regions.front();
  if (region.cut_off) return Hint::cut_off;
  if (region.module < kFar) return Hint::closer;
  const LumaView part = picture.cropped(region.box);
  if (has_glare(part, region.module)) return Hint::glare;
  return is_soft(tally(part)) ? Hint::hold_still : Hint::none;
}

Hint SteadyHint::show(Hint now, std::int64_t time_us) noexcept {
  if (now != wanted_) wanted_ = now, wanted_since_ = time_us;
  const bool steady = time_us - wanted_since_ >= kSteady && time_us - shown_since_ >= kSteady;
  if (wanted_ != shown_ && steady) shown_ = wanted_, shown_since_ = time_us;
  return shown_;
}

}  // namespace skan::scan

namespace skan {

std::string_view name(Hint hint) noexcept {
  switch (hint) {
    case Hint::none:
      return "none";
    case Hint::closer:
      return "closer";
    case Hint::hold_still:
      return "hold_still";
    case Hint::too_dark:
      return "too_dark";
    case Hint::glare:
      return "glare";
    case Hint::cut_off:
      return "cut_off";
  }
  return "unknown";
}

}  // namespace skan

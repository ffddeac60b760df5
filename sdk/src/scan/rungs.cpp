#include "scan/rungs.h"

#include <algorithm>

#include "scan/image_ops.h"
#include "skan/frame.h"

namespace skan::scan {
namespace {

constexpr float kLarge = 5.5F;                 // pixels per module, from which enlarging finds nothing more
constexpr float kLargeSoft = 4.5F;             // the same where smoothing is all that is done
constexpr float kVeryLarge = 14;               // pixels per module, from which half the size does as well
constexpr std::int64_t kMostPixels = 500'000;  // of a part that is still enlarged

enum class Scale : std::uint8_t { half, same, twice };

Scale scale_for(const LumaView& part, Rung rung, float module) noexcept {
  if (rung == Rung::plain) return Scale::same;
  if (rung == Rung::half) return Scale::half;
  if (module >= kVeryLarge && std::min(part.width, part.height) >= 4) return Scale::half;
  const bool enlarged = rung == Rung::sharp || rung == Rung::flat || rung == Rung::soft;
  const float large = rung == Rung::soft ? kLargeSoft : kLarge;
  const bool fits = part.area() <= kMostPixels && std::max(part.width, part.height) <= Frame::kMaxSide / 2;
  return enlarged && module < large && fits ? Scale::twice : Scale::same;
}

}  // namespace

std::int64_t Workshop::pixels(const LumaView& part, Rung rung, float module) noexcept {
  const Scale scale = scale_for(part, rung, module);
  if (scale == Scale::half) return part.area() / 4;
  return scale == Scale::twice ? 4 * part.area() : part.area();
}

void Workshop::reserve(std::int64_t pixels) {
  const auto most = static_cast<int>(std::max(pixels, 4 * std::min(pixels, kMostPixels)));
  for (Picture* picture : {&sized_, &mean_, &out_}) picture->resize(most, 1);
}

Version Workshop::sized(const LumaView& part, Rung rung, float module) {
  switch (scale_for(part, rung, module)) {
    case Scale::half:
      halve(part, sized_);
      return {sized_.view(), 1, 2};
    case Scale::twice:
      enlarge(part, sized_);
      return {sized_.view(), 2, 1};
    case Scale::same:
      break;
  }
  return {part};
}

Version Workshop::make(const LumaView& part, Rung rung, float module) {
  Version version = sized(part, rung, module);
  const LumaView from = version.view;
  switch (rung) {
    case Rung::plain:
    case Rung::half:
      return version;
    case Rung::sharp:
      average(from, 3, mean_);
      sharpen(from, mean_.view(), 8, out_);
      break;
    case Rung::flat:
      average(from, 32, mean_);
      flatten(from, mean_.view(), 8, out_);
      break;
    case Rung::soft:
      average(from, 2, out_);
      break;
    case Rung::crisp:
      average(from, 3, mean_);
      sharpen(from, mean_.view(), 12, out_);
      break;
    case Rung::even:
      average(from, 6, mean_);
      sharpen(from, mean_.view(), 12, out_);
      break;
    case Rung::inverted:
      invert(from, out_);
      break;
  }
  version.view = out_.view();
  return version;
}

}  // namespace skan::scan

#include "SKNDoorClock.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace {

constexpr NSTimeInterval kOtherClock = 60;
constexpr NSTimeInterval kLongest = 3600;  // ends every answer; to a number without bounds nothing could be added any more
constexpr NSTimeInterval kTimelessFrame = 1;

}  // namespace

bool SKNDoorIsOtherClock(NSTimeInterval clock, NSTimeInterval seconds) {
  return std::isfinite(seconds) && seconds < clock - kOtherClock;
}

NSTimeInterval SKNDoorStep(NSTimeInterval *clock, NSTimeInterval seconds) {
  if (!std::isfinite(seconds)) return 0;
  if (std::isnan(*clock) || SKNDoorIsOtherClock(*clock, seconds)) *clock = seconds;
  const NSTimeInterval step = std::clamp(seconds - *clock, 0.0, kLongest);
  *clock = std::max(*clock, seconds);
  return step;
}

NSTimeInterval SKNDoorFrameStep(NSTimeInterval *last, NSTimeInterval seconds) {
  const bool stands = !std::isfinite(seconds) || std::equal_to<>{}(seconds, *last);
  *last = seconds;
  return stands ? kTimelessFrame : 0;
}

// Points in time, and how far they can be believed.
#pragma once

#include <algorithm>
#include <cstdint>

namespace skan {

/// The last second that this library counts with, 9999-12-31T23:59:59Z.
inline constexpr std::int64_t kLastSecond = 253'402'300'799;

/// Where a time comes from. It decides which defences apply.
enum class ClockSource : std::uint8_t {
  device = 0,  ///< the device's clock: checked against the signed data, and may be found suspect
  stated = 1,  ///< named by a person (a rehearsal, an audit): believed, and shown in the evidence
};

/// A point in time as the caller knows it. No function of this library reads a clock.
/// A time outside the years 1970 to 9999 counts as the nearest one inside.
struct Moment {
  std::int64_t unix_seconds = 0;  ///< UTC, seconds since 1970-01-01T00:00:00Z without leap seconds
  ClockSource source = ClockSource::device;

  /// The same moment inside those years.
  Moment bounded() const noexcept {
    return {std::clamp<std::int64_t>(unix_seconds, 0, kLastSecond), source};
  }
};

}  // namespace skan

// Points in time, and how far they can be believed.
#pragma once

#include <cstdint>

namespace skan {

/// Where a time comes from. It decides which defences apply.
enum class ClockSource : std::uint8_t {
  device = 0,  ///< the device's clock: checked against the signed data, and may be found suspect
  stated = 1,  ///< named by a person (a rehearsal, an audit): believed, and shown in the evidence
};

/// A point in time as the caller knows it. No function of this library reads a clock.
struct Moment {
  std::int64_t unix_seconds = 0;  ///< UTC, seconds since 1970-01-01T00:00:00Z without leap seconds
  ClockSource source = ClockSource::device;
};

}  // namespace skan

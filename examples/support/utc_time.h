// Points in time and calendar days as people and programs write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "skan/moment.h"
#include "skan/result.h"

namespace skan::programs {

/// The clock of one run: the device's, or the one moment that --at states.
struct Clock {
  std::optional<std::int64_t> stated;  ///< UTC seconds

  /// Asks the device each time, so that a run of days does not judge by the time of its start.
  Moment now() const;
};

/// Reads an RFC 3339 date-time, `2021-07-01T12:00:00Z` or with an offset and a fraction (cut off), or a
/// bare date, which is its midnight UTC. Returns UTC seconds. Fails with invalid_argument unless it is a
/// moment that exists, from 1970 to 9999; the text does not repeat what was read.
Result<std::int64_t> parse_time(std::string_view text);

/// Reads `2021-06-01` as days since 1970-01-01. Fails with invalid_argument for anything that is not a
/// day of the calendar, years 0001 to 9999; the text does not repeat what was read.
Result<std::int32_t> parse_day(std::string_view text);

/// `2021-06-01T00:00:00Z`. Seconds beyond the years 0001 to 9999 are shown as the nearest in them.
std::string format_time(std::int64_t unix_seconds);
/// `2021-06-01`. Days beyond the years 0001 to 9999 are shown as the nearest in them.
std::string format_day(std::int32_t day);

/// `1 Jun 2021 12:00 UTC`, without the time at midnight.
std::string people_time(std::int64_t unix_seconds);
/// The end of something, of which `end` is the first second that no longer belongs to it: the last day, `28 Nov 2021`,
/// if it ends with a day of that time zone, else the last minute, `28 Nov 2021 09:30 UTC`.
std::string people_until(std::int64_t end, std::int32_t utc_offset_minutes);
/// `1 Jun 2021`.
std::string people_day(std::int32_t day);
/// A length of time in its largest fitting unit: `45 s`, `12 min`, `3 h`, `5 days`.
std::string people_age(std::int64_t seconds);

}  // namespace skan::programs

#include "support/utc_time.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

namespace skan::programs {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::year_month_day;

constexpr std::int64_t kFirstDay = -719'162;  // 0001-01-01
constexpr std::int64_t kLastDay = 2'932'896;  // 9999-12-31
constexpr std::int64_t kSecondsPerDay = 86'400;

constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// Takes what was recognised off the front of a text; the first mismatch makes it failed for good.
class Cursor {
 public:
  explicit Cursor(std::string_view rest) : rest_(rest) {}

  bool at_end() const { return rest_.empty(); }
  bool failed() const { return failed_; }

  /// Exactly `count` decimal digits.
  unsigned digits(std::size_t count) {
    unsigned value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!next_is_digit()) {
        failed_ = true;
        return 0;
      }
      value = value * 10 + static_cast<unsigned>(rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return value;
  }

  /// One of `choices`; returns it.
  char one_of(std::string_view choices) {
    if (rest_.empty() || choices.find(rest_.front()) == std::string_view::npos) {
      failed_ = true;
      return '\0';
    }
    const char taken = rest_.front();
    rest_.remove_prefix(1);
    return taken;
  }

  /// A fraction of a second, if there is one.
  void skip_fraction() {
    if (rest_.empty() || rest_.front() != '.') return;
    rest_.remove_prefix(1);
    if (!next_is_digit()) failed_ = true;
    while (next_is_digit()) rest_.remove_prefix(1);
  }

 private:
  bool next_is_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }

  std::string_view rest_;
  bool failed_ = false;
};

std::optional<sys_days> take_day(Cursor& cursor) {
  const unsigned year = cursor.digits(4);
  cursor.one_of("-");
  const unsigned month = cursor.digits(2);
  cursor.one_of("-");
  const unsigned day = cursor.digits(2);
  const year_month_day date{std::chrono::year{static_cast<int>(year)}, std::chrono::month{month},
                            std::chrono::day{day}};
  if (cursor.failed() || year == 0 || !date.ok()) return std::nullopt;
  return sys_days{date};
}

std::optional<seconds> take_time_of_day(Cursor& cursor) {
  const unsigned hour = cursor.digits(2);
  cursor.one_of(":");
  const unsigned minute = cursor.digits(2);
  cursor.one_of(":");
  const unsigned second = cursor.digits(2);
  cursor.skip_fraction();
  if (cursor.failed() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return seconds{(hour * 60 + minute) * 60 + second};
}

std::optional<seconds> take_offset(Cursor& cursor) {
  const char sign = cursor.one_of("Zz+-");
  if (sign == 'Z' || sign == 'z') return seconds{0};
  const unsigned hour = cursor.digits(2);
  cursor.one_of(":");
  const unsigned minute = cursor.digits(2);
  if (cursor.failed() || hour > 23 || minute > 59) return std::nullopt;
  const seconds offset{(hour * 60 + minute) * 60};
  return sign == '-' ? -offset : offset;
}

std::optional<sys_seconds> read_time(std::string_view text) {
  Cursor cursor(text);
  const auto day = take_day(cursor);
  if (!day) return std::nullopt;
  if (cursor.at_end()) return sys_seconds{*day};
  cursor.one_of("Tt");
  const auto time = take_time_of_day(cursor);
  const auto offset = take_offset(cursor);
  if (!time || !offset || !cursor.at_end()) return std::nullopt;
  return *day + *time - *offset;
}

std::int32_t number_of(sys_days day) {
  return static_cast<std::int32_t>(day.time_since_epoch().count());
}

year_month_day calendar(std::int64_t day) {
  return sys_days{days{static_cast<std::int32_t>(std::clamp(day, kFirstDay, kLastDay))}};
}

sys_seconds shown(std::int64_t unix_seconds) {
  return sys_seconds{seconds{
      std::clamp(unix_seconds, kFirstDay * kSecondsPerDay, kLastDay * kSecondsPerDay + kSecondsPerDay - 1)}};
}

}  // namespace

Moment Clock::now() const {
  if (stated) return {*stated, ClockSource::stated};
  const auto now = floor<seconds>(std::chrono::system_clock::now());
  return {now.time_since_epoch().count(), ClockSource::device};
}

Result<std::int64_t> parse_time(std::string_view text) {
  const auto time = read_time(text);
  const std::int64_t value = time ? time->time_since_epoch().count() : -1;
  if (value < 0 || value >= (kLastDay + 1) * kSecondsPerDay) {
    return std::unexpected(Error{ErrorCode::invalid_argument,
                                 "not a time such as 2021-07-01T12:00:00Z or 2021-07-01, from 1970 to 9999"});
  }
  return value;
}

Result<std::int32_t> parse_day(std::string_view text) {
  Cursor cursor(text);
  const auto day = take_day(cursor);
  if (!day || !cursor.at_end()) {
    return std::unexpected(
        Error{ErrorCode::invalid_argument, "not a day of the calendar such as 2021-06-01"});
  }
  return number_of(*day);
}

std::string format_day(std::int32_t day) {
  const year_month_day date = calendar(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string format_time(std::int64_t unix_seconds) {
  const sys_seconds time = shown(unix_seconds);
  const sys_days day = floor<days>(time);
  const std::chrono::hh_mm_ss clock{time - day};
  return fmt::format("{}T{:02}:{:02}:{:02}Z", format_day(number_of(day)), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

std::string people_day(std::int32_t day) {
  const year_month_day date = calendar(day);
  return fmt::format("{} {} {}", static_cast<unsigned>(date.day()),
                     kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()));
}

std::string people_time(std::int64_t unix_seconds) {
  const sys_seconds time = shown(unix_seconds);
  const sys_days day = floor<days>(time);
  const std::chrono::hh_mm_ss clock{time - day};
  const std::string date = people_day(number_of(day));
  if (time == day) return date;
  return fmt::format("{} {:02}:{:02} UTC", date, clock.hours().count(), clock.minutes().count());
}

std::string people_until(std::int64_t end, std::int32_t utc_offset_minutes) {
  const sys_seconds local{seconds{end} + std::chrono::minutes{utc_offset_minutes}};
  const sys_days day = floor<days>(local);
  if (local == day) return people_day(number_of(day - days{1}));
  const sys_seconds last{seconds{end - 1}};
  const std::chrono::hh_mm_ss clock{last - floor<days>(last)};
  return fmt::format("{} {:02}:{:02} UTC", people_day(number_of(floor<days>(last))), clock.hours().count(),
                     clock.minutes().count());
}

std::string people_age(std::int64_t seconds_long) {
  if (seconds_long < 120) return fmt::format("{} s", seconds_long);
  if (seconds_long < 120 * 60) return fmt::format("{} min", seconds_long / 60);
  if (seconds_long < 48 * 3'600) return fmt::format("{} h", seconds_long / 3'600);
  return fmt::format("{} days", seconds_long / kSecondsPerDay);
}

}  // namespace skan::programs

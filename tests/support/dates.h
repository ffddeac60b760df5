// Dates and times in tests, written as people write them.
#pragma once

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace skan::testing {

constexpr int number_at(std::string_view text, std::size_t at, std::size_t size) {
  int value = 0;
  for (const char c : text.substr(at, size)) {
    if (c < '0' || c > '9') throw std::invalid_argument("not a date or time: " + std::string(text));
    value = value * 10 + (c - '0');
  }
  return value;
}

/// Days since 1970-01-01 of "2021-08-31".
constexpr std::int32_t day(std::string_view date) {
  using namespace std::chrono;
  const year_month_day parsed{year{number_at(date, 0, 4)} / number_at(date, 5, 2) / number_at(date, 8, 2)};
  if (date.size() != 10 || !parsed.ok()) throw std::invalid_argument("not a date: " + std::string(date));
  return static_cast<std::int32_t>(sys_days{parsed}.time_since_epoch().count());
}

/// UTC seconds since 1970 of "2021-08-31 23:59:59".
constexpr std::int64_t utc(std::string_view time) {
  if (time.size() != 19) throw std::invalid_argument("not a time: " + std::string(time));
  return std::int64_t{day(time.substr(0, 10))} * 86'400 + number_at(time, 11, 2) * 3'600 +
         number_at(time, 14, 2) * 60 + number_at(time, 17, 2);
}

}  // namespace skan::testing

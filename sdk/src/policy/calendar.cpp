#include <algorithm>
#include <chrono>

#include "policy/ruling.h"

namespace skan::policy {
namespace {

using namespace std::chrono;

constexpr std::int64_t kDay = 86'400;

year_month_day date_of(std::int64_t day) noexcept { return sys_days{days{static_cast<int>(day)}}; }
std::int64_t day_of(sys_days day) noexcept { return day.time_since_epoch().count(); }

}  // namespace

std::int64_t local_day(std::int64_t time, std::int32_t utc_offset_minutes) noexcept {
  const std::int64_t local = time + std::int64_t{utc_offset_minutes} * 60;
  return local >= 0 ? local / kDay : -((-local + kDay - 1) / kDay);
}

std::int64_t start_of_day(std::int64_t day, std::int32_t utc_offset_minutes) noexcept {
  return day * kDay - std::int64_t{utc_offset_minutes} * 60;
}

std::int64_t add_months(std::int64_t from_day, std::uint32_t count) noexcept {
  const year_month_day date = date_of(from_day);
  const std::int64_t month_count = std::int64_t{static_cast<int>(date.year())} * 12 +
                                   static_cast<unsigned>(date.month()) - 1 + count;
  const year_month target = year{static_cast<int>(month_count / 12)} / month{static_cast<unsigned>(month_count % 12) + 1};
  const std::chrono::day last_day = (target / last).day();
  return day_of(sys_days{target / std::min(date.day(), last_day)});
}

std::int64_t full_months(std::int64_t from_day, std::int64_t to_day) noexcept {
  const year_month_day from = date_of(from_day), to = date_of(to_day);
  const auto count = (to.year() / to.month() - from.year() / from.month()).count();
  return add_months(from_day, static_cast<std::uint32_t>(count)) <= to_day ? count : count - 1;
}

std::int64_t birthday(std::int64_t birth_day, unsigned years_later) noexcept {
  const year_month_day birth = date_of(birth_day);
  const year_month_day date = (birth.year() + years{static_cast<int>(years_later)}) / birth.month() / birth.day();
  return day_of(date.ok() ? sys_days{date} : sys_days{date.year() / March / 1});
}

}  // namespace skan::policy

#include "verifier/judgement.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace skan::verifier {
namespace {

std::string date_of(std::int64_t time, std::int32_t utc_offset_minutes) {
  using namespace std::chrono;
  const year_month_day date{sys_days{days{policy::local_day(time, utc_offset_minutes)}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string_view unit_name(AgeUnit unit) {
  switch (unit) {
    case AgeUnit::hours: return "hours";
    case AgeUnit::days: return "days";
    case AgeUnit::months: return "months";
  }
  return "";
}

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

}  // namespace

Clock read_clock(Moment now, std::int64_t clock_floor, const trust::TrustData& data) noexcept {
  Clock clock;
  if (now.source == ClockSource::stated) {
    clock.now = clock.floor = now.unix_seconds;
    clock.state = ClockState::stated;
  } else {
    clock.floor = std::max(data.head.issued_at, clock_floor);
    const bool behind = now.unix_seconds < clock.floor - trust::kClockTolerance;
    clock.state = behind ? ClockState::suspect : ClockState::plausible;
    // A clock that is a little behind the floor is behind the true time.
    clock.now = std::max(now.unix_seconds, clock.floor);
  }
  clock.stale = clock.now >= data.stale_at();
  return clock;
}

bool Clock::contradicts(const Certificate& c) const noexcept {
  return state == ClockState::plausible && c.issued_at > now + trust::kClockTolerance;
}

std::int64_t start_of(const Certificate& c, const Clock& clock) noexcept {
  const std::int64_t start = c.not_before.value_or(0);
  return clock.state == ClockState::stated ? std::max(start, c.issued_at) : start;
}

bool may_sign(const trust::IssuerKey& key, const Certificate& c) noexcept {
  const bool kind = std::ranges::find(key.kinds, c.kind) != key.kinds.end();
  const bool retired = key.state == trust::KeyState::retired && c.issued_at >= key.retired_at;
  return kind && !retired && c.issued_at >= key.valid_from && c.expires <= key.valid_until;
}

bool is_newer_than_list(const Certificate& c, std::int64_t as_of, const Policy& policy, std::int64_t now) noexcept {
  return c.issued_at >= as_of && now <= as_of + policy.newer_than_data;
}

std::string explain(const policy::Ruling& ruling, const Policy& policy) {
  const std::string limit =
      ruling.rule ? fmt::format("{} {}", ruling.rule->maximum_age, unit_name(ruling.rule->unit)) : std::string();
  switch (ruling.refusal) {
    case policy::Refusal::none: return {};
    case policy::Refusal::kind: return fmt::format("{} accepts no certificate of this kind", policy.id);
    case policy::Refusal::product: return fmt::format("{} accepts only: {}", policy.id, join(ruling.rule->products));
    case policy::Refusal::course: return fmt::format("{} wants the last dose of the course", policy.id);
    case policy::Refusal::too_early:
      return fmt::format("{} accepts this from {}", policy.id, date_of(ruling.boundary, policy.utc_offset_minutes));
    case policy::Refusal::too_late:
      return fmt::format("{} accepts up to {}, that was until {}", policy.id, limit,
                         date_of(ruling.boundary - 1, policy.utc_offset_minutes));
  }
  return {};
}

}  // namespace skan::verifier

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

std::string day_of(const Certificate& c, std::int32_t utc_offset_minutes) {
  return date_of(c.event_day ? policy::start_of_day(*c.event_day, utc_offset_minutes) : *c.event_time, utc_offset_minutes);
}

/// "1 day", "180 days".
std::string amount(std::int64_t count, AgeUnit unit) {
  const std::string_view plural = name(unit);
  return fmt::format("{} {}", count, count == 1 ? plural.substr(0, plural.size() - 1) : plural);
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

PolicyFinding finding_of(const policy::Ruling& ruling, const Policy& policy, const Certificate& certificate,
                         std::int64_t now) {
  PolicyFinding out;
  out.refusal = ruling.refusal;
  out.boundary = ruling.boundary;
  out.utc_offset_minutes = policy.utc_offset_minutes;
  if (ruling.refusal == Refusal::holder_age) out.holder_age = *ruling.rule->holder_age;
  if (ruling.requirement) out.requirement = *ruling.requirement;
  if (ruling.refusal == Refusal::too_late || ruling.refusal == Refusal::too_early) {
    out.age = policy::age(certificate, out.requirement.unit, policy.utc_offset_minutes, now);
  }
  return out;
}

std::string explain(const PolicyFinding& finding, const Policy& policy, const Certificate& c) {
  const PolicyRequirement& asked = finding.requirement;
  const std::string kind = name(c.kind);
  const auto past = [&] {
    return fmt::format("{} {}, {} ago", kind, day_of(c, policy.utc_offset_minutes), amount(finding.age, asked.unit));
  };
  switch (finding.refusal) {
    case Refusal::none: return {};
    case Refusal::kind: return fmt::format("{} accepts no certificate of this kind ({})", policy.id, kind);
    case Refusal::product: return fmt::format("{} accepts only: {}", policy.id, join(asked.products));
    case Refusal::dose:
      return asked.course_complete ? fmt::format("{} wants the last dose of the course", policy.id)
                                   : fmt::format("{} wants at least dose {}", policy.id, asked.minimum_dose);
    case Refusal::holder_age:
      return fmt::format("{} accepts this for holders of {} to {} years", policy.id, finding.holder_age.from, finding.holder_age.to);
    case Refusal::too_early:
      return fmt::format("{}; {} accepts this from {}", past(), policy.id, date_of(finding.boundary, policy.utc_offset_minutes));
    case Refusal::too_late:
      return fmt::format("{}; {} accepts up to {}, that was until {}", past(), policy.id, amount(asked.maximum_age, asked.unit),
                         date_of(finding.boundary - 1, policy.utc_offset_minutes));
    case Refusal::incomplete:
      return fmt::format("{} accepts this only together with another certificate of this holder: {}, at most {} old", policy.id,
                         name(asked.kind), amount(asked.maximum_age, asked.unit));
    case Refusal::other_holder: return "the certificates presented together are not of one person";
  }
  return {};
}

}  // namespace skan::verifier

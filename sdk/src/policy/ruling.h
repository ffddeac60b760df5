// What a policy says to a certificate. Pure functions; no clock, no allocation.
#pragma once

#include <cstdint>
#include <optional>

#include "skan/certificate.h"
#include "skan/policy.h"

namespace skan::policy {

/// Seconds in which a rule accepts a certificate: from <= now < until.
struct Window {
  std::int64_t from = 0;
  std::int64_t until = 0;
};

/// Why no rule accepts. Only the last two depend on the time.
enum class Refusal : std::uint8_t { none, kind, product, course, too_early, too_late };

/// The answer. `rule` points into the policy: the rule that accepts or came closest; null for Refusal::kind.
struct Ruling {
  Refusal refusal = Refusal::kind;
  const PolicyRule* rule = nullptr;
  /// none: when acceptance ends. too_early: when it begins. too_late: when it ended.
  std::int64_t boundary = 0;
};

/// The time in which `rule` accepts a certificate of its kind, by age alone (trust.md section 6).
Window window(const PolicyRule& rule, const Certificate& certificate, std::int32_t utc_offset_minutes) noexcept;

/// Judges `certificate` at `now` (UTC seconds).
Ruling judge(const Policy& policy, const Certificate& certificate, std::int64_t now) noexcept;

/// The local calendar day of `time`, and the UTC second at which `day` begins locally.
std::int64_t local_day(std::int64_t time, std::int32_t utc_offset_minutes) noexcept;
std::int64_t start_of_day(std::int64_t day, std::int32_t utc_offset_minutes) noexcept;
/// `from_day` plus `count` calendar months; a day that the month does not have becomes its last.
std::int64_t add_months(std::int64_t from_day, std::uint32_t count) noexcept;

}  // namespace skan::policy

// What a policy says to what one holder presents. Pure functions; no clock, no allocation.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include "skan/certificate.h"
#include "skan/policy.h"
#include "skan/verdict.h"

namespace skan::policy {

/// The certificates that one holder presents together: 1 to kMaxTogether.
using Presented = std::span<const Certificate* const>;

/// Seconds in which something is accepted: from <= now < until. Empty if until <= from.
struct Window {
  std::int64_t from = std::numeric_limits<std::int64_t>::min();
  std::int64_t until = std::numeric_limits<std::int64_t>::max();

  bool contains(std::int64_t time) const noexcept { return from <= time && time < until; }
};

/// The answer. The pointers point into the policy.
struct Ruling {
  Refusal refusal = Refusal::kind;
  const PolicyRule* rule = nullptr;                ///< the rule that accepts or came closest; null for Refusal::kind
  const PolicyRequirement* requirement = nullptr;  ///< what stands in the way; null for none, kind and holder_age
  std::size_t certificate = 0;                     ///< the presented one that does not meet the requirement
  /// none: when acceptance ends. too_early: when the requirement begins to be met. too_late: when that ended.
  std::int64_t boundary = 0;
};

/// The time in which `requirement` accepts a certificate of its kind, by age alone (trust.md section 6).
Window window(const PolicyRequirement& requirement, const Certificate& certificate, std::int32_t utc_offset_minutes) noexcept;
/// The time in which a holder born on `birth_day` is of that age.
Window window(const HolderAge& age, std::int32_t birth_day, std::int32_t utc_offset_minutes) noexcept;

/// The age of the event in full units, counted as window() counts it; 0 for an event to come.
std::int64_t age(const Certificate& certificate, AgeUnit unit, std::int32_t utc_offset_minutes, std::int64_t now) noexcept;

/// Judges at `now` (UTC seconds). Never accepts under a policy that needs a newer app, under a rule without
/// requirements, or where nothing is presented. Precondition: all are of one holder.
Ruling judge(const Policy& policy, Presented presented, std::int64_t now) noexcept;
Ruling judge(const Policy& policy, const Certificate& certificate, std::int64_t now) noexcept;

/// The first second after `now` that is within `limits` and in which the policy accepts; nothing if there is none.
/// Precondition: `now` is not such a second.
std::optional<std::int64_t> next_acceptance(const Policy& policy, Presented presented, Window limits, std::int64_t now) noexcept;

/// True if there is a time at which the policy accepts: then a refusal rests on the time.
bool accepts_sometime(const Policy& policy, Presented presented) noexcept;

/// False if what the certificates say of their holders cannot be of one person: birth dates, and a name in
/// one script that both give, must be equal, and whatever else both give of name and document.
bool is_one_holder(const Certificate& a, const Certificate& b) noexcept;

/// The local calendar day of `time`, and the UTC second at which `day` begins locally.
std::int64_t local_day(std::int64_t time, std::int32_t utc_offset_minutes) noexcept;
std::int64_t start_of_day(std::int64_t day, std::int32_t utc_offset_minutes) noexcept;
/// `from_day` plus `count` calendar months; a day that the month does not have becomes its last.
std::int64_t add_months(std::int64_t from_day, std::uint32_t count) noexcept;
/// The greatest count for which add_months(from_day, count) is not after `to_day`. Precondition: from_day <= to_day.
std::int64_t full_months(std::int64_t from_day, std::int64_t to_day) noexcept;
/// The day of the `years`-th birthday; who was born on 29 February has it on 1 March in a common year.
std::int64_t birthday(std::int64_t birth_day, unsigned years) noexcept;

}  // namespace skan::policy

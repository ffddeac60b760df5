// Policies as signed bytes: trust.md section 6.
#pragma once

#include <string>
#include <string_view>

#include "codec/cbor.h"
#include "skan/policy.h"

namespace skan::policy {

// The format's bounds, for those who author policies as well.
inline constexpr std::size_t kMaxTitle = 96, kMaxProduct = 32, kMaxRules = 64, kMaxProducts = 64, kMaxRequirements = 4;
inline constexpr std::uint32_t kMaxAge = 10'000;
inline constexpr std::uint8_t kMaxHolderAge = 150;
inline constexpr std::int32_t kMaxUtcOffset = 840;
inline constexpr std::int64_t kMaxDuration = 315'360'000;

/// True if `id` matches `[0-9a-z-]{1,32}`.
bool is_identifier(std::string_view id) noexcept;

/// Reads one policy. A fault in `in` if it is malformed, and then `fault` names the field, as
/// "rules[0].requirements[1].maximum_age". A critical key that this version does not know only sets
/// Policy::needs_newer_app, so that the other policies stay usable.
Policy read_policy(codec::CborReader& in, std::string& fault);

/// Precondition: read_policy() would read it back.
void write_policy(codec::CborWriter& out, const Policy& policy);

}  // namespace skan::policy

// What changed in the status lists from one manifest to a later one: trust.md section 7.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "skan/result.h"
#include "trust/objects.h"

namespace skan::trust {

/// A delta travels only below this size, in bytes; whatever has changed more is sent whole.
inline constexpr std::size_t kMaxDeltaSize = 1'000'000;

/// The positions of a manifest's lists, one list after the other.
std::uint64_t position_count(const Manifest& manifest) noexcept;

/// The changed positions that a delta to `manifest` holds, ascending.
/// Fails with size_mismatch, malformed, threshold_not_met, newer_data_format.
Result<std::vector<std::uint64_t>> open_delta(crypto::Bytes object, const Manifest& manifest, const Root& root);

/// `changes` ascend strictly and lie below position_count(manifest).
std::vector<std::byte> sign_delta(std::span<const std::uint64_t> changes, const Manifest& manifest,
                                  const crypto::SecretKey& key);

}  // namespace skan::trust

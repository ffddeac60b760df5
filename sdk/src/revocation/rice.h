// Golomb-Rice gaps: how ascending positions travel, in status lists and in deltas (trust.md section 7).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace skan::revocation {

/// Parameter, count and bit stream for `positions`, which ascend strictly and lie below `universe`.
/// Precondition: fewer than 2^32 of them.
std::vector<std::byte> encode_positions(std::span<const std::uint64_t> positions, std::uint64_t universe);

/// Calls `visit` with every position, ascending. False if `bytes` are not exactly the coding of positions below
/// `universe`; what was visited until then means nothing. Allocates nothing.
bool decode_positions(std::span<const std::byte> bytes, std::uint64_t universe,
                      const std::function<void(std::uint64_t)>& visit);

}  // namespace skan::revocation

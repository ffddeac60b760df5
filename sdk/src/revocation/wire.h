// Status lists as they travel: trust.md section 7.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "revocation/status_list.h"

namespace skan::revocation {

/// The withdrawn indices of `list`, ascending.
std::vector<std::uint64_t> positions_of(const StatusList& list);

/// The smaller of the two forms of `list`.
std::vector<std::byte> encode_list(const StatusList& list);

/// Reads either form of a list of `length` indices, which comes from the signed manifest. Nothing if
/// the bytes are not exactly such a list. Never allocates more than length / 8 bytes, rounded up to
/// blocks, twice. Precondition: length <= kMaxLength.
std::optional<StatusList> decode_list(std::span<const std::byte> wire, std::uint32_t length);

}  // namespace skan::revocation

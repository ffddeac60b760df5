#include "issuer/deltas.h"

#include <algorithm>
#include <bit>

#include "revocation/wire.h"

namespace skan::issuer {
namespace {

/// Positions at which two bitmaps differ; the shorter one goes on with zeros.
void add_differences(std::span<const std::byte> before, std::span<const std::byte> now, std::uint64_t offset,
                     std::vector<std::uint64_t>& out) {
  for (std::size_t at = 0; at < now.size(); ++at) {
    const std::byte old = at < before.size() ? before[at] : std::byte{0};
    for (auto bits = std::to_integer<unsigned>(old ^ now[at]); bits != 0; bits &= bits - 1) {
      out.push_back(offset + at * 8 + static_cast<std::size_t>(std::countr_zero(bits)));
    }
  }
}

}  // namespace

std::optional<std::vector<std::uint64_t>> changes_since(const std::vector<PublishedList>& before,
                                                        const std::vector<CurrentList>& current) {
  std::vector<std::uint64_t> changes;
  std::uint64_t offset = 0;
  for (const CurrentList& now : current) {
    const auto old = std::ranges::find(before, now.entry.kid, &PublishedList::kid);
    if (old == before.end()) {
      add_differences({}, now.list.bitmap(), offset, changes);
    } else if (old->digest != now.entry.digest) {
      const auto list = old->length <= now.entry.length ? revocation::decode_list(old->wire, old->length) : std::nullopt;
      if (!list) return std::nullopt;
      add_differences(list->bitmap(), now.list.bitmap(), offset, changes);
    }
    offset += now.entry.length;
  }
  return changes;
}

}  // namespace skan::issuer

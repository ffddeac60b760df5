// What changed in status lists between two publications.
#pragma once

#include <map>
#include <vector>

#include "issuer/ledger.h"
#include "revocation/status_list.h"
#include "trust/objects.h"

namespace skan::issuer {

/// A status list that is being published.
struct CurrentList {
  trust::ListEntry entry;
  revocation::StatusList list;
};

/// The changed positions from the lists of an earlier publication to `current`, ascending, as trust.md section 7 counts them.
/// Nothing if an earlier list is longer than its successor, or is not readable: then there is no delta.
std::optional<std::vector<std::uint64_t>> changes_since(const std::vector<PublishedList>& before,
                                                        const std::vector<CurrentList>& current);

}  // namespace skan::issuer

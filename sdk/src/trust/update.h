// Judging an update as a whole: trust.md section 10. No I/O.
#pragma once

#include <optional>
#include <vector>

#include "revocation/status_list.h"
#include "skan/moment.h"
#include "skan/result.h"
#include "trust/bundle.h"
#include "trust/chain.h"

namespace skan::trust {

/// The head in force. Like the manifest, it counts even when what it leads to is damaged, so that damage does not open
/// the way for an older bundle.
struct HeldHead {
  std::optional<Head> content;
  std::vector<std::byte> bytes;
};

/// What a device holds. Damaged objects are simply absent here.
struct InForce {
  std::vector<std::vector<std::byte>> roots;  ///< from version 1 on
  HeldHead head;
  std::optional<Manifest> manifest;           ///< also counts when only its signature holds
  crypto::Digest manifest_digest{};
  std::optional<TrustData> data;
};

/// A checked status list and whose it is.
struct KeyList {
  crypto::KeyId kid{};
  revocation::StatusList list;
};

/// An update that may be put in force. Spans point into the bundle.
struct Update {
  std::vector<crypto::Bytes> roots;  ///< all versions from 1 on
  TrustData data;
  crypto::Bytes head;
  crypto::Bytes manifest;
  crypto::Bytes issuers;
  crypto::Bytes policies;
  std::vector<KeyList> lists;  ///< of every key that needs one, in the manifest's order
};

/// Checks everything about `bundle` against what is in force. Fails with any code of trust.md section 10.
Result<Update> check_update(const Bundle& bundle, const InForce& in_force, const Identity& identity, Moment now);

}  // namespace skan::trust

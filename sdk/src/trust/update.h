// What an update brings, and judging one that came as a bundle: trust.md sections 9 and 10. No I/O.
#pragma once

#include <array>
#include <vector>

#include "revocation/status_list.h"
#include "skan/moment.h"
#include "skan/result.h"
#include "trust/bundle.h"
#include "trust/in_force.h"

namespace skan::trust {

/// A block that is to be stored.
struct NewBlock {
  std::size_t position = 0;
  std::array<std::byte, revocation::kBlockBytes> bytes;
};

/// A checked status list. A position without a new block has the one in force at the same place of the same
/// key's list, whose digest is the same; or it is all zeros.
struct NewList {
  crypto::KeyId kid{};
  std::vector<crypto::Digest> digests;
  std::vector<NewBlock> blocks;  ///< ascending by position
};

/// An update that may be put in force.
struct Update {
  std::vector<Object> roots;  ///< all versions from 1 on
  TrustData data;
  Object head;
  Object manifest;
  Object issuers;
  Object policies;
  std::vector<NewList> lists;  ///< of every key that needs one, in the manifest's order
};

class Session;

/// Gives all of `bundle` to `session`, which began with `in_force` and Origin::bundle. What fails is in the order of
/// trust.md section 10.
Result<void> feed_bundle(const Bundle& bundle, const InForce& in_force, const Identity& identity, Session& session);

/// Checks everything about `bundle` against what is in force. Fails with any code of trust.md section 10.
Result<Update> check_update(const Bundle& bundle, const InForce& in_force, const Identity& identity, Moment now);

}  // namespace skan::trust

// What a device holds when an update begins.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "revocation/status_list.h"
#include "skan/anchor.h"
#include "trust/chain.h"

namespace skan::trust {

using Object = std::vector<std::byte>;

/// The head in force. Like the manifest, it counts even when what it leads to is damaged, so that damage does not open
/// the way for an older bundle.
struct HeldHead {
  std::optional<Head> content;
  Object bytes;
};

/// An issuer list or policies in force, as far as an update must not go behind them.
struct HeldPart {
  std::uint32_t epoch = 0;
  std::uint32_t version = 0;
  crypto::Digest digest{};
};

/// Everything but the blocks, checked from the authority id down. Damaged objects are simply absent.
struct InForce {
  std::vector<Object> roots;  ///< from version 1 on
  HeldHead head;
  std::optional<Manifest> manifest;  ///< also counts when only its signature holds
  crypto::Digest manifest_digest{};
  std::optional<HeldPart> issuers, policies;  ///< also count when something else is damaged
  std::optional<TrustData> data;
  std::vector<std::vector<crypto::Digest>> block_digests;  ///< with data: per list of its manifest
  /// As they are stored, perhaps damaged: an update takes over what its own manifest names again.
  Object manifest_object, issuers_object, policies_object;
  Anchor anchor;  ///< nothing older than this is taken

  /// The list of `kid` in force, as its place in the manifest; nothing if there is none that verdicts use.
  std::optional<std::size_t> list_of(const crypto::KeyId& kid) const noexcept;
};

/// Reads block `position` of list `list` (its place in the manifest in force) as it is stored, right or wrong. False if
/// there is none.
using ReadBlock =
    std::function<bool(std::size_t list, std::size_t position, std::span<std::byte, revocation::kBlockBytes> out)>;

}  // namespace skan::trust

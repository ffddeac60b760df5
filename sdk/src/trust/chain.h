// From the pinned authority id down to what a verifier believes: trust.md sections 2 to 8.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "skan/result.h"
#include "skan/verdict.h"
#include "trust/objects.h"

namespace skan::trust {

/// How far, in seconds, two clocks may be apart without either being called wrong.
inline constexpr std::int64_t kClockTolerance = 300;

/// Whose data a device accepts; fixed when it is provisioned.
struct Identity {
  crypto::Digest authority_id{};
  std::string channel;
};

/// Data under an older root than the newest are over this many seconds after the next root was issued.
inline constexpr std::int64_t kRotationGrace = 7 * 86'400;

/// Signed objects that belong together, all of them checked.
struct TrustData {
  Root root;  ///< the newest; the others may be signed under an earlier one
  Head head;
  Manifest manifest;
  IssuerList issuers;
  Policies policies;
  /// When the root after the one that they are signed under was issued; nothing if that is the newest.
  std::optional<std::int64_t> superseded_at;
  std::uint32_t root_version = 0;  ///< of the root that they are signed under

  /// The manifest's tiers, each cut to the root's cap.
  Tiers tiers() const noexcept;
  /// From this second on nothing is accepted.
  std::int64_t stale_at() const noexcept;
  Freshness freshness(std::int64_t now) const noexcept;
  std::int64_t age(std::int64_t now) const noexcept;
};

/// Root 1, by the authority id and its own threshold. Fails with size_mismatch, foreign_store, malformed,
/// threshold_not_met, newer_data_format.
Result<Root> open_first_root(crypto::Bytes object, const crypto::Digest& authority_id);
/// The root after `held`. Fails with lower_sequence (version or epoch), malformed, threshold_not_met,
/// newer_data_format.
Result<Root> open_next_root(crypto::Bytes object, const Root& held);
/// The version that a root claims, before anything about it is checked.
Result<std::uint32_t> claimed_root_version(crypto::Bytes object);

/// Signature, identity and epoch of each object, and its place in the one above it; not its time and
/// not what was in force before. All fail with malformed, threshold_not_met, newer_data_format;
/// foreign_store, lower_sequence (an older epoch), size_mismatch, hash_mismatch, missing_list as each applies.
Result<Head> open_head(crypto::Bytes object, const Root& root, const Identity& identity);
Result<Manifest> open_manifest(crypto::Bytes object, const Head& head, const Root& root, const Identity& identity);
/// The same without the head above it.
Result<Manifest> open_signed_manifest(crypto::Bytes object, const Root& root, const Identity& identity);
Result<IssuerList> open_issuer_list(crypto::Bytes object, const Manifest& manifest, const Root& root);
Result<Policies> open_policies(crypto::Bytes object, const Manifest& manifest, const Root& root);
/// The manifest holds a list for every key that needs one, and none for a key that must not have one.
Result<void> check_lists_present(const Manifest& manifest, const IssuerList& issuers);

/// Size and then digest (`skan-part`) of a part as it travels.
Result<void> check_part(crypto::Bytes part, std::uint32_t size, const crypto::Digest& digest, std::string_view what);

}  // namespace skan::trust

// The signed objects of trust.md as values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crypto/ed25519.h"
#include "skan/certificate.h"
#include "skan/policy.h"

namespace skan::trust {

/// Who may sign an object, and how many must.
struct Role {
  std::uint32_t threshold = 0;
  std::vector<crypto::PublicKey> keys;  ///< strictly ascending by kid
};

/// The order in which a root lists its roles.
enum class RoleName : std::uint8_t { root = 0, authority, policy, manifest, head };
inline constexpr std::size_t kRoleCount = 5;

/// The longest ages, in seconds, of data called fresh, recent and ageing; not descending.
using Tiers = std::array<std::int64_t, 3>;

struct Root {
  std::uint32_t version = 0;
  std::uint32_t epoch = 0;
  std::int64_t issued_at = 0;
  std::int64_t expires = 0;
  std::array<Role, kRoleCount> roles;
  Tiers caps{};

  const Role& role(RoleName name) const noexcept { return roles[static_cast<std::size_t>(name)]; }
};

struct Head {
  crypto::Digest authority_id{};
  std::uint32_t epoch = 0;
  std::string channel;
  std::uint64_t sequence = 0;
  std::int64_t issued_at = 0;
  std::int64_t expires = 0;
  crypto::Digest manifest_digest{};
  std::uint32_t manifest_size = 0;
};

enum class PartKind : std::uint64_t { issuer_list = 1, policies = 2 };

struct PartEntry {
  std::uint64_t kind = 0;
  std::uint32_t version = 0;
  std::uint32_t size = 0;
  crypto::Digest digest{};
};

struct ListEntry {
  crypto::KeyId kid{};
  std::uint32_t length = 0;
  std::int64_t as_of = 0;
  crypto::Digest list_digest{};
  std::uint32_t size = 0;
  crypto::Digest digest{};
};

struct Manifest {
  crypto::Digest authority_id{};
  std::uint32_t epoch = 0;
  std::string channel;
  std::uint64_t version = 0;
  std::int64_t issued_at = 0;
  std::int64_t expires = 0;
  Tiers tiers{};
  std::vector<PartEntry> parts;  ///< strictly ascending by kind
  std::vector<ListEntry> lists;  ///< strictly ascending by kid

  const PartEntry* part(PartKind kind) const noexcept;
  const ListEntry* list(const crypto::KeyId& kid) const noexcept;
};

enum class KeyState : std::uint8_t { active = 0, retired = 1, compromised = 2 };
enum class RevocationMode : std::uint8_t { none = 0, index = 1 };

struct IssuerKey {
  crypto::KeyId kid{};  ///< computed from the key, never read
  crypto::PublicKey public_key{};
  std::string name;
  std::vector<Kind> kinds;
  std::int64_t valid_from = 0;
  std::int64_t valid_until = 0;
  KeyState state = KeyState::active;
  std::int64_t retired_at = 0;  ///< only for KeyState::retired
  RevocationMode revocation = RevocationMode::index;
  bool needs_newer_app = false;  ///< has a state, a revocation or a critical rule that this version does not know
  bool practice = false;         ///< of a training authority: signs training certificates and no others

  /// True if the manifest must hold a status list for this key.
  bool needs_list() const noexcept {
    return !needs_newer_app && revocation == RevocationMode::index && state != KeyState::compromised;
  }
};

/// What issuer list and policies have in common.
struct PartHeader {
  crypto::Digest authority_id{};
  std::uint32_t epoch = 0;
  std::uint32_t version = 0;
  std::int64_t issued_at = 0;
};

struct IssuerList {
  PartHeader header;
  std::vector<IssuerKey> keys;  ///< strictly ascending by kid

  const IssuerKey* find(const crypto::KeyId& kid) const noexcept;
};

struct Policies {
  PartHeader header;
  std::vector<Policy> policies;  ///< strictly ascending by id
  std::string default_id;

  /// The policy named `id`, or the default one for an empty `id`; null if there is none.
  const Policy* find(std::string_view id) const noexcept;
};

}  // namespace skan::trust

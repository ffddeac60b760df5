// The inside of an Authority.
#pragma once

#include <optional>

#include "issuer/key_ring.h"
#include "issuer/ledger.h"
#include "skan/issuer/authority.h"

namespace skan::issuer {

/// Names in the ledger's state table.
inline constexpr std::string_view kAuthorityId = "authority_id", kName = "name", kRootObject = "root",
                                  kIssuersObject = "issuers", kPoliciesObject = "policies", kSequence = "sequence",
                                  kPublishedAt = "published_at", kKeyCount = "certificates_per_key", kKeyDays = "days_per_key",
                                  kLastBundle = "last_bundle";

/// The ledger's name for the object of root `version`.
std::string root_name(std::uint32_t version);

struct Authority::Impl {
  Impl(std::filesystem::path where, Ledger open_ledger)
      : folder(std::move(where)), keys(folder / "keys"), ledger(std::move(open_ledger)) {}

  std::filesystem::path folder;
  KeyRing keys;
  Ledger ledger;
  /// The keys in daily use; nothing while they are locked.
  std::optional<crypto::SecretKey> issuer_key, manifest_key, head_key;

  crypto::Digest authority_id{};
  std::vector<std::vector<std::byte>> root_objects;  ///< from root 1 on
  trust::Root root;              ///< the present root, and what hangs on it with its bytes
  trust::IssuerList issuers;
  std::vector<std::byte> issuers_object;
  trust::Policies policies;
  std::vector<std::byte> policies_object;
  bool grouping = false;         ///< between begin() and commit()

  crypto::KeyId active_kid{};    ///< of the issuer key that signs new certificates
  const trust::IssuerKey& active_key() const { return *issuers.find(active_kid); }

  /// Reads roots, issuer list and policies from the ledger. False if it does not hold them intact.
  bool load_objects();
  /// Finds the keys in daily use, and opens them unless they are sealed and there is no passphrase. Fails with storage, malformed,
  /// invalid_argument, capacity.
  Result<void> load_keys();
  /// Both again, after the ledger has changed. Fails with malformed, and as load_keys() does.
  Result<void> reload();
  /// Within a transaction, before anything is signed or stored on the strength of what was loaded: overtaken if another program has changed
  /// the issuer list in the ledger since, or (need_current) the root, the issuer list or the policies. Fails with storage.
  Result<void> need_current_issuers();
  Result<void> need_current();
  /// invalid_argument while locked.
  Result<void> need_keys() const;
};

}  // namespace skan::issuer

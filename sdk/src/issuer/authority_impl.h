// The inside of an Authority.
#pragma once

#include "issuer/ledger.h"
#include "skan/issuer/authority.h"

namespace skan::issuer {

/// Names in the ledger's state table.
inline constexpr std::string_view kAuthorityId = "authority_id", kName = "name", kRootObject = "root",
                                  kIssuersObject = "issuers", kPoliciesObject = "policies", kSequence = "sequence",
                                  kPublishedAt = "published_at", kKeyCount = "certificates_per_key", kKeyDays = "days_per_key";

struct Authority::Impl {
  Impl(std::filesystem::path where, Ledger open_ledger, crypto::SecretKey issuer, crypto::SecretKey manifest,
       crypto::SecretKey head)
      : folder(std::move(where)),
        ledger(std::move(open_ledger)),
        issuer_key(std::move(issuer)),
        manifest_key(std::move(manifest)),
        head_key(std::move(head)) {}

  std::filesystem::path folder;
  Ledger ledger;
  crypto::SecretKey issuer_key;
  crypto::SecretKey manifest_key;
  crypto::SecretKey head_key;

  crypto::Digest authority_id{};
  trust::Root root;              ///< the present root, and its bytes and those of its parts
  std::vector<std::byte> root_object;
  trust::IssuerList issuers;
  std::vector<std::byte> issuers_object;
  std::vector<std::byte> policies_object;
  std::uint32_t policies_version = 0;
  bool grouping = false;         ///< between begin() and commit()

  const trust::IssuerKey& active_key() const { return *issuers.find(crypto::key_id(issuer_key.public_key())); }
};

}  // namespace skan::issuer

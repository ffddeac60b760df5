// What the ledger holds of keys, certificates and withdrawals.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "crypto/ed25519.h"

namespace skan::issuer {

/// A certificate's place in the ledger: the issuer key's number above bit 29, the status index below. One key's
/// certificates lie side by side, in the order of their indices.
enum class CertificateId : std::int64_t {};

inline constexpr int kIndexBits = 29;
constexpr CertificateId certificate_id(std::int64_t key, std::uint32_t index) noexcept {
  return CertificateId{(key << kIndexBits) | index};
}
constexpr std::int64_t key_of(CertificateId id) noexcept { return static_cast<std::int64_t>(id) >> kIndexBits; }
constexpr std::uint32_t index_of(CertificateId id) noexcept {
  return static_cast<std::uint32_t>(static_cast<std::int64_t>(id) & ((1 << kIndexBits) - 1));
}

/// What a key is used for at present. Numbers stand in the ledger.
enum class KeyUse : std::uint8_t {
  prepared = 0,     ///< published, so that devices know it by the time it is used
  active = 1,       ///< signs what is issued; at most one key is
  retired = 2,      ///< what it has signed counts
  compromised = 3,  ///< what it has signed is rejected
};

/// An issuer key as the ledger counts it. Keys are numbered from 1, in the order in which they were made.
struct LedgerKey {
  std::int64_t id = 0;
  crypto::KeyId kid{};
  crypto::PublicKey public_key{};
  KeyUse use = KeyUse::prepared;
  std::int64_t since = 0;        ///< of this use, UTC seconds
  std::uint32_t next_index = 0;  ///< the length of its status list
  std::uint64_t issued = 0;      ///< certificates recorded under it
};

/// One certificate as recorded.
struct LedgerEntry {
  std::string number;
  crypto::KeyId kid{};
  std::uint32_t status_index = 0;
  std::vector<std::byte> message;  ///< the COSE_Sign1
  std::int64_t issued_at = 0;      ///< UTC seconds
  std::string product;             ///< what withdrawals by query look at; empty if unknown
  std::string batch;
  std::string office;
  CertificateId id{};              ///< set by reading only
  bool withdrawn = false;          ///< set by reading only
};

/// What changed the standing of certificates. Numbers stand in the ledger.
enum class ActionKind : std::uint8_t { withdraw = 1, restore = 2, supersede = 3, reissue = 4 };

/// Something that happened to one certificate after it was issued.
struct LedgerEvent {
  std::int64_t at = 0;
  ActionKind kind{};
  std::string reason;
  CertificateId successor{};  ///< of supersede and reissue; otherwise 0
};

}  // namespace skan::issuer

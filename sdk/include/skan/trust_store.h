// The trust data of one authority, in one SQLite file.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "skan/moment.h"
#include "skan/policy.h"
#include "skan/result.h"
#include "skan/verdict.h"

namespace skan {

/// Names an authority for good: the digest of its first root (sdk/doc/trust.md section 1).
struct AuthorityId {
  std::array<std::byte, 32> bytes{};

  /// Reads 64 lower-case hexadecimal digits. Fails with invalid_argument.
  static Result<AuthorityId> parse(std::string_view hex);
  std::string hex() const;

  friend bool operator==(const AuthorityId&, const AuthorityId&) = default;
};

/// One issuer key as the signed issuer list has it.
struct IssuerStatus {
  std::string name;
  std::string key_id;               ///< 16 hexadecimal digits
  std::string state;                ///< "active", "retired" or "compromised"
  std::int64_t valid_from = 0;      ///< UTC seconds
  std::int64_t valid_until = 0;
  std::uint32_t list_length = 0;    ///< status indices that the list covers; 0 without a list
  std::optional<std::int64_t> list_as_of;
};

/// What a store holds, for people and for monitoring.
struct TrustStatus {
  AuthorityId authority;
  std::string channel;
  std::uint32_t root_version = 0;
  std::uint32_t epoch = 0;
  std::int64_t root_expires = 0;
  std::uint64_t sequence = 0;       ///< 0: provisioned, but no update was loaded yet
  std::int64_t issued_at = 0;       ///< the signed time of the data in force
  std::optional<std::int64_t> data_age;
  Freshness freshness = Freshness::none;
  std::int64_t stale_at = 0;        ///< from this second on nothing is accepted
  bool damaged = false;             ///< stored data failed its check; the next update repairs it
  std::vector<IssuerStatus> issuers;
  std::vector<Policy> policies;
  std::string default_policy;
};

/// What an update did.
struct UpdateReport {
  std::uint64_t sequence = 0;   ///< in force now
  std::int64_t issued_at = 0;   ///< its signed time
  bool changed = false;         ///< false: the same data was in force already
};

/// A trust store: pinned to one authority, updated as a whole or not at all.
///
/// Nothing in the file is believed for being there: opening checks every signature from the pinned
/// authority id down. Each process opens its own; one object may be used from several threads, and
/// copies share it. Verdicts go on undisturbed while an update is applied.
class TrustStore {
 public:
  /// Makes a store at `path` (UTF-8) that will believe this `root` and what follows from it.
  ///
  /// `root` is the authority's first root; `authority` its id, from a source the store's editors
  /// cannot reach. `channel` is fixed for the store's life. An existing store is left alone: if it
  /// is the same authority's and channel's it is simply opened.
  ///
  /// Fails with foreign_store (the root is not that authority's, or the file is another's store),
  /// size_mismatch, malformed, threshold_not_met, newer_data_format (the root), not_a_store (the file exists and is
  /// something else), newer_store_format, invalid_argument (channel), storage, crypto_unavailable.
  static Result<TrustStore> provision(const std::string& path, std::span<const std::byte> root,
                                      const AuthorityId& authority, std::string_view channel = "main");

  /// Opens the store at `path`. Damaged content is not an error here: verdicts and status() say so,
  /// and an update repairs it.
  ///
  /// Fails with storage (missing, no permission, locked), not_a_store, newer_store_format,
  /// foreign_store, crypto_unavailable.
  static Result<TrustStore> open(const std::string& path, const AuthorityId& authority);

  /// Checks `bundle` (sdk/doc/trust.md sections 9 and 10) and, only if all of it holds, puts it in
  /// force in one transaction. On any error the data in force stays as it was.
  ///
  /// Fails with hash_mismatch, size_mismatch, malformed, newer_data_format, threshold_not_met,
  /// foreign_store, lower_sequence, same_sequence_other_bytes, head_from_future, expired_metadata,
  /// missing_list, capacity, storage; not_a_store and newer_store_format if the file was replaced meanwhile.
  Result<UpdateReport> update(std::span<const std::byte> bundle, Moment now);

  /// Takes up what another process has put in force since; true if there was anything new. Cheap
  /// when there was not. Fails with storage.
  Result<bool> refresh();

  /// What is in force. `now` only serves to tell the age.
  TrustStatus status(Moment now) const;

  struct Impl;  ///< opaque

 private:
  friend class Verifier;
  explicit TrustStore(std::shared_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}

  std::shared_ptr<Impl> impl_;
};

}  // namespace skan

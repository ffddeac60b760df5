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

#include "skan/anchor.h"
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

/// One issuer key as the signed issuer list has it. Times are UTC seconds.
struct IssuerStatus {
  std::string name;
  std::string key_id;               ///< 16 hexadecimal digits
  std::string state;                ///< "active", "retired" or "compromised"
  std::int64_t valid_from = 0;      ///< UTC seconds
  std::int64_t valid_until = 0;
  std::int64_t retired_at = 0;      ///< only for "retired"
  std::uint32_t issued = 0;         ///< status indices that the list covers; 0 without a list
  std::optional<std::uint32_t> revoked;    ///< how many of them are withdrawn, if it was asked for and all blocks are intact
  std::optional<std::int64_t> list_as_of;
  std::uint32_t list_bytes = 0;     ///< the size of the list as it travels
};

/// The last update that was refused.
struct RefusedUpdate {
  std::string reason;      ///< the stable name of an ErrorCode
  std::int64_t time = 0;   ///< what the device's clock said, UTC seconds
};

/// What a store holds, for people and for monitoring. Times are UTC seconds, ages seconds; without data (sequence 0)
/// epoch and times are 0.
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
  std::int64_t head_expires = 0;
  std::int64_t manifest_expires = 0;
  bool damaged = false;             ///< stored data failed its check; the next update repairs it
  bool rolled_back = false;         ///< older than the host's anchor; an update that is not older ends it
  bool read_only = false;           ///< a copy made by export_copy()
  std::optional<std::int64_t> noted_time;  ///< the latest time that note_time() stored under this data
  std::optional<RefusedUpdate> last_refused;
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

/// What the host knows of a store outside the store.
struct OpenOptions {
  std::string channel;  ///< the channel that the store must have; empty: the one that it was provisioned for
  Anchor anchor;        ///< what the host remembers that the store has held; all zeros: nothing
};

/// Whether status() counts the withdrawn certificates, for which it reads every block: some milliseconds for
/// nine million certificates.
enum class Counting : std::uint8_t { no = 0, yes = 1 };

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
  /// A store that is older than `options.anchor` gives `store_rolled_back` until an update that is not. A store of an older
  /// version of this library is brought up to date; a read-only copy (export_copy()) is opened without locks.
  ///
  /// Fails with storage (missing, no permission, locked), not_a_store, newer_store_format,
  /// foreign_store (also: another channel), crypto_unavailable.
  static Result<TrustStore> open(const std::string& path, const AuthorityId& authority, const OpenOptions& options = {});

  /// Checks `bundle` (sdk/doc/trust.md sections 9 and 10) and, only if all of it holds, puts it in
  /// force in one transaction. On any error the data in force stays as it was; new roots that were checked before
  /// stay, and what was refused is noted for status(). UpdateSession does the same object by object.
  ///
  /// Fails with hash_mismatch, size_mismatch, malformed, newer_data_format, threshold_not_met,
  /// foreign_store, lower_sequence, same_sequence_other_bytes, head_from_future, expired_metadata,
  /// missing_list, capacity, overtaken, storage; not_a_store and newer_store_format if the file was replaced meanwhile.
  Result<UpdateReport> update(std::span<const std::byte> bundle, Moment now);

  /// Takes up what another process has put in force since; true if there was anything new. Cheap
  /// when there was not. Fails with storage.
  Result<bool> refresh();

  /// What is in force. `now` only serves to tell the age.
  TrustStatus status(Moment now, Counting counting = Counting::no) const;

  /// The newest of what the store holds and of the anchor that it was opened with, for the host to keep after each update.
  Anchor anchor() const;

  /// Stores `now` as a time before which the device's clock cannot be right any more, so that it cannot be
  /// set back afterwards. Only a device's time between the data's own and the end of its last tier is stored, so
  /// that a clock that is wrong for a moment does no lasting harm, and at most every ten minutes. Anything else
  /// is ignored. Fails with storage (also for a read-only copy), not_a_store, newer_store_format.
  Result<void> note_time(Moment now);

  /// Writes a copy for places where nothing can be written: one file that needs no others beside it. A file that
  /// stands at `path` (UTF-8) is replaced as a whole, but never a store in use. Fails with storage, invalid_argument (the path),
  /// not_a_store, newer_store_format.
  Result<void> export_copy(const std::string& path) const;

  /// The bytes of an object of this store by its path in a site (sdk/doc/trust.md section 12), so that one device can
  /// feed the next; nothing for what it does not hold. Deltas are not kept. Nothing while damaged or rolled back.
  std::optional<std::vector<std::byte>> read_object(std::string_view site_path) const;

  struct Impl;  ///< opaque

 private:
  friend class Verifier;
  friend class UpdateSession;
  explicit TrustStore(std::shared_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}

  std::shared_ptr<Impl> impl_;
};

}  // namespace skan

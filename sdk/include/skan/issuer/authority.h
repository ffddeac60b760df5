// An authority on disk: keys, ledger, and the signed data it publishes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "skan/issuer/passphrase.h"
#include "skan/issuer/record.h"
#include "skan/policy.h"
#include "skan/result.h"
#include "skan/trust_store.h"

namespace skan::issuer {

inline constexpr std::int64_t kCertificatesPerKey = 1'000'000;

/// How a new authority is set up.
struct AuthorityOptions {
  std::string name = "Demo authority";     ///< the issuer's name in verdicts; display text, at most 96 bytes
  std::int64_t key_years = 10;             ///< how long root and issuer key are valid; 1..30
  std::vector<Policy> policies = {};       ///< what it publishes first; empty: those that come with the library
  std::string default_policy = {};         ///< the identifier of one of them; empty: "ru-federal-2021"
  /// After how many certificates, and after how many days, the next issuer key takes over; 0 days: whenever. One stolen key should not
  /// turn away a country.
  std::int64_t certificates_per_key = kCertificatesPerKey;
  std::int64_t days_per_key = 0;
  std::uint32_t root_keys = 1;             ///< how many root keys there are; 1..16
  std::uint32_t root_threshold = 1;        ///< how many of them must sign a new root; 1..root_keys
  bool practice = false;                   ///< a training authority: all its keys and certificates are marked, and accepted in practice mode only
};

/// A certificate as issued.
struct Issued {
  std::string number;
  std::string text;            ///< what the code holds: "SKN1:..."
  std::uint32_t status_index;
  bool already_issued;         ///< the same record was issued before: this is that certificate again
};

/// How policies have changed, by their identifiers.
struct PolicyChanges {
  std::vector<std::string> added, changed, removed;
  bool other_default = false;

  bool any() const { return !added.empty() || !changed.empty() || !removed.empty() || other_default; }
};

/// The policies of an authority as they will be published next.
struct PolicySet {
  std::vector<Policy> policies;  ///< in order of their identifiers
  std::string default_id;
};

/// What an authority has done so far.
struct AuthorityStatus {
  AuthorityId authority;
  std::string name;
  std::string issuer_key_id;
  std::uint64_t issued = 0;
  std::uint64_t revoked = 0;
  std::uint64_t sequence = 0;         ///< of the last publication; 0: none yet
  std::int64_t published_at = 0;
  std::int64_t root_expires = 0;
  std::int64_t issuer_key_expires = 0;
};

/// A file of a published site (sdk/doc/trust.md section 12).
struct SiteObject {
  std::string path;  ///< relative, for example "part/<64 hexadecimal digits>"
  std::vector<std::byte> bytes;
};

/// What was published.
struct Publication {
  std::vector<std::byte> bundle;
  std::uint64_t sequence = 0;
  std::int64_t issued_at = 0;
  std::int64_t expires = 0;
  /// The same for a site, in the order in which they must be written: what names others comes after them.
  std::vector<SiteObject> objects;
};

/// What whoever publishes has looked at and found right.
struct PublishOptions {
  /// How many status bits may change since the last publication although it is more than kUnconfirmedShare: exactly as many
  /// as change, as the refusal names them.
  std::optional<std::uint64_t> confirmed_changes;
};

/// The share of a key's certificates, and at least how many, whose status may change from one publication to the next without
/// being confirmed.
inline constexpr double kUnconfirmedShare = 0.01;
inline constexpr std::uint64_t kUnconfirmedLeast = 100;

/// An authority's folder: `public/root.cose` and later roots, `keys/*.key` (mode 0600), `ledger.db`.
///
/// One object per folder and process; not for use from several threads at once. All times are parameters (UTC seconds). Whatever signs fails with
/// overtaken if another process has changed the issuer list (or what is published with it) since this object was opened: open it again.
class Authority {
 public:
  /// Makes keys, root and ledger in `folder`, which must not exist or be empty. The keys are sealed under `passphrase`;
  /// an empty one leaves them open to whoever reads the files. The new authority is not locked.
  /// Fails with invalid_argument, storage, capacity, crypto_unavailable.
  static Result<Authority> create(const std::filesystem::path& folder, const AuthorityOptions& options,
                                  std::int64_t now, Passphrase passphrase = {});
  /// Fails with storage (not an authority's folder, unreadable or locked), malformed (keys or data are not
  /// this authority's), not_a_store, newer_store_format, capacity, crypto_unavailable.
  static Result<Authority> open(const std::filesystem::path& folder);

  /// Whether its keys are sealed and no passphrase has opened them yet. What signs then fails with invalid_argument.
  bool is_locked() const noexcept;
  /// Opens the keys that issuing and publishing need. Fails with invalid_argument (another passphrase), malformed, storage,
  /// capacity. Needs some 64 MB of memory and a moment.
  Result<void> unlock(Passphrase passphrase);

  Authority(Authority&&) noexcept;
  Authority& operator=(Authority&&) noexcept;
  ~Authority();

  /// Issues one certificate and records it durably before returning. The same record again returns
  /// the certificate that exists. Fails with invalid_argument (a field, or a number that was issued
  /// for other data; the text names no holder), capacity, storage.
  Result<Issued> issue(const Record& record, std::int64_t now);
  /// Groups the issue() calls until commit() into one durable transaction; after commit() all are
  /// durable, before it none.
  Result<void> begin();
  Result<void> commit();

  /// Withdraws certificates by number, all or none, without asking whether that many are meant: see skan/issuer/withdrawal.h
  /// for what an authority's staff should use. Returns how many were not withdrawn before. Fails with invalid_argument, naming the first
  /// number that was never issued; storage.
  Result<std::size_t> revoke(const std::vector<std::string>& numbers, std::int64_t now);

  /// What the next publication will hold.
  PolicySet policies() const;

  /// Signs `policies` in place of those that were there; they are in force with the next publication. `default_id`
  /// is for venues that choose none; empty: what it was.
  ///
  /// Fails with invalid_argument, naming policy and field, and then nothing has changed: no policy, two of one
  /// identifier, a field out of bounds, a default that is not among them, or a policy that differs from the one
  /// of the same identifier without a higher version; the keys are locked. Fails also with threshold_not_met (too few of
  /// the policy keys are in keys/: they may be kept offline), storage, capacity.
  Result<PolicyChanges> set_policies(std::vector<Policy> policies, std::string default_id, std::int64_t now);

  /// Signs head, manifest, issuer list, policies and status lists of the present state, and a delta from each
  /// publication of the last 24 hours and from the last one of each day of the last 31 that is worth it.
  ///
  /// Before anything is written, a verifier of its own takes the result, as a new device and as one that holds the last
  /// publication, and is asked for every withdrawn certificate and 10,000 others. Refuses to go backwards: the time, the
  /// sequence, a version, a list that is shorter or gone (lower_sequence); more withdrawals or restorations than
  /// kUnconfirmedShare (invalid_argument; the text names the number to confirm).
  /// Fails also with expired_metadata (a key or the root is past its end), storage, and with whatever the verifier says of a
  /// result that is not right.
  Result<Publication> publish(std::int64_t now, const PublishOptions& options = {});

  /// Fails with storage.
  Result<AuthorityStatus> status() const;

  struct Impl;  ///< opaque
  Impl& inside() noexcept { return *impl_; }  ///< for this library's other functions

 private:
  explicit Authority(std::unique_ptr<Impl> impl) noexcept;
  std::unique_ptr<Impl> impl_;
};

}  // namespace skan::issuer

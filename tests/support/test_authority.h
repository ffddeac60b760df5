// An authority whose every signed object can be wrong in one field while its signatures are right.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "revocation/status_list.h"
#include "skan/trust_store.h"
#include "skan/verifier.h"
#include "support/cbor_edit.h"
#include "support/temporary_folder.h"
#include "trust/bundle.h"
#include "trust/objects.h"

namespace skan::testing {

inline constexpr std::int64_t kHour = 3'600, kDay = 86'400;
/// Noon of 1 July 2021, UTC. Publication 1 is an hour older.
inline constexpr std::int64_t kNow = 1'625'140'800, kPublished = kNow - kHour;
inline constexpr std::int64_t kRootExpires = kNow + 365 * kDay;

/// The tests' usual moments.
inline constexpr Moment device(std::int64_t time) { return {time, ClockSource::device}; }
inline constexpr Moment stated(std::int64_t time) { return {time, ClockSource::stated}; }

enum class Signed { root, issuers, policies, manifest, head };

/// A status list as it will be published; its digests and sizes are computed.
struct ListDraft {
  std::string issuer;  ///< key name
  revocation::StatusList list;
  std::int64_t as_of;
};

/// One publication before it is signed. Everything may be changed; what depends on other bytes (sizes,
/// digests, list entries) is filled in by sign(), then the edits come, then the signature.
struct Draft {
  std::vector<trust::Root> roots;
  trust::IssuerList issuers;
  trust::Policies policies;
  std::vector<ListDraft> lists;
  trust::Manifest manifest;
  trust::Head head;
  std::function<void(trust::Manifest&)> edit_manifest;
  std::function<void(trust::Head&)> edit_head;
  std::map<Signed, std::function<Bytes(Bytes)>> edit_payload;  ///< for roots: the last one
  std::map<Signed, std::vector<std::string>> signers;                    ///< key names; for roots: the last one
};

/// The objects of one publication, signed.
struct Publication {
  std::vector<Bytes> roots;
  Bytes head;
  Bytes manifest;
  std::vector<Bytes> parts;

  Bytes bundle() const;
};

/// Keys come from fixed seeds, so that every run makes the same bytes.
///
/// Its issuers: `active` (20,000 indices: 3, 100 + sequence and 17000 withdrawn, the middle block all
/// clear), `retired` ten days before kNow (100 indices), `stolen`, `unlisted` (no revocation), `narrow`
/// (tests only, valid for the 20 days around kNow, 10 indices), `future-state` and `future-revocation`.
/// Its policies: `any` (default), `checked` (wants the document), `future` (a unit that is not known),
/// `strict` (vaccinated with "Second", 14 to 365 days).
class TestAuthority {
 public:
  explicit TestAuthority(std::string name = "first") : name_(std::move(name)) {}

  crypto::SecretKey key(std::string_view role) const;
  crypto::PublicKey public_key(std::string_view role) const { return key(role).public_key(); }
  crypto::KeyId kid(std::string_view role) const { return crypto::key_id(public_key(role)); }
  /// A role of these keys, sorted.
  trust::Role role(std::uint32_t threshold, const std::vector<std::string>& names) const;

  trust::Root first_root() const;
  /// A root after `held`, with the same keys; sign it with keys of both.
  trust::Root next_root(const trust::Root& held) const;
  Bytes sign_root(const trust::Root& root, const std::vector<std::string>& signers) const;
  /// Root 1 as it is published, and the id that follows from it.
  Bytes root() const;
  AuthorityId id() const;

  trust::IssuerKey issuer(std::string_view name) const;
  /// Publication `sequence`: a minute after the one before, every part of it changed.
  Draft draft(std::uint64_t sequence = 1) const;
  Publication sign(const Draft& draft) const;
  Publication publish(std::uint64_t sequence = 1) const { return sign(draft(sequence)); }

  /// A vaccination of thirty days ago, issued twenty days ago, good for 200 days.
  static Certificate certificate(std::uint32_t index = 5);
  std::string text(const Certificate& certificate, std::string_view issuer = "active") const;
  std::string text_of_payload(crypto::Bytes payload, std::string_view issuer = "active") const;

 private:
  std::string name_;
};

/// The keys that sign unless a draft says otherwise.
std::vector<std::string> usual_signers(Signed object);

/// A store in `file` with `publication` in force. Throws what went wrong.
TrustStore make_store(const std::string& file, const TestAuthority& authority, const Publication& publication,
                      Moment now = device(kNow));
/// The bundle with its trailer made right again.
Bytes with_trailer(Bytes bundle);

/// A store in a folder of its own.
struct Door {
  TestAuthority authority;
  TemporaryFolder folder;
  std::string file = folder.file("door.db");
  TrustStore store;

  explicit Door(std::uint64_t sequence = 1) : Door(TestAuthority().publish(sequence)) {}
  explicit Door(const Publication& publication) : store(make_store(file, authority, publication)) {}
  Verdict verify(std::string_view text, Moment now = device(kNow), VerifierOptions options = {}) const {
    return Verifier(store, std::move(options)).verify(text, now);
  }
};

/// "accepted", "accepted: stated_time", "rejected: revoked": outcome, and all reasons or notes in order.
std::string summary(const Verdict& verdict);

/// "ok", or the stable name of the error.
template <class T>
std::string outcome_of(const Result<T>& result) {
  return result ? "ok" : std::string(name(result.error().code));
}

}  // namespace skan::testing

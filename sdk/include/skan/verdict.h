// The answer, and what it rests on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "skan/certificate.h"
#include "skan/policy.h"
#include "skan/reason.h"

namespace skan {

/// How old the trust data is (sdk/doc/trust.md section 8).
enum class Freshness : std::uint8_t { none = 0, fresh = 1, recent = 2, ageing = 3, stale = 4 };

/// What is known about the device's clock.
enum class ClockState : std::uint8_t { unknown = 0, plausible = 1, suspect = 2, stated = 3 };

/// What the status list said.
enum class Revocation : std::uint8_t {
  not_checked = 0,        ///< the check was not reached
  not_revoked = 1,
  revoked = 2,
  issued_after_list = 3,  ///< newer than the list
  not_available = 4,      ///< this key's certificates are not listed
  unknown = 5,            ///< the list does not cover the index, or could not be read
};

/// Why a policy does not accept what was presented. The greater number is nearer to acceptance. Only
/// too_late, too_early and holder_age depend on the time.
enum class Refusal : std::uint8_t {
  none = 0,
  kind = 1,          ///< it accepts no certificate of this kind
  product = 2,       ///< not this vaccine, or not this method of testing
  dose = 3,          ///< not the last dose of the course, or too few
  holder_age = 4,    ///< the holder is too young or too old for the rule
  too_late = 5,      ///< the event is longer ago than accepted
  too_early = 6,     ///< the event is not as long ago as it must be
  incomplete = 7,    ///< accepted together with another certificate, which was not presented
  other_holder = 8,  ///< the certificates presented together are not of one person
};

/// What ends acceptance, or begins it, at Verdict::changes_at.
enum class ChangeCause : std::uint8_t {
  none = 0,
  policy = 1,    ///< an age that the policy asks for
  validity = 2,  ///< the certificate's own first or last moment
  data_age = 3,  ///< the trust data will be too old
  list_age = 4,  ///< the revocation list will be too old for a certificate that is newer than it
};

/// Which rule refused, with its figures: the material of a sentence in any language.
struct PolicyFinding {
  Refusal refusal = Refusal::none;
  /// What was asked. incomplete: what is missing. Not set for kind, holder_age and other_holder.
  PolicyRequirement requirement;
  HolderAge holder_age;             ///< for holder_age
  /// The event's age in the requirement's unit, full units; for too_late and too_early.
  std::int64_t age = 0;
  /// too_early: the UTC second from which the requirement is met. too_late: from which it was no longer.
  /// holder_age: when the holder comes to be, or ceased to be, of that age.
  std::int64_t boundary = 0;
  std::int32_t utc_offset_minutes = 0;  ///< the time zone in which the policy counts days

  friend bool operator==(const PolicyFinding&, const PolicyFinding&) = default;
};

/// Stable names, as in JSON.
std::string_view name(Refusal refusal) noexcept;
std::string_view name(ChangeCause cause) noexcept;
std::string_view name(Freshness freshness) noexcept;
std::string_view name(ClockState clock) noexcept;
std::string_view name(Revocation revocation) noexcept;

/// What a verdict rests on. Fields that were not reached are empty or zero.
struct Evidence {
  std::uint64_t sequence = 0;                ///< of the head in force; 0: no trust data
  std::optional<std::int64_t> data_age;      ///< seconds between the head's signed time and now
  Freshness freshness = Freshness::none;
  ClockState clock = ClockState::unknown;
  Revocation revocation = Revocation::not_checked;
  std::string issuer;                        ///< name of the issuer whose key was named
  std::string key_id;                        ///< 16 hexadecimal digits; as the code claims it
  std::string policy;                        ///< identifier of the policy that was applied
  std::uint32_t policy_version = 0;
  std::int32_t utc_offset_minutes = 0;   ///< the policy's time zone, in which it counts days
};

/// The answer about what was presented. Owns all it holds.
struct Verdict {
  Outcome outcome = Outcome::undetermined;
  /// Best first; empty exactly when the outcome is accepted.
  std::vector<Reason> reasons;
  /// Only on accepted.
  std::vector<Note> notes;
  /// What was presented: "skn1", "skn" (a newer version of it), "hc1", "link",
  /// another system's name, or "unknown".
  std::string format = "unknown";
  /// What gave a link away; only for lookalike_link.
  LinkFault link_fault = LinkFault::none;
  /// Present only if the signature held.
  std::optional<Certificate> certificate;
  /// The others, if several were presented together and the signatures of all held.
  std::vector<Certificate> together_with;
  /// Which of the texts presented together the first reason is about; 0 for a single text.
  std::size_t about = 0;
  Evidence evidence;
  /// Which rule of the policy refused; only for policy_refused.
  std::optional<PolicyFinding> finding;
  /// The same in one English sentence; empty otherwise. It may tell the event's date and the holder's
  /// age group, and nothing else of the certificate.
  std::string detail;
  /// The next UTC second from which this is no longer accepted (on accepted), or from which it is, as the
  /// present data has it: until then the answer at any later time is the same in this respect. Nothing if
  /// no such second comes, or if it cannot be foreseen because the clock is suspect.
  std::optional<std::int64_t> changes_at;
  Outcome changes_to = Outcome::undetermined;      ///< the outcome from changes_at on
  ChangeCause change_cause = ChangeCause::none;
  /// On accepted: the second until which policy and certificate accept, whatever becomes of the trust data;
  /// the date to tell the holder. At a stated time also where policy and certificate accept, but our data
  /// leaves a doubt.
  std::optional<std::int64_t> accepted_until;
  /// What the policy lets the operator see of the certificate; the issuer masked it.
  std::vector<Field> shown;
};

}  // namespace skan

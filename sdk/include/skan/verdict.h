// The answer, and what it rests on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "skan/certificate.h"
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

/// Stable names, as in JSON.
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
};

/// The answer about one presented text. Owns all it holds.
struct Verdict {
  Outcome outcome = Outcome::undetermined;
  /// Best first; empty exactly when the outcome is accepted.
  std::vector<Reason> reasons;
  /// Only on accepted.
  std::vector<Note> notes;
  /// What was presented: "skn1", "skn" (a newer version of it), "hc1", "link",
  /// another system's name, or "unknown".
  std::string format = "unknown";
  /// Present only if the signature held.
  std::optional<Certificate> certificate;
  Evidence evidence;
  /// One English sentence of particulars for policy_refused; empty otherwise. It may tell the
  /// event's date, and nothing else of the certificate.
  std::string detail;
  /// The UTC second from which this text is no longer accepted (on accepted), or from which it would
  /// be, as far as the present data can tell; nothing if that cannot be foreseen.
  std::optional<std::int64_t> changes_at;
};

}  // namespace skan

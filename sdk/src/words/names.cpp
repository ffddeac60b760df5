// The stable names of everything that leaves the library as a number. A switch without a default, so that the
// compiler reports a member that has no name yet.
#include "skan/certificate.h"
#include "skan/policy.h"
#include "skan/reason.h"
#include "skan/result.h"
#include "skan/verdict.h"

namespace skan {

Outcome outcome_of(Reason reason) noexcept {
  switch (reason) {
    case Reason::malformed:
    case Reason::bad_signature:
    case Reason::key_compromised:
    case Reason::key_not_for_this:
    case Reason::revoked:
    case Reason::expired:
    case Reason::not_yet_valid:
    case Reason::policy_refused:
    case Reason::lookalike_link:
    case Reason::practice_certificate: return Outcome::rejected;
    case Reason::no_code_found:
    case Reason::not_a_certificate:
    case Reason::online_link:
    case Reason::unsupported_format:
    case Reason::needs_newer_app:
    case Reason::unknown_issuer:
    case Reason::index_unknown:
    case Reason::unknown_policy:
    case Reason::trust_data_missing:
    case Reason::trust_data_stale:
    case Reason::clock_suspect:
    case Reason::store_damaged:
    case Reason::store_rolled_back: return Outcome::undetermined;
  }
  return Outcome::undetermined;
}

std::string_view name(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::undetermined: return "undetermined";
    case Outcome::rejected: return "rejected";
    case Outcome::accepted: return "accepted";
  }
  return "unknown";
}

std::string_view name(Reason reason) noexcept {
  switch (reason) {
    case Reason::malformed: return "malformed";
    case Reason::bad_signature: return "bad_signature";
    case Reason::key_compromised: return "key_compromised";
    case Reason::key_not_for_this: return "key_not_for_this";
    case Reason::revoked: return "revoked";
    case Reason::expired: return "expired";
    case Reason::not_yet_valid: return "not_yet_valid";
    case Reason::policy_refused: return "policy_refused";
    case Reason::lookalike_link: return "lookalike_link";
    case Reason::no_code_found: return "no_code_found";
    case Reason::not_a_certificate: return "not_a_certificate";
    case Reason::online_link: return "online_link";
    case Reason::unsupported_format: return "unsupported_format";
    case Reason::needs_newer_app: return "needs_newer_app";
    case Reason::unknown_issuer: return "unknown_issuer";
    case Reason::index_unknown: return "index_unknown";
    case Reason::unknown_policy: return "unknown_policy";
    case Reason::trust_data_missing: return "trust_data_missing";
    case Reason::trust_data_stale: return "trust_data_stale";
    case Reason::clock_suspect: return "clock_suspect";
    case Reason::store_damaged: return "store_damaged";
    case Reason::store_rolled_back: return "store_rolled_back";
    case Reason::practice_certificate: return "practice_certificate";
  }
  return "unknown";
}

std::string_view name(Note note) noexcept {
  switch (note) {
    case Note::issued_after_list: return "issued_after_list";
    case Note::data_ageing: return "data_ageing";
    case Note::revocation_not_available: return "revocation_not_available";
    case Note::document_check_required: return "document_check_required";
    case Note::stated_time: return "stated_time";
    case Note::practice: return "practice";
  }
  return "unknown";
}

std::string_view name(LinkFault fault) noexcept {
  switch (fault) {
    case LinkFault::none: return "none";
    case LinkFault::user_information: return "user_information";
    case LinkFault::backslash: return "backslash";
    case LinkFault::hidden_character: return "hidden_character";
    case LinkFault::encoded_host: return "encoded_host";
    case LinkFault::mixed_scripts: return "mixed_scripts";
    case LinkFault::punycode: return "punycode";
    case LinkFault::longer_host: return "longer_host";
    case LinkFault::other_top_level: return "other_top_level";
    case LinkFault::name_in_host: return "name_in_host";
    case LinkFault::misspelt: return "misspelt";
    case LinkFault::name_in_path: return "name_in_path";
    case LinkFault::foreign_host: return "foreign_host";
    case LinkFault::not_https: return "not_https";
    case LinkFault::port: return "port";
  }
  return "unknown";
}

std::string_view name(Freshness freshness) noexcept {
  switch (freshness) {
    case Freshness::none: return "none";
    case Freshness::fresh: return "fresh";
    case Freshness::recent: return "recent";
    case Freshness::ageing: return "ageing";
    case Freshness::stale: return "stale";
  }
  return "unknown";
}

std::string_view name(ClockState clock) noexcept {
  switch (clock) {
    case ClockState::unknown: return "unknown";
    case ClockState::plausible: return "plausible";
    case ClockState::suspect: return "suspect";
    case ClockState::stated: return "stated";
  }
  return "unknown";
}

std::string_view name(Revocation revocation) noexcept {
  switch (revocation) {
    case Revocation::not_checked: return "not_checked";
    case Revocation::not_revoked: return "not_revoked";
    case Revocation::revoked: return "revoked";
    case Revocation::issued_after_list: return "issued_after_list";
    case Revocation::not_available: return "not_available";
    case Revocation::unknown: return "unknown";
  }
  return "unknown";
}

std::string_view name(Refusal refusal) noexcept {
  switch (refusal) {
    case Refusal::none: return "none";
    case Refusal::kind: return "kind";
    case Refusal::product: return "product";
    case Refusal::dose: return "dose";
    case Refusal::holder_age: return "holder_age";
    case Refusal::too_late: return "too_late";
    case Refusal::too_early: return "too_early";
    case Refusal::incomplete: return "incomplete";
    case Refusal::other_holder: return "other_holder";
  }
  return "unknown";
}

std::string_view name(ChangeCause cause) noexcept {
  switch (cause) {
    case ChangeCause::none: return "none";
    case ChangeCause::policy: return "policy";
    case ChangeCause::validity: return "validity";
    case ChangeCause::data_age: return "data_age";
    case ChangeCause::list_age: return "list_age";
  }
  return "unknown";
}

std::string_view name(AgeUnit unit) noexcept {
  switch (unit) {
    case AgeUnit::hours: return "hours";
    case AgeUnit::days: return "days";
    case AgeUnit::months: return "months";
  }
  return "unknown";
}

std::string_view name(Field field) noexcept {
  switch (field) {
    case Field::name: return "name";
    case Field::birth_date: return "birth_date";
    case Field::document: return "document";
    case Field::kind: return "kind";
    case Field::event: return "event";
    case Field::product: return "product";
    case Field::dose: return "dose";
    case Field::region: return "region";
    case Field::number: return "number";
  }
  return "unknown";
}

const char* name(Kind kind) noexcept {
  switch (kind) {
    case Kind::vaccinated: return "vaccinated";
    case Kind::recovered: return "recovered";
    case Kind::tested: return "tested";
  }
  return "unknown";
}

std::string_view name(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::invalid_argument: return "invalid_argument";
    case ErrorCode::malformed: return "malformed";
    case ErrorCode::storage: return "storage";
    case ErrorCode::not_a_store: return "not_a_store";
    case ErrorCode::newer_store_format: return "newer_store_format";
    case ErrorCode::newer_data_format: return "newer_data_format";
    case ErrorCode::foreign_store: return "foreign_store";
    case ErrorCode::threshold_not_met: return "threshold_not_met";
    case ErrorCode::hash_mismatch: return "hash_mismatch";
    case ErrorCode::size_mismatch: return "size_mismatch";
    case ErrorCode::expired_metadata: return "expired_metadata";
    case ErrorCode::head_from_future: return "head_from_future";
    case ErrorCode::lower_sequence: return "lower_sequence";
    case ErrorCode::same_sequence_other_bytes: return "same_sequence_other_bytes";
    case ErrorCode::missing_list: return "missing_list";
    case ErrorCode::capacity: return "capacity";
    case ErrorCode::crypto_unavailable: return "crypto_unavailable";
    case ErrorCode::overtaken: return "overtaken";
  }
  return "unknown";
}

}  // namespace skan

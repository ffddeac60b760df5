// Outcomes, reasons and notes: closed lists with fixed numbers (sdk/doc/reasons.md).
#pragma once

#include <cstdint>
#include <string_view>

namespace skan {

/// What to do with what was presented. Zeroed memory is `undetermined`; only `accepted` admits.
enum class Outcome : std::uint8_t { undetermined = 0, rejected = 1, accepted = 2 };

/// Why something was not accepted. Numbers are fixed and never reused.
enum class Reason : std::uint8_t {
  malformed = 1,
  bad_signature = 2,
  key_compromised = 3,
  key_not_for_this = 4,
  revoked = 5,
  expired = 6,
  not_yet_valid = 7,
  policy_refused = 8,
  lookalike_link = 9,
  no_code_found = 10,
  not_a_certificate = 11,
  online_link = 12,
  unsupported_format = 13,
  needs_newer_app = 14,
  unknown_issuer = 15,
  index_unknown = 16,
  unknown_policy = 17,
  trust_data_missing = 18,
  trust_data_stale = 19,
  clock_suspect = 20,
  store_damaged = 21,
  store_rolled_back = 22,
  practice_certificate = 23,
};

/// What else there is to know about an accepted certificate. Number 4 is reserved.
enum class Note : std::uint8_t {
  issued_after_list = 1,
  data_ageing = 2,
  revocation_not_available = 3,
  document_check_required = 5,
  stated_time = 6,
  practice = 7,
};

/// What gave away a link that imitates the portal's (Reason::lookalike_link). If several things did, the first of this
/// list that applies in the order of sdk/doc/doors.md.
enum class LinkFault : std::uint8_t {
  none = 0,
  user_information = 1,  ///< a name before an @, the host is what follows it
  backslash = 2,         ///< where a slash belongs: browsers and other readers see different hosts
  hidden_character = 3,  ///< a control or invisible character, or a space, inside the host
  encoded_host = 4,      ///< percent-encoding inside the host
  mixed_scripts = 5,     ///< letters of another alphabet that look or sound alike
  punycode = 6,          ///< the same, written as xn--
  longer_host = 7,       ///< the portal's host is only the beginning of another: gosuslugi.ru.example.com
  other_top_level = 8,   ///< gosuslugi under another ending than .ru
  name_in_host = 9,      ///< the portal's name as a part of another: gosuslugi-ru.com, wwwgosuslugi.ru
  misspelt = 10,         ///< gosuslugl.ru
  name_in_path = 11,     ///< the portal's host stands in the path or query of another site
  foreign_host = 12,     ///< the path of the portal's certificate page at a host that has nothing of the portal's
  not_https = 13,        ///< the certificate page without https
  port = 14,             ///< the certificate page at a port of its own
};

/// The outcome that `reason` leads to: rejected only on positive evidence.
Outcome outcome_of(Reason reason) noexcept;

/// Stable names, as in JSON and the documents; "unknown" for a number outside the list.
std::string_view name(Outcome outcome) noexcept;
std::string_view name(Reason reason) noexcept;
std::string_view name(Note note) noexcept;
std::string_view name(LinkFault fault) noexcept;

}  // namespace skan

// What a region accepts: signed data, never code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "skan/certificate.h"

namespace skan {

/// How a requirement counts age (sdk/doc/trust.md section 6).
enum class AgeUnit : std::uint8_t { hours = 0, days = 1, months = 2 };

/// What a rule asks of one certificate: a kind within an age, counted from the event.
struct PolicyRequirement {
  Kind kind{};
  AgeUnit unit = AgeUnit::days;
  std::uint32_t minimum_age = 0;      ///< in `unit`; the first accepted age
  std::uint32_t maximum_age = 0;      ///< in `unit`; the last accepted age
  std::vector<std::string> products;  ///< accepted products, ascending; empty: any
  bool course_complete = false;       ///< a stated dose must be the last of the course
  std::uint8_t minimum_dose = 0;      ///< the dose must be stated and at least this; 0: any

  friend bool operator==(const PolicyRequirement&, const PolicyRequirement&) = default;
};

/// Full years of the holder on the day of the check, by the calendar: both ends accepted.
struct HolderAge {
  std::uint8_t from = 0;
  std::uint8_t to = 150;

  friend bool operator==(const HolderAge&, const HolderAge&) = default;
};

/// One way to be accepted. Each requirement must be met by a certificate of its own, all of one holder.
struct PolicyRule {
  std::vector<PolicyRequirement> requirements;  ///< 1 to 4
  std::optional<HolderAge> holder_age;          ///< nothing: any age

  friend bool operator==(const PolicyRule&, const PolicyRule&) = default;
};

/// A field of a certificate that an operator may be shown. Numbers are fixed (sdk/doc/trust.md section 6).
enum class Field : std::uint8_t {
  name = 0,        ///< both names, masked
  birth_date = 1,
  document = 2,    ///< the document's tail, masked
  kind = 3,
  event = 4,
  product = 5,
  dose = 6,
  region = 7,
  number = 8,
};

/// The stable name of `field`; "unknown" for a number outside the list.
std::string_view name(Field field) noexcept;
/// The stable name of `unit`: "hours", "days", "months".
std::string_view name(AgeUnit unit) noexcept;

/// A named set of rules. What is presented is accepted if any one rule accepts it.
struct Policy {
  std::string id;  ///< `[0-9a-z-]{1,32}`
  std::uint32_t version = 1;
  std::string title_russian;
  std::string title_english;
  std::vector<PolicyRule> rules;
  std::int32_t utc_offset_minutes = 0;    ///< the time zone in which days are counted
  bool document_check = true;             ///< compare the shown fields with a document
  std::int64_t newer_than_data = 0;       ///< seconds after a list's as_of in which an unlisted index may pass
  std::optional<std::int64_t> freshness;  ///< seconds after which trust data is too old here; the channel's limit holds as well
  std::vector<Field> shown;               ///< what the operator may be shown, ascending
  bool needs_newer_app = false;           ///< holds a critical rule that this version does not know

  friend bool operator==(const Policy&, const Policy&) = default;
};

}  // namespace skan

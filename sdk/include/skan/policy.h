// What a region accepts: signed data, never code.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "skan/certificate.h"

namespace skan {

/// How a rule counts age (sdk/doc/trust.md section 6).
enum class AgeUnit : std::uint8_t { hours = 0, days = 1, months = 2 };

/// One way to be accepted: a kind within an age, counted from the event.
struct PolicyRule {
  Kind kind{};
  AgeUnit unit = AgeUnit::days;
  std::uint32_t minimum_age = 0;      ///< in `unit`; the first accepted age
  std::uint32_t maximum_age = 0;      ///< in `unit`; the last accepted age
  std::vector<std::string> products;  ///< accepted products, ascending; empty: any
  bool course_complete = false;       ///< a stated dose must be the last of the course

  friend bool operator==(const PolicyRule&, const PolicyRule&) = default;
};

/// A named set of rules. A certificate is accepted if any one rule accepts it.
struct Policy {
  std::string id;  ///< `[0-9a-z-]{1,32}`
  std::uint32_t version = 1;
  std::string title_russian;
  std::string title_english;
  std::vector<PolicyRule> rules;
  std::int32_t utc_offset_minutes = 0;  ///< the time zone in which days are counted
  bool document_check = true;           ///< compare the masked fields with a document
  std::int64_t newer_than_data = 0;     ///< seconds after a list's as_of in which an unlisted index may pass
  bool needs_newer_app = false;         ///< holds a critical rule that this version does not know

  friend bool operator==(const Policy&, const Policy&) = default;
};

}  // namespace skan

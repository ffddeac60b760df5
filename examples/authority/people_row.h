// One row of a register of people, as it stands in a file, made into a record to be issued.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "skan/issuer/record.h"
#include "skan/result.h"

namespace skan::authority {

/// The fields of a row, by the names they have in CSV and JSON.
enum class Field : std::size_t {
  number,
  kind,
  name,
  name_latin,
  birth_date,
  document,
  event_date,
  event_time,
  product,
  dose,
  doses,
  region,
  expires,
  batch,
  office,
  replaces
};

inline constexpr std::array<std::string_view, 16> kFieldNames = {
    "number",     "kind",    "name", "name_latin", "birth_date", "document", "event_date",
    "event_time", "product", "dose", "doses",      "region",     "expires",  "batch",
    "office",     "replaces"};

/// The field of that name, exactly.
std::optional<Field> field_named(std::string_view name);

/// What a row holds; empty where it says nothing.
class PeopleRow {
 public:
  std::string& operator[](Field field) { return values_[static_cast<std::size_t>(field)]; }
  const std::string& operator[](Field field) const { return values_[static_cast<std::size_t>(field)]; }

 private:
  std::array<std::string, kFieldNames.size()> values_;
};

/// Reads the row's dates and numbers, and takes its texts, but for `replaces`. What a certificate may hold is judged when it is issued. Fails with
/// invalid_argument, naming the field but never repeating what is in it: a field that is not UTF-8, a kind
/// that does not exist, an impossible date, a number out of range, or a missing field.
Result<issuer::Record> to_record(PeopleRow& row);

}  // namespace skan::authority

#include "authority/people_row.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "support/terminal.h"
#include "support/utc_time.h"

namespace skan::authority {
namespace {

/// Reads fields one by one; the first that is wrong is what the row is refused for.
class RowReader {
 public:
  explicit RowReader(PeopleRow& row) : row_(row) {}

  std::optional<Error> error() && { return std::move(error_); }

  std::string take(Field field) { return std::move(row_[field]); }

  Kind kind() {
    const std::string& value = row_[Field::kind];
    for (const Kind kind : {Kind::vaccinated, Kind::recovered, Kind::tested}) {
      if (value == name(kind)) return kind;
    }
    refuse(Field::kind, "must be vaccinated, recovered or tested");
    return {};
  }

  std::int32_t required_day(Field field) {
    const auto day = optional_day(field);
    if (!day) refuse(field, "is missing");
    return day.value_or(0);
  }

  std::optional<std::int32_t> optional_day(Field field) {
    return optional<std::int32_t>(field, [](const std::string& text) { return programs::parse_day(text); });
  }

  std::optional<std::int64_t> optional_time(Field field) {
    return optional<std::int64_t>(field, [](const std::string& text) { return programs::parse_time(text); });
  }

  /// 0 if absent.
  template <class Number>
  Number small_number(Field field, unsigned largest) {
    const std::string& text = row_[field];
    if (text.empty()) return 0;
    unsigned value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = problem == std::errc() && end == text.data() + text.size();
    if (!whole || value < 1 || value > largest)
      refuse(field, fmt::format("must be a number from 1 to {}", largest));
    return static_cast<Number>(value);
  }

  void require_utf8() {
    for (std::size_t i = 0; i < kFieldNames.size(); ++i) {
      const auto field = static_cast<Field>(i);
      if (!programs::is_utf8(row_[field])) refuse(field, "is not UTF-8; save the file in that encoding");
    }
  }

  void require(Field field) {
    if (row_[field].empty()) refuse(field, "is missing");
  }

  void refuse(Field field, std::string_view what) {
    if (error_) return;
    error_ = Error{ErrorCode::invalid_argument,
                   fmt::format("{}: {}", kFieldNames[static_cast<std::size_t>(field)], what)};
  }

 private:
  template <class Value, class Parse>
  std::optional<Value> optional(Field field, Parse parse) {
    if (row_[field].empty()) return std::nullopt;
    const auto value = parse(row_[field]);
    if (value) return *value;
    refuse(field, value.error().message);
    return std::nullopt;
  }

  PeopleRow& row_;
  std::optional<Error> error_;
};

}  // namespace

std::optional<Field> field_named(std::string_view name) {
  const auto found = std::ranges::find(kFieldNames, name);
  if (found == kFieldNames.end()) return std::nullopt;
  return static_cast<Field>(std::distance(kFieldNames.begin(), found));
}

Result<issuer::Record> to_record(PeopleRow& row) {
  RowReader reader(row);
  reader.require_utf8();
  reader.require(Field::number);
  issuer::Record record;
  record.number = reader.take(Field::number);
  record.kind = reader.kind();
  record.name_cyrillic = reader.take(Field::name);
  record.name_latin = reader.take(Field::name_latin);
  record.birth_day = reader.required_day(Field::birth_date);
  record.document = reader.take(Field::document);
  record.event_day = reader.optional_day(Field::event_date);
  record.event_time = reader.optional_time(Field::event_time);
  record.product = reader.take(Field::product);
  record.dose = reader.small_number<std::uint8_t>(Field::dose, 99);
  record.doses = reader.small_number<std::uint8_t>(Field::doses, 99);
  record.region = reader.small_number<std::uint16_t>(Field::region, 999);
  record.expires = reader.optional_time(Field::expires);
  record.batch = reader.take(Field::batch);
  record.office = reader.take(Field::office);
  if (auto error = std::move(reader).error()) return std::unexpected(std::move(*error));
  return record;
}

}  // namespace skan::authority

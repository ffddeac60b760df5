#include <algorithm>
#include <istream>
#include <vector>

#include <fmt/format.h>

#include "authority/people_reader.h"
#include "authority/people_row.h"
#include "support/csv_reader.h"

namespace skan::authority {
namespace {

using programs::CsvReader;
using programs::CsvRecord;

std::unexpected<Error> malformed(std::string message) {
  return std::unexpected(Error{ErrorCode::malformed, std::move(message)});
}

/// Spreadsheets in many countries write semicolons into what they call CSV.
bool has_semicolons(const CsvRecord& header) {
  return header.fields.size() == 1 && header.fields.front().find(';') != std::string::npos;
}

Result<void> require_columns(const std::vector<Field>& columns) {
  const auto has = [&columns](Field field) { return std::ranges::find(columns, field) != columns.end(); };
  const auto missing = [](std::string_view what) {
    return malformed(fmt::format("the header has no column {}; see 'issue --help' for the columns", what));
  };
  if (!has(Field::number)) return missing("number");
  if (!has(Field::kind)) return missing("kind");
  if (!has(Field::birth_date)) return missing("birth_date");
  if (!has(Field::name) && !has(Field::name_latin)) return missing("name or name_latin");
  if (!has(Field::event_date) && !has(Field::event_time)) return missing("event_date or event_time");
  return {};
}

/// Then it is surely a row of people, and must not be repeated in a message.
bool names_no_column(const CsvRecord& header) {
  return std::ranges::none_of(header.fields,
                              [](const std::string& title) { return field_named(title).has_value(); });
}

/// The fields that the columns stand for, in their order.
Result<std::vector<Field>> columns_of(const CsvRecord& header) {
  if (has_semicolons(header))
    return malformed("columns are separated by semicolons; save the file with commas");
  if (names_no_column(header)) {
    return malformed(
        "the first line names no known column; give it a header (see 'issue --help') and save it as "
        "UTF-8");
  }
  std::vector<Field> columns;
  for (const std::string& title : header.fields) {
    const auto field = field_named(title);
    if (!field) {
      // Not the title itself: where lines have slipped it may be a person's.
      return malformed(fmt::format("column {} of the header has an unknown name; see 'issue --help' for the names, "
                                   "and save the file with LF or CRLF at the line ends",
                                   columns.size() + 1));
    }
    if (std::ranges::find(columns, *field) != columns.end()) {
      return malformed(fmt::format("the header has the column {} twice", title));
    }
    columns.push_back(*field);
  }
  if (auto complete = require_columns(columns); !complete)
    return std::unexpected(std::move(complete.error()));
  return columns;
}

ReadRow row_of(const std::string& place, CsvRecord& csv, const std::vector<Field>& columns) {
  const auto refuse = [&](std::string why) { return ReadRow{place, std::unexpected(Error{ErrorCode::invalid_argument, std::move(why)}), {}}; };
  if (!csv.fault.empty()) return refuse(csv.fault);
  if (csv.fields.size() != columns.size()) {
    return refuse(fmt::format("it has {} fields where the header has {}", csv.fields.size(), columns.size()));
  }
  PeopleRow row;
  for (std::size_t i = 0; i < columns.size(); ++i) row[columns[i]] = std::move(csv.fields[i]);
  return {place, to_record(row), row[Field::replaces]};
}

}  // namespace

Result<void> read_people_csv(std::istream& stream, const RowSink& sink, ReadingProgress& progress) {
  CsvReader reader(stream);
  const auto header = reader.next();
  if (!header) return std::unexpected(header.error());
  if (!*header) return malformed("it is empty; its first line must be a header that names the columns");
  const auto columns = columns_of(**header);
  if (!columns) return std::unexpected(columns.error());
  for (;;) {
    auto csv = reader.next();
    if (!csv) return std::unexpected(csv.error());
    if (!*csv) return {};
    const std::string place = fmt::format("line {}", (*csv)->line);
    progress.bytes_read = reader.position();
    if (!sink(row_of(place, **csv, *columns))) return {};
  }
}

}  // namespace skan::authority

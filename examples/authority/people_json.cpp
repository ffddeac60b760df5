#include <istream>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "authority/people_reader.h"
#include "authority/people_row.h"

namespace skan::authority {
namespace {

using nlohmann::json;

std::unexpected<Error> refuse(std::string message) {
  return std::unexpected(Error{ErrorCode::invalid_argument, std::move(message)});
}

/// Notices a name that stands twice in one entry; of those, JSON readers silently keep one.
class RepeatedNames {
 public:
  bool operator()(int depth, json::parse_event_t event, json& parsed) {
    if (depth == 1 && event == json::parse_event_t::object_start) {
      ++entry_;
      names_.clear();
    }
    if (depth == 2 && event == json::parse_event_t::key && !names_.insert(parsed.get<std::string>()).second) {
      entries_.insert(entry_);
    }
    return true;
  }

  /// Entries count from 1, objects only.
  bool in_entry(std::size_t entry) const { return entries_.contains(entry); }

 private:
  std::size_t entry_ = 0;
  std::set<std::string> names_;
  std::set<std::size_t> entries_;
};

Result<PeopleRow> row_of(const json& entry) {
  PeopleRow row;
  for (const auto& [name, value] : entry.items()) {
    const auto field = field_named(name);
    // Not the name itself: where fields have slipped it may be a person's.
    if (!field) return refuse("it has a field of an unknown name; see 'issue --help' for the names");
    if (value.is_null()) continue;
    if (value.is_string()) {
      row[*field] = value.get<std::string>();
    } else if (value.is_number_unsigned()) {
      row[*field] = std::to_string(value.get<std::uint64_t>());
    } else {
      return refuse(fmt::format("{}: must be a text or a whole number", name));
    }
  }
  return row;
}

ReadRow read_row(const std::string& place, const json& entry, bool repeats_a_name) {
  if (!entry.is_object()) return {place, refuse("it is not an object"), {}};
  if (repeats_a_name) return {place, refuse("it has one field twice"), {}};
  auto row = row_of(entry);
  if (!row) return {place, std::unexpected(row.error()), {}};
  return {place, to_record(*row), (*row)[Field::replaces]};
}

/// One line of a JSON Lines file.
ReadRow read_line(const std::string& place, const std::string& line) {
  std::set<std::string> names;
  bool repeats = false;
  const auto notice = [&](int depth, json::parse_event_t event, json& parsed) {
    if (depth == 1 && event == json::parse_event_t::key) repeats |= !names.insert(parsed.get<std::string>()).second;
    return true;
  };
  try {
    const json entry = json::parse(line, notice);
    return read_row(place, entry, repeats);
  } catch (const json::exception&) {
    // The library's own message would repeat what it read.
    return {place, refuse("it is not one JSON object in UTF-8"), {}};
  }
}

/// The library's own message would repeat what it read.
std::unexpected<Error> not_json(std::size_t byte) {
  return std::unexpected(
      Error{ErrorCode::malformed, fmt::format("it is not JSON in UTF-8 (from byte {} on)", byte)});
}

}  // namespace

Result<void> read_people_json(std::istream& stream, const RowSink& sink) {
  RepeatedNames repeated;
  json people;
  try {
    people = json::parse(stream, std::ref(repeated));
  } catch (const json::parse_error& error) {
    return not_json(error.byte);
  } catch (const json::exception&) {
    return std::unexpected(Error{ErrorCode::malformed, "it holds a number that is out of range"});
  }
  if (!people.is_array()) {
    return std::unexpected(Error{ErrorCode::malformed, "it must hold one array of objects"});
  }
  std::size_t position = 0;
  std::size_t objects = 0;
  for (const json& entry : people) {
    if (entry.is_object()) ++objects;
    const std::string place = fmt::format("entry {}", ++position);
    const bool repeats = entry.is_object() && repeated.in_entry(objects);
    if (!sink(read_row(place, entry, repeats))) return {};
  }
  return {};
}

Result<void> read_people_json_lines(std::istream& stream, const RowSink& sink, ReadingProgress& progress) {
  std::uint64_t number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    progress.bytes_read += line.size() + 1;
    if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    if (!sink(read_line(fmt::format("line {}", number), line))) return {};
  }
  if (stream.bad()) return std::unexpected(Error{ErrorCode::storage, "reading broke off; try again"});
  return {};
}

}  // namespace skan::authority

// Registers of people, in CSV and JSON.
#pragma once

#include <filesystem>
#include <functional>
#include <istream>
#include <string>

#include "skan/issuer/record.h"
#include "skan/result.h"

namespace skan::authority {

/// What became of one row.
struct ReadRow {
  std::string place;              ///< "line 7" of a CSV file (where it starts), "entry 3" of a JSON array
  Result<issuer::Record> record;  ///< or why not, without anything that the row says of a person
};

/// Takes the rows in order; false ends the reading.
using RowSink = std::function<bool(ReadRow)>;

/// Reads the register at `path`, told apart by its ending: `.csv` row by row in constant memory, or `.json`
/// as a whole. Rows that are wrong go to `sink` like the others. Fails with storage (unreadable),
/// invalid_argument (another ending) or malformed (not CSV or JSON, or a column unknown or missing); the text
/// names the file and what to do.
Result<void> read_people(const std::filesystem::path& path, const RowSink& sink);

/// The two formats behind read_people(); their errors do not name the file.
Result<void> read_people_csv(std::istream& stream, const RowSink& sink);
Result<void> read_people_json(std::istream& stream, const RowSink& sink);

}  // namespace skan::authority

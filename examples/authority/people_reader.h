// Registers of people, in CSV and JSON.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <istream>
#include <string>

#include "skan/issuer/record.h"
#include "skan/result.h"

namespace skan::authority {

/// What became of one row.
struct ReadRow {
  std::string place;              ///< "line 7" of a CSV or JSON Lines file (where it starts), "entry 3" of a JSON array
  Result<issuer::Record> record;  ///< or why not, without anything that the row says of a person
  std::string replaces;           ///< the number of the certificate that it corrects; may be empty
};

/// How far the reading is, for another thread to look at.
struct ReadingProgress {
  std::atomic<std::uint64_t> bytes_read = 0, bytes_in_all = 0;
};

/// Takes the rows in order; false ends the reading.
using RowSink = std::function<bool(ReadRow)>;

/// Reads the register at `path`, told apart by its ending: `.csv` and `.jsonl` (JSON Lines) row by row in constant memory, or
/// `.json` as a whole. Rows that are wrong go to `sink` like the others. Fails with storage (unreadable),
/// invalid_argument (another ending) or malformed (not CSV or JSON, or a column unknown or missing); the text
/// names the file and what to do.
Result<void> read_people(const std::filesystem::path& path, const RowSink& sink, ReadingProgress& progress);

/// The formats behind read_people(); their errors do not name the file.
Result<void> read_people_csv(std::istream& stream, const RowSink& sink, ReadingProgress& progress);
Result<void> read_people_json_lines(std::istream& stream, const RowSink& sink, ReadingProgress& progress);
Result<void> read_people_json(std::istream& stream, const RowSink& sink);

}  // namespace skan::authority

// Comma-separated values as RFC 4180 has them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "skan/result.h"

namespace skan::programs {

/// One record of a CSV file.
struct CsvRecord {
  std::uint64_t line = 0;           ///< the line in which it starts, from 1
  std::vector<std::string> fields;  ///< without quotes; bytes as they stand
  /// Why its fields cannot be relied on (a stray quote); empty for a good record. Repeats no content.
  std::string fault;
};

/// Reads a CSV file record by record, holding one record in memory.
///
/// RFC 4180: commas, fields in double quotes with quotes doubled, line ends CRLF or LF, also inside quotes.
/// A byte order mark at the start and empty lines are skipped. Borrows the stream.
class CsvReader {
 public:
  /// The longest record, in bytes; beyond it a quote was surely never closed.
  static constexpr std::size_t kLongestRecord = 65'536;

  explicit CsvReader(std::istream& stream);

  /// The next record, or nothing at the end. Fails with malformed where no later record can be told apart
  /// (a quote that is never closed, a record beyond kLongestRecord; the text names the line), and with
  /// storage if the stream breaks.
  Result<std::optional<CsvRecord>> next();

  /// How many bytes were read so far.
  std::uint64_t position() const { return position_; }

 private:
  enum class End { field, record, file };

  Result<std::optional<CsvRecord>> read_record();
  Result<End> read_field(CsvRecord& record);
  Result<End> read_quoted(CsvRecord& record, std::string& field);
  Result<End> read_plain(CsvRecord& record, std::string& field);
  static std::unexpected<Error> too_long(const CsvRecord& record);
  int take();
  int peek() { return stream_.rdbuf()->sgetc(); }
  void skip_byte_order_mark();

  std::istream& stream_;
  std::uint64_t line_ = 1;
  std::uint64_t position_ = 0;
  std::size_t record_bytes_ = 0;
};

}  // namespace skan::programs

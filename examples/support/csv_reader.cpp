#include "support/csv_reader.h"

#include <ios>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace skan::programs {
namespace {

constexpr int kEnd = std::istream::traits_type::eof();

std::unexpected<Error> malformed(std::uint64_t line, std::string_view what) {
  return std::unexpected(Error{ErrorCode::malformed, fmt::format("line {}: {}", line, what)});
}

}  // namespace

CsvReader::CsvReader(std::istream& stream) : stream_(stream) {
  skip_byte_order_mark();
}

Result<std::optional<CsvRecord>> CsvReader::next() {
  try {
    return read_record();
  } catch (const std::ios_base::failure&) {
    // The buffer is read without the stream around it, which takes a tenth of the time and reports this way.
    return std::unexpected(Error{ErrorCode::storage, "reading broke off; try again"});
  }
}

Result<std::optional<CsvRecord>> CsvReader::read_record() {
  for (;;) {
    CsvRecord record{line_, {}, {}};
    record_bytes_ = 0;
    Result<End> end = End::field;
    while (end && *end == End::field) end = read_field(record);
    if (stream_.bad()) return std::unexpected(Error{ErrorCode::storage, "reading broke off; try again"});
    if (!end) return std::unexpected(std::move(end.error()));
    const bool is_empty = record.fields.size() == 1 && record_bytes_ == 0 && record.fault.empty();
    if (!is_empty) return record;
    if (*end == End::file) return std::nullopt;
  }
}

Result<CsvReader::End> CsvReader::read_field(CsvRecord& record) {
  std::string field;
  const bool quoted = peek() == '"';
  const Result<End> end = quoted ? read_quoted(record, field) : read_plain(record, field);
  record.fields.push_back(std::move(field));
  return end;
}

Result<CsvReader::End> CsvReader::read_quoted(CsvRecord& record, std::string& field) {
  take();
  for (;;) {
    const int c = take();
    if (c == kEnd) return malformed(record.line, "a quote in this record is never closed");
    if (++record_bytes_ > kLongestRecord) return too_long(record);
    if (c != '"') {
      field += static_cast<char>(c);
    } else if (peek() == '"') {
      field += static_cast<char>(take());
    } else {
      break;
    }
  }
  std::string rest;
  const Result<End> end = read_plain(record, rest);
  if (!rest.empty()) record.fault = "there is text between a closing quote and the next comma";
  return end;
}

Result<CsvReader::End> CsvReader::read_plain(CsvRecord& record, std::string& field) {
  for (;;) {
    const int c = take();
    if (c == kEnd) return End::file;
    if (c == '\n') return End::record;
    if (c == '\r' && peek() == '\n') continue;
    if (++record_bytes_ > kLongestRecord) return too_long(record);
    if (c == ',') return End::field;
    if (c == '"') record.fault = "a quote stands inside a field that does not begin with one";
    field += static_cast<char>(c);
  }
}

std::unexpected<Error> CsvReader::too_long(const CsvRecord& record) {
  return malformed(
      record.line,
      fmt::format("the record is longer than {} bytes; perhaps a quote is never closed", kLongestRecord));
}

int CsvReader::take() {
  const int c = stream_.rdbuf()->sbumpc();
  if (c == '\n') ++line_;
  if (c != kEnd) ++position_;
  return c;
}

void CsvReader::skip_byte_order_mark() {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (stream_.peek() != 0xEF) return;
  std::string start(mark.size(), '\0');
  stream_.read(start.data(), static_cast<std::streamsize>(start.size()));
  if (start == mark) return;
  stream_.clear();
  stream_.seekg(0);
}

}  // namespace skan::programs

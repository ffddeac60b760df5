#include "authority/people_reader.h"

#include <fstream>
#include <string>
#include <system_error>

#include <fmt/format.h>

namespace skan::authority {
namespace {

namespace fs = std::filesystem;

Result<std::ifstream> open_file(const fs::path& path) {
  std::error_code ignored;
  std::ifstream file;
  if (fs::is_regular_file(path, ignored)) file.open(path, std::ios::binary);
  if (file.is_open()) return file;
  return std::unexpected(
      Error{ErrorCode::storage, fmt::format("{}: cannot be opened; check that it is a file "
                                            "and who may read it",
                                            path.native())});
}

}  // namespace

Result<void> read_people(const fs::path& path, const RowSink& sink, ReadingProgress& progress) {
  const std::string ending = path.extension().native();
  if (ending != ".csv" && ending != ".json" && ending != ".jsonl") {
    return std::unexpected(
        Error{ErrorCode::invalid_argument, fmt::format("{}: must end in .csv or .jsonl or .json", path.native())});
  }
  auto file = open_file(path);
  if (!file) return std::unexpected(file.error());
  std::error_code ignored;
  progress.bytes_in_all = fs::file_size(path, ignored);
  auto read = ending == ".csv"     ? read_people_csv(*file, sink, progress)
              : ending == ".jsonl" ? read_people_json_lines(*file, sink, progress)
                                   : read_people_json(*file, sink);
  if (!read) read.error().message = fmt::format("{}: {}", path.native(), read.error().message);
  return read;
}

}  // namespace skan::authority

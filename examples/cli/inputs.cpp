#include "cli/inputs.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "cli/commands.h"
#include "pictures/pictures.h"
#include "skan/scanner.h"

namespace skan::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 7> kPictureEndings = {".png", ".jpg", ".jpeg", ".webp",
                                                              ".pgm", ".ppm", ".pnm"};

std::string ending_of(const fs::path& path) {
  std::string ending = path.extension().native();
  for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return ending;
}

/// By name only: what is inside is told by reading it.
bool looks_like_a_picture(const fs::directory_entry& entry) {
  std::error_code ignored;
  if (entry.is_directory(ignored) || entry.is_other(ignored)) return false;
  return std::ranges::find(kPictureEndings, ending_of(entry.path())) != kPictureEndings.end();
}

std::vector<Input> unreadable(const std::string& name, std::string problem) {
  return {{name, InputKind::unreadable, std::move(problem)}};
}

std::vector<Input> pictures_in(const std::string& folder) {
  std::vector<Input> out;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    if (looks_like_a_picture(*entry)) out.push_back({entry->path().native(), InputKind::picture, {}});
  }
  if (error) {
    return unreadable(
        folder, fmt::format("{}: cannot be listed ({}); check who may read it", folder, error.message()));
  }
  if (out.empty()) {
    return unreadable(folder, fmt::format("{}: has no pictures (*.png, *.jpg, *.jpeg, *.webp, *.pgm, *.ppm, *.pnm); "
                                          "name another folder, or the files themselves",
                                          folder));
  }
  std::ranges::sort(out, {}, &Input::name);
  return out;
}

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

std::unexpected<Error> unreadable_text(const std::string& path, std::string_view why) {
  return std::unexpected(Error{ErrorCode::storage, fmt::format("{}: cannot be read ({}); check the name and "
                                                               "who may read it",
                                                               path, why)});
}

/// How many bytes of line end `tail` (the last two bytes or fewer) closes with.
std::size_t line_end(std::string_view tail) {
  if (tail.ends_with("\r\n")) return 2;
  return tail.ends_with('\n') ? 1 : 0;
}

/// The last bytes of a file of `size` bytes.
std::string tail_of(std::ifstream& file, std::size_t size) {
  std::string tail(std::min<std::size_t>(size, 2), '\0');
  file.clear();
  file.seekg(static_cast<std::streamoff>(size - tail.size()));
  file.read(tail.data(), static_cast<std::streamsize>(tail.size()));
  return tail;
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}

}  // namespace

std::vector<Input> inputs_of(const std::string& argument) {
  if (argument == "-") return {{argument, InputKind::lines, {}}};
  if (is_folder(argument)) return pictures_in(argument);
  const bool is_text = ending_of(argument) == ".txt";
  return {{argument, is_text ? InputKind::text_file : InputKind::picture, {}}};
}

std::vector<Input> pictures_of(const std::string& argument) {
  if (is_folder(argument)) return pictures_in(argument);
  return {{argument, InputKind::picture, {}}};
}

Result<Text> read_text_file(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return unreadable_text(path, "it does not exist");
  if (!fs::is_regular_file(status)) return unreadable_text(path, "it is not a regular file");
  std::ifstream file(path, std::ios::binary);
  const std::uintmax_t size = fs::file_size(path, error);
  if (!file || error) return unreadable_text(path, "access denied");

  Text text;
  text.bytes.resize(std::min<std::uintmax_t>(size, kLongestHeld));
  file.read(text.bytes.data(), static_cast<std::streamsize>(text.bytes.size()));
  const std::string tail = tail_of(file, size);
  if (!file) return unreadable_text(path, "reading broke off");
  text.length = size - line_end(tail);
  text.bytes.resize(std::min(text.bytes.size(), text.length));
  return text;
}

std::optional<Text> LineReader::next() {
  std::streambuf& source = *stream_.rdbuf();
  constexpr int end = std::streambuf::traits_type::eof();
  for (int c = source.sbumpc(); c != end; c = source.sbumpc()) {
    Text line;
    int last = '\n';
    for (; c != end && c != '\n'; c = source.sbumpc()) {
      if (line.bytes.size() < kLongestHeld) line.bytes += static_cast<char>(c);
      ++line.length;
      last = c;
    }
    if (last == '\r') --line.length;
    line.bytes.resize(std::min(line.bytes.size(), line.length));
    if (line.length > line.bytes.size() || !is_blank(line.bytes)) return line;
    if (c == end) break;
  }
  return std::nullopt;
}

Result<Effort> effort_of(const std::string& word) {
  if (word == "fast") return Effort::fast;
  if (word == "normal") return Effort::normal;
  if (word == "thorough") return Effort::thorough;
  return std::unexpected(
      Error{ErrorCode::invalid_argument, fmt::format("--effort is '{}'; it must be fast, normal or thorough", word)});
}

Result<std::vector<std::string>> read_codes(const std::string& picture, Effort effort) {
  const auto luma = pictures::read_picture(picture);
  if (!luma) return std::unexpected(luma.error());
  const auto frame = Frame::luma(luma->pixels, luma->width, luma->height, luma->width);
  if (!frame) return std::unexpected(Error{frame.error().code, picture + ": " + frame.error().message});
  auto codes = Scanner().read_still(*frame, effort);
  if (!codes) return std::unexpected(Error{codes.error().code, picture + ": " + codes.error().message});
  if (codes->limit_reached) {
    programs::complain(kProgram, fmt::format("{}: shows more codes than the {} taken; cut it up", picture,
                                             codes->codes.size()));
  }
  std::vector<std::string> texts;
  for (ScannedCode& code : codes->codes) texts.push_back(std::move(code.text));
  return texts;
}

Result<std::vector<Text>> texts_of(const Input& input, Effort effort) {
  std::vector<Text> out;
  switch (input.kind) {
    case InputKind::unreadable: return std::unexpected(Error{ErrorCode::storage, input.problem});
    case InputKind::text_file: {
      const auto text = read_text_file(input.name);
      if (!text) return std::unexpected(text.error());
      return std::vector{*text};
    }
    case InputKind::picture: {
      const auto codes = read_codes(input.name, effort);
      if (!codes) return std::unexpected(codes.error());
      for (const std::string& code : *codes) out.push_back({code, code.size()});
      return out;
    }
    case InputKind::lines: break;
  }
  LineReader reader(std::cin);
  while (const auto line = reader.next()) out.push_back(*line);
  if (out.empty()) return std::unexpected(Error{ErrorCode::invalid_argument, std::string(kNoLines)});
  return out;
}

}  // namespace skan::cli

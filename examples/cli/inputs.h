// What a command line names, and what is in it: pictures, text files, lines.
#pragma once

#include <cstddef>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "skan/result.h"
#include "skan/scanner.h"

namespace skan::cli {

enum class InputKind {
  picture,
  text_file,   ///< one code's text
  lines,       ///< standard input, one text per line
  unreadable,  ///< `problem` says why
};

/// One thing to look at.
struct Input {
  std::string name;  ///< as given; below a folder, joined with it
  InputKind kind = InputKind::picture;
  std::string problem;
};

/// What `argument` stands for: a folder, its pictures (by their names' endings, sorted, not below it); `-`,
/// standard input; `*.txt`, a text file; anything else, a picture. A folder that has no pictures or cannot be
/// listed is one unreadable input.
std::vector<Input> inputs_of(const std::string& argument);

/// The same for a command that knows pictures only.
std::vector<Input> pictures_of(const std::string& argument);

/// What is said when nothing came in.
inline constexpr std::string_view kNoLines = "-: standard input held no text; give the text of one code per line";

/// The longest text that is held in memory: one byte more than any that the verifier puts right (sdk/doc/format.md
/// section 9), so that it sees that a longer one is too long.
inline constexpr std::size_t kLongestHeld = 8'657;

/// A presented text.
struct Text {
  std::string bytes;       ///< at most kLongestHeld of them
  std::size_t length = 0;  ///< of the whole text
};

/// The text in a file, without one line end after it. Of a longer file only the first bytes are read. Fails
/// with storage if it is missing, not a regular file or unreadable; the text names it.
Result<Text> read_text_file(const std::string& path);

/// Takes texts from a stream line by line as they arrive, holding no more than kLongestHeld bytes.
class LineReader {
 public:
  explicit LineReader(std::istream& stream) : stream_(stream) {}

  /// The next line that is not blank, without its end (LF or CRLF); nothing at the end of the stream.
  std::optional<Text> next();

 private:
  std::istream& stream_;
};

/// All texts of `input`: of a picture the codes, from top to bottom, none if it shows no readable code; of standard
/// input every line, at least one. Fails as read_picture() and read_text_file() do, and with invalid_argument
/// if nothing was read from standard input; the text names the input.
Result<std::vector<Text>> texts_of(const Input& input, Effort effort);

/// How hard to look, from the command line: fast, normal or thorough.
Result<Effort> effort_of(const std::string& word);

/// The texts of all codes in a picture, from top to bottom; none if it shows no readable code. Says so on
/// standard error if there may be more of them. Fails as read_picture() does; the text names the picture.
Result<std::vector<std::string>> read_codes(const std::string& picture, Effort effort);

}  // namespace skan::cli

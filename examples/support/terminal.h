// What the programs put on a terminal: safe text, columns and colours.
#pragma once

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

namespace skan::programs {

/// True if `byte_text` is well-formed UTF-8.
bool is_utf8(std::string_view byte_text);

/// `bytes` as UTF-8: every byte that is not part of a well-formed character becomes `\xNN`.
std::string as_utf8(std::string_view bytes);

/// `bytes` as one harmless line: also control characters, line separators, and characters that are
/// invisible or turn the direction of writing become `\xNN`, byte by byte.
std::string one_line(std::string_view bytes);

/// The number of characters in well-formed UTF-8: its width in columns, for the scripts we print.
std::size_t width_of(std::string_view utf8);

/// `utf8` with spaces to the right, at least `width` columns wide.
std::string padded(std::string_view utf8, std::size_t width);

/// Puts colours on text, or leaves it as it is.
class Paint {
 public:
  explicit Paint(bool coloured) : coloured_(coloured) {}

  /// Coloured if `stream` is a terminal that can (TERM is not "dumb") and NO_COLOR is not set
  /// (https://no-color.org).
  static Paint for_stream(std::FILE* stream);

  std::string green(std::string_view text) const { return wrapped(text, "1;32"); }
  std::string red(std::string_view text) const { return wrapped(text, "1;31"); }
  std::string yellow(std::string_view text) const { return wrapped(text, "1;33"); }
  std::string bold(std::string_view text) const { return wrapped(text, "1"); }
  std::string dim(std::string_view text) const { return wrapped(text, "2"); }

 private:
  std::string wrapped(std::string_view text, std::string_view code) const;

  bool coloured_;
};

}  // namespace skan::programs

// Which byte strings are text, and which text may be shown to a person.
#pragma once

#include <string_view>

namespace skan::codec {

inline constexpr char32_t kIllFormed = 0xFFFFFFFF;

/// Takes one scalar value of UTF-8 (RFC 3629 section 3) off the front of `rest`; kIllFormed, and nothing taken,
/// if it does not begin with one.
char32_t take_scalar(std::string_view& rest) noexcept;

/// True if `bytes` is well-formed UTF-8 (RFC 3629 section 3): no overlong form, no surrogate,
/// nothing above U+10FFFF.
bool is_utf8(std::string_view bytes) noexcept;

/// True if `bytes` is well-formed UTF-8 that shows as what it is: no control characters (C0, DEL,
/// C1, line and paragraph separators), no bidirectional controls (Unicode UAX 9 section 2), and no
/// invisible characters (zero-width, byte order mark, variation selectors, tags, noncharacters).
bool is_display_text(std::string_view bytes) noexcept;

}  // namespace skan::codec

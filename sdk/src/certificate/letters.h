// What a host name looks like to a person.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace skan::certificate {

/// `label` of a host, in UTF-8, with every letter replaced by the one of a small Latin alphabet that it may be taken for:
/// look-alikes of other alphabets and Russian letters by sound (`о` and `0` as `o`; `с`, `5` and `c` as `s`; `l` and `1` as `i`; `y` as
/// `u`; `q` as `g`), without accents and invisible characters. `?` for what resembles none. Two labels with one
/// skeleton are hard to tell apart.
std::string skeleton(std::string_view label);

/// The label that `xn--` and the text `encoded` stands for (RFC 3492 section 6.2), in UTF-8. Nothing if it is not
/// well formed, or longer than the 63 characters that a label may have.
std::optional<std::string> decode_punycode(std::string_view encoded);

/// Does `c` show as nothing, or turn the text around it: controls, zero width, soft hyphen, bidirectional marks?
bool is_hidden(char32_t c) noexcept;

}  // namespace skan::certificate

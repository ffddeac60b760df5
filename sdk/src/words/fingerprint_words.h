// Words for bytes, to compare long numbers by reading them aloud.
#pragma once

#include <cstddef>
#include <string_view>

namespace skan::words {

/// The word for `byte`: lower case, four to nine letters; no two of a language begin with the same four letters or differ in
/// fewer than three.
std::string_view english_fingerprint_word(std::byte byte) noexcept;
std::string_view russian_fingerprint_word(std::byte byte) noexcept;

}  // namespace skan::words

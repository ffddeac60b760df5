// Words for bytes, to compare long numbers by reading them aloud.
#pragma once

#include <array>
#include <string_view>

namespace skan::words {

/// One word for each byte: lower case, four to nine letters; no two of a list begin with the same four letters or differ in fewer than three.
extern const std::array<std::string_view, 256> kEnglishFingerprintWords;
extern const std::array<std::string_view, 256> kRussianFingerprintWords;

}  // namespace skan::words

// Keys and limits of format.md sections 4 and 5, shared by reading and writing.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "skan/moment.h"

namespace skan::certificate {

inline constexpr std::int64_t kExp = 4, kNbf = 5, kIat = 6, kCnf = 8, kCertificateClaim = -65537;

inline constexpr unsigned kKind = 0, kStatusIndex = 1, kNumber = 2, kNameCyrillic = 3, kNameLatin = 4, kBirthDay = 5,
                          kDocumentTail = 6, kEventDay = 7, kEventTime = 8, kProduct = 9, kDose = 10, kDoses = 11,
                          kRegion = 12;
inline constexpr std::int64_t kPracticeMark = -1;

inline constexpr std::uint64_t kMaxTime = kLastSecond;
inline constexpr std::int64_t kMinDay = -100'000, kMaxDay = 2'932'896;
inline constexpr std::uint64_t kMaxKind = 255, kMaxDoses = 99, kMaxRegion = 999;
inline constexpr std::size_t kMaxName = 96, kMaxShortText = 32, kMaxNumber = 32;

bool is_certificate_number(std::string_view text) noexcept;

/// The integer that must stand for `text` in a certificate, if one must.
std::optional<std::uint64_t> as_integer_number(std::string_view text) noexcept;

}  // namespace skan::certificate

// What a scanner typed as a keyboard, put right.
#pragma once

#include <string>
#include <string_view>

namespace skan::certificate {

/// The text that a code holds, from `typed`, which may have come from a scanner that types it as a keyboard
/// would: blanks, line ends and control characters around it, the scanner's `]Q1` before it, the Russian
/// layout in place of the American, letters of the other case, symbols whose Shift was lost
/// (sdk/doc/format.md section 9).
///
/// Repairs only what has one possible meaning; everything else is returned as it is, but for what stands
/// around it. A text that begins as a certificate does is never changed inside.
///
/// The result points into `typed`, or into `storage`, which is written only if something had to be repaired.
std::string_view repair(std::string_view typed, std::string& storage);

}  // namespace skan::certificate

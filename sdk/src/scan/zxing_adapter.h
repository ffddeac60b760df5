// ZXing, behind one function.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "skan/frame.h"

namespace skan::scan {

/// How light modules are told from dark ones.
enum class Threshold : std::uint8_t {
  local,   ///< by the average of the surroundings: copes with shadows
  global,  ///< by one value for the whole picture: copes with dirt and texture
};

/// In pixels of the frame searched.
struct Corner {
  int x;
  int y;
};

/// A code that was read, and where: its corners in order around it, and the edges of its box.
struct FoundCode {
  std::string bytes;  ///< the content, without any conversion of character sets
  std::array<Corner, 4> corners;
  int left;
  int top;
  int right;
  int bottom;
};

/// Every QR code that ZXing's thorough search reads in `frame`, at most `max_codes` (1..255) of them.
/// Other symbologies, Micro QR and rMQR codes, and codes with uncorrected errors are left out.
///
/// A single code (`max_codes` 1) is searched for in smaller versions of the picture as well; ZXing 1.x
/// does that for no other number, 2.x and later always do.
///
/// Throws std::bad_alloc and nothing else: any other exception of ZXing means that it read nothing.
std::vector<FoundCode> find_codes(const Frame& frame, Threshold threshold, int max_codes);

}  // namespace skan::scan

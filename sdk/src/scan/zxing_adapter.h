// ZXing, behind one function.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "scan/luma_view.h"
#include "skan/scanner.h"

namespace skan::scan {

/// How light modules are told from dark ones.
enum class Threshold : std::uint8_t {
  local,   ///< by the average of the surroundings: copes with shadows
  global,  ///< by one value for the whole picture: copes with dirt and texture
};

/// What ZXing is asked to do.
struct Search {
  int max_codes = 1;  ///< 1..255
  Threshold threshold = Threshold::local;
  bool thorough = true;  ///< also smaller versions of the picture (ZXing 1.x: only if max_codes is 1)
};

/// A code that was read, and where: its corners in order around it, in pixels of the picture searched.
struct FoundCode {
  std::string bytes;  ///< the content, without any conversion of character sets
  std::array<Point, 4> corners;

  /// The box around the corners.
  Box box() const noexcept;
};

/// Every QR code that ZXing reads in `picture`, at most `search.max_codes` of them. Other symbologies,
/// Micro QR and rMQR codes, and codes with uncorrected errors are left out.
///
/// Throws std::bad_alloc and nothing else: any other exception of ZXing means that it read nothing.
std::vector<FoundCode> find_codes(const LumaView& picture, const Search& search);

}  // namespace skan::scan

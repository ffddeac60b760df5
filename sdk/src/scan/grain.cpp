#include "scan/grain.h"

#include <array>
#include <cstdlib>

namespace skan::scan {

int grain(const LumaView& picture) noexcept {
  constexpr int kRows = 16;
  std::array<int, 256> differences{};
  int count = 0;
  for (int i = 0; i < kRows; ++i) {
    const std::uint8_t* row =
        picture.row(static_cast<int>((2 * std::int64_t{i} + 1) * picture.height / (2 * kRows)));
    for (int x = 0; x + 1 < picture.width; x += 2, ++count) {
      ++differences[static_cast<std::size_t>(std::abs(row[x] - row[x + 1]))];
    }
  }
  int median = 0;
  for (int below = differences[0]; below * 2 < count && median < 255;
       below += differences[static_cast<std::size_t>(median)]) {
    ++median;
  }
  return median;  // of |a - b|: 0.95 standard deviations
}

}  // namespace skan::scan

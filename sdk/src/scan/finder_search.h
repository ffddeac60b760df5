// Where QR codes may be: the three nested squares in their corners, found cheaply and without reading.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "scan/luma_view.h"
#include "skan/frame.h"

namespace skan::scan {

/// A finder pattern (ISO/IEC 18004 section 6.3.3): dark and light in the proportion 1:1:3:1:1 both across
/// and down.
struct Finder {
  float x;  ///< of its middle, in pixels
  float y;
  float module;  ///< the size of a module in pixels, the larger of across and down
  float grey;    ///< half-way between its dark and its light
  int rows;      ///< how many of the rows looked at agree
};

/// Looks along some rows of a picture, tells dark from light by the mean of each pixel's neighbours in its
/// row, and confirms what it finds down the column. Keeps its memory.
class FinderSearch {
 public:
  /// How closely to look.
  struct Care {
    int row_step;          ///< every so many rows are looked at
    int grain;             ///< grey levels by which pixels differ that ought to be the same
    std::size_t most;      ///< patterns, after which the search ends
    int first_row = -1;    ///< of those; negative: half of row_step
    bool lenient = false;  ///< also take what is one only with the mean of the neighbours as threshold
  };

  /// The patterns in `picture`. Valid until the next call.
  std::span<const Finder> look(const LumaView& picture, const Care& care);

 private:
  void find_edges(const std::uint8_t* row, int width, int grain);
  void check_row(const LumaView& picture, int y, const Care& care);
  bool confirm(const LumaView& picture, int y, std::size_t edge, int threshold);
  int mean_around(int x, int width) const noexcept;
  void add(const Finder& seen);

  std::array<std::uint32_t, Frame::kMaxSide + 1> before_;  ///< before_[x]: sum of the row left of x
  std::array<std::uint8_t, Frame::kMaxSide> dark_;
  std::vector<int> edges_;  ///< where dark begins and ends, in turn
  std::vector<Finder> finders_;
};

}  // namespace skan::scan

// From finder patterns to the parts of a picture that are worth a closer look.
#pragma once

#include <span>
#include <vector>

#include "scan/finder_search.h"
#include "scan/luma_view.h"

namespace skan::scan {

/// A part of a picture in which a code seems to be.
struct Region {
  Box box;                ///< within the picture, with the code's quiet zone
  float module;           ///< in pixels, roughly
  int patterns;           ///< how many finder patterns speak for it: 2 or 3
  bool cut_off;           ///< the code reaches beyond the picture
  bool inverted = false;  ///< light on dark
};

/// The likeliest regions among `finders`, at most `most`, the likeliest first; none within another. Three
/// patterns at a right angle make one; two, if there are no three, one that covers both their sides.
std::vector<Region> regions_of(std::span<const Finder> finders, const LumaView& picture, std::size_t most);

}  // namespace skan::scan

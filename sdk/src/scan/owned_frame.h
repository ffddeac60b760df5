// Other versions of a picture, for codes that cannot be read in it as it stands.
#pragma once

#include <cstdint>
#include <vector>

#include "skan/frame.h"

namespace skan::scan {

/// A luma picture that owns its pixels: row-major, top row first, rows without gaps.
struct OwnedFrame {
  int width;   ///< 1..Frame::kMaxSide
  int height;  ///< 1..Frame::kMaxSide
  std::vector<std::uint8_t> pixels;

  /// This picture, borrowed.
  Frame frame() const;
};

/// The same pixels with rows without gaps.
OwnedFrame packed(const Frame& frame);

/// Light and dark exchanged.
OwnedFrame inverted(const Frame& frame);

/// Half the width and height, each pixel the mean of four. Precondition: both sides at least 2.
OwnedFrame halved(const Frame& frame);

/// Twice the width and height, interpolated. Precondition: both sides at most kMaxSide / 2.
OwnedFrame doubled(const Frame& frame);

}  // namespace skan::scan

// A small make-believe camera: photographs of pictures lying on a table, for demonstrations and tests.
#pragma once

#include <cstdint>
#include <span>

#include "pictures/pictures.h"

namespace skan::pictures {

/// How a photograph is taken.
struct CameraOptions {
  std::uint64_t seed = 0;  ///< decides everything that is left to chance
  double hardship = 0.25;  ///< 0 a scanner's flat copy, 1 a bad moment with a cheap phone; clamped to 0..1
  int width = 1280;        ///< of the photograph, 16..4096 pixels
  int height = 960;
};

/// A photograph of `pictures` side by side, from the left in their order, each on a white sheet, on a
/// table; of the empty table if there are none. Tilted, turned, unevenly lit, out of focus, shaken and
/// noisy to a degree that `hardship` sets. Three pictures share a row, more go below.
///
/// The same arguments give the same photograph in every run. Fails with invalid_argument if a picture
/// is empty or the photograph's size is out of range.
Result<Luma> photograph(std::span<const Luma> pictures, const CameraOptions& options);

}  // namespace skan::pictures

// Other versions of a picture, for codes that cannot be read in it as it stands.
//
// Plain loops over rows, which compilers turn into vector instructions; nothing is allocated once the
// target has held a picture of that size. The target may not own the pixels of the source.
#pragma once

#include "scan/luma_view.h"
#include "scan/picture.h"

namespace skan::scan {

/// The same pixels.
void copy(const LumaView& from, Picture& to);

/// Light and dark exchanged.
void invert(const LumaView& from, Picture& to);

/// Half the width and height, each pixel the mean of four. Precondition: both sides at least 2.
void halve(const LumaView& from, Picture& to);

/// Twice the width and height, interpolated. Precondition: both sides at most Frame::kMaxSide / 2.
void enlarge(const LumaView& from, Picture& to);

/// Each pixel the mean of the square of 2 * radius + 1 around it; at the edges, of what is there.
/// Precondition: 1 <= radius <= 100.
void average(const LumaView& from, int radius, Picture& to);

/// Edges made steeper: each pixel moved away from the mean of its surroundings by `gain` quarters of the
/// difference. `mean` is average() of `from`.
void sharpen(const LumaView& from, const LumaView& mean, int gain, Picture& to);

/// Light and shadow taken out and the contrast raised: middle grey and `gain` times the difference from
/// the mean of its surroundings. `mean` is average() of `from`.
void flatten(const LumaView& from, const LumaView& mean, int gain, Picture& to);

}  // namespace skan::scan

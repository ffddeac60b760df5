// From a camera's frame to brightness, and back from its pixels to the upright picture.
#pragma once

#include "scan/luma_view.h"
#include "scan/picture.h"
#include "skan/frame.h"
#include "skan/scanner.h"

namespace skan::scan {

/// The brightness of `frame`, as it lies in memory. Borrowed from the frame where it stands as such there,
/// else written to `into`. Colours are weighed as ITU-R BT.601 does.
LumaView luma_of(const Frame& frame, Picture& into);

/// Where a pixel of `frame`, as it lies in memory, is in the upright picture.
Point upright(const Frame& frame, Point in_memory) noexcept;

}  // namespace skan::scan

// How noisy a picture is.
#pragma once

#include "scan/luma_view.h"

namespace skan::scan {

/// In grey levels, about the standard deviation of the grain: from the median difference of neighbouring
/// pixels, which edges hardly move. Looks at a few rows.
int grain(const LumaView& picture) noexcept;

}  // namespace skan::scan

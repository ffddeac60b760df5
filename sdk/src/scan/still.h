// Reading still pictures: time is no matter, and nothing is known beforehand.
#pragma once

#include "scan/luma_view.h"
#include "skan/scanner.h"

namespace skan::scan {

/// Scanner::read_still() of what is in memory; corners are in its pixels.
StillScan read_still(const LumaView& picture, Effort effort, int max_codes);

}  // namespace skan::scan

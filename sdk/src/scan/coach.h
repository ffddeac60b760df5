// What to tell the person who holds the code.
#pragma once

#include <cstdint>
#include <span>

#include "scan/luma_view.h"
#include "scan/regions.h"
#include "skan/scanner.h"

namespace skan::scan {

/// What would help with this picture. `regions` are where a code seems to be and could not be read.
Hint hint_for(const LumaView& picture, int brightness, std::span<const Region> regions) noexcept;

/// Lets a hint through once it has been the same for half a second, and keeps it for half a second.
class SteadyHint {
 public:
  /// Takes the hint of the moment, and its time; returns the one to show.
  Hint show(Hint now, std::int64_t time_us) noexcept;

  /// A code was read: no hint, and none until one has been the same for half a second again.
  void clear(std::int64_t time_us) noexcept;

 private:
  Hint shown_ = Hint::none;
  Hint wanted_ = Hint::none;
  std::int64_t shown_since_ = 0;
  std::int64_t wanted_since_ = 0;
};

}  // namespace skan::scan

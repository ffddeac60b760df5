// Does anything move in view, how bright is it, and how much of it is blinded?
#pragma once

#include <array>
#include <cstdint>

#include "scan/luma_view.h"

namespace skan::scan {

/// Compares small patches of each picture with those of the last one in which something moved.
class Motion {
 public:
  /// Takes the next picture. True if something moved since the last time that this was true, or the
  /// size of the picture changed.
  bool moved(const LumaView& picture) noexcept;

  /// Of the last picture: the mean of all patches, 0..255.
  int brightness() const noexcept { return brightness_; }

 private:
  static constexpr int kColumns = 40, kRows = 24;

  std::array<std::uint8_t, kColumns * kRows> reference_{};
  int width_ = 0;
  int height_ = 0;
  int brightness_ = 0;
};

}  // namespace skan::scan

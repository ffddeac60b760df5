// The steps of the ladder: the versions of a part of a picture in which a code is looked for.
#pragma once

#include <array>
#include <cstdint>

#include "scan/luma_view.h"
#include "scan/picture.h"

namespace skan::scan {

/// What is done to a part of a picture before ZXing sees it, and what that is good for.
enum class Rung : std::uint8_t {
  plain,     ///< nothing
  sharp,     ///< enlarged, edges made steeper: small modules, slight blur, tilt
  flat,      ///< enlarged, light and shadow taken out: low contrast, shade, glare
  soft,      ///< enlarged, smoothed: grain, the grid of a screen
  crisp,     ///< edges made steep at the size it has: blur
  even,      ///< edges far around made steeper at the size it has: faint codes, stains
  inverted,  ///< light and dark exchanged
  half,      ///< half the size, for the sake of time: large modules
};

/// Those of the ladder. Half the size never reads more.
inline constexpr std::array kRungs = {Rung::plain, Rung::sharp, Rung::flat,    Rung::soft,
                                      Rung::crisp, Rung::even,  Rung::inverted};

/// A version of a part of a picture. A pixel of the part at x is at x * numerator / denominator in it.
struct Version {
  LumaView view;
  int numerator = 1;
  int denominator = 1;
};

/// Makes versions, in memory that it keeps.
class Workshop {
 public:
  /// `module` is the size of a module in `part`, in pixels; 0 if it is not known. Precondition: both sides
  /// of `part` are at least 2. Valid until the next call.
  Version make(const LumaView& part, Rung rung, float module);

  /// Takes the memory for versions of every part of a picture with so many pixels.
  void reserve(std::int64_t pixels);

  /// How many pixels that version has.
  static std::int64_t pixels(const LumaView& part, Rung rung, float module) noexcept;

 private:
  Version sized(const LumaView& part, Rung rung, float module);

  Picture sized_;
  Picture mean_;
  Picture out_;
};

}  // namespace skan::scan

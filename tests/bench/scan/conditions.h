// What a rendered camera stream goes through. Fixed before the scanner was tuned; add, do not soften.
#pragma once

#include <array>
#include <string_view>

namespace skan::bench {

/// A code held before a camera. Lengths are in modules of the code unless said otherwise.
struct Condition {
  std::string_view name;
  double module = 3.5;    ///< pixels per module
  double tilt = 8;        ///< degrees that it leans away
  double sway = 1;        ///< how much the hand moves; 0 not at all
  double focus = 0.12;    ///< deviation of the blur
  double motion = 0.15;   ///< way during one exposure
  double noise = 3;       ///< deviation of the grain, in grey levels
  double contrast = 150;  ///< from ink to paper, in grey levels
  double shade = 0.15;    ///< share of the light missing on one side
  double glare = 0;       ///< strength of a bright spot on the code
  double moire = 0;       ///< share of the light that the grid of a screen takes
  double bend = 0;        ///< how far around a cylinder it is wrapped, in radians
  double damage = 0;      ///< share of the code under stains
  bool inverted = false;  ///< light on dark
};

inline constexpr std::array kConditions = {
    Condition{.name = "plain"},
    Condition{.name = "6 px per module", .module = 6},
    Condition{.name = "2.5 px per module", .module = 2.5},
    Condition{.name = "2 px per module", .module = 2},
    Condition{.name = "1.8 px per module", .module = 1.8},
    Condition{.name = "1.6 px per module", .module = 1.6, .motion = 0.05},
    Condition{.name = "1.4 px per module", .module = 1.4, .motion = 0.05},
    Condition{.name = "1.2 px per module", .module = 1.2, .motion = 0.05},
    Condition{.name = "tilt 30", .tilt = 30},
    Condition{.name = "tilt 45", .tilt = 45},
    Condition{.name = "tilt 55", .tilt = 55},
    Condition{.name = "focus 0.35", .focus = 0.35},
    Condition{.name = "focus 0.4", .focus = 0.4},
    Condition{.name = "focus 0.45", .focus = 0.45},
    Condition{.name = "focus 0.55", .focus = 0.55},
    Condition{.name = "focus 0.75", .module = 5, .focus = 0.75},
    Condition{.name = "motion 1.2", .motion = 1.2},
    Condition{.name = "motion 1.5", .motion = 1.5},
    Condition{.name = "noise 25", .noise = 25},
    Condition{.name = "noise 40", .noise = 40},
    Condition{.name = "noise 60", .module = 5, .noise = 60},
    Condition{.name = "contrast 70", .contrast = 70},
    Condition{.name = "contrast 55", .contrast = 55},
    Condition{.name = "contrast 40", .contrast = 40},
    Condition{.name = "contrast 25", .noise = 2, .contrast = 25},
    Condition{.name = "contrast 15", .noise = 1.5, .contrast = 15},
    Condition{.name = "shade 0.5", .shade = 0.5},
    Condition{.name = "shade 0.7", .shade = 0.7},
    Condition{.name = "shade 0.85", .shade = 0.85},
    Condition{.name = "glare", .glare = 1},
    Condition{.name = "strong glare", .glare = 1.8},
    Condition{.name = "moire 0.35", .moire = 0.35},
    Condition{.name = "moire 0.6", .moire = 0.6},
    Condition{.name = "bent 0.35", .bend = 0.35},
    Condition{.name = "bent 0.5", .bend = 0.5},
    Condition{.name = "bent 0.7", .bend = 0.7},
    Condition{.name = "bent 1.1", .bend = 1.1},
    Condition{.name = "stained 6 %", .damage = 0.06},
    Condition{.name = "stained 8 %", .damage = 0.08},
    Condition{.name = "stained 10 %", .damage = 0.10},
    Condition{.name = "light on dark", .inverted = true},
    Condition{.name = "fair phone",
              .module = 2.8,
              .tilt = 12,
              .focus = 0.22,
              .motion = 0.3,
              .noise = 7,
              .contrast = 115,
              .shade = 0.25},
    Condition{.name = "fair hall",
              .module = 3.2,
              .tilt = 12,
              .focus = 0.2,
              .motion = 0.3,
              .noise = 14,
              .contrast = 95,
              .shade = 0.3},
    Condition{.name = "fair screen",
              .module = 3.5,
              .tilt = 15,
              .focus = 0.2,
              .noise = 4,
              .contrast = 100,
              .glare = 0.4,
              .moire = 0.3},
    Condition{.name = "cheap phone",
              .module = 2.2,
              .tilt = 20,
              .focus = 0.35,
              .motion = 0.5,
              .noise = 12,
              .contrast = 90,
              .shade = 0.4},
    Condition{.name = "dim hall",
              .module = 3,
              .tilt = 15,
              .focus = 0.3,
              .motion = 0.6,
              .noise = 22,
              .contrast = 60,
              .shade = 0.5},
    Condition{.name = "old screen",
              .module = 3,
              .tilt = 25,
              .focus = 0.3,
              .noise = 6,
              .contrast = 60,
              .glare = 0.7,
              .moire = 0.25},
};

}  // namespace skan::bench

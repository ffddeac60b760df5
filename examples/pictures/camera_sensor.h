// What happens to light between the table and the file: lamp, lens, hand and sensor.
#pragma once

#include <cstddef>
#include <vector>

#include "pictures/camera_random.h"
#include "pictures/pictures.h"

namespace skan::pictures {

/// A picture of light: row-major, top row first, 0 dark and 255 white, without limits.
struct Light {
  int width;
  int height;
  std::vector<float> values;

  Light(int columns, int rows);
  float& at(int x, int y) noexcept { return values[index(x, y)]; }
  float at(int x, int y) const noexcept { return values[index(x, y)]; }

 private:
  std::size_t index(int x, int y) const noexcept {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
  }
};

/// A lamp on one side: up to `loss` (0..1) of the light is missing on the other, and in the corners.
void light_unevenly(Light& picture, double loss, Random& random);

/// Out of focus: a Gaussian of that deviation in pixels.
void defocus(Light& picture, double deviation);

/// Moved during the exposure: the mean along a straight line, in pixels.
void shake(Light& picture, double length, double angle);

/// Grain: the deviation in the dark, growing to twice as much in white.
Luma expose(const Light& picture, double grain, Random& random);

}  // namespace skan::pictures

// Camera streams, rendered from a seed: a code held by hand before a cluttered room.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bench/scan/conditions.h"
#include "pictures/camera_random.h"
#include "pictures/camera_sensor.h"
#include "pictures/pictures.h"

namespace skan::bench {

struct Size {
  int width;
  int height;
};

/// The same arguments give the same frames on every machine.
class Stream {
 public:
  /// A person who holds up a code with `text` (nobody, if it is empty).
  Stream(const Condition& condition, Size size, const std::string& text, std::uint64_t seed);

  /// Frame `index` of 30 a second.
  pictures::Luma frame(int index) const;

 private:
  struct Pose {
    double x, y, roll, tilt, lean, scale;
  };
  struct Stain {
    double x, y, radius, light;
  };

  Pose pose_at(double second) const;
  void draw_code(const Pose& pose, pictures::Light& onto, int left, int top) const;
  double paper_at(double u, double v) const;
  void stain(double share, pictures::Random& random);

  Condition condition_;
  Size size_;
  std::uint64_t seed_;
  int modules_ = 0;  ///< along a side of the code
  std::vector<std::uint8_t> dark_;
  std::vector<Stain> stains_;
  pictures::Luma room_;  ///< wider and higher than a frame, for the camera to sway over
  Pose held_{};
  double glare_x_ = 0, glare_y_ = 0, shade_from_ = 0;
};

}  // namespace skan::bench

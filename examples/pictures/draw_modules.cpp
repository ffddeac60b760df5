#include <algorithm>

#include "pictures/pictures.h"

namespace skan::pictures {

Luma draw_modules(int size, std::span<const std::uint8_t> dark, int pixels_per_module, int quiet_modules) {
  if (size < 1 || pixels_per_module < 1 || pixels_per_module > kMaxSide || quiet_modules < 0) return {};
  const std::int64_t side = (size + std::int64_t{2} * quiet_modules) * pixels_per_module;
  const auto modules = static_cast<std::size_t>(size);
  if (dark.size() != modules * modules || side > kMaxSide) return {};

  const auto width = static_cast<std::size_t>(side);
  const auto scale = static_cast<std::size_t>(pixels_per_module);
  const auto quiet = static_cast<std::size_t>(quiet_modules);
  Luma out{static_cast<int>(side), static_cast<int>(side), std::vector<std::uint8_t>(width * width, 255)};
  for (std::size_t y = 0; y < modules * scale; ++y) {
    std::uint8_t* row = out.pixels.data() + (quiet * scale + y) * width;
    for (std::size_t x = 0; x < modules; ++x) {
      if (dark[y / scale * modules + x] != 0) std::fill_n(row + (quiet + x) * scale, scale, std::uint8_t{0});
    }
  }
  return out;
}

}  // namespace skan::pictures

#include "pictures/camera_scene.h"

#include <algorithm>
#include <cmath>

#include "pictures/camera_random.h"

namespace skan::pictures {
namespace {

constexpr int kColumns = 3;
constexpr double kCell = 1.15;    // a picture and the space around it
constexpr double kMargin = 0.04;  // of paper around a picture
constexpr float kPaper = 232;
constexpr float kInk = 32;
constexpr float kTable = 128;

/// The lattice's value at a whole point, -1..1.
double lattice(std::int64_t x, std::int64_t y, std::uint64_t seed) noexcept {
  constexpr std::uint64_t kRowStep = 0xD1B54A32D192ED03u;
  const std::uint64_t hash =
      mix(seed + static_cast<std::uint64_t>(x) + static_cast<std::uint64_t>(y) * kRowStep);
  return static_cast<double>(hash >> 11) * 0x1p-52 - 1;
}

double eased(double t) noexcept {
  return t * t * (3 - 2 * t);
}

double blend(double a, double b, double t) noexcept {
  return a + (b - a) * t;
}

/// Smooth noise, -1..1, with features about one unit large.
double noise(double x, double y, std::uint64_t seed) noexcept {
  const double left = std::floor(x);
  const double top = std::floor(y);
  const auto ix = static_cast<std::int64_t>(left);
  const auto iy = static_cast<std::int64_t>(top);
  const double across = eased(x - left);
  const double upper = blend(lattice(ix, iy, seed), lattice(ix + 1, iy, seed), across);
  const double lower = blend(lattice(ix, iy + 1, seed), lattice(ix + 1, iy + 1, seed), across);
  return blend(upper, lower, eased(y - top));
}

/// The pixel of `picture` at a fraction of its longer side from its middle; paper outside of it.
float pixel_at(const Luma& picture, double x, double y) noexcept {
  const double scale = std::max(picture.width, picture.height);
  const int column = static_cast<int>(std::floor(x * scale + picture.width / 2.0));
  const int row = static_cast<int>(std::floor(y * scale + picture.height / 2.0));
  if (column < 0 || row < 0 || column >= picture.width || row >= picture.height) return kPaper;
  const auto at = static_cast<std::size_t>(row) * static_cast<std::size_t>(picture.width) +
                  static_cast<std::size_t>(column);
  return kInk + (kPaper - kInk) * static_cast<float>(picture.pixels[at]) / 255;
}

}  // namespace

Scene::Scene(std::span<const Luma> pictures, std::uint64_t seed)
    : pictures_(pictures),
      columns_(std::clamp(static_cast<int>(pictures.size()), 1, kColumns)),
      rows_(std::max(1, (static_cast<int>(pictures.size()) + kColumns - 1) / kColumns)),
      seed_(seed) {}

double Scene::width() const noexcept {
  return columns_ * kCell;
}

double Scene::height() const noexcept {
  return rows_ * kCell;
}

std::optional<float> Scene::sheet_at(Place place) const noexcept {
  const double column = std::floor((place.x + width() / 2) / kCell);
  const double row = std::floor((place.y + height() / 2) / kCell);
  if (column < 0 || row < 0 || column >= columns_ || row >= rows_) return std::nullopt;
  const auto index = static_cast<std::size_t>(row * columns_ + column);
  if (index >= pictures_.size()) return std::nullopt;
  const Luma& picture = pictures_[index];
  const double x = place.x + width() / 2 - (column + 0.5) * kCell;
  const double y = place.y + height() / 2 - (row + 0.5) * kCell;
  const double longer = std::max(picture.width, picture.height);
  const bool on_paper = std::abs(x) < picture.width / longer / 2 + kMargin &&
                        std::abs(y) < picture.height / longer / 2 + kMargin;
  if (!on_paper) return std::nullopt;
  return pixel_at(picture, x, y);
}

float Scene::table_at(Place place) const noexcept {
  const double boards = noise(place.x * 0.7, place.y * 2.5, seed_);
  const double bent = place.y + 0.04 * boards;
  const double grain = noise(place.x * 3, bent * 55, mix(seed_));
  const double pores = noise(place.x * 25, bent * 170, mix(seed_ + 1));
  return kTable + static_cast<float>(14 * boards + 13 * grain + 7 * pores);
}

}  // namespace skan::pictures

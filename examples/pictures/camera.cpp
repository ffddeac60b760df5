#include "pictures/camera.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "pictures/camera_random.h"
#include "pictures/camera_scene.h"
#include "pictures/camera_sensor.h"

namespace skan::pictures {
namespace {

using Matrix = std::array<std::array<double, 3>, 3>;

constexpr int kSamples = 2;     // across each pixel
constexpr double kFill = 0.95;  // of the photograph's width or height
constexpr double kReach = 2.2;  // distance of the lens in diagonals of the layout

/// Where a matrix in homogeneous coordinates takes a point.
Place applied(const Matrix& m, Place p) noexcept {
  const double w = m[2][0] * p.x + m[2][1] * p.y + m[2][2];
  return {(m[0][0] * p.x + m[0][1] * p.y + m[0][2]) / w, (m[1][0] * p.x + m[1][1] * p.y + m[1][2]) / w};
}

Matrix product(const Matrix& a, const Matrix& b) noexcept {
  Matrix out{};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) out[i][j] = a[i][0] * b[0][j] + a[i][1] * b[1][j] + a[i][2] * b[2][j];
  }
  return out;
}

/// The inverse up to a factor, which homogeneous coordinates ignore: the transposed cofactors.
Matrix inverse(const Matrix& m) noexcept {
  Matrix out{};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      const std::size_t a = (j + 1) % 3, b = (j + 2) % 3, c = (i + 1) % 3, d = (i + 2) % 3;
      out[i][j] = m[a][c] * m[b][d] - m[a][d] * m[b][c];
    }
  }
  return out;
}

double radians(double degrees) noexcept {
  return degrees * std::numbers::pi / 180;
}

/// A view of the table's plane from a lens that looks at its middle from `distance` away. The table is
/// turned by `roll` and leant back by `tilt` towards the direction `lean`; all in radians.
Matrix view(double roll, double tilt, double lean, double distance) noexcept {
  const Matrix to_lean = {
      {{std::cos(lean), std::sin(lean), 0}, {-std::sin(lean), std::cos(lean), 0}, {0, 0, 1}}};
  const Matrix turn = {
      {{std::cos(roll), -std::sin(roll), 0}, {std::sin(roll), std::cos(roll), 0}, {0, 0, 1}}};
  const Matrix tilted = {{{std::cos(tilt), 0, 0}, {0, 1, 0}, {std::sin(tilt) / distance, 0, 1}}};
  Matrix back = to_lean;
  std::swap(back[0][1], back[1][0]);
  return product(product(back, product(tilted, to_lean)), turn);
}

struct Box {
  double left, top, right, bottom;
};

/// The box around the layout's corners as `m` shows them.
Box seen(const Matrix& m, double width, double height) noexcept {
  Box box{1e9, 1e9, -1e9, -1e9};
  for (const Place corner : {Place{-width / 2, -height / 2}, Place{width / 2, -height / 2},
                             Place{-width / 2, height / 2}, Place{width / 2, height / 2}}) {
    const Place p = applied(m, corner);
    box = {std::min(box.left, p.x), std::min(box.top, p.y), std::max(box.right, p.x),
           std::max(box.bottom, p.y)};
  }
  return box;
}

/// Stands the camera somewhere; returns where each pixel of the photograph looks.
Matrix aim(const Scene& scene, const CameraOptions& options, double hardship, Random& random) noexcept {
  const double roll = radians(random.between(-1, 1) * 35 * hardship);
  const double tilt = radians(random.between(0.5, 1) * 50 * hardship);
  const double lean = random.between(0, 2 * std::numbers::pi);
  const double distance = kReach * std::hypot(scene.width(), scene.height());
  const Matrix looking = view(roll, tilt, lean, distance);
  const Box box = seen(looking, scene.width(), scene.height());
  const double zoom =
      kFill * random.between(1 - 0.25 * hardship, 1) *
      std::min(options.width / (box.right - box.left), options.height / (box.bottom - box.top));
  const Matrix place = {{{zoom, 0, options.width / 2.0 - zoom * (box.left + box.right) / 2},
                         {0, zoom, options.height / 2.0 - zoom * (box.top + box.bottom) / 2},
                         {0, 0, 1}}};
  return inverse(product(place, looking));
}

/// The mean brightness of one pixel.
float pixel(const Scene& scene, const Matrix& to_table, int x, int y) noexcept {
  const float table = scene.table_at(applied(to_table, {x + 0.5, y + 0.5}));
  float sum = 0;
  for (int row = 0; row < kSamples; ++row) {
    for (int column = 0; column < kSamples; ++column) {
      const Place sample = {x + (column + 0.5) / kSamples, y + (row + 0.5) / kSamples};
      sum += scene.sheet_at(applied(to_table, sample)).value_or(table);
    }
  }
  return sum / (kSamples * kSamples);
}

Light look(const Scene& scene, const Matrix& to_table, const CameraOptions& options) {
  Light out(options.width, options.height);
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; ++x) out.at(x, y) = pixel(scene, to_table, x, y);
  }
  return out;
}

bool is_sound(const Luma& picture) noexcept {
  return picture.width > 0 && picture.height > 0 &&
         picture.pixels.size() ==
             static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
}

std::unexpected<Error> refuse(std::string message) {
  return std::unexpected(Error{ErrorCode::invalid_argument, std::move(message)});
}

}  // namespace

Result<Luma> photograph(std::span<const Luma> pictures, const CameraOptions& options) {
  if (std::min(options.width, options.height) < 16 || std::max(options.width, options.height) > 4096) {
    return refuse(
        fmt::format("width and height are {}x{}; they must be 16 to 4096", options.width, options.height));
  }
  if (!std::ranges::all_of(pictures, is_sound)) return refuse("pictures holds one that is empty");
  const double hardship =
      options.hardship > 0 ? std::min(options.hardship, 1.0) : 0;  // no number counts as 0
  Random random(options.seed);
  const Scene scene(pictures, random.next());
  const Matrix to_table = aim(scene, options, hardship, random);
  Light light = look(scene, to_table, options);
  light_unevenly(light, 0.1 + 0.6 * hardship, random);
  defocus(light, 0.4 + 1.9 * hardship * random.between(0.6, 1));
  const double way = 6 * hardship * random.between(0.3, 1);
  shake(light, way, random.between(0, std::numbers::pi));
  return expose(light, 1 + 8 * hardship, random);
}

}  // namespace skan::pictures

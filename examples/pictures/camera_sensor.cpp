#include "pictures/camera_sensor.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace skan::pictures {
namespace {

/// The half of a Gaussian bell from its middle outwards, the whole summing to 1.
std::vector<float> bell_weights(double deviation) {
  std::vector<float> weights(static_cast<std::size_t>(std::ceil(3 * deviation)) + 1);
  float sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double distance = static_cast<double>(i) / deviation;
    weights[i] = static_cast<float>(std::exp(-distance * distance / 2));
    sum += i == 0 ? weights[i] : 2 * weights[i];
  }
  for (float& weight : weights) weight /= sum;
  return weights;
}

/// Weighted mean along one axis: (step_x, step_y) is (1, 0) or (0, 1).
Light smoothed(const Light& from, const std::vector<float>& weights, int step_x, int step_y) {
  Light to(from.width, from.height);
  const auto value = [&from](int x, int y) {
    return from.at(std::clamp(x, 0, from.width - 1), std::clamp(y, 0, from.height - 1));
  };
  for (int y = 0; y < to.height; ++y) {
    for (int x = 0; x < to.width; ++x) {
      float sum = weights[0] * from.at(x, y);
      for (int i = 1; i < static_cast<int>(weights.size()); ++i) {
        const float both = value(x - i * step_x, y - i * step_y) + value(x + i * step_x, y + i * step_y);
        sum += weights[static_cast<std::size_t>(i)] * both;
      }
      to.at(x, y) = sum;
    }
  }
  return to;
}

float blend(float a, float b, float t) noexcept {
  return a + (b - a) * t;
}

float between_pixels(const Light& from, double x, double y) noexcept {
  const double inside_x = std::clamp(x, 0.0, from.width - 1.0);
  const double inside_y = std::clamp(y, 0.0, from.height - 1.0);
  const int left = static_cast<int>(inside_x);
  const int top = static_cast<int>(inside_y);
  const int right = std::min(left + 1, from.width - 1);
  const int bottom = std::min(top + 1, from.height - 1);
  const auto across = static_cast<float>(inside_x - left);
  const float upper = blend(from.at(left, top), from.at(right, top), across);
  const float lower = blend(from.at(left, bottom), from.at(right, bottom), across);
  return blend(upper, lower, static_cast<float>(inside_y - top));
}

}  // namespace

Light::Light(int columns, int rows)
    : width(columns),
      height(rows),
      values(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows)) {}

void light_unevenly(Light& picture, double loss, Random& random) {
  const double from = random.between(0, 2 * std::numbers::pi);
  const double diagonal = std::hypot(picture.width, picture.height);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const double right = (2.0 * x - picture.width) / diagonal;
      const double down = (2.0 * y - picture.height) / diagonal;
      const double away = (1 + std::cos(from) * right + std::sin(from) * down) / 2;
      const double corner = right * right + down * down;
      picture.at(x, y) *= static_cast<float>((1 - loss * away) * (1 - loss / 3 * corner));
    }
  }
}

void defocus(Light& picture, double deviation) {
  if (deviation <= 0) return;
  const std::vector<float> weights = bell_weights(deviation);
  picture = smoothed(smoothed(picture, weights, 1, 0), weights, 0, 1);
}

void shake(Light& picture, double length, double angle) {
  const int steps = static_cast<int>(std::ceil(length));
  if (steps < 1) return;
  const Light from = picture;
  const double step_x = std::cos(angle) * length / steps;
  const double step_y = std::sin(angle) * length / steps;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      float sum = 0;
      for (int i = 0; i <= steps; ++i) {
        const double along = i - steps / 2.0;
        sum += between_pixels(from, x + along * step_x, y + along * step_y);
      }
      picture.at(x, y) = sum / static_cast<float>(steps + 1);
    }
  }
}

Luma expose(const Light& picture, double grain, Random& random) {
  Luma out{picture.width, picture.height, std::vector<std::uint8_t>(picture.values.size())};
  for (std::size_t i = 0; i < out.pixels.size(); ++i) {
    const float light = picture.values[i];
    const float deviation = static_cast<float>(grain) * (1 + std::clamp(light, 0.0F, 255.0F) / 255);
    const float value = std::clamp(light + deviation * random.bell(), 0.0F, 255.0F);
    out.pixels[i] = static_cast<std::uint8_t>(std::lround(value));
  }
  return out;
}

}  // namespace skan::pictures

#include "bench/scan/stream.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include <qrencode.h>

#include "support/qr.h"

namespace skan::bench {
namespace {

using pictures::Light;
using pictures::Luma;
using pictures::Random;

constexpr double kPi = std::numbers::pi;
constexpr int kSway = 48;        // pixels of room beyond each edge of a frame
constexpr double kQuiet = 4;     // modules of paper around a code
constexpr double kMiddle = 132;  // grey between ink and paper

double waves(std::uint64_t seed, double second) {
  Random random(seed);
  double sum = 0;
  for (int i = 1; i <= 3; ++i) {
    const double speed = random.between(0.5, 1.5) * i;
    const double start = random.between(0, 2 * kPi);
    sum += std::sin(2 * kPi * speed * second + start) / i;
  }
  return sum / 1.8;
}

void fill(Luma& picture, int left, int top, int width, int height, int grey) {
  for (int y = std::max(0, top); y < std::min(picture.height, top + height); ++y) {
    for (int x = std::max(0, left); x < std::min(picture.width, left + width); ++x) {
      picture.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                     static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(grey);
    }
  }
}

/// Furniture, and posters with lines of writing.
Luma room(int width, int height, Random& random) {
  Luma out{
      width, height,
      std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 120)};
  const auto whole = [&random](double low, double high) {
    return static_cast<int>(random.between(low, high));
  };
  for (int i = 0; i < 60; ++i) {
    const int left = whole(-100, width), top = whole(-100, height);
    const int wide = whole(20, 400), high = whole(20, 300);
    fill(out, left, top, wide, high, whole(20, 235));
  }
  for (int i = 0; i < 6; ++i) {
    const int left = whole(0, width), top = whole(0, height);
    for (int line = 0; line < 12; ++line) {
      for (int x = left, end = left + whole(80, 260); x < end;) {
        const int letter = whole(2, 7);
        fill(out, x, top + 14 * line, letter, 8, 40);
        x += letter + whole(2, 6);
      }
    }
  }
  return out;
}

/// A picture's value at whole pixels.
float at(const Luma& picture, int x, int y) {
  return picture.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                        static_cast<std::size_t>(x)];
}

}  // namespace

Stream::Stream(const Condition& condition, Size size, const std::string& text, std::uint64_t seed)
    : condition_(condition), size_(size), seed_(seed) {
  Random random(seed);
  room_ = room(size.width + 2 * kSway, size.height + 2 * kSway, random);
  if (text.empty()) return;
  const testing::Code code(QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
  if (!code) std::abort();
  modules_ = code->width;
  for (int i = 0; i < modules_ * modules_; ++i) dark_.push_back(code->data[i] & 1);
  const double reach = (modules_ / 2.0 + kQuiet) * condition.module * 1.15;
  const double free_x = std::max(0.0, size.width / 2.0 - reach),
               free_y = std::max(0.0, size.height / 2.0 - reach);
  held_.x = size.width / 2.0 + random.between(-0.8, 0.8) * free_x;
  held_.y = size.height / 2.0 + random.between(-0.8, 0.8) * free_y;
  held_.roll = random.between(-kPi, kPi);
  held_.tilt = condition.tilt * kPi / 180;
  held_.lean = random.between(0, 2 * kPi);
  held_.scale = condition.module;
  glare_x_ = random.between(-0.3, 0.3) * modules_;
  glare_y_ = random.between(-0.3, 0.3) * modules_;
  shade_from_ = random.between(0, 2 * kPi);
  stain(condition.damage, random);
}

void Stream::stain(double share, Random& random) {
  double left = share * modules_ * modules_;
  while (left > 0) {
    const double radius = random.between(0.8, 3);
    const double x = random.between(-0.5, 0.5) * modules_;
    const double y = random.between(-0.5, 0.5) * modules_;
    const bool on_finder = std::min(std::abs(x), std::abs(y)) > modules_ / 2.0 - 9 && !(x > 0 && y > 0);
    if (on_finder) continue;
    stains_.push_back({x, y, radius, random.between(0, 1)});
    left -= kPi * radius * radius;
  }
}

Stream::Pose Stream::pose_at(double second) const {
  const double sway = condition_.sway;
  Pose pose = held_;
  pose.x += 14 * sway * waves(seed_ + 1, second);
  pose.y += 14 * sway * waves(seed_ + 2, second);
  pose.roll += 0.05 * sway * waves(seed_ + 3, second);
  pose.tilt += 0.05 * sway * waves(seed_ + 4, second);
  pose.lean += 0.1 * sway * waves(seed_ + 5, second);
  pose.scale *= 1 + 0.04 * sway * waves(seed_ + 6, second);
  return pose;
}

/// Light from the code's sheet at a place in modules from its middle; negative beside the sheet.
double Stream::paper_at(double u, double v) const {
  const double half = modules_ / 2.0;
  if (std::max(std::abs(u), std::abs(v)) > half + kQuiet) return -1;
  bool is_dark = false;
  if (std::max(std::abs(u), std::abs(v)) < half) {
    is_dark =
        dark_[static_cast<std::size_t>(static_cast<int>(v + half) * modules_ + static_cast<int>(u + half))] !=
        0;
  }
  double light = is_dark != condition_.inverted ? 0 : 1;
  for (const Stain& stain : stains_) {
    if (std::hypot(u - stain.x, v - stain.y) < stain.radius) light = stain.light;
  }
  return light;
}

/// Draws the sheet over `onto`, whose upper left pixel is the frame's `left`, `top`.
void Stream::draw_code(const Pose& pose, Light& onto, int left, int top) const {
  constexpr int kSamples = 3;
  const double across = modules_ + 2 * kQuiet;
  const double distance = 2.2 * across * std::numbers::sqrt2;
  const double cos_roll = std::cos(pose.roll), sin_roll = std::sin(pose.roll);
  const double cos_lean = std::cos(pose.lean), sin_lean = std::sin(pose.lean);
  const double radius = condition_.bend > 0 ? across / (2 * condition_.bend) : 0;
  const double grid = 2 * kPi * 0.93 * condition_.module;  // of a screen, close to the camera's own
  const auto to_code = [&](double px, double py, double& u, double& v) {
    const double x = (px - pose.x) / pose.scale, y = (py - pose.y) / pose.scale;
    const double along = cos_lean * x + sin_lean * y, beside = -sin_lean * x + cos_lean * y;
    const double depth = 1 / (std::cos(pose.tilt) - along * std::sin(pose.tilt) / distance);
    const double lx = along * depth, ly = beside * depth * std::cos(pose.tilt);
    const double tx = cos_lean * lx - sin_lean * ly, ty = sin_lean * lx + cos_lean * ly;
    u = cos_roll * tx + sin_roll * ty;
    v = -sin_roll * tx + cos_roll * ty;
    if (radius > 0) u = radius * std::asin(std::clamp(u / radius, -1.0, 1.0));
  };
  for (int y = 0; y < onto.height; ++y) {
    for (int x = 0; x < onto.width; ++x) {
      double sum = 0, u = 0, v = 0;
      int seen = 0;
      for (int i = 0; i < kSamples * kSamples; ++i) {
        to_code(left + x + (i % kSamples + 0.5) / kSamples, top + y + (i / kSamples + 0.5) / kSamples, u, v);
        const double light = paper_at(u, v);
        if (light >= 0) ++seen, sum += light;
      }
      if (seen == 0) continue;
      to_code(left + x + 0.5, top + y + 0.5, u, v);
      double light = kMiddle + condition_.contrast * (sum / seen - 0.5);
      if (condition_.moire > 0)
        light *= 1 - condition_.moire * (2 + std::cos(grid * u) + std::cos(grid * v)) / 4;
      const double side = (std::cos(shade_from_) * u + std::sin(shade_from_) * v) / across + 0.5;
      light *= 1 - condition_.shade * std::clamp(side, 0.0, 1.0);
      if (condition_.glare > 0) {
        const double far = std::hypot(u - glare_x_, v - glare_y_) / (0.16 * across);
        light += 220 * condition_.glare * std::exp(-far * far);
      }
      const double covered = static_cast<double>(seen) / (kSamples * kSamples);
      const double behind = static_cast<double>(onto.at(x, y));
      onto.at(x, y) = static_cast<float>(behind + (light - behind) * covered);
    }
  }
}

Luma Stream::frame(int index) const {
  const double second = index / 30.0;
  Random random(pictures::mix(seed_ ^ (static_cast<std::uint64_t>(index) << 32)));
  const double sway = condition_.sway * (kSway - 4);
  const int room_x = kSway + static_cast<int>(sway * waves(seed_ + 7, second) / 2);
  const int room_y = kSway + static_cast<int>(sway * waves(seed_ + 8, second) / 2);
  Light light(size_.width, size_.height);
  for (int y = 0; y < light.height; ++y) {
    for (int x = 0; x < light.width; ++x) light.at(x, y) = at(room_, room_x + x, room_y + y);
  }
  if (modules_ > 0) {
    const Pose pose = pose_at(second);
    const int reach = static_cast<int>((modules_ / 2.0 + kQuiet) * pose.scale * 1.8) + 12;
    const int left = std::clamp(static_cast<int>(pose.x) - reach, 0, size_.width - 1);
    const int top = std::clamp(static_cast<int>(pose.y) - reach, 0, size_.height - 1);
    Light part(std::min(2 * reach, size_.width - left), std::min(2 * reach, size_.height - top));
    for (int y = 0; y < part.height; ++y) {
      for (int x = 0; x < part.width; ++x) part.at(x, y) = light.at(left + x, top + y);
    }
    draw_code(pose, part, left, top);
    pictures::defocus(part, condition_.focus * pose.scale * random.between(0.85, 1.15));
    const double way = condition_.motion * pose.scale * random.between(0.6, 1.4);
    const double direction = random.between(0, kPi);
    pictures::shake(part, way, direction);
    for (int y = 0; y < part.height; ++y) {
      for (int x = 0; x < part.width; ++x) light.at(left + x, top + y) = part.at(x, y);
    }
  }
  Luma out{size_.width, size_.height, std::vector<std::uint8_t>(light.values.size())};
  for (std::size_t i = 0; i < out.pixels.size(); ++i) {
    const float value = light.values[i] + static_cast<float>(condition_.noise) * random.bell();
    out.pixels[i] = static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.0F, 255.0F));
  }
  return out;
}

}  // namespace skan::bench

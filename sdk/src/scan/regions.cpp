#include "scan/regions.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

namespace skan::scan {
namespace {

/// More patterns are not combined: the number of threes grows with the third power.
constexpr std::size_t kMostCombined = 24;

/// Candidates beyond so many are not looked at more closely.
constexpr std::size_t kMostExamined = 120;

/// Between the middles of two patterns of one side, in modules: 14 for version 1, 170 for version 40. The
/// bounds leave room for a code seen from the side.
constexpr float kShortestSide = 9, kLongestSide = 190;

/// From the middle of a pattern to the edge of the quiet zone, in modules, and something to spare.
constexpr float kBeyond = 9;

struct Candidate {
  float doubt;          ///< the less the likelier
  Finder corner, a, b;  ///< for two patterns, `b` is `corner` again
  int patterns;
};

float distance(const Finder& a, const Finder& b) noexcept {
  return std::hypot(a.x - b.x, a.y - b.y);
}

/// How far from 1 a proportion is, either way: 0 for equal, 0.7 for twice.
float disproportion(float a, float b) noexcept {
  return std::abs(std::log(a / b));
}

Box around(std::initializer_list<Finder> points) noexcept {
  float left = 1e9F, top = 1e9F, right = -1e9F, bottom = -1e9F;
  for (const Finder& p : points) {
    left = std::min(left, p.x), right = std::max(right, p.x);
    top = std::min(top, p.y), bottom = std::max(bottom, p.y);
  }
  return {static_cast<int>(left), static_cast<int>(top), static_cast<int>(right) + 1,
          static_cast<int>(bottom) + 1};
}

/// The region around what is certain to belong to the code, with `margin` on every side. The code itself
/// reaches `code_margin` further than that, or may.
Region region(const Box& certain, float margin, float code_margin, float module, int patterns,
              const LumaView& picture) noexcept {
  const Box code = grown(certain, static_cast<int>(code_margin));
  const Box seen = overlap(code, picture.box());
  const bool cut_off = seen.width() < code.width() || seen.height() < code.height();
  return {overlap(grown(certain, static_cast<int>(margin)), picture.box()), module, patterns, cut_off};
}

bool is_a_side(float length, float module) noexcept {
  return length > kShortestSide * module && length < kLongestSide * module;
}

/// `corner` as the one between the other two, if that is possible.
void consider_three(const Finder& corner, const Finder& a, const Finder& b, std::vector<Candidate>& out) {
  const float to_a = distance(corner, a), to_b = distance(corner, b);
  const float module = (corner.module + a.module + b.module) / 3;
  if (!is_a_side(to_a, module) || !is_a_side(to_b, module)) return;
  const float cosine =
      ((a.x - corner.x) * (b.x - corner.x) + (a.y - corner.y) * (b.y - corner.y)) / (to_a * to_b);
  const float sizes = disproportion(a.module, b.module) + disproportion(a.module, corner.module);
  const float sides = disproportion(to_a, to_b);
  if (std::abs(cosine) > 0.6F || sides > 0.7F || sizes > 0.9F) return;
  const float seen = static_cast<float>(std::min({corner.rows, a.rows, b.rows, 4}));
  out.push_back({std::abs(cosine) + sides + sizes - 0.4F * seen, corner, a, b, 3});
}

void consider_two(const Finder& a, const Finder& b, std::vector<Candidate>& out) {
  const float sizes = disproportion(a.module, b.module);
  if (sizes > 0.4F || std::min(a.rows, b.rows) < 2 || !is_a_side(distance(a, b), (a.module + b.module) / 2))
    return;
  const float seen = static_cast<float>(std::min({a.rows, b.rows, 6}));
  out.push_back({sizes - 0.2F * seen, a, a, b, 2});
}

/// Do dark and light change along a line as they do in a code? `from` and `to` carry the threshold at
/// either end. Masks keep codes balanced (ISO/IEC 18004 section 7.8); blur swallows some of the changes.
bool is_full_line(const LumaView& picture, const Finder& from, const Finder& to) noexcept {
  const int count = std::max(2, static_cast<int>(2 * distance(from, to) / std::max(from.module, 1.0F)));
  int samples = 0, dark_samples = 0, changes = 0;
  bool last = true;
  for (int i = 0; i <= count; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(count);
    const int x = static_cast<int>(from.x + (to.x - from.x) * t),
              y = static_cast<int>(from.y + (to.y - from.y) * t);
    if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) continue;
    const bool dark = static_cast<float>(picture.row(y)[x]) < from.grey + (to.grey - from.grey) * t;
    ++samples;
    dark_samples += dark ? 1 : 0;
    changes += dark != last ? 1 : 0;
    last = dark;
  }
  const int percent = samples == 0 ? 0 : 100 * dark_samples / samples;
  return percent >= 25 && percent <= 75 && changes * 8 > samples;
}

Finder between(const Finder& a, const Finder& b, float t) noexcept {
  return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, (a.module + b.module) / 2,
          a.grey + (b.grey - a.grey) * t, 0};
}

/// The corner across from `corner`.
Finder fourth(const Candidate& c) noexcept {
  return {c.a.x + c.b.x - c.corner.x, c.a.y + c.b.y - c.corner.y, c.corner.module,
          c.a.grey + c.b.grey - c.corner.grey, 0};
}

/// Is it full of modules between the patterns, as a code is and writing or furniture is not? One line of
/// the six across three patterns may be stained.
bool is_full(const LumaView& picture, const Candidate& c) noexcept {
  if (c.patterns == 2) return is_full_line(picture, c.a, c.b);
  const Finder across = fourth(c);
  int full = 0;
  for (const float t : {0.3F, 0.5F, 0.7F}) {
    full += is_full_line(picture, between(c.corner, c.a, t), between(c.b, across, t)) ? 1 : 0;
    full += is_full_line(picture, between(c.corner, c.b, t), between(c.a, across, t)) ? 1 : 0;
  }
  return full >= 5;
}

Region region_of(const Candidate& c, const LumaView& picture) noexcept {
  const float module = (c.corner.module + c.a.module + c.b.module) / 3;
  if (c.patterns == 3)
    return region(around({c.corner, c.a, c.b, fourth(c)}), kBeyond * module, 2 * module, module, 3, picture);
  const float side = distance(c.a, c.b);
  return region(around({c.a, c.b}), side + kBeyond * module, side, module, 2, picture);
}

/// Does most of `inner` lie in `outer`?
bool mostly_within(const Box& inner, const Box& outer) noexcept {
  const Box both = overlap(inner, outer);
  if (both.empty()) return false;
  return std::int64_t{2} * both.width() * both.height() > std::int64_t{inner.width()} * inner.height();
}

/// Every two or three of the patterns that may belong to one code, the likeliest first.
std::vector<Candidate> combine(std::span<const Finder> finders) {
  std::vector<Candidate> out;
  for (std::size_t i = 0; i < finders.size(); ++i) {
    for (std::size_t j = i + 1; j < finders.size(); ++j) {
      for (std::size_t k = j + 1; k < finders.size(); ++k) {
        consider_three(finders[i], finders[j], finders[k], out);
        consider_three(finders[j], finders[i], finders[k], out);
        consider_three(finders[k], finders[i], finders[j], out);
      }
    }
  }
  std::ranges::sort(out, {}, &Candidate::doubt);
  return out;
}

std::vector<Candidate> combine_two(std::span<const Finder> finders) {
  std::vector<Candidate> out;
  for (std::size_t i = 0; i < finders.size(); ++i) {
    for (std::size_t j = i + 1; j < finders.size(); ++j) consider_two(finders[i], finders[j], out);
  }
  std::ranges::sort(out, {}, &Candidate::doubt);
  return out;
}

/// Adds the best of `candidates` that hold up to a closer look and are not there yet.
void take_best(const LumaView& picture, std::span<const Candidate> candidates, std::size_t most,
               std::vector<Region>& out) {
  for (const Candidate& candidate : candidates.first(std::min(candidates.size(), kMostExamined))) {
    if (out.size() == most) return;
    const Region found = region_of(candidate, picture);
    const bool known = std::ranges::any_of(out, [&](const Region& r) {
      return mostly_within(found.box, r.box) || mostly_within(r.box, found.box);
    });
    if (!known && !found.box.empty() && is_full(picture, candidate)) out.push_back(found);
  }
}

}  // namespace

std::vector<Region> regions_of(std::span<const Finder> finders, const LumaView& picture, std::size_t most) {
  std::vector<Finder> best(finders.begin(), finders.end());
  std::ranges::sort(best, std::greater(), [](const Finder& f) { return std::tuple(f.rows, f.y, f.x); });
  best.resize(std::min(best.size(), kMostCombined));
  std::vector<Region> out;
  take_best(picture, combine(best), most, out);
  if (out.empty()) take_best(picture, combine_two(best), most, out);
  return out;
}

}  // namespace skan::scan

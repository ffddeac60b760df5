#include "scan/finder_search.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>

namespace skan::scan {
namespace {

constexpr int kReach = 32;  // in pixels: how far to either side the neighbours of a pixel go
constexpr int kDarker = 3;  // grey levels by which a dark pixel differs from them, besides the grain

/// The five runs of a pattern, in pixels.
using Runs = std::array<int, 5>;

int total(const Runs& runs) noexcept {
  return runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
}

/// 1:1:3:1:1, give or take half a module and the rounding to whole pixels.
bool in_proportion(const Runs& runs) noexcept {
  const int sevenths = total(runs);  // one module, in sevenths of a pixel
  if (sevenths < 7) return false;
  const int slack = sevenths / 2 + 6;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const int modules = i == 2 ? 3 : 1;
    const int allowed = i == 2 ? 2 * slack : slack;
    if (std::abs(7 * runs[i] - modules * sevenths) > allowed) return false;
  }
  return true;
}

/// A way through the middle of a pattern, one pixel a step.
struct Way {
  int across;
  int down;
};

/// Walks on from `x`, `y` while the pixels are dark or not, at most `most` of them; returns how many.
int walk(const LumaView& picture, int& x, int& y, Way way, bool dark, int threshold, int most) noexcept {
  int length = 0;
  while (x >= 0 && y >= 0 && x < picture.width && y < picture.height && length <= most &&
         (picture.row(y)[x] < threshold) == dark) {
    x += way.across, y += way.down;
    ++length;
  }
  return length;
}

/// The runs of a pattern along a way through `x`, `y` in its middle, and by how many pixels the middle
/// lies further along.
struct Crossing {
  Runs runs;
  float offset;
};

std::optional<Crossing> cross(const LumaView& picture, int x, int y, Way way, int threshold,
                              int most) noexcept {
  const Way back{-way.across, -way.down};
  int x0 = x, y0 = y, x1 = x + way.across, y1 = y + way.down;
  Runs runs{};
  const int before = walk(picture, x0, y0, back, true, threshold, most);
  const int after = walk(picture, x1, y1, way, true, threshold, most);
  runs[1] = walk(picture, x0, y0, back, false, threshold, most);
  runs[3] = walk(picture, x1, y1, way, false, threshold, most);
  runs[0] = walk(picture, x0, y0, back, true, threshold, most);
  runs[4] = walk(picture, x1, y1, way, true, threshold, most);
  runs[2] = before + after;
  if (before == 0 || *std::ranges::min_element(runs) == 0 || !in_proportion(runs)) return std::nullopt;
  return Crossing{runs, 0.5F + static_cast<float>(after - before) / 2};
}

/// Half-way between the middle of the pattern and the light ring around it.
int threshold_at(const std::uint8_t* row, const int* edges) noexcept {
  const int middle = row[(edges[2] + edges[3]) / 2];
  const int ring = (row[(edges[1] + edges[2]) / 2] + row[(edges[3] + edges[4]) / 2]) / 2;
  return (middle + ring + 1) / 2;
}

}  // namespace

void FinderSearch::find_edges(const std::uint8_t* row, int width, int grain) {
  const int darker = kDarker + grain;
  std::uint32_t sum = 0;
  for (int x = 0; x < width; ++x) {
    before_[static_cast<std::size_t>(x)] = sum;
    sum += row[x];
  }
  before_[static_cast<std::size_t>(width)] = sum;
  const auto is_dark = [&](int x, int from, int to) {
    const std::uint32_t around =
        before_[static_cast<std::size_t>(to)] - before_[static_cast<std::size_t>(from)];
    return static_cast<std::uint8_t>((row[x] + darker) * (to - from) < static_cast<int>(around));
  };
  const int inner = std::min(kReach, width), inner_end = std::max(inner, width - kReach);
  for (int x = 0; x < inner; ++x)
    dark_[static_cast<std::size_t>(x)] = is_dark(x, 0, std::min(width, x + kReach));
  for (int x = inner; x < inner_end; ++x) {
    const std::uint32_t around =
        before_[static_cast<std::size_t>(x + kReach)] - before_[static_cast<std::size_t>(x - kReach)];
    dark_[static_cast<std::size_t>(x)] =
        static_cast<std::uint32_t>(row[x] + darker) * (2 * kReach) < around ? 1 : 0;
  }
  for (int x = inner_end; x < width; ++x)
    dark_[static_cast<std::size_t>(x)] = is_dark(x, std::max(0, x - kReach), width);

  edges_.clear();
  std::uint8_t last = 0;
  for (int x = 0; x < width;) {
    std::uint64_t eight = 0;
    if (x + 8 <= width) {
      std::memcpy(&eight, dark_.data() + x, 8);
      if (eight == (last != 0 ? 0x0101010101010101u : 0u)) {
        x += 8;
        continue;
      }
    }
    for (const int end = std::min(x + 8, width); x < end; ++x) {
      if (dark_[static_cast<std::size_t>(x)] != last) edges_.push_back(x), last ^= 1;
    }
  }
}

void FinderSearch::add(const Finder& seen) {
  for (Finder& known : finders_) {
    const float near = 2.5F * std::max(known.module, 1.0F);
    if (std::abs(known.x - seen.x) > near || std::abs(known.y - seen.y) > near) continue;
    const auto n = static_cast<float>(known.rows);
    known.x = (known.x * n + seen.x) / (n + 1);
    known.y = (known.y * n + seen.y) / (n + 1);
    known.module = (known.module * n + seen.module) / (n + 1);
    known.grey = (known.grey * n + seen.grey) / (n + 1);
    ++known.rows;
    return;
  }
  finders_.push_back(seen);
}

/// Of the row's pixels. Precondition: find_edges() of that row.
int FinderSearch::mean_around(int x, int width) const noexcept {
  const int from = std::max(0, x - kReach), to = std::min(width, x + kReach);
  const std::uint32_t sum = before_[static_cast<std::size_t>(to)] - before_[static_cast<std::size_t>(from)];
  return static_cast<int>(sum / static_cast<std::uint32_t>(to - from));
}

/// Is it one down the column and along both diagonals as well? Then it is added.
bool FinderSearch::confirm(const LumaView& picture, int y, std::size_t edge, int threshold) {
  const int* edges = edges_.data() + edge;
  const int across = edges[5] - edges[0], x = (edges[2] + edges[3]) / 2;
  const auto down = cross(picture, x, y, {0, 1}, threshold, across);
  if (!down) return false;
  const int high = total(down->runs);
  if (high > 2 * across || across > 2 * high) return false;
  const float middle = static_cast<float>(y) + down->offset;
  const int centre = static_cast<int>(middle);
  if (!cross(picture, x, centre, {1, 1}, threshold, across) ||
      !cross(picture, x, centre, {1, -1}, threshold, across)) {
    return false;
  }
  add({static_cast<float>(edges[2] + edges[3]) / 2, middle, static_cast<float>(std::max(across, high)) / 7,
       static_cast<float>(threshold), 1});
  return true;
}

void FinderSearch::check_row(const LumaView& picture, int y, const Care& care) {
  find_edges(picture.row(y), picture.width, care.grain);
  for (std::size_t i = 0; i + 5 < edges_.size(); i += 2) {
    const int* e = edges_.data() + i;
    if (!in_proportion({e[1] - e[0], e[2] - e[1], e[3] - e[2], e[4] - e[3], e[5] - e[4]})) continue;
    if (confirm(picture, y, i, threshold_at(picture.row(y), e)) || !care.lenient) continue;
    confirm(picture, y, i, mean_around((e[2] + e[3]) / 2, picture.width));
  }
}

std::span<const Finder> FinderSearch::look(const LumaView& picture, const Care& care) {
  finders_.clear();
  const int first = care.first_row < 0 ? care.row_step / 2 : care.first_row;
  for (int y = first; y < picture.height && finders_.size() < care.most; y += care.row_step) {
    check_row(picture, y, care);
  }
  return std::span(finders_).first(std::min(finders_.size(), care.most));
}

}  // namespace skan::scan

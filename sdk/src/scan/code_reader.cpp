#include "scan/code_reader.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "scan/grain.h"
#include "scan/image_ops.h"

namespace skan::scan {
namespace {

/// Makes the dark middle of a pattern light.
void paint_over(Picture& picture, const Finder& finder) noexcept {
  const int reach = static_cast<int>(1.8F * finder.module) + 1;
  const int x = static_cast<int>(finder.x), y = static_cast<int>(finder.y);
  const Box box = overlap({x - reach, y - reach, x + reach + 1, y + reach + 1}, picture.view().box());
  for (int at = box.top; at < box.bottom; ++at)
    std::fill_n(picture.row(at) + box.left, box.width(), std::uint8_t{255});
}

/// The largest come first, for a code among false ones; of about one size the upper ones, for a page of codes.
std::pair<int, float> rank(const Finder& finder) noexcept {
  return {static_cast<int>(2 * std::log2(std::max(finder.module, 0.5F)) + 0.5F), -finder.y};
}

/// The rows that ZXing 1.x and 2.x look at, for `height` (QRDetector.cpp, FindFinderPatterns).
int rows_between(int height, bool thorough) noexcept {
  constexpr int kMostModules = 97;  // of the codes that its fast search is made for
  return thorough ? 3 : std::max(3, 3 * height / (4 * kMostModules));
}

constexpr int kMostGrain = 8;       // grey levels: patterns fainter than that are none to ZXing
constexpr float kLarge = 4;         // pixels per module at a quarter of the size
constexpr int kLargePattern = 160;  // pixels, with a gap beside it: the largest that FinderSearch sees

}  // namespace

void CodeReader::count(const LumaView& picture, bool thorough, std::size_t most_patterns) {
  const int step = rows_between(picture.height, thorough);
  const auto seen =
      search_.look(picture, {step, std::min(grain(picture), kMostGrain), kHopeless + 1, step - 1, true});
  patterns_.assign(seen.begin(), seen.end());
  count_larger(picture, most_patterns);
}

/// FinderSearch sees no modules beyond some twenty pixels. In pictures that hold too many of those, they are
/// looked for at a quarter of the size, and again.
void CodeReader::count_larger(const LumaView& picture, std::size_t most_patterns) {
  LumaView view = picture;
  const auto holds_many = [&](std::int64_t scale) {
    const std::int64_t side = kLargePattern * scale;
    return picture.area() / (side * side) > static_cast<std::int64_t>(most_patterns);
  };
  for (int scale = 4; holds_many(scale / 4) && std::min(view.width, view.height) >= 4; scale *= 4) {
    halve(view, halved_);
    halve(halved_.view(), smaller_);
    view = smaller_.view();
    const auto factor = static_cast<float>(scale);
    for (const Finder& f : search_.look(view, {2, 0, kHopeless + 1})) {
      if (f.module < kLarge) continue;
      patterns_.push_back({f.x * factor, f.y * factor, f.module * factor, f.grey, f.rows});
    }
  }
}

std::vector<FoundCode> CodeReader::read(const LumaView& picture, const Search& search,
                                        std::size_t most_patterns) {
  count(picture, search.thorough, most_patterns);
  if (patterns_.size() > kHopeless) return {};
  if (patterns_.size() <= most_patterns) return find_codes(picture, search);
  std::ranges::sort(patterns_, std::greater(), rank);
  copy(picture, calmed_);
  for (std::size_t i = most_patterns; i < patterns_.size(); ++i) paint_over(calmed_, patterns_[i]);
  return find_codes(calmed_.view(), search);
}

}  // namespace skan::scan

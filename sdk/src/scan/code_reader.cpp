#include "scan/code_reader.h"

#include <algorithm>
#include <functional>

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

}  // namespace

std::vector<FoundCode> CodeReader::read(const LumaView& picture, const Search& search,
                                        std::size_t most_patterns, int row_step) {
  const auto finders = search_.look(picture, {row_step, grain(picture), kHopeless + 1});
  if (finders.size() > kHopeless) return {};
  if (finders.size() <= most_patterns) return find_codes(picture, search);
  surplus_.assign(finders.begin(), finders.end());
  std::ranges::sort(surplus_, std::greater(), &Finder::module);
  copy(picture, calmed_);
  for (std::size_t i = most_patterns; i < surplus_.size(); ++i) paint_over(calmed_, surplus_[i]);
  return find_codes(calmed_.view(), search);
}

}  // namespace skan::scan

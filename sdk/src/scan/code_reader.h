// ZXing behind a gate: pictures made to waste time are calmed before it sees them.
#pragma once

#include <cstddef>
#include <vector>

#include "scan/finder_search.h"
#include "scan/picture.h"
#include "scan/zxing_adapter.h"

namespace skan::scan {

/// ZXing 1.x combines every three of the patterns in a picture, and cannot be interrupted: with a thousand
/// it works for seconds. So they are counted first, and those beyond `most_patterns` painted over, the
/// smallest first. Keeps its memory.
class CodeReader {
 public:
  /// As find_codes(); a picture with more than kHopeless patterns is not read at all. Patterns are counted
  /// on every `row_step`-th row; those that fall between have modules smaller than a third of it.
  std::vector<FoundCode> read(const LumaView& picture, const Search& search, std::size_t most_patterns,
                              int row_step = 3);

  static constexpr std::size_t kHopeless = 4096;

 private:
  FinderSearch search_;
  Picture calmed_;
  std::vector<Finder> surplus_;
};

}  // namespace skan::scan

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
  /// on the rows on which ZXing looks for them, and in grain as in none: neither is a way past.
  std::vector<FoundCode> read(const LumaView& picture, const Search& search, std::size_t most_patterns);

  static constexpr std::size_t kHopeless = 4096;

 private:
  void count(const LumaView& picture, bool thorough, std::size_t most_patterns);
  void count_larger(const LumaView& picture, std::size_t most_patterns);

  FinderSearch search_;
  Picture calmed_;
  Picture smaller_;
  Picture halved_;
  std::vector<Finder> patterns_;
};

}  // namespace skan::scan

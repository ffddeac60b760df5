#include "skan/scanner.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <new>
#include <utility>

#include <fmt/format.h>

#include "scan/owned_frame.h"
#include "scan/zxing_adapter.h"

namespace skan {
namespace {

using scan::find_codes;
using scan::FoundCode;
using scan::Threshold;

/// In pixels: a QR code has at least 21 x 21 modules.
constexpr int kSmallestSide = 21;

/// In pixels. Enlarging a larger picture costs more time and memory than it is likely to find.
constexpr std::int64_t kLargestToDouble = 4'000'000;

using Codes = std::vector<FoundCode>;

int shorter_side(const Frame& frame) noexcept {
  return std::min(frame.width(), frame.height());
}

/// Is the point inside the code, whose corners go around it one way or the other?
bool covers(const FoundCode& code, std::int64_t x, std::int64_t y) noexcept {
  bool left = false, right = false;
  for (std::size_t i = 0; i < code.corners.size(); ++i) {
    const auto a = code.corners[i], b = code.corners[(i + 1) % code.corners.size()];
    const std::int64_t side =
        (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);  // which side of a-b the point is on
    left = left || side > 0;
    right = right || side < 0;
  }
  return !(left && right);
}

void paint_over(scan::OwnedFrame& picture, const FoundCode& code) noexcept {
  const int bottom = std::min(code.bottom, picture.height - 1),
            right = std::min(code.right, picture.width - 1);
  for (int y = std::max(0, code.top); y <= bottom; ++y) {
    const std::size_t row = static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width);
    for (int x = std::max(0, code.left); x <= right; ++x) {
      if (covers(code, x, y)) picture.pixels[row + static_cast<std::size_t>(x)] = 0xFF;
    }
  }
}

/// ZXing 1.x gives up on some codes of a page full of them, so what was read is painted over and the
/// rest searched again, until nothing more is read.
Codes as_it_stands(const Frame& frame, int max_codes) {
  Codes all = find_codes(frame, Threshold::local, max_codes);
  if (all.empty()) return all;
  scan::OwnedFrame rest = scan::packed(frame);
  for (std::size_t painted = 0; painted < all.size() && std::ssize(all) < max_codes;) {
    while (painted < all.size()) paint_over(rest, all[painted++]);
    std::ranges::move(find_codes(rest.frame(), Threshold::local, max_codes - static_cast<int>(all.size())),
                      std::back_inserter(all));
  }
  return all;
}

Codes one_code_downscaled(const Frame& frame, int) {
  return find_codes(frame, Threshold::local, 1);
}

Codes at_half_size(const Frame& frame, int max_codes) {
  if (shorter_side(frame) < 2 * kSmallestSide) return {};
  return find_codes(scan::halved(frame).frame(), Threshold::local, max_codes);
}

Codes at_quarter_size(const Frame& frame, int max_codes) {
  if (shorter_side(frame) < 4 * kSmallestSide) return {};
  return at_half_size(scan::halved(frame).frame(), max_codes);
}

Codes with_one_threshold(const Frame& frame, int max_codes) {
  return find_codes(frame, Threshold::global, max_codes);
}

Codes at_double_size(const Frame& frame, int max_codes) {
  const bool fits = std::max(frame.width(), frame.height()) <= Frame::kMaxSide / 2;
  if (!fits || std::int64_t{frame.width()} * frame.height() > kLargestToDouble) return {};
  return find_codes(scan::doubled(frame).frame(), Threshold::local, max_codes);
}

Codes light_on_dark(const Frame& frame, int max_codes) {
  return find_codes(scan::inverted(frame).frame(), Threshold::local, max_codes);
}

/// Tried in this order until one reads something. The first is ZXing's own best effort.
constexpr std::array kLadder = {as_it_stands,       one_code_downscaled, at_half_size, at_quarter_size,
                                with_one_threshold, at_double_size,      light_on_dark};

/// Sorts `codes` as a page is read. A code belongs to a row if its middle is above the lower edge of
/// the row's topmost code, so that two codes side by side keep their order when the picture is tilted.
void put_in_reading_order(Codes& codes) {
  std::ranges::sort(codes, {}, [](const FoundCode& code) { return std::pair(code.top, code.left); });
  for (auto row = codes.begin(); row != codes.end();) {
    const int lower_edge = row->bottom;
    const auto next = std::find_if(row, codes.end(), [lower_edge](const FoundCode& code) {
      return code.top + (code.bottom - code.top) / 2 > lower_edge;
    });
    std::ranges::sort(row, next, {}, [](const FoundCode& code) { return std::pair(code.left, code.top); });
    row = next;
  }
}

std::vector<ScannedCode> distinct_texts(Codes codes) {
  put_in_reading_order(codes);
  std::vector<ScannedCode> out;
  for (FoundCode& code : codes) {
    if (std::ranges::find(out, code.bytes, &ScannedCode::text) != out.end()) continue;
    out.push_back({std::move(code.bytes)});
  }
  return out;
}

}  // namespace

Scanner::Scanner(ScannerOptions options) : options_(options) {}

Result<std::vector<ScannedCode>> Scanner::read_still(const Frame& frame) const try {
  if (options_.max_codes < 1 || options_.max_codes > 255) {
    return std::unexpected(Error{ErrorCode::invalid_argument,
                                 fmt::format("max_codes is {}; it must be 1 to 255", options_.max_codes)});
  }
  for (const auto attempt : kLadder) {
    Codes codes = attempt(frame, options_.max_codes);
    if (!codes.empty()) return distinct_texts(std::move(codes));
  }
  return {};
} catch (const std::bad_alloc&) {
  return std::unexpected(
      Error{ErrorCode::capacity, fmt::format("memory ran out while reading a picture of {}x{}; scale it down",
                                             frame.width(), frame.height())});
}

}  // namespace skan

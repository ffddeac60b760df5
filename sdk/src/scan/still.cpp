#include "scan/still.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <utility>

#include "scan/code_reader.h"
#include "scan/image_ops.h"

namespace skan::scan {
namespace {

/// In pixels. Enlarging a larger picture costs more time and memory than it is likely to find.
constexpr std::int64_t kLargestToDouble = 4'000'000;

/// In pixels. No code is looked for in versions with a shorter side.
constexpr int kShortestSide = 21;

/// Of one version. A page of 64 codes has as many; ZXing 1.x needs some 50 ms to combine them.
constexpr std::size_t kMostPatterns = 192;

/// What is done to a picture, at each of its sizes, before it is searched.
enum class Treatment : std::uint8_t {
  none,
  sharp,     ///< edges made steeper
  flat,      ///< light and shadow taken out
  global,    ///< one threshold for the whole picture: dirt, a mesh
  smooth,    ///< speckles taken out
  wide,      ///< edges made steeper over more pixels: blur
  inverted,  ///< light on dark
};

// Measured on photographs: enlarged and sharpened alone reads most of what ZXing does not.
constexpr std::array kPlain = {Treatment::none};
constexpr std::array kUsual = {Treatment::none, Treatment::sharp, Treatment::flat};
constexpr std::array kUsualEnlarged = {Treatment::sharp};
constexpr std::array kUnusual = {Treatment::global, Treatment::smooth, Treatment::wide, Treatment::inverted};
constexpr std::array kUnusualEnlarged = {Treatment::none, Treatment::flat, Treatment::smooth,
                                         Treatment::wide};

/// A version of the picture, `numerator / denominator` times its size.
struct Sized {
  LumaView view;
  int numerator;
  int denominator;
};

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

void paint_over(Picture& picture, const FoundCode& code) noexcept {
  const Box box = overlap(code.box(), picture.view().box());
  for (int y = box.top; y < box.bottom; ++y) {
    std::uint8_t* row = picture.row(y);
    for (int x = box.left; x < box.right; ++x) {
      if (covers(code, x, y)) row[x] = 0xFF;
    }
  }
}

/// Looks through one picture, collecting codes with different texts.
class StillSearch {
 public:
  StillSearch(const LumaView& picture, int max_codes) : picture_(picture), max_codes_(max_codes) {}

  void as_it_stands();
  void enlarged(std::span<const Treatment> treatments);
  void at_its_size_and_smaller(std::span<const Treatment> treatments);

  bool found_any() const noexcept { return !codes_.empty(); }
  bool is_full() const noexcept { return std::ssize(codes_) >= max_codes_; }
  std::vector<FoundCode> take() { return std::move(codes_); }

 private:
  void treat(const Sized& sized, std::span<const Treatment> treatments);
  LumaView treated(const LumaView& from, Treatment treatment);
  bool add(const LumaView& picture, Search search, int numerator, int denominator);

  LumaView picture_;
  int max_codes_;
  std::vector<FoundCode> codes_;
  CodeReader reader_;
  Picture mean_;
  Picture out_;
};

/// Searches `picture`, a version of that size. False if that brought no text that was not known.
bool StillSearch::add(const LumaView& picture, Search search, int numerator, int denominator) {
  const std::size_t before = codes_.size();
  for (FoundCode& code : reader_.read(picture, search, kMostPatterns)) {
    for (Point& corner : code.corners) {
      corner = {corner.x * denominator / numerator, corner.y * denominator / numerator};
    }
    const bool known = std::ranges::find(codes_, code.bytes, &FoundCode::bytes) != codes_.end();
    if (!known && !is_full()) codes_.push_back(std::move(code));
  }
  return codes_.size() > before;
}

/// ZXing's own best. ZXing 1.x gives up on some codes of a page full of them, so what was read is painted
/// over and the rest searched again, until nothing more is read; and it searches smaller versions of a
/// picture for a single code only.
void StillSearch::as_it_stands() {
  bool more = add(picture_, {.max_codes = max_codes_}, 1, 1);
  if (!more) more = add(picture_, {}, 1, 1);
  Picture rest;
  if (more) copy(picture_, rest);
  for (std::size_t painted = 0; more && !is_full();) {
    while (painted < codes_.size()) paint_over(rest, codes_[painted++]);
    more = add(rest.view(), {.max_codes = max_codes_}, 1, 1);
  }
}

/// Valid until the next call.
LumaView StillSearch::treated(const LumaView& from, Treatment treatment) {
  switch (treatment) {
    case Treatment::none:
    case Treatment::global:
      return from;
    case Treatment::sharp:
      average(from, 2, mean_);
      sharpen(from, mean_.view(), 12, out_);
      break;
    case Treatment::wide:
      average(from, 6, mean_);
      sharpen(from, mean_.view(), 10, out_);
      break;
    case Treatment::flat:
      average(from, 16, mean_);
      flatten(from, mean_.view(), 16, out_);
      break;
    case Treatment::smooth:
      average(from, 1, out_);
      break;
    case Treatment::inverted:
      invert(from, out_);
      break;
  }
  return out_.view();
}

void StillSearch::treat(const Sized& sized, std::span<const Treatment> treatments) {
  for (const Treatment treatment : treatments) {
    if (is_full()) return;
    const auto threshold = treatment == Treatment::global ? Threshold::global : Threshold::local;
    add(treated(sized.view, treatment), {.max_codes = max_codes_, .threshold = threshold}, sized.numerator,
        sized.denominator);
  }
}

/// At twice its size, if that is not too much.
void StillSearch::enlarged(std::span<const Treatment> treatments) {
  const bool fits = std::max(picture_.width, picture_.height) <= Frame::kMaxSide / 2;
  if (!fits || picture_.area() > kLargestToDouble) return;
  Picture doubled;
  enlarge(picture_, doubled);
  treat({doubled.view(), 2, 1}, treatments);
}

/// As it is, and halved again and again.
void StillSearch::at_its_size_and_smaller(std::span<const Treatment> treatments) {
  treat({picture_, 1, 1}, treatments);
  Picture smaller, next;
  LumaView view = picture_;
  for (int size = 2; std::min(view.width, view.height) >= 2 * kShortestSide; size *= 2) {
    halve(view, next);
    std::swap(smaller, next);
    view = smaller.view();
    treat({view, 1, size}, treatments);
  }
}

/// Sorts `codes` as a page is read. A code belongs to a row if its middle is above the lower edge of
/// the row's topmost code, so that two codes side by side keep their order when the picture is tilted.
void put_in_reading_order(std::vector<FoundCode>& codes) {
  std::ranges::sort(codes, {},
                    [](const FoundCode& code) { return std::pair(code.box().top, code.box().left); });
  for (auto row = codes.begin(); row != codes.end();) {
    const int lower_edge = row->box().bottom;
    const auto next = std::find_if(row, codes.end(), [lower_edge](const FoundCode& code) {
      return code.box().top + code.box().height() / 2 > lower_edge;
    });
    std::ranges::sort(row, next, {},
                      [](const FoundCode& code) { return std::pair(code.box().left, code.box().top); });
    row = next;
  }
}

}  // namespace

StillScan read_still(const LumaView& picture, Effort effort, int max_codes) {
  StillSearch search(picture, max_codes);
  search.as_it_stands();
  if (effort != Effort::fast) {
    search.at_its_size_and_smaller(kUsual);
    search.enlarged(kUsualEnlarged);
  } else if (!search.found_any()) {
    search.at_its_size_and_smaller(kPlain);
  }
  if (effort == Effort::thorough || (effort == Effort::normal && !search.found_any())) {
    search.at_its_size_and_smaller(kUnusual);
    search.enlarged(kUnusualEnlarged);
  }
  StillScan out{{}, search.is_full()};
  std::vector<FoundCode> codes = search.take();
  put_in_reading_order(codes);
  for (FoundCode& code : codes) out.codes.push_back({std::move(code.bytes), code.corners});
  return out;
}

}  // namespace skan::scan

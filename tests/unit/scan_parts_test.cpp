// What the scanner is made of.

#include "support/catch.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "scan/coach.h"
#include "scan/finder_search.h"
#include "scan/grain.h"
#include "scan/image_ops.h"
#include "scan/motion.h"
#include "scan/regions.h"
#include "scan/repeats.h"
#include "scan/rungs.h"
#include "support/allocations.h"
#include "support/canvas.h"
#include "support/qr.h"

using namespace skan::testing;
using namespace skan::scan;
using skan::Hint;
using skan::pictures::Luma;

namespace {

LumaView view_of(const Luma& picture) {
  return {picture.pixels.data(), picture.width, picture.height, picture.width};
}

/// Values that look like chance, the same in every run.
Luma chance(int width, int height) {
  Luma out = sheet(width, height);
  std::uint32_t state = 7;
  for (std::uint8_t& p : out.pixels)
    p = static_cast<std::uint8_t>((state = state * 1'664'525u + 1'013'904'223u) >> 24);
  return out;
}

Luma with_code(int left, int top, int pixels_per_module) {
  Luma out = sheet(640, 480, 180);
  put(out, qr_of_text(certificate_like_text(120), pixels_per_module), left, top);
  return out;
}

}  // namespace

TEST_CASE("averages are those of the square around each pixel, also at the edges") {
  const auto [width, height, radius] =
      GENERATE(table<int, int, int>({{1, 1, 1}, {2, 7, 3}, {40, 3, 2}, {33, 31, 6}, {9, 9, 100}}));
  const Luma picture = chance(width, height);
  Picture means;
  average(view_of(picture), radius, means);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      int sum = 0, count = 0;
      for (int v = std::max(0, y - radius); v <= std::min(height - 1, y + radius); ++v) {
        for (int u = std::max(0, x - radius); u <= std::min(width - 1, x + radius); ++u, ++count)
          sum += view_of(picture).row(v)[u];
      }
      CHECK(std::abs(means.view().row(y)[x] - sum / count) <= 1);
    }
  }
}

TEST_CASE("a picture enlarged and halved is nearly itself") {
  const Luma picture = faded(qr_of_text("THERE AND BACK"), 20, 220);
  Picture large, back;
  enlarge(view_of(picture), large);
  halve(large.view(), back);
  REQUIRE(back.width() == picture.width);
  int worst = 0;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x)
      worst = std::max(worst, std::abs(back.view().row(y)[x] - view_of(picture).row(y)[x]));
  }
  CHECK(worst <= 80);  // at edges, which interpolation softens
  CHECK(back.view().row(2)[2] == 220);
}

TEST_CASE("sharpening and flattening leave an even surface even") {
  const Luma grey = sheet(50, 20, 77);
  Picture mean, out;
  average(view_of(grey), 4, mean);
  sharpen(view_of(grey), mean.view(), 12, out);
  CHECK(out.view().row(10)[25] == 77);
  flatten(view_of(grey), mean.view(), 8, out);
  CHECK(std::abs(out.view().row(10)[25] - 128) <= 8);
}

TEST_CASE("versions of a picture take no memory once they have been made") {
  const Luma picture = chance(300, 200);
  Workshop workshop;
  for (const Rung rung : kRungs) workshop.make(view_of(picture), rung, 3);
  const auto allocated = allocations_of([&] {
    for (const Rung rung : kRungs) workshop.make(view_of(picture), rung, 3);
  });
  CHECK(allocated.count == 0);
}

TEST_CASE("the three finder patterns of a code are found where they are") {
  const int module = GENERATE(2, 3, 4, 8);
  const Luma picture = with_code(40, 30, module);
  FinderSearch search;
  const auto found = search.look(view_of(picture), {2, 0, 100});
  const auto near = [&](float x, float y) {
    return std::ranges::any_of(found, [&](const Finder& f) {
      return std::abs(f.x - x) < 2 && std::abs(f.y - y) < 2 &&
             std::abs(f.module - static_cast<float>(module)) < 1;
    });
  };
  const Luma code = qr_of_text(certificate_like_text(120), module);
  const auto first = 7.5F * static_cast<float>(module), last = static_cast<float>(code.width) - first;
  CHECK(near(40 + first, 30 + first));
  CHECK(near(40 + last, 30 + first));
  CHECK(near(40 + first, 30 + last));
}

TEST_CASE("a region holds its code, and says when the code is cut off") {
  FinderSearch search;
  const Luma whole = with_code(200, 150, 4);
  const auto regions = regions_of(search.look(view_of(whole), {2, 0, 100}), view_of(whole), 2);
  REQUIRE_FALSE(regions.empty());
  CHECK(regions[0].patterns == 3);
  CHECK_FALSE(regions[0].cut_off);
  CHECK((regions[0].box.left <= 216 && regions[0].box.top <= 166));
  CHECK(hint_for(view_of(whole), 180, regions) == Hint::none);

  const LumaView part = view_of(whole).cropped({0, 0, 310, 480});  // the right edge of the code is outside
  const auto cut = regions_of(search.look(part, {2, 0, 100}), part, 2);
  REQUIRE_FALSE(cut.empty());
  CHECK(cut[0].cut_off);
  CHECK(hint_for(part, 180, cut) == Hint::cut_off);
}

TEST_CASE("an even surface and furniture have no regions") {
  FinderSearch search;
  Luma room = sheet(640, 480, 90);
  put(room, sheet(200, 100, 220), 30, 40);
  put(room, sheet(80, 300, 20), 400, 100);
  CHECK(regions_of(search.look(view_of(room), {2, 0, 100}), view_of(room), 2).empty());
}

TEST_CASE("hints name what is wrong with a code in sight") {
  const Luma sharp = with_code(100, 100, 4);
  const Region region{{90, 90, 320, 320}, 4, 3, false};
  CHECK(hint_for(view_of(sharp), 180, {&region, 1}) == Hint::none);
  CHECK(hint_for(view_of(sharp), 20, {&region, 1}) == Hint::too_dark);
  CHECK(hint_for(view_of(sharp), 180, {}) == Hint::none);

  const Region tiny{{90, 90, 320, 320}, 1.5F, 3, false};
  CHECK(hint_for(view_of(sharp), 180, {&tiny, 1}) == Hint::closer);

  Picture blurred, twice;
  const Luma pale = faded(sharp, 30, 220);
  average(view_of(pale), 3, blurred);
  average(blurred.view(), 3, twice);
  CHECK(hint_for(twice.view(), 180, {&region, 1}) == Hint::hold_still);

  Luma glaring = pale;
  put(glaring, sheet(150, 120, 255), 120, 120);
  CHECK(hint_for(view_of(glaring), 180, {&region, 1}) == Hint::glare);
}

TEST_CASE("a hint shows after half a second of the same, and stays for half a second") {
  SteadyHint steady;
  CHECK(steady.show(Hint::closer, 1'000'000) == Hint::none);
  CHECK(steady.show(Hint::closer, 1'400'000) == Hint::none);
  CHECK(steady.show(Hint::glare, 1'450'000) == Hint::none);
  CHECK(steady.show(Hint::closer, 1'500'000) == Hint::none);
  CHECK(steady.show(Hint::closer, 2'000'000) == Hint::closer);
  CHECK(steady.show(Hint::none, 2'100'000) == Hint::closer);
  CHECK(steady.show(Hint::none, 2'600'000) == Hint::none);
}

TEST_CASE("a code that is read takes the hint away, and it comes back only after half a second") {
  SteadyHint steady;
  steady.show(Hint::closer, 1'000'000);
  CHECK(steady.show(Hint::closer, 1'600'000) == Hint::closer);
  steady.clear(1'700'000);
  CHECK(steady.show(Hint::closer, 1'733'000) == Hint::none);
  CHECK(steady.show(Hint::closer, 2'100'000) == Hint::none);
  CHECK(steady.show(Hint::closer, 2'233'000) == Hint::closer);
}

TEST_CASE("hints have the names of the documents") {
  CHECK(name(Hint::none) == "none");
  CHECK(name(Hint::closer) == "closer");
  CHECK(name(Hint::hold_still) == "hold_still");
  CHECK(name(Hint::too_dark) == "too_dark");
  CHECK(name(Hint::glare) == "glare");
  CHECK(name(Hint::cut_off) == "cut_off");
}

TEST_CASE("grain is no motion, a hand is") {
  Motion motion;
  Luma room = chance(640, 480);
  for (std::uint8_t& p : room.pixels) p = static_cast<std::uint8_t>(100 + p / 8);
  CHECK(motion.moved(view_of(room)));
  std::ranges::rotate(room.pixels, room.pixels.begin() + 12'345);
  CHECK_FALSE(motion.moved(view_of(room)));
  put(room, sheet(120, 90, 40), 300, 200);
  CHECK(motion.moved(view_of(room)));
  CHECK_FALSE(motion.moved(view_of(room)));
}

TEST_CASE("grain is measured in grey levels whatever the picture shows") {
  CHECK(grain(view_of(sheet(640, 480, 100))) == 0);
  CHECK(grain(view_of(with_code(100, 100, 4))) == 0);
  CHECK(grain(view_of(chance(640, 480))) > 40);
}

TEST_CASE("more codes than are remembered push out the one not seen for longest") {
  const auto digest = skan::crypto::KeyedDigest::create();
  REQUIRE(digest);
  Repeats repeats(*digest, 1'000'000'000);
  CHECK_FALSE(repeats.seen_again("first", 0));
  CHECK(repeats.seen_again("first", 1));
  for (int i = 0; i < 255; ++i) CHECK_FALSE(repeats.seen_again(std::to_string(i), 10 + i));
  CHECK(repeats.seen_again("first", 300));
  CHECK_FALSE(repeats.seen_again("one more", 301));
  CHECK(repeats.seen_again("first", 302));
  CHECK_FALSE(repeats.seen_again("0", 303));
}

TEST_CASE("what is kept in view unread does not grow old") {
  const auto digest = skan::crypto::KeyedDigest::create();
  REQUIRE(digest);
  Repeats repeats(*digest, 3'000'000);
  CHECK_FALSE(repeats.seen_again("here", 0));
  repeats.keep(0, 2'500'000);
  CHECK(repeats.seen_again("here", 5'000'000));
  CHECK_FALSE(repeats.seen_again("here", 8'000'001));
}

TEST_CASE("a part too wide to be enlarged is not") {
  const Luma strip = sheet(20'000, 24, 100);
  Workshop workshop;
  CHECK(workshop.make(view_of(strip), Rung::sharp, 3).view.width == 20'000);
}

TEST_CASE("digests under different keys have nothing in common") {
  const auto one = skan::crypto::KeyedDigest::create(), two = skan::crypto::KeyedDigest::create();
  REQUIRE(one);
  REQUIRE(two);
  const std::vector<std::byte> bytes(40, std::byte{7});
  CHECK(one->of(bytes) == one->of(bytes));
  CHECK(one->of(bytes) != two->of(bytes));
}

// Camera frames, one after another.

#include "support/catch.h"

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "skan/scanner.h"
#include "support/canvas.h"
#include "support/processor_time.h"
#include "support/qr.h"

using Catch::Matchers::StartsWith;
using namespace skan::testing;
using skan::ErrorCode;
using skan::Frame;
using skan::Hint;
using skan::PixelFormat;
using skan::ScanEvent;
using skan::Scanner;
using skan::ScannerOptions;
using skan::pictures::Luma;

namespace {

constexpr std::int64_t kFrame = 33'333;  // microseconds

/// The tests are not to depend on how fast a machine is.
ScannerOptions unhurried(ScannerOptions options) {
  options.budget_us = 1'000'000;
  return options;
}

/// A camera on a scanner: its time goes on by a frame with every picture.
struct Camera {
  explicit Camera(ScannerOptions options = {}) : scanner(unhurried(options)) {}

  ScanEvent see(const Luma& picture) {
    auto event = scanner.process(frame_of(picture), now += kFrame);
    REQUIRE(event);
    return *std::move(event);
  }

  /// Nobody there for so many microseconds; something moves, so that the scanner does not idle.
  void wait(std::int64_t time) {
    for (std::int64_t end = now + time; now < end;) see(sheet(640, 480, now / kFrame % 2 == 0 ? 200 : 180));
  }

  Scanner scanner;
  std::int64_t now = 0;
};

/// A code on a grey table, a little further along in every frame.
Luma held(const std::string& text, int frame, int pixels_per_module = 4) {
  Luma out = sheet(640, 480, 190);
  put(out, qr_of_text(text, pixels_per_module), 60 + 3 * (frame % 20), 40 + 2 * (frame % 20));
  return out;
}

std::string refusal(Scanner& scanner, const Luma& picture, std::int64_t time) {
  const auto event = scanner.process(frame_of(picture), time);
  if (event) return "accepted";
  CHECK(event.error().code == ErrorCode::invalid_argument);
  return event.error().message;
}

}  // namespace

TEST_CASE("a code is reported once, and then as a repeat at its place") {
  Camera camera;
  const std::string text = certificate_like_text(300);
  const ScanEvent first = camera.see(held(text, 0));
  REQUIRE(first.codes.size() == 1);
  CHECK(first.codes[0].text == text);
  CHECK(first.repeats.empty());
  for (int frame = 1; frame < 10; ++frame) {
    const ScanEvent event = camera.see(held(text, frame));
    CHECK(event.codes.empty());
    REQUIRE(event.repeats.size() == 1);
    CHECK(event.repeats[0].text.empty());
  }
}

TEST_CASE("a code is reported again when it has been out of view for longer than the window") {
  Camera camera;
  const std::string text = certificate_like_text(300);
  CHECK(camera.see(held(text, 0)).codes.size() == 1);
  camera.wait(2'800'000);
  CHECK(camera.see(held(text, 1)).repeats.size() == 1);
  camera.wait(3'200'000);
  CHECK(camera.see(held(text, 2)).codes.size() == 1);
}

TEST_CASE("without a window every sight of a code is reported") {
  Camera camera({.repeat_window_us = 0});
  for (int frame = 0; frame < 5; ++frame) CHECK(camera.see(held("SKN1:AGAIN", frame)).codes.size() == 1);
}

TEST_CASE("until another code, a code is reported once however long it is away") {
  Camera camera({.repeat_window_us = ScannerOptions::kUntilAnotherCode});
  CHECK(camera.see(held("SKN1:A", 0)).codes.size() == 1);
  camera.wait(5'000'000);
  CHECK(camera.see(held("SKN1:A", 1)).repeats.size() == 1);
  camera.wait(1'000'000);
  CHECK(camera.see(held("SKN1:B", 2)).codes.size() == 1);
  camera.wait(1'000'000);
  CHECK(camera.see(held("SKN1:A", 3)).codes.size() == 1);
}

TEST_CASE("all codes in view are reported") {
  Camera camera;
  std::vector<std::string> seen;
  for (int frame = 0; frame < 9; ++frame) {
    Luma page = sheet(900, 480, 190);
    put(page, qr_of_text("SKN1:LEFT"), 40 + frame, 60);
    put(page, qr_of_text("SKN1:RIGHT"), 600 - frame, 200);
    for (const auto& code : camera.see(page).codes) seen.push_back(code.text);
  }
  std::ranges::sort(seen);
  CHECK(seen == std::vector<std::string>{"SKN1:LEFT", "SKN1:RIGHT"});
}

TEST_CASE("a second code that comes into view is read within three frames") {
  Camera camera;
  for (int frame = 0; frame < 10; ++frame) camera.see(held("SKN1:FIRST", frame));
  int frames = 0;
  for (bool read = false; !read; ++frames) {
    REQUIRE(frames < 3);
    Luma both = held("SKN1:FIRST", frames);
    put(both, qr_of_text("SKN1:SECOND"), 400, 250);
    read = !camera.see(both).codes.empty();
  }
}

TEST_CASE("a code is read within three frames wherever it appears and whatever was there before") {
  const int empty_frames = GENERATE(0, 1, 2, 3, 40);
  const auto place =
      GENERATE(values<std::pair<int, int>>({{0, 0}, {380, 0}, {0, 220}, {380, 220}, {190, 110}}));
  Camera camera;
  for (int i = 0; i < empty_frames; ++i) camera.see(sheet(640, 480, 200));
  int frames = 0;
  for (bool read = false; !read; ++frames) {
    REQUIRE(frames < 3);
    Luma page = sheet(640, 480, 190);
    put(page, qr_of_text(certificate_like_text(300)), place.first, place.second);
    read = !camera.see(page).codes.empty();
  }
}

TEST_CASE("a code light on dark is read in a stream") {
  Camera camera;
  bool read = false;
  for (int frame = 0; frame < 12 && !read; ++frame) {
    read = !camera.see(inverted(held(certificate_like_text(300), frame))).codes.empty();
  }
  CHECK(read);
}

TEST_CASE("a code is read from every pixel format") {
  const Luma code = held("SKN1:FORMATS", 0);
  const auto area = code.pixels.size();
  const auto [format, stride, planes] =
      GENERATE(table<PixelFormat, std::size_t, std::size_t>({{PixelFormat::nv21, 1, 2},
                                                             {PixelFormat::nv12, 1, 2},
                                                             {PixelFormat::i420, 1, 2},
                                                             {PixelFormat::yuyv, 2, 2},
                                                             {PixelFormat::rgba, 4, 4},
                                                             {PixelFormat::bgra, 4, 4}}));
  std::vector<std::uint8_t> pixels(area * planes, 128);
  for (std::size_t i = 0; i < area; ++i) {
    for (std::size_t channel = 0; channel < (stride == 4 ? 3 : 1); ++channel)
      pixels[i * stride + channel] = code.pixels[i];
  }
  const auto frame = Frame::of(pixels, {.format = format, .width = 640, .height = 480});
  REQUIRE(frame);
  const auto event = Scanner().process(*frame, 0);
  REQUIRE(event);
  REQUIRE(event->codes.size() == 1);
  CHECK(event->codes[0].text == "SKN1:FORMATS");
}

TEST_CASE("corners are given in the upright picture") {
  Luma page = sheet(600, 400, 190);
  put(page, qr_of_text("SKN1:UP"), 30, 20);
  const Luma lying = quarter_turned(quarter_turned(quarter_turned(page)));
  const auto event = Scanner().process(
      *Frame::of(lying.pixels, {.width = lying.width, .height = lying.height, .rotation = 90}), 0);
  REQUIRE(event);
  REQUIRE(event->codes.size() == 1);
  for (const auto& corner : event->codes[0].corners) {
    CHECK((corner.x > 20 && corner.x < 180));
    CHECK((corner.y > 10 && corner.y < 160));
  }
}

TEST_CASE("where nothing moves the scanner looks only now and then") {
  Camera camera({.repeat_window_us = 0});  // every look reports the code
  const Luma still = held("SKN1:POSTER", 0);
  for (int frame = 0; frame < 30; ++frame) camera.see(still);
  int looks = 0;
  for (int frame = 0; frame < 60; ++frame) looks += camera.see(still).codes.empty() ? 0 : 1;
  CHECK(looks >= 2);
  CHECK(looks <= 6);
}

TEST_CASE("a code that lies still is a repeat in every frame, however few there are") {
  const std::int64_t interval = GENERATE(kFrame, 200'000, 900'000);
  const std::int64_t window = GENERATE(100'000, 3'000'000);
  if (interval > window) return;
  Scanner scanner(unhurried({.repeat_window_us = window}));
  const Luma still = held("SKN1:POSTER", 0);
  for (int frame = 0; frame < 80; ++frame) {
    const auto event = scanner.process(frame_of(still), frame * interval);
    REQUIRE(event);
    CHECK(event->codes.size() == (frame == 0 ? 1 : 0));
    CHECK(event->repeats.size() == (frame == 0 ? 0 : 1));
  }
}

TEST_CASE("a code that comes into view unnoticed is read within a second of frames") {
  const int still_frames = GENERATE(40, 41, 42);
  Camera camera;
  Luma room = sheet(1280, 720, 190);
  for (int frame = 0; frame < still_frames; ++frame) camera.see(room);
  put(room, qr_of_text("SKN1:TINY", 1), 612, 340);  // too small to count as motion
  bool read = false;
  for (int frame = 0; frame < 31 && !read; ++frame) read = !camera.see(room).codes.empty();
  CHECK(read);
}

TEST_CASE("until another code, two codes in view together are reported once each") {
  Camera camera({.repeat_window_us = ScannerOptions::kUntilAnotherCode});
  std::size_t reports = 0;
  for (int frame = 0; frame < 30; ++frame) {
    Luma page = sheet(900, 480, 190);
    if (frame % 4 != 1) put(page, qr_of_text("SKN1:LEFT"), 40 + frame, 60);
    if (frame % 5 != 2) put(page, qr_of_text("SKN1:RIGHT"), 600 - frame, 200);
    reports += camera.see(page).codes.size();
  }
  CHECK(reports == 2);
}

TEST_CASE("a timestamp that goes back is refused by name and changes nothing") {
  Scanner scanner;
  CHECK_THAT(refusal(scanner, sheet(64, 64), -1), StartsWith("timestamp_us is -1"));
  REQUIRE(scanner.process(frame_of(held("SKN1:TIME", 0)), 1'000'000));
  CHECK_THAT(refusal(scanner, sheet(64, 64), 999'999), StartsWith("timestamp_us is 999999"));
  const auto event =
      scanner.process(frame_of(held("SKN1:TIME", 1)), std::numeric_limits<std::int64_t>::max());
  REQUIRE(event);
  CHECK(event->codes.size() == 1);
  scanner.reset();
  CHECK(scanner.process(frame_of(sheet(64, 64)), 0));
}

TEST_CASE("options out of range are refused by name") {
  const auto refused = [](ScannerOptions options) {
    Scanner scanner(options);
    return refusal(scanner, sheet(64, 64), 0);
  };
  CHECK_THAT(refused({.max_codes = 0}), StartsWith("max_codes is 0"));
  CHECK_THAT(refused({.budget_us = 999}), StartsWith("budget_us is 999"));
  CHECK_THAT(refused({.budget_us = 1'000'001}), StartsWith("budget_us is 1000001"));
  CHECK_THAT(refused({.repeat_window_us = -2}), StartsWith("repeat_window_us is -2"));
  CHECK_THAT(refused({.repeat_window_us = 86'400'000'001}), StartsWith("repeat_window_us is 86400000001"));
}

TEST_CASE("frames of any size and of changing sizes do no harm") {
  Camera camera;
  for (const auto& [width, height] :
       {std::pair{1, 1}, {2, 3}, {21, 21}, {32'000, 1}, {1, 32'000}, {41, 700}, {640, 480}}) {
    CHECK(camera.see(sheet(width, height, 90)).codes.empty());
    CHECK(camera.see(sheet(width, height, 20)).codes.empty());
  }
}

TEST_CASE("a stream full of finder patterns stays a stream") {
  Camera camera;
  const auto start = processor_time();
  for (int frame = 0; frame < 6; ++frame) camera.see(finder_patterns(1280 - 20 * frame, 960, 2));
  CHECK(processor_time() - start < std::chrono::seconds(20));
}

TEST_CASE("finder patterns between the rows looked at, or beside rows of noise, do not stall a stream") {
  // Each takes ZXing 1.4 alone minutes.
  Luma between = sheet(1920, 1080), masked = sheet(1280, 720);
  const Luma pattern = finder_patterns(9, 9, 1);
  for (int y = 5; y + 7 < between.height; y += 8) {
    for (int x = 0; x + 9 < between.width; x += 8) put(between, part_of(pattern, 8, 8), x, y);
  }
  put(masked, finder_patterns(1280, 716, 2), 0, 3);
  for (int row = 0; row < 16; ++row) {
    const int y = (2 * row + 1) * masked.height / 32;
    for (int x = 0; x < masked.width; ++x) pixel(masked, x, y) = x % 2 == 0 ? 0 : 255;
  }
  Camera camera;
  const auto start = processor_time();
  for (int frame = 0; frame < 4; ++frame) camera.see(frame % 2 == 0 ? between : masked);
  CHECK(processor_time() - start < std::chrono::seconds(30));
}

TEST_CASE("in the dark the hint is a torch, after half a second of darkness") {
  Camera camera;
  for (int frame = 0; frame < 15; ++frame) CHECK(camera.see(sheet(640, 480, 5)).hint == Hint::none);
  Hint hint = Hint::none;
  for (int frame = 0; frame < 4; ++frame)
    hint = camera.see(sheet(640, 480, static_cast<std::uint8_t>(20 - 5 * frame))).hint;
  CHECK(hint == Hint::too_dark);
}

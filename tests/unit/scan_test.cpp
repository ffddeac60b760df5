// Reading codes from still pictures.

#include "support/catch.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "pictures/camera.h"
#include "scan/zxing_adapter.h"
#include "skan/frame.h"
#include "skan/scanner.h"
#include "support/canvas.h"
#include "support/processor_time.h"
#include "support/qr.h"

using Catch::Matchers::ContainsSubstring;
using skan::ErrorCode;
using skan::Frame;
using skan::Scanner;
using skan::pictures::Luma;
using namespace skan::testing;

namespace {

/// So many of every 256 pixels made black or white at random.
Luma speckled(Luma picture, unsigned of_256) {
  std::uint32_t state = 1;
  for (std::uint8_t& p : picture.pixels) {
    state = state * 1'664'525u + 1'013'904'223u;
    if ((state >> 24) < of_256) p = (state >> 23 & 1) != 0 ? 255 : 0;
  }
  return picture;
}

std::vector<std::string> texts(const Frame& frame, skan::ScannerOptions options = {}) {
  const auto codes = Scanner(options).read_still(frame);
  REQUIRE(codes);
  std::vector<std::string> out;
  for (const auto& code : codes->codes) out.push_back(code.text);
  return out;
}

std::vector<std::string> texts(const Luma& picture) {
  return texts(frame_of(picture));
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("the text of a code of certificate size is read as it stands") {
  const std::string text = certificate_like_text(300);
  CHECK(texts(qr_of_text(text)) == Texts{text});
}

TEST_CASE("bytes that are no text in any encoding arrive unchanged") {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  CHECK(texts(qr_of_bytes(bytes)) == Texts{bytes});
}

TEST_CASE("the space between rows is not looked at") {
  const Luma code = qr_of_text("SKN1:ROWS");
  Luma wide = sheet(code.width + 500, code.height, 127);
  for (std::size_t i = 0; i < wide.pixels.size(); ++i) wide.pixels[i] = i % 3 == 0 ? 0 : 255;
  put(wide, code, 0, 0);
  const auto frame = Frame::luma(wide.pixels, code.width, code.height, wide.width);
  REQUIRE(frame);
  const skan::scan::LumaView view{frame->pixels(), frame->width(), frame->height(), frame->row_stride()};
  const auto found = skan::scan::find_codes(view, {});
  REQUIRE(found.size() == 1);
  CHECK(found.front().bytes == "SKN1:ROWS");
}

TEST_CASE("codes side by side come from the left though the right one lies higher") {
  Luma page = sheet(400, 300);
  put(page, qr_of_text("RIGHT"), 220, 20);
  put(page, qr_of_text("LEFT"), 20, 60);
  CHECK(texts(page) == Texts{"LEFT", "RIGHT"});
}

TEST_CASE("rows of codes come from the top, each from the left") {
  Luma page = sheet(400, 420);
  put(page, qr_of_text("4"), 260, 250);
  put(page, qr_of_text("3"), 30, 260);
  put(page, qr_of_text("2"), 240, 20);
  put(page, qr_of_text("1"), 60, 30);
  CHECK(texts(page) == Texts{"1", "2", "3", "4"});
}

TEST_CASE("every code of a sheet of certificates is read") {
  constexpr int kPitch = 270;  // a code of version 10 with its quiet zone has 260 pixels
  Luma page = sheet(3 * kPitch, 3 * kPitch);
  Texts expected;
  for (int i = 0; i < 9; ++i) {
    expected.push_back(certificate_like_text(295, static_cast<unsigned>(i + 1)));
    put(page, qr_of_text(expected.back()), i % 3 * kPitch, i / 3 * kPitch);
  }
  CHECK(texts(page) == expected);
}

TEST_CASE("a page of a hundred small codes is read whole") {
  Luma page = sheet(1500, 1400);
  for (int i = 0; i < 100; ++i) put(page, qr_of_text("SKN1:" + std::to_string(i)), i % 10 * 140, i / 10 * 135);
  const auto scan = Scanner({.max_codes = 255}).read_still(frame_of(page), skan::Effort::fast);
  REQUIRE(scan);
  CHECK(scan->codes.size() == 100);  // ZXing 1.4 alone: 25
}

TEST_CASE("the same text at two places is returned once, where it comes first") {
  Luma page = sheet(600, 200);
  put(page, qr_of_text("TWICE"), 20, 20);
  put(page, qr_of_text("ONCE"), 220, 20);
  put(page, qr_of_text("TWICE"), 420, 20);
  CHECK(texts(page) == Texts{"TWICE", "ONCE"});
}

TEST_CASE("no more codes are returned than were asked for") {
  Luma page = sheet(600, 200);
  put(page, qr_of_text("A"), 20, 20);
  put(page, qr_of_text("B"), 220, 20);
  put(page, qr_of_text("C"), 420, 20);
  CHECK(texts(frame_of(page), {.max_codes = 1}).size() == 1);
  CHECK(texts(frame_of(page), {.max_codes = 2}).size() == 2);
  CHECK(texts(frame_of(page), {.max_codes = 255}).size() == 3);
}

TEST_CASE("a limit of codes out of range is refused by name") {
  const int max_codes = GENERATE(-1, 0, 256);
  const Luma page = sheet(50, 50);
  const auto codes = Scanner({.max_codes = max_codes}).read_still(frame_of(page));
  REQUIRE_FALSE(codes);
  CHECK(codes.error().code == ErrorCode::invalid_argument);
  CHECK_THAT(codes.error().message, ContainsSubstring("max_codes is " + std::to_string(max_codes)));
}

TEST_CASE("a code is read in any of the four directions") {
  Luma code = qr_of_text(certificate_like_text(300));
  for (int turns = 0; turns < 4; ++turns) {
    CHECK(texts(code) == Texts{certificate_like_text(300)});
    code = quarter_turned(code);
  }
}

TEST_CASE("a code printed light on dark is read") {
  CHECK(texts(inverted(qr_of_text("SKN1:NIGHT"))) == Texts{"SKN1:NIGHT"});
}

TEST_CASE("a photograph too small for its code is read by enlarging it") {
  const std::string text = certificate_like_text(300);
  const Luma code = qr_of_text(text, 6);
  const std::uint64_t seed = GENERATE(15u, 16u, 54u);
  const auto photo =
      skan::pictures::photograph({&code, 1}, {.seed = seed, .hardship = 0.25, .width = 280, .height = 210});
  REQUIRE(photo);
  CHECK(texts(*photo) == Texts{text});
}

TEST_CASE("a code under fine speckles is read at half its size") {
  const std::string text = certificate_like_text(300);
  CHECK(texts(speckled(qr_of_text(text, 2), 13)) == Texts{text});
}

TEST_CASE("a code under many speckles is read at a quarter of its size") {
  const std::string text = certificate_like_text(300);
  CHECK(texts(speckled(qr_of_text(text, 4), 64)) == Texts{text});
}

TEST_CASE("a code behind a mesh is read with one threshold for the whole picture") {
  const std::string text = certificate_like_text(300);
  Luma code = qr_of_text(text, 18);
  for (int y = 0; y < code.height; ++y) {
    for (int x = 0; x < code.width; ++x) {
      if (x % 2 == 0 || y % 2 == 0) pixel(code, x, y) = 200;
    }
  }
  CHECK(texts(code) == Texts{text});
}

TEST_CASE("a picture without a code has no codes") {
  CHECK(texts(sheet(640, 480)).empty());
  CHECK(texts(sheet(640, 480, 0)).empty());
  CHECK(texts(sheet(1, 1)).empty());
  CHECK(texts(sheet(3, 1000)).empty());
  CHECK(texts(sheet(32'000, 2)).empty());
}

TEST_CASE("noise has no codes") {
  CHECK(texts(speckled(sheet(320, 240), 256)).empty());
}

TEST_CASE("a code damaged beyond repair is not returned") {
  Luma code = qr_of_text(certificate_like_text(300), 4);
  for (int y = code.height / 3; y < code.height * 2 / 3; ++y) {
    for (int x = code.width / 4; x < code.width * 3 / 4; ++x) pixel(code, x, y) = 0;
  }
  CHECK(texts(code).empty());
}

TEST_CASE("a Micro QR code is not read") {
  CHECK(texts(micro_qr_of_text("MICRO")).empty());
}

TEST_CASE("a still picture says that there may be more codes than were asked for") {
  Luma page = sheet(600, 200);
  put(page, qr_of_text("A"), 20, 20);
  put(page, qr_of_text("B"), 220, 20);
  const auto one = Scanner({.max_codes = 1}).read_still(frame_of(page));
  const auto all = Scanner({.max_codes = 3}).read_still(frame_of(page));
  REQUIRE(one);
  REQUIRE(all);
  CHECK(one->limit_reached);
  CHECK_FALSE(all->limit_reached);
}

TEST_CASE("a code of fifteen grey levels is read") {
  const std::string text = certificate_like_text(300);
  CHECK(texts(faded(qr_of_text(text), 100, 115)) == Texts{text});
}

TEST_CASE("a mirror image of a code is read, and its corners are where it is seen") {
  Luma page = sheet(500, 300);
  put(page, mirror_image(qr_of_text("FRONT CAMERA")), 20, 20);
  const auto scan =
      Scanner().read_still(*Frame::of(page.pixels, {.width = 500, .height = 300, .mirrored = true}));
  REQUIRE(scan);
  REQUIRE(scan->codes.size() == 1);
  CHECK(scan->codes[0].text == "FRONT CAMERA");
  for (const skan::Point& corner : scan->codes[0].corners) CHECK(corner.x > 250);
}

TEST_CASE("a large code and a small one in one large photograph are both read") {
  Luma page = sheet(4000, 3000);
  put(page, qr_of_text(certificate_like_text(300), 40), 100, 100);
  put(page, qr_of_text("SMALL", 3), 3800, 2800);
  CHECK(texts(page).size() == 2);
}

TEST_CASE("every effort reads at least what the cheaper ones do") {
  const std::string text = certificate_like_text(300);
  const Luma mesh = speckled(qr_of_text(text, 4), 64);
  for (const auto effort : {skan::Effort::fast, skan::Effort::normal, skan::Effort::thorough}) {
    const auto scan = Scanner().read_still(frame_of(mesh), effort);
    REQUIRE(scan);
    CHECK(scan->codes.size() == 1);
  }
}

TEST_CASE("a picture full of finder patterns takes no longer than any other") {
  // ZXing 1.4 alone works for more than two minutes on it.
  const auto start = processor_time();
  CHECK(texts(finder_patterns(1280, 960, 2)).empty());
  CHECK(processor_time() - start < std::chrono::seconds(60));
}

TEST_CASE("a large photograph full of large finder patterns takes no longer than any other") {
  // Their modules are too large for the search of small ones; ZXing 1.4 alone works for minutes.
  const Luma page = finder_patterns(5000, 4000, 22);
  const auto start = processor_time();
  REQUIRE(Scanner().read_still(frame_of(page), skan::Effort::fast));
  CHECK(processor_time() - start < std::chrono::seconds(60));
}

TEST_CASE("a code among hundreds of false finder patterns is still read") {
  Luma page = finder_patterns(640, 480, 2);
  const std::string text = certificate_like_text(300);
  put(page, qr_of_text(text), 200, 100);
  CHECK(texts(page) == Texts{text});
}

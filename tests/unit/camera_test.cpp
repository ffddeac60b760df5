// The make-believe camera of the demonstration.

#include "support/catch.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "pictures/camera.h"
#include "skan/scanner.h"
#include "support/qr.h"

using Catch::Matchers::ContainsSubstring;
using skan::ErrorCode;
using skan::pictures::CameraOptions;
using skan::pictures::Luma;
using skan::pictures::photograph;
using skan::testing::certificate_like_text;
using skan::testing::qr_of_text;

namespace {

/// What a scanner reads in the photograph once it has been through a JPEG file.
std::vector<std::string> read_in_photo(const std::vector<Luma>& pictures, const CameraOptions& options) {
  const auto photo = photograph(pictures, options);
  REQUIRE(photo);
  const auto file = skan::pictures::encode_jpeg(*photo, 75);
  REQUIRE(file);
  const auto seen = skan::pictures::decode_picture(*file, "photo.jpg");
  REQUIRE(seen);
  const auto frame = skan::Frame::luma(seen->pixels, seen->width, seen->height, seen->width);
  REQUIRE(frame);
  const auto codes = skan::Scanner().read_still(*frame);
  REQUIRE(codes);
  std::vector<std::string> texts;
  for (const auto& code : codes->codes) texts.push_back(code.text);
  return texts;
}

CameraOptions small(std::uint64_t seed) {
  return {.seed = seed, .width = 160, .height = 120};
}

}  // namespace

TEST_CASE("the same seed takes the same photograph, another seed another") {
  const Luma code = qr_of_text("SKN1:CAMERA");
  const auto first = photograph({&code, 1}, small(1));
  const auto again = photograph({&code, 1}, small(1));
  const auto other = photograph({&code, 1}, small(2));
  REQUIRE(first);
  REQUIRE(again);
  REQUIRE(other);
  CHECK(first->width == 160);
  CHECK(first->height == 120);
  CHECK(first->pixels == again->pixels);
  CHECK(first->pixels != other->pixels);
}

TEST_CASE("a photograph of a code of certificate size can be read") {
  const std::string text = certificate_like_text(305);
  const std::uint64_t seed = GENERATE(1u, 2u);
  CHECK(read_in_photo({qr_of_text(text, 8)}, {.seed = seed}) == std::vector{text});
}

TEST_CASE("three codes on one photograph come in the order they were laid down") {
  const std::vector<std::string> texts = {certificate_like_text(305, 1), certificate_like_text(305, 2),
                                          certificate_like_text(305, 3)};
  const std::vector<Luma> codes = {qr_of_text(texts[0], 6), qr_of_text(texts[1], 6), qr_of_text(texts[2], 6)};
  CHECK(read_in_photo(codes, {.seed = 4}) == texts);
}

TEST_CASE("a photograph of the bare table has no code but is not flat") {
  CHECK(read_in_photo({}, {.seed = 5}).empty());
  const auto table = photograph({}, small(5));
  REQUIRE(table);
  const auto [darkest, brightest] = std::minmax_element(table->pixels.begin(), table->pixels.end());
  CHECK(*brightest - *darkest > 40);
}

TEST_CASE("more hardship leaves less of the contrast between neighbouring pixels") {
  const Luma code = qr_of_text(certificate_like_text(305), 4);
  const auto widest_step = [&code](double hardship) {
    const auto photo = photograph({&code, 1}, {.seed = 6, .hardship = hardship, .width = 320, .height = 240});
    REQUIRE(photo);
    int widest = 0;
    for (std::size_t i = 1; i < photo->pixels.size(); ++i) {
      widest = std::max(widest, std::abs(photo->pixels[i] - photo->pixels[i - 1]));
    }
    return widest;
  };
  CHECK(widest_step(1) < widest_step(0));
}

TEST_CASE("the camera refuses a picture without pixels and a size out of range") {
  const Luma nothing;
  const auto of_nothing = photograph({&nothing, 1}, small(1));
  REQUIRE_FALSE(of_nothing);
  CHECK(of_nothing.error().code == ErrorCode::invalid_argument);
  CHECK_THAT(of_nothing.error().message, ContainsSubstring("pictures"));
  const auto size = GENERATE(table<int, int>({{15, 100}, {100, 15}, {4097, 100}, {100, 4097}}));
  const auto photo = photograph({}, {.width = std::get<0>(size), .height = std::get<1>(size)});
  REQUIRE_FALSE(photo);
  CHECK(photo.error().code == ErrorCode::invalid_argument);
  CHECK_THAT(photo.error().message, ContainsSubstring("width and height"));
}

// Picture files: what is read, and what is written.

#include "support/catch.h"

#include <cstdint>
#include <cstdlib>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pictures/pictures.h"
#include "support/bytes.h"
#include "support/picture_files.h"
#include "support/png_file.h"
#include "support/qr.h"
#include "support/temporary_folder.h"

using namespace skan::testing;
using skan::pictures::decode_picture;
using skan::pictures::draw_modules;
using skan::pictures::encode_jpeg;
using skan::pictures::encode_png;
using skan::pictures::Luma;
using skan::pictures::read_picture;

namespace {

using Pixels = std::vector<std::uint8_t>;

Pixels pixels_of(std::span<const std::byte> file) {
  const auto picture = decode_picture(file, "picture");
  if (!picture) FAIL(picture.error().message);
  return picture->pixels;
}

}  // namespace

TEST_CASE("a picture comes back from its PNG file pixel by pixel") {
  const Luma picture = gradient(61, 40);
  const auto file = encode_png(picture);
  REQUIRE(file);
  const auto back = decode_picture(*file, "picture");
  REQUIRE(back);
  CHECK(back->width == 61);
  CHECK(back->height == 40);
  CHECK(back->pixels == picture.pixels);
}

TEST_CASE("a black and white picture takes one bit a pixel in its PNG file") {
  const Luma code = skan::testing::qr_of_text(skan::testing::certificate_like_text(300), 8);
  const auto file = encode_png(code);
  REQUIRE(file);
  CHECK(file->at(24) == std::byte{1});  // IHDR's bit depth
  CHECK(file->size() < 3000);
  CHECK(pixels_of(*file) == code.pixels);
}

TEST_CASE("PNG files of every depth and kind of colour become grey") {
  CHECK(pixels_of(PngFile{.width = 8, .depth = 1, .kind = 0, .rows = {{0xA5}}}.bytes()) ==
        Pixels{255, 0, 255, 0, 0, 255, 0, 255});
  CHECK(pixels_of(PngFile{.width = 2, .depth = 4, .kind = 0, .rows = {{0x0F}}}.bytes()) == Pixels{0, 255});
  CHECK(pixels_of(PngFile{.width = 2, .depth = 16, .kind = 0, .rows = {{0x00, 0x00, 0x80, 0x00}}}.bytes()) ==
        Pixels{0, 128});
  CHECK(pixels_of(PngFile{.width = 2, .depth = 8, .kind = 2, .rows = {{9, 9, 9, 255, 255, 255}}}.bytes()) ==
        Pixels{9, 255});
  CHECK(pixels_of(
            PngFile{.width = 2, .depth = 2, .kind = 3, .palette = {0, 0, 0, 200, 200, 200}, .rows = {{0x10}}}
                .bytes()) == Pixels{0, 200});
}

TEST_CASE("transparent parts of a PNG file are white") {
  CHECK(pixels_of(PngFile{.width = 2, .depth = 8, .kind = 4, .rows = {{0, 0, 50, 255}}}.bytes()) ==
        Pixels{255, 50});
  CHECK(pixels_of(PngFile{.width = 2, .depth = 8, .kind = 6, .rows = {{0, 0, 0, 0, 7, 7, 7, 255}}}.bytes()) ==
        Pixels{255, 7});
  CHECK(pixels_of(PngFile{.width = 1, .depth = 16, .kind = 4, .rows = {{0, 0, 0, 0}}}.bytes()) ==
        Pixels{255});
  CHECK(pixels_of(PngFile{.width = 2,
                          .depth = 8,
                          .kind = 3,
                          .palette = {0, 0, 0, 8, 8, 8},
                          .transparency = {0},
                          .rows = {{0, 1}}}
                      .bytes()) == Pixels{255, 8});
}

TEST_CASE("an interlaced PNG file is read") {
  // Adam7: the first pass holds the pixel top left, the sixth the one beside it, the seventh the second row.
  const PngFile file{
      .width = 2, .height = 2, .depth = 8, .kind = 0, .interlaced = true, .rows = {{1}, {2}, {3, 4}}};
  CHECK(pixels_of(file.bytes()) == Pixels{1, 2, 3, 4});
}

TEST_CASE("a picture comes back from its JPEG file, nearly") {
  const Luma picture = gradient(40, 30);
  const auto file = encode_jpeg(picture, 90);
  REQUIRE(file);
  const auto back = decode_picture(*file, "picture");
  REQUIRE(back);
  REQUIRE(back->width == 40);
  REQUIRE(back->height == 30);
  for (std::size_t i = 0; i < back->pixels.size(); ++i)
    CHECK(std::abs(back->pixels[i] - picture.pixels[i]) < 24);
}

TEST_CASE("colour JPEG files of any sampling become grey") {
  const int sampling =
      GENERATE(int{TJSAMP_444}, int{TJSAMP_422}, int{TJSAMP_420}, int{TJSAMP_440}, int{TJSAMP_411});
  const int flags = GENERATE(0, int{TJFLAG_PROGRESSIVE});
  const Pixels green = pixels_of(flat_jpeg({0, 255, 0}, TJPF_RGB, sampling, flags));
  CHECK(std::abs(green.at(100) - 150) <= 2);
}

TEST_CASE("superfluous bytes in and after a JPEG file do no harm") {
  const Bytes file = grey_jpeg();
  const Pixels expected = pixels_of(file);
  CHECK(pixels_of(with(file, marker(file, 0xDA), {0, 0, 0})) == expected);
  CHECK(pixels_of(with(file, file.size(), {1, 2, 3})) == expected);
}

TEST_CASE("the end of a thumbnail is not the end of a JPEG file") {
  const Bytes file = with(grey_jpeg(), 2, {0xFF, 0xE1, 0x00, 0x06, 0xFF, 0xD8, 0xFF, 0xD9});
  CHECK(pixels_of(file) == pixels_of(grey_jpeg()));
}

TEST_CASE("PGM and PPM files are read with comments, small and large maxima") {
  CHECK(pixels_of(grey_pgm()) == Pixels{0x01, 0x40, 0x80, 0xC0, 0xF0, 0xFF});
  CHECK(pixels_of(bytes_of(std::string_view("P5 2 1 15 \x00\x0F", 12))) == Pixels{0, 255});
  CHECK(pixels_of(bytes_of(std::string_view("P5\n#a\n2#b\n1\n#c\n1000\n\x00\x00\x03\xE8", 25))) ==
        Pixels{0, 255});
  CHECK(pixels_of(bytes_of(std::string_view("P5 1 1 100 \xFF", 12))) == Pixels{255});
  CHECK(pixels_of(bytes_of("P6 3 1 255 \xFF\xFF\xFF\x01\x01\x01\x40\x40\x40")) == Pixels{255, 1, 64});
  CHECK(pixels_of(bytes_of(std::string_view("P6 1 1 255 \x00\xFF\x00", 14))) == Pixels{150});
}

TEST_CASE("WebP files become grey, their transparent parts white") {
  CHECK(pixels_of(flat_webp({255, 0, 0, 255})) == Pixels(256, 76));
  CHECK(pixels_of(flat_webp({0, 255, 0, 255})) == Pixels(256, 150));
  CHECK(pixels_of(flat_webp({0, 0, 0, 0})) == Pixels(256, 255));
  CHECK(pixels_of(flat_webp({0, 0, 0, 128})) == Pixels(256, 127));
}

TEST_CASE("a picture comes back from its WebP file, nearly") {
  const Luma picture = gradient(61, 40);
  const auto back = decode_picture(webp_of(picture), "picture");
  REQUIRE(back);
  CHECK(back->width == 61);
  REQUIRE(back->pixels.size() == picture.pixels.size());
  for (std::size_t i = 0; i < picture.pixels.size(); ++i) CHECK(std::abs(back->pixels[i] - picture.pixels[i]) < 12);
}

TEST_CASE("a file is known by what it holds, whatever its name") {
  const TemporaryFolder folder;
  write_whole(folder.path() / "photo.jpg", grey_png());
  const auto picture = read_picture(folder.path() / "photo.jpg");
  REQUIRE(picture);
  CHECK(picture->pixels == gradient(9, 7).pixels);
}

TEST_CASE("modules are drawn as squares inside a white border") {
  const std::vector<std::uint8_t> dark = {1, 0, 0, 1};
  const Luma picture = draw_modules(2, dark, 2, 1);
  CHECK(picture.width == 8);
  CHECK(picture.height == 8);
  std::string drawing;
  for (const std::uint8_t p : picture.pixels) drawing += p == 0 ? '#' : p == 255 ? '.' : '?';
  CHECK(drawing ==
        "........"
        "........"
        "..##...."
        "..##...."
        "....##.."
        "....##.."
        "........"
        "........");
}

TEST_CASE("modules that do not fit their size draw nothing") {
  const std::vector<std::uint8_t> dark = {1, 0, 0, 1};
  constexpr int kMost = std::numeric_limits<int>::max();
  CHECK(draw_modules(3, dark, 2, 1).pixels.empty());
  CHECK(draw_modules(0, {}, 2, 1).pixels.empty());
  CHECK(draw_modules(-2, dark, 2, 1).pixels.empty());
  CHECK(draw_modules(2, dark, 0, 1).pixels.empty());
  CHECK(draw_modules(2, dark, 2, -1).pixels.empty());
  CHECK(draw_modules(2, dark, 16'001, 0).pixels.empty());
  CHECK(draw_modules(2, dark, kMost, kMost).pixels.empty());
}

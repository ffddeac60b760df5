// Picture files that are not read, and pictures that are not written.

#include "support/catch.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "pictures/pictures.h"
#include "support/bytes.h"
#include "support/picture_files.h"
#include "support/png_file.h"
#include "support/qr.h"
#include "support/temporary_folder.h"

using namespace skan::testing;
using Catch::Matchers::ContainsSubstring;
using skan::ErrorCode;
using skan::pictures::decode_picture;
using skan::pictures::encode_jpeg;
using skan::pictures::encode_png;
using skan::pictures::Luma;
using skan::pictures::read_picture;

namespace {

using Pixels = std::vector<std::uint8_t>;

/// The error of `file`, which must name it.
skan::Error error_of(std::span<const std::byte> file) {
  const auto picture = decode_picture(file, "photos/door.png");
  REQUIRE_FALSE(picture);
  CHECK_THAT(picture.error().message, ContainsSubstring("photos/door.png"));
  return picture.error();
}

void check_error(std::span<const std::byte> file, ErrorCode code, const std::string& part) {
  const skan::Error error = error_of(file);
  CHECK(name(error.code) == name(code));
  CHECK_THAT(error.message, ContainsSubstring(part));
}

/// Catches what is written to a stream of the process while it lives.
class Captured {
 public:
  explicit Captured(int stream) : stream_(stream), before_(dup(stream)), file_(std::tmpfile()) {
    std::fflush(nullptr);
    dup2(fileno(file_), stream_);
  }
  Captured(const Captured&) = delete;
  Captured& operator=(const Captured&) = delete;
  ~Captured() {
    restore();
    std::fclose(file_);
  }
  long bytes() {
    restore();
    std::fseek(file_, 0, SEEK_END);
    return std::ftell(file_);
  }

 private:
  void restore() {
    if (before_ < 0) return;
    std::fflush(nullptr);
    dup2(before_, stream_);
    close(before_);
    before_ = -1;
  }

  int stream_;
  int before_;
  std::FILE* file_;
};

}  // namespace

TEST_CASE("a JPEG file in printing colours is refused with the remedy") {
  check_error(flat_jpeg({0, 0, 0, 0}, TJPF_CMYK, TJSAMP_444), ErrorCode::malformed, "save it as RGB or grey");
}

TEST_CASE("a PGM header that makes no sense is refused as damaged") {
  for (const std::string_view file :
       {"P5 x 1 255 \x01", "P5 1 1 0 \x01", "P5 1 1 65536 \x01\x01", "P5 1 1 255x\x01", "P5 0 1 255 \x01",
        "P5 -1 1 255 \x01", "P5 9999999999 1 255 \x01"}) {
    check_error(bytes_of(file), ErrorCode::malformed, "is damaged");
  }
}

TEST_CASE("what is not a picture is refused with the kinds that are") {
  for (const std::string_view file :
       {"SKN1:6BFOXN", "<svg/>", "GIF89a", "P3 1 1 255 1 1 1", "P5", "\x89PNG", "\xFF\xD8"}) {
    check_error(bytes_of(file), ErrorCode::malformed,
                "is not a picture this program reads (PNG, JPEG, WebP, PGM, PPM)");
  }
  check_error({}, ErrorCode::malformed, "is empty");
}

TEST_CASE("a picture too large is refused before any memory is taken for it") {
  check_error(PngFile{.width = 32'001, .height = 1}.bytes(), ErrorCode::capacity, "is too large (32001x1;");
  check_error(PngFile{.width = 12'000, .height = 10'001}.bytes(), ErrorCode::capacity,
              "is too large (12000x10001;");
  check_error(PngFile{.width = 0x7FFFFFFF, .height = 0x7FFFFFFF}.bytes(), ErrorCode::capacity,
              "is too large");
  check_error(bytes_of("P5 999999999 999999999 255 "), ErrorCode::capacity,
              "is too large (999999999x999999999;");
  Bytes jpeg = grey_jpeg();
  const std::size_t frame_header = marker(jpeg, 0xC0);
  for (const std::size_t high_byte : {frame_header + 5, frame_header + 7})
    jpeg.at(high_byte) = std::byte{0xF0};
  check_error(jpeg, ErrorCode::capacity, "is too large (61464x61464;");
}

TEST_CASE("a picture cut off anywhere is refused") {
  const Bytes file = GENERATE(grey_png(), grey_jpeg(), grey_pgm(), webp_of(gradient(40, 30)),
                              flat_jpeg({1, 2, 3}, TJPF_RGB, TJSAMP_420, TJFLAG_PROGRESSIVE));
  REQUIRE(decode_picture(file, "picture"));
  for (std::size_t length = 0; length < file.size(); ++length) {
    const Bytes part(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length));
    const skan::Error error = error_of(part);
    CHECK(error.code == ErrorCode::malformed);
    if (length > 32)
      CHECK_THAT(error.message, ContainsSubstring("is cut off after " + std::to_string(length)));
  }
}

TEST_CASE("a JPEG file cut off after the end of a thumbnail is refused") {
  const Bytes file = with(grey_jpeg(), 2, {0xFF, 0xE1, 0x00, 0x06, 0xFF, 0xD8, 0xFF, 0xD9});
  check_error(std::span(file).first(file.size() - 40), ErrorCode::malformed, "is cut off after");
}

TEST_CASE("a picture with any bytes changed is a picture or an error, in silence") {
  const Bytes file =
      GENERATE(grey_png(), encode_png(skan::testing::qr_of_text("SKN1:FLIP", 1)).value(), grey_jpeg(),
               grey_pgm(), webp_of(gradient(40, 30)), flat_jpeg({1, 2, 3}, TJPF_RGB, TJSAMP_420, TJFLAG_PROGRESSIVE));
  std::uint32_t state = 1;
  const auto dice = [&state](std::size_t sides) {
    state = state * 1'664'525u + 1'013'904'223u;
    return (state >> 8) % sides;
  };
  Captured output(STDOUT_FILENO);
  Captured errors(STDERR_FILENO);
  int unsound = 0;
  for (int round = 0; round < 3000; ++round) {
    Bytes changed = file;
    for (std::size_t flips = 1 + dice(4); flips > 0; --flips) {
      changed[dice(changed.size())] ^= std::byte{1} << static_cast<int>(dice(8));
    }
    const auto picture = decode_picture(changed, "changed.png");
    const bool sound = picture ? picture->pixels.size() == static_cast<std::size_t>(picture->width) *
                                                               static_cast<std::size_t>(picture->height)
                               : picture.error().message.starts_with("changed.png ");
    if (!sound) ++unsound;
  }
  CHECK(output.bytes() == 0);
  CHECK(errors.bytes() == 0);
  CHECK(unsound == 0);
}

TEST_CASE("a text file with a picture's name is refused by that name") {
  const TemporaryFolder folder;
  write_whole(folder.path() / "text.png", "SKN1:6BFOXN");
  const auto text = read_picture(folder.path() / "text.png");
  REQUIRE_FALSE(text);
  CHECK(text.error().code == ErrorCode::malformed);
  CHECK_THAT(text.error().message, ContainsSubstring(folder.file("text.png") + " is not a picture"));
}

TEST_CASE("a missing file, a folder and one too large are refused by name") {
  const TemporaryFolder folder;
  const auto missing = read_picture(folder.path() / "none.png");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::storage);
  CHECK(missing.error().message == folder.file("none.png") + " does not exist; check the name");
  const auto a_folder = read_picture(folder.path());
  REQUIRE_FALSE(a_folder);
  CHECK(a_folder.error().code == ErrorCode::storage);
  CHECK_THAT(a_folder.error().message, ContainsSubstring("is a folder"));
  write_whole(folder.path() / "large.pgm", "P5 1 1 255 ");
  std::filesystem::resize_file(folder.path() / "large.pgm", skan::pictures::kMaxFileBytes + 1);
  const auto large = read_picture(folder.path() / "large.pgm");
  REQUIRE_FALSE(large);
  CHECK(large.error().code == ErrorCode::capacity);
  CHECK_THAT(large.error().message, ContainsSubstring("more than 64 MB"));
}

TEST_CASE("a file that may not be read is refused by name") {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "secret.png";
  write_whole(file, grey_png());
  std::filesystem::permissions(file, std::filesystem::perms::none);
  const bool root = geteuid() == 0;
  if (root) REQUIRE(seteuid(65'534) == 0);  // root may read everything
  const auto picture = read_picture(file);
  if (root) REQUIRE(seteuid(0) == 0);
  REQUIRE_FALSE(picture);
  CHECK(picture.error().code == ErrorCode::storage);
  CHECK_THAT(picture.error().message, ContainsSubstring("secret.png cannot be read"));
}

TEST_CASE("what cannot be written as a picture file is refused") {
  for (const Luma& picture : {Luma{}, Luma{2, 2, Pixels(3)}, Luma{-1, -1, Pixels(1)}}) {
    const auto png = encode_png(picture);
    REQUIRE_FALSE(png);
    CHECK(png.error().code == ErrorCode::invalid_argument);
    const auto jpeg = encode_jpeg(picture, 75);
    REQUIRE_FALSE(jpeg);
    CHECK(jpeg.error().code == ErrorCode::invalid_argument);
  }
  for (const int quality : {0, 101}) {
    const auto jpeg = encode_jpeg(gradient(4, 4), quality);
    REQUIRE_FALSE(jpeg);
    CHECK(jpeg.error().code == ErrorCode::invalid_argument);
    CHECK_THAT(jpeg.error().message, ContainsSubstring("quality is " + std::to_string(quality)));
  }
  const auto too_wide = encode_jpeg(Luma{65'501, 1, Pixels(65'501)}, 75);
  REQUIRE_FALSE(too_wide);
  CHECK(too_wide.error().code == ErrorCode::invalid_argument);
}

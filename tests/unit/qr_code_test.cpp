#include "skan/issuer/qr_code.h"

#include "pictures/pictures.h"
#include "skan/scanner.h"
#include "support/catch.h"
#include "support/reference_record.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

using namespace skan;
using skan::testing::reference_certificate;
using skan::testing::text_of;

namespace {

int version_of(const std::string& text) {
  const auto code = issuer::encode_qr(text);
  return code ? code->version : 0;
}

/// What a scanner reads in the code of `text`.
std::vector<std::string> read_back(const std::string& text) {
  const auto code = issuer::encode_qr(text);
  REQUIRE(code);
  const pictures::Luma picture = pictures::draw_modules(code->size, code->dark, 4, 4);
  const auto frame = Frame::luma(picture.pixels, picture.width, picture.height, picture.width);
  REQUIRE(frame);
  const auto codes = Scanner().read_still(*frame);
  REQUIRE(codes);
  std::vector<std::string> texts;
  for (const auto& found : codes->codes) texts.push_back(found.text);
  return texts;
}

void check_refused(const std::string& text, ErrorCode expected) {
  const auto code = issuer::encode_qr(text);
  REQUIRE_FALSE(code);
  CHECK(code.error().code == expected);
  CHECK_FALSE(code.error().message.empty());
}

}  // namespace

TEST_CASE("the code of a certificate is read back as its text") {
  const std::string text = text_of(reference_certificate());
  CHECK(read_back(text) == std::vector<std::string>{text});
}

TEST_CASE("text in other alphabets is read back byte by byte") {
  const std::string text =
      GENERATE(as<std::string>{}, "a", "0123456789012345678901234567890", "Москва", "a\xFF\x01z");
  CHECK(read_back(text) == std::vector<std::string>{text});
}

TEST_CASE("the version is the smallest that holds the text at level M") {
  // ISO/IEC 18004 table 7: alphanumeric characters at level M.
  const auto [characters, version] = GENERATE(table<std::size_t, int>(
      {{1, 1}, {20, 1}, {21, 2}, {262, 9}, {263, 10}, {311, 10}, {312, 11}, {3'391, 40}}));
  CHECK(version_of(std::string(characters, 'K')) == version);
  CHECK(version_of(std::string(characters, ':')) == version);
}

TEST_CASE("a code has 17 and 4 for each version modules a side, each dark or light") {
  const auto code = issuer::encode_qr(std::string(GENERATE(1u, 311u, 3'391u), 'K'));
  REQUIRE(code);
  CHECK(code->size == 17 + 4 * code->version);
  CHECK(code->dark.size() == static_cast<std::size_t>(code->size * code->size));
  CHECK(std::ranges::all_of(code->dark, [](auto module) { return module <= 1; }));
}

TEST_CASE("a code has finder patterns in three corners and none in the fourth") {
  const auto code = issuer::encode_qr("SKN1:");
  REQUIRE(code);
  const int far = code->size - 7;
  const auto is_finder = [&](int left, int top) {
    for (int y = 0; y < 7; ++y) {
      for (int x = 0; x < 7; ++x) {
        const int ring = std::max(std::abs(x - 3), std::abs(y - 3));
        if ((code->dark[static_cast<std::size_t>((top + y) * code->size + left + x)] != 0) != (ring != 2))
          return false;
      }
    }
    return true;
  };
  CHECK(is_finder(0, 0));
  CHECK(is_finder(far, 0));
  CHECK(is_finder(0, far));
  CHECK_FALSE(is_finder(far, far));
}

TEST_CASE("a text that no code holds is refused for want of capacity") {
  check_refused(std::string(3'392, 'K'), ErrorCode::capacity);
  check_refused(std::string(2'332, 'k'), ErrorCode::capacity);  // bytes: at most 2,331
  check_refused(std::string(100'000, 'K'), ErrorCode::capacity);
  CHECK(version_of(std::string(2'331, 'k')) == 40);
}

TEST_CASE("an empty text, and one with a zero byte, is an invalid argument") {
  check_refused("", ErrorCode::invalid_argument);
  check_refused(std::string("SKN1:\0A", 7), ErrorCode::invalid_argument);
  check_refused(std::string(1, '\0'), ErrorCode::invalid_argument);
}

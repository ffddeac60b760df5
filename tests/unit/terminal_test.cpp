#include "support/terminal.h"

#include "support/catch.h"

#include "support/exit_code.h"

using namespace skan::programs;

TEST_CASE("text that shows as what it is stays as it is") {
  CHECK(one_line("ivanov.jpg И***** И. И. — 名前 😀") == "ivanov.jpg И***** И. И. — 名前 😀");
  CHECK(one_line("").empty());
}

TEST_CASE("control characters, line separators and hidden characters are escaped byte by byte") {
  CHECK(one_line("a\nb\tc\x1b[31m\x7f") == "a\\x0Ab\\x09c\\x1B[31m\\x7F");
  CHECK(one_line(std::string_view("a\0b", 3)) == "a\\x00b");
  CHECK(one_line("a\xC2\x85"
                 "b") ==
        "a\\xC2\\x85"
        "b");  // U+0085
  CHECK(one_line("gpj.\xE2\x80\xAE"
                 "x") ==
        "gpj.\\xE2\\x80\\xAE"
        "x");  // U+202E
  CHECK(one_line("a\xE2\x80\x8B"
                 "b") ==
        "a\\xE2\\x80\\x8B"
        "b");  // U+200B
}

TEST_CASE("bytes that are not UTF-8 are escaped, and nothing else by as_utf8") {
  CHECK(as_utf8("\xFF"
                "a\xC3") ==
        "\\xFF"
        "a\\xC3");
  CHECK(as_utf8("\xC0\x80") == "\\xC0\\x80");                    // overlong
  CHECK(as_utf8("\xE0\x9F\xBF") == "\\xE0\\x9F\\xBF");           // overlong
  CHECK(as_utf8("\xED\xA0\x80") == "\\xED\\xA0\\x80");           // a surrogate
  CHECK(as_utf8("\xF4\x90\x80\x80") == "\\xF4\\x90\\x80\\x80");  // above U+10FFFF
  CHECK(as_utf8("\xE2\x82"
                "a") ==
        "\\xE2\\x82"
        "a");
  CHECK(as_utf8("a\nb И") == "a\nb И");
}

TEST_CASE("well-formed UTF-8 is told from other bytes") {
  CHECK(is_utf8(""));
  CHECK(is_utf8("Иванов 😀"));
  CHECK_FALSE(is_utf8("\xC8\xE2\xE0\xED"));  // Windows-1251
  CHECK_FALSE(is_utf8("a\x80"));
}

TEST_CASE("columns count characters, not bytes") {
  CHECK(width_of("И*****") == 6);
  CHECK(padded("Ив", 4) == "Ив  ");
  CHECK(padded("Иванов", 4) == "Иванов");
}

TEST_CASE("paint is left off where it is not wanted") {
  CHECK(Paint(false).red("no") == "no");
  CHECK(Paint(true).red("no") == "\x1b[1;31mno\x1b[0m");
}

TEST_CASE("an error outranks a rejection, a rejection outranks a doubt, a doubt outranks success") {
  CHECK(worse(ExitCode::rejected, ExitCode::undetermined) == ExitCode::rejected);
  CHECK(worse(ExitCode::undetermined, ExitCode::rejected) == ExitCode::rejected);
  CHECK(worse(ExitCode::error, ExitCode::rejected) == ExitCode::error);
  CHECK(worse(ExitCode::ok, ExitCode::undetermined) == ExitCode::undetermined);
  CHECK(worse(ExitCode::ok, ExitCode::ok) == ExitCode::ok);
}

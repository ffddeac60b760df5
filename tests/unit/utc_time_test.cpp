#include "support/utc_time.h"

#include "support/catch.h"

#include <string>

using namespace skan::programs;

TEST_CASE("a time is read with Z, with an offset, with a fraction, and as a bare date") {
  CHECK(parse_time("1970-01-01T00:00:00Z") == 0);
  CHECK(parse_time("2021-07-01T12:00:00Z") == 1'625'140'800);
  CHECK(parse_time("2021-07-01t12:00:00z") == 1'625'140'800);
  CHECK(parse_time("2021-07-01T15:00:00+03:00") == 1'625'140'800);
  CHECK(parse_time("2021-07-01T06:30:00-05:30") == 1'625'140'800);
  CHECK(parse_time("2021-07-01T12:00:00.999999Z") == 1'625'140'800);
  CHECK(parse_time("2021-07-01") == 1'625'097'600);
  CHECK(parse_time("2020-02-29T23:59:59Z") == 1'583'020'799);
  CHECK(parse_time("9999-12-31T23:59:59Z") == 253'402'300'799);
}

TEST_CASE("what is not a moment that exists is refused as a time") {
  const auto text = GENERATE(
      as<std::string>{}, "", "now", "2021-07-01T", "2021-07-01T12:00:00", "2021-07-01T12:00Z",
      "2021-07-01 12:00:00Z", "2021-7-1", "20210701", "2021-02-30", "2021-02-29", "2021-13-01", "2021-00-10",
      "2021-07-00", "2021-07-01T24:00:00Z", "2021-07-01T12:60:00Z", "2021-07-01T23:59:60Z",
      "2021-07-01T12:00:00.Z", "2021-07-01T12:00:00+3:00", "2021-07-01T12:00:00+24:00",
      "2021-07-01T12:00:00Z ", " 2021-07-01", "2021-07-01x", "+2021-07-01", "0000-01-01",
      "1969-12-31T23:59:59Z", "1970-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "-2021-07-01");
  INFO(text);
  const auto time = parse_time(text);
  REQUIRE_FALSE(time);
  CHECK(time.error().code == skan::ErrorCode::invalid_argument);
}

TEST_CASE("a day is read on both sides of 1970, and only if the calendar has it") {
  CHECK(parse_day("1970-01-01") == 0);
  CHECK(parse_day("1969-12-31") == -1);
  CHECK(parse_day("1985-04-12") == 5'580);
  CHECK(parse_day("2000-02-29") == 11'016);
  CHECK_FALSE(parse_day("1900-02-29"));
  CHECK_FALSE(parse_day("2021-06-31"));
  CHECK_FALSE(parse_day("2021-06-01T00:00:00Z"));
  CHECK_FALSE(parse_day("01.06.2021"));
}

TEST_CASE("times and days are written as they are read") {
  CHECK(format_time(1'625'140'800) == "2021-07-01T12:00:00Z");
  CHECK(format_time(0) == "1970-01-01T00:00:00Z");
  CHECK(format_time(-1) == "1969-12-31T23:59:59Z");
  CHECK(format_time(253'402'300'799) == "9999-12-31T23:59:59Z");
  CHECK(format_day(-1) == "1969-12-31");
  CHECK(format_day(-100'000) == "1696-03-17");
  CHECK(format_day(2'932'896) == "9999-12-31");
}

TEST_CASE("a time beyond the calendar is shown as its end") {
  CHECK(format_time(INT64_MAX) == "9999-12-31T23:59:59Z");
  CHECK(format_time(INT64_MIN) == "0001-01-01T00:00:00Z");
  CHECK(format_day(INT32_MAX) == "9999-12-31");
}

TEST_CASE("people see a month's name, and no time at midnight") {
  CHECK(people_time(1'625'140'800) == "1 Jul 2021 12:00 UTC");
  CHECK(people_time(1'625'097'600) == "1 Jul 2021");
  CHECK(people_day(5'580) == "12 Apr 1985");
}

TEST_CASE("people see a length of time in its largest fitting unit") {
  CHECK(people_age(0) == "0 s");
  CHECK(people_age(119) == "119 s");
  CHECK(people_age(120) == "2 min");
  CHECK(people_age(7'199) == "119 min");
  CHECK(people_age(7'200) == "2 h");
  CHECK(people_age(172'799) == "47 h");
  CHECK(people_age(172'800) == "2 days");
}

TEST_CASE("a stated moment takes the clock's place and says so") {
  const auto stated = Clock{1'625'140'800}.now();
  CHECK(stated.unix_seconds == 1'625'140'800);
  CHECK(stated.source == skan::ClockSource::stated);
  CHECK(Clock{}.now().source == skan::ClockSource::device);
}

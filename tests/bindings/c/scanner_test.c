/* Frames and still pictures. */
#include <stdlib.h>
#include <string.h>

#include "check.h"

static skan_scanner* scanner_with(int64_t repeat_window_us) {
  SIZED(skan_error, error);
  SIZED(skan_scanner_options, options);
  options.budget_us = 1000000; /* on a busy machine, too */
  options.repeat_window_us = repeat_window_us;
  skan_scanner* scanner = NULL;
  CHECK_OK(skan_scanner_create(&options, &scanner, &error));
  return scanner;
}

/* Shows the picture in up to six frames a thirtieth of a second apart, until it is read. */
static skan_scan_event show(skan_scanner* scanner, const skan_frame* frame, int64_t* clock) {
  SIZED(skan_error, error);
  SIZED(skan_scan_event, event);
  for (int i = 0; i < 6; ++i) {
    *clock += 33333;
    CHECK_OK(skan_scanner_process(scanner, frame, *clock, &event, &error));
    if (event.code_count + event.repeat_count > 0) break;
  }
  return event;
}

static void frames(void) {
  SIZED(skan_error, error);
  SIZED(skan_code, code);
  int64_t clock = 0;
  skan_scanner* scanner = scanner_with(0);
  struct picture picture = read_picture("pictures/good.pgm");
  struct bytes text = read_data("texts/good");
  skan_scan_event event = show(scanner, &picture.frame, &clock);
  CHECK(event.code_count == 1 && event.repeat_count == 0 && event.hint == SKAN_HINT_NONE);
  CHECK_OK(skan_scanner_code(scanner, 0, &code, &error));
  CHECK_TEXT(code.text, text.data);
  for (int i = 0; i < 4; ++i) CHECK(code.corners[i].x > 0 && code.corners[i].x < picture.frame.width);
  CHECK(code.corners[0].x != code.corners[2].x && code.corners[0].y != code.corners[2].y);
  CHECK_REFUSED(skan_scanner_code(scanner, 1, &code, &error), "index");

  event = show(scanner, &picture.frame, &clock);
  CHECK(event.code_count == 0 && event.repeat_count == 1);
  CHECK_OK(skan_scanner_repeat(scanner, 0, &code, &error));
  CHECK(code.text.length == 0 && code.corners[2].x > 0);
  CHECK_REFUSED(skan_scanner_code(scanner, 0, &code, &error), "index");

  CHECK_OK(skan_scanner_reset(scanner, &error));
  CHECK_REFUSED(skan_scanner_repeat(scanner, 0, &code, &error), "index");
  clock = 0;
  event = show(scanner, &picture.frame, &clock);
  CHECK(event.code_count == 1);
  skan_scanner_free(&scanner);
  free(picture.file.data);
  free(text.data);
}

static void repeats(void) {
  int64_t clock = 0;
  struct picture picture = read_picture("pictures/good.pgm"), other = read_picture("pictures/other.pgm");
  skan_scanner* scanner = scanner_with(SKAN_REPEAT_NOTHING);
  for (int i = 0; i < 2; ++i) CHECK(show(scanner, &picture.frame, &clock).code_count == 1);
  skan_scanner_free(&scanner);

  scanner = scanner_with(SKAN_REPEAT_UNTIL_ANOTHER_CODE);
  CHECK(show(scanner, &picture.frame, &clock).code_count == 1);
  clock += INT64_C(86400000000);
  CHECK(show(scanner, &picture.frame, &clock).code_count == 0);
  CHECK(show(scanner, &other.frame, &clock).code_count == 1);
  clock += 2000000; /* what was seen within a second is in view together */
  CHECK(show(scanner, &picture.frame, &clock).code_count == 1);
  skan_scanner_free(&scanner);
  free(picture.file.data);
  free(other.file.data);
}

static void stills(void) {
  SIZED(skan_error, error);
  SIZED(skan_still_info, info);
  SIZED(skan_code, code);
  skan_scanner* scanner = NULL;
  skan_still* still = NULL;
  struct picture picture = read_picture("pictures/good.pgm"), empty = read_picture("pictures/empty.pgm");
  struct bytes text = read_data("texts/good");
  CHECK_OK(skan_scanner_create(NULL, &scanner, &error));
  CHECK_OK(skan_scanner_read_still(scanner, &picture.frame, SKAN_EFFORT_NORMAL, &still, &error));
  CHECK_OK(skan_still_read(still, &info, &error));
  CHECK(info.code_count == 1 && info.limit_reached == 0);
  CHECK_OK(skan_still_code(still, 0, &code, &error));
  CHECK_TEXT(code.text, text.data);
  CHECK_REFUSED(skan_still_code(still, 1, &code, &error), "index");
  CHECK(skan_still_free(&still) == SKAN_OK);
  CHECK_OK(skan_scanner_read_still(scanner, &empty.frame, SKAN_EFFORT_THOROUGH, &still, &error));
  CHECK_OK(skan_still_read(still, &info, &error));
  CHECK(info.code_count == 0);
  skan_still_free(&still);
  CHECK_REFUSED(skan_scanner_read_still(scanner, &picture.frame, 3, &still, &error), "effort");
  CHECK_REFUSED(skan_scanner_read_still(scanner, NULL, 0, &still, &error), "frame");
  skan_scanner_free(&scanner);
  free(picture.file.data);
  free(empty.file.data);
  free(text.data);
}

static void wrong_frames(void) {
  static const struct {
    const char* member;
    int32_t format, width, height, rotation, mirrored;
    int64_t row_stride, pixel_stride;
    size_t length;
  } wrong[] = {{"frame.format", 0, 64, 48, 0, 0, 0, 0, 3072},        {"frame.format", 257, 64, 48, 0, 0, 0, 0, 3072},
               {"frame.width", 1, 0, 48, 0, 0, 0, 0, 3072},          {"frame.width", 1, -1, 48, 0, 0, 0, 0, 3072},
               {"frame.height", 1, 64, 32001, 0, 0, 0, 0, 3072},     {"frame.rotation", 1, 64, 48, 45, 0, 0, 0, 3072},
               {"frame.mirrored", 1, 64, 48, 0, 2, 0, 0, 3072},      {"frame.row_stride", 1, 64, 48, 0, 0, 63, 0, 3072},
               {"frame.row_stride", 1, 64, 48, 0, 0, -64, 0, 3072},  {"frame.pixels", 1, 64, 48, 0, 0, INT64_MAX, 0, 3072},
               {"frame.pixel_stride", 6, 16, 48, 0, 0, 0, 3, 3072},  {"frame.pixels", 1, 64, 48, 0, 0, 0, 0, 3071},
               {"frame.pixels", 2, 64, 48, 0, 0, 0, 0, 3072},        {"frame.pixels", 1, 32000, 32000, 0, 0, 0, 0, 3072},
               {"frame.pixels", 6, 32000, 32000, 0, 0, 0, 0, 3072}};
  SIZED(skan_error, error);
  SIZED(skan_scan_event, event);
  struct picture picture = read_picture("pictures/empty.pgm");
  skan_scanner* scanner = scanner_with(0);
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; ++i) {
    skan_frame frame = {.size = sizeof frame, .format = wrong[i].format, .pixels = picture.frame.pixels,
                        .length = wrong[i].length, .width = wrong[i].width, .height = wrong[i].height,
                        .row_stride = wrong[i].row_stride, .pixel_stride = wrong[i].pixel_stride,
                        .rotation = wrong[i].rotation, .mirrored = wrong[i].mirrored};
    CHECK_REFUSED(skan_scanner_process(scanner, &frame, 1, &event, &error), wrong[i].member);
  }
  picture.frame.pixels = NULL;
  CHECK_REFUSED(skan_scanner_process(scanner, &picture.frame, 1, &event, &error), "frame.pixels");
  CHECK_REFUSED(skan_scanner_process(scanner, NULL, 1, &event, &error), "frame");
  skan_scanner_free(&scanner);
  free(picture.file.data);
}

static void timestamps(void) {
  SIZED(skan_error, error);
  SIZED(skan_scan_event, event);
  struct picture picture = read_picture("pictures/empty.pgm");
  skan_scanner* scanner = scanner_with(0);
  CHECK_REFUSED(skan_scanner_process(scanner, &picture.frame, -1, &event, &error), "timestamp_us");
  CHECK_OK(skan_scanner_process(scanner, &picture.frame, 100, &event, &error));
  CHECK_REFUSED(skan_scanner_process(scanner, &picture.frame, 99, &event, &error), "timestamp_us");
  skan_scanner_free(&scanner);
  free(picture.file.data);
}

static void options(void) {
  static const struct {
    const char* member;
    int32_t max_codes;
    int64_t budget_us, repeat_window_us;
  } wrong[] = {{"options.max_codes", 256, 0, 0},
               {"options.max_codes", -1, 0, 0},
               {"options.budget_us", 0, 999, 0},
               {"options.budget_us", 0, 1000001, 0},
               {"options.repeat_window_us", 0, 0, -3},
               {"options.repeat_window_us", 0, 0, INT64_MAX}};
  SIZED(skan_error, error);
  skan_scanner* scanner = NULL;
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; ++i) {
    const skan_scanner_options given = {.size = sizeof given, .max_codes = wrong[i].max_codes,
                                        .budget_us = wrong[i].budget_us, .repeat_window_us = wrong[i].repeat_window_us};
    CHECK_REFUSED(skan_scanner_create(&given, &scanner, &error), wrong[i].member);
    CHECK(scanner == NULL);
  }
}

const struct test scanner_tests[] = {
    {"a code is read from frames, then known as a repeat, until the scanner is reset", frames},
    {"the repeat window may be nothing, or last until another code", repeats},
    {"codes are read from still pictures", stills},
    {"a frame that does not fit its bytes is refused, naming the member", wrong_frames},
    {"a timestamp that goes back is refused", timestamps},
    {"options out of range are refused when the scanner is made", options},
    {NULL, NULL}};

/* What the C tests are written with. */
#ifndef SKAN_TESTS_CHECK_H
#define SKAN_TESTS_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "skan/skan.h"

/* Noon of 1 July 2021, UTC, as tests/support/test_authority.h has it; publication 1 is an hour older. */
#define NOW INT64_C(1625140800)
#define HOUR INT64_C(3600)
#define DAY INT64_C(86400)
#define DEVICE SKAN_CLOCK_SOURCE_DEVICE
#define STATED SKAN_CLOCK_SOURCE_STATED

/* A failed check is told and counted, and the test goes on. */
#define CHECK(condition) check((condition), #condition, __FILE__, __LINE__)
#define CHECK_OK(call) check_status((call), SKAN_OK, &error, #call, __FILE__, __LINE__)
#define CHECK_STATUS(call, status) check_status((call), (status), &error, #call, __FILE__, __LINE__)
/* It fails as a wrong argument, and the message begins with its name. */
#define CHECK_REFUSED(call, argument) check_refused((call), &error, (argument), #call, __FILE__, __LINE__)
#define CHECK_TEXT(text, expected) check_text((text), (expected), #text, __FILE__, __LINE__)

/* Declares `name`, zeroed and with its size. */
#define SIZED(type, name) type name = {.size = sizeof name}

struct test {
  const char* name; /* a sentence of behaviour; NULL after the last */
  void (*run)(void);
};

bool check(bool holds, const char* condition, const char* file, int line);
bool check_status(skan_status status, skan_status expected, const skan_error* error, const char* call,
                  const char* file, int line);
bool check_refused(skan_status status, const skan_error* error, const char* argument, const char* call,
                   const char* file, int line);
bool check_text(skan_text text, const char* expected, const char* what, const char* file, int line);

/* Bytes of a file of the test data; ends the program if it is not there. The caller frees `data`. A zero byte follows. */
struct bytes {
  char* data;
  size_t length;
};
struct bytes read_data(const char* name);
/* False, and empty, if there is no such file. */
bool find_data(const char* name, struct bytes* found);

/* A picture of the test data. The caller frees `file.data`. */
struct picture {
  struct bytes file;
  skan_frame frame;
};
struct picture read_picture(const char* name);

/* A path for a file that no other test uses, in the folder for them. Lives until the program ends. */
const char* fresh_path(void);

/* A store with publication 1 in force, in a file of its own; `path` (may be NULL) becomes its name. */
skan_store* make_store(const char** path);
skan_verdict* verdict_on(const skan_store* store, const char* policy, const char* text_file, int64_t now);

#endif

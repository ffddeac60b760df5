/* Versions, errors, structures of another age, names. */
#include <stdlib.h>
#include <string.h>

#include "check.h"

static void versions(void) {
  SIZED(skan_error, error);
  skan_text version;
  CHECK(skan_abi_version() == SKAN_ABI_VERSION);
  CHECK_OK(skan_abi_check(SKAN_ABI_VERSION, &error));
  CHECK_OK(skan_version(&version, &error));
  CHECK(version.length >= 5 && memchr(version.data, '.', version.length) != NULL);
}

static void other_versions(void) {
  SIZED(skan_error, error);
  CHECK_STATUS(skan_abi_check(SKAN_ABI_VERSION + 1, &error), SKAN_ERROR_OTHER_ABI);
  CHECK(strstr(error.message, "install the library") != NULL);
  CHECK_STATUS(skan_abi_check((SKAN_ABI_MAJOR + 1) * 65536, &error), SKAN_ERROR_OTHER_ABI);
}

/* A header of the future, with a member more. */
struct grown_anchor {
  skan_anchor known;
  uint64_t added;
};

static void newer_caller(void) {
  SIZED(skan_error, error);
  skan_store* store = make_store(NULL);
  struct grown_anchor anchor = {.known = {.size = sizeof anchor}, .added = 7};
  CHECK_OK(skan_store_anchor(store, &anchor.known, &error));
  CHECK(anchor.known.size == sizeof anchor && anchor.known.sequence == 1 && anchor.added == 0);
  skan_store_free(&store);
}

struct grown_options {
  skan_scanner_options known;
  int64_t added;
};

static void newer_options(void) {
  SIZED(skan_error, error);
  skan_scanner* scanner = NULL;
  struct grown_options options = {.known = {.size = sizeof options}};
  CHECK_OK(skan_scanner_create(&options.known, &scanner, &error));
  CHECK(skan_scanner_free(&scanner) == SKAN_OK);
  options.added = 1;
  CHECK_REFUSED(skan_scanner_create(&options.known, &scanner, &error), "options");
  CHECK(scanner == NULL);
}

static void wrong_sizes(void) {
  static const uint32_t sizes[] = {0, 4, sizeof(skan_anchor) - 8, sizeof(skan_anchor) + 1, 4104, UINT32_MAX};
  SIZED(skan_error, error);
  skan_store* store = make_store(NULL);
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; ++i) {
    skan_anchor anchor = {.size = sizes[i], .epoch = 7};
    CHECK_REFUSED(skan_store_anchor(store, &anchor, &error), "anchor");
    CHECK(anchor.epoch == 7);
  }
  skan_store_free(&store);
}

static void wrong_errors(void) {
  skan_text version = {"kept", 4};
  skan_error error = {.size = 12, .code = 77};
  CHECK(skan_version(&version, &error) == SKAN_ERROR_INVALID_ARGUMENT);
  CHECK(error.code == 77 && version.data == NULL);
  CHECK(skan_version(&version, NULL) == SKAN_OK);
}

static void long_messages(void) {
  enum { length = 3001 };
  SIZED(skan_error, error);
  struct bytes authority = read_data("authority");
  char* path = malloc(length);
  skan_store* store = NULL;
  /* Two bytes a character, from the second byte on: the cut falls between, wherever the path stands in the message. */
  for (size_t shift = 0; shift < 2; ++shift) {
    memset(path, 'x', length);
    for (size_t i = shift; i + 1 < length; i += 2) memcpy(path + i, "\xD0\x96", 2);
    CHECK_STATUS(skan_store_open(path, length - 1 + shift, authority.data, authority.length, NULL, &store, &error),
                 SKAN_ERROR_STORAGE);
    CHECK(error.message_length >= sizeof error.message - 2);
    CHECK(memcmp(error.message + error.message_length - 2, "\xD0\x96", 2) == 0);
  }
  free(path);
  free(authority.data);
}

static void names(void) {
  static const struct {
    skan_list list;
    int32_t number;
    const char* name;
  } known[] = {{SKAN_LIST_STATUS, SKAN_OK, "ok"},
               {SKAN_LIST_STATUS, SKAN_ERROR_OVERTAKEN, "overtaken"},
               {SKAN_LIST_STATUS, SKAN_ERROR_IN_USE, "in_use"},
               {SKAN_LIST_OUTCOME, SKAN_OUTCOME_ACCEPTED, "accepted"},
               {SKAN_LIST_REASON, SKAN_REASON_POLICY_REFUSED, "policy_refused"},
               {SKAN_LIST_NOTE, SKAN_NOTE_STATED_TIME, "stated_time"},
               {SKAN_LIST_FRESHNESS, SKAN_FRESHNESS_AGEING, "ageing"},
               {SKAN_LIST_CLOCK_STATE, SKAN_CLOCK_STATE_UNKNOWN, "unknown"},
               {SKAN_LIST_REVOCATION, SKAN_REVOCATION_UNKNOWN, "unknown"},
               {SKAN_LIST_KIND, SKAN_KIND_TESTED, "tested"},
               {SKAN_LIST_FIELD, SKAN_FIELD_BIRTH_DATE, "birth_date"},
               {SKAN_LIST_AGE_UNIT, SKAN_AGE_UNIT_MONTHS, "months"},
               {SKAN_LIST_REFUSAL, SKAN_REFUSAL_TOO_EARLY, "too_early"},
               {SKAN_LIST_CHANGE_CAUSE, SKAN_CHANGE_CAUSE_LIST_AGE, "list_age"},
               {SKAN_LIST_HINT, SKAN_HINT_CUT_OFF, "cut_off"},
               {SKAN_LIST_LINK_FAULT, SKAN_LINK_FAULT_PUNYCODE, "punycode"}};
  SIZED(skan_error, error);
  skan_text name;
  for (size_t i = 0; i < sizeof known / sizeof known[0]; ++i) {
    CHECK_OK(skan_name(known[i].list, known[i].number, &name, &error));
    CHECK_TEXT(name, known[i].name);
  }
}

static void unknown_numbers(void) {
  static const int32_t numbers[] = {INT32_MIN, -1, 0, 99, 255, 256 + 1, INT32_MAX};
  SIZED(skan_error, error);
  skan_text name;
  skan_outcome outcome;
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; ++i) {
    CHECK_REFUSED(skan_name(SKAN_LIST_REASON, numbers[i], &name, &error), "number");
    CHECK_REFUSED(skan_outcome_of(numbers[i], &outcome, &error), "reason");
    CHECK(name.data == NULL && outcome == SKAN_OUTCOME_UNDETERMINED);
  }
  CHECK_REFUSED(skan_name(0, 0, &name, &error), "list");
  CHECK_REFUSED(skan_name(SKAN_LIST_CLOCK_STATE, 4, &name, &error), "number");
  CHECK_REFUSED(skan_name(SKAN_LIST_HINT, 6, &name, &error), "number");
}

static void outcomes(void) {
  SIZED(skan_error, error);
  skan_outcome outcome;
  CHECK_OK(skan_outcome_of(SKAN_REASON_REVOKED, &outcome, &error));
  CHECK(outcome == SKAN_OUTCOME_REJECTED);
  CHECK_OK(skan_outcome_of(SKAN_REASON_UNKNOWN_ISSUER, &outcome, &error));
  CHECK(outcome == SKAN_OUTCOME_UNDETERMINED);
}

const struct test abi_tests[] = {
    {"the library serves a program that was compiled with its own header", versions},
    {"a program of a newer interface is told which library it needs", other_versions},
    {"what an older library does not know is zero in a newer caller's structure", newer_caller},
    {"an option that only a newer library knows is refused, unless it is not used", newer_options},
    {"a structure whose size was not set is refused and left as it was", wrong_sizes},
    {"an error of the wrong size fails the call, and nothing is written to it", wrong_errors},
    {"a long message is cut between two characters", long_messages},
    {"numbers have the names of the documents", names},
    {"a number outside its list is refused", unknown_numbers},
    {"only proof rejects", outcomes},
    {NULL, NULL}};

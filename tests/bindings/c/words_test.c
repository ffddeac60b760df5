/* What numbers mean to people. */
#include "check.h"

static void reasons(void) {
  SIZED(skan_error, error);
  SIZED(skan_words, words);
  skan_text name;
  int known = 0;
  for (int32_t number = 0; number < 256; ++number) {
    if (skan_name(SKAN_LIST_REASON, number, &name, NULL) != SKAN_OK) continue;
    CHECK_OK(skan_words_read(SKAN_LIST_REASON, number, SKAN_FRESHNESS_NONE, SKAN_LANGUAGE_ENGLISH, &words, &error));
    CHECK(words.headline.length > 0 && words.meaning.length > 0 && words.operator_action.length > 0);
    ++known;
  }
  CHECK(known >= 21);
}

static void freshness(void) {
  SIZED(skan_error, error);
  SIZED(skan_words, words);
  CHECK_OK(skan_words_read(SKAN_LIST_REASON, SKAN_REASON_UNKNOWN_ISSUER, SKAN_FRESHNESS_FRESH, SKAN_LANGUAGE_ENGLISH,
                           &words, &error));
  CHECK_TEXT(words.operator_action, "do not admit");
  CHECK_OK(skan_words_read(SKAN_LIST_OUTCOME, SKAN_OUTCOME_ACCEPTED, 0, SKAN_LANGUAGE_ENGLISH, &words, &error));
  CHECK(words.headline.length > 0);
  CHECK_OK(skan_words_read(SKAN_LIST_NOTE, SKAN_NOTE_STATED_TIME, 0, SKAN_LANGUAGE_ENGLISH, &words, &error));
  CHECK(words.headline.length > 0 && words.operator_action.length == 0);
}

static void unknown(void) {
  SIZED(skan_error, error);
  SIZED(skan_words, words);
  CHECK_REFUSED(skan_words_read(SKAN_LIST_REASON, 9, 0, 0, &words, &error), "number");
  CHECK_REFUSED(skan_words_read(SKAN_LIST_KIND, 1, 0, 0, &words, &error), "list");
  CHECK_REFUSED(skan_words_read(77, 1, 0, 0, &words, &error), "list");
  CHECK_REFUSED(skan_words_read(SKAN_LIST_REASON, 1, 5, 0, &words, &error), "freshness");
  CHECK_REFUSED(skan_words_read(SKAN_LIST_REASON, 1, 0, 2, &words, &error), "language");
  CHECK(words.headline.data == NULL);
}

const struct test words_tests[] = {{"every reason has words", reasons},
                                   {"an update is suggested only where it can help", freshness},
                                   {"numbers outside the lists are refused", unknown},
                                   {NULL, NULL}};

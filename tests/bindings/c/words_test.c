/* What numbers and verdicts mean to people. */
#include <stdlib.h>
#include <string.h>

#include "check.h"

static const skan_language languages[] = {SKAN_LANGUAGE_ENGLISH, SKAN_LANGUAGE_RUSSIAN};

/* Every member of `list` that has a name has words, in both languages. */
static void check_list(skan_list list, int32_t first, int at_least) {
  SIZED(skan_error, error);
  SIZED(skan_words, words);
  skan_text name;
  int known = 0;
  for (int32_t number = first; number < 100; ++number) {
    if (skan_name(list, number, &name, NULL) != SKAN_OK) continue;
    for (size_t i = 0; i < 2; ++i) {
      CHECK_OK(skan_words_read(list, number, SKAN_FRESHNESS_NONE, languages[i], &words, &error));
      CHECK(words.headline.length + words.meaning.length + words.operator_action.length > 0);
    }
    ++known;
  }
  CHECK(known >= at_least);
}

static void all(void) {
  check_list(SKAN_LIST_OUTCOME, 0, 3);
  check_list(SKAN_LIST_REASON, 1, 22);
  check_list(SKAN_LIST_NOTE, 1, 5);
  check_list(SKAN_LIST_KIND, 1, 3);
  check_list(SKAN_LIST_HINT, 1, 5);
  check_list(SKAN_LIST_STATUS, 1, 18);
  check_list(SKAN_LIST_LINK_FAULT, 1, 14);
}

static void freshness(void) {
  SIZED(skan_error, error);
  SIZED(skan_words, words);
  CHECK_OK(skan_words_read(SKAN_LIST_REASON, SKAN_REASON_UNKNOWN_ISSUER, SKAN_FRESHNESS_FRESH, SKAN_LANGUAGE_ENGLISH,
                           &words, &error));
  CHECK_TEXT(words.operator_action, "do not admit");
  CHECK_OK(skan_words_read(SKAN_LIST_REASON, SKAN_REASON_UNKNOWN_ISSUER, SKAN_FRESHNESS_STALE, SKAN_LANGUAGE_ENGLISH,
                           &words, &error));
  CHECK(words.operator_action.length > strlen("do not admit"));
}

static void shapes(void) {
  SIZED(skan_error, error);
  skan_shape shape = 7;
  skan_text mark;
  CHECK_OK(skan_shape_of(SKAN_OUTCOME_ACCEPTED, &shape, &mark, &error));
  CHECK(shape == SKAN_SHAPE_GO && CHECK_TEXT(mark, "\xE2\x9C\x94"));
  CHECK_OK(skan_shape_of(SKAN_OUTCOME_UNDETERMINED, &shape, NULL, &error));
  CHECK(shape == SKAN_SHAPE_STOP);
  CHECK_REFUSED(skan_shape_of(3, &shape, &mark, &error), "outcome");
}

static void unknown(void) {
  SIZED(skan_error, error);
  SIZED(skan_words, words);
  CHECK_REFUSED(skan_words_read(SKAN_LIST_REASON, 99, 0, 0, &words, &error), "number");
  CHECK_REFUSED(skan_words_read(SKAN_LIST_STATUS, SKAN_ERROR_IN_USE, 0, 0, &words, &error), "number");
  CHECK_REFUSED(skan_words_read(SKAN_LIST_FIELD, 1, 0, 0, &words, &error), "list");
  CHECK_REFUSED(skan_words_read(77, 1, 0, 0, &words, &error), "list");
  CHECK_REFUSED(skan_words_read(SKAN_LIST_REASON, 1, 5, 0, &words, &error), "freshness");
  CHECK_REFUSED(skan_words_read(SKAN_LIST_REASON, 1, 0, 2, &words, &error), "language");
  CHECK(words.headline.data == NULL);
}

/* What `status` handed out is `expected`; NULL: anything but nothing. Frees it. */
static void check_said(skan_status status, skan_bytes** said, const char* expected) {
  SIZED(skan_error, error);
  const uint8_t* data = NULL;
  size_t length = 0;
  if (!CHECK(status == SKAN_OK)) return;
  CHECK_OK(skan_bytes_read(*said, &data, &length, &error));
  if (expected != NULL) CHECK_TEXT(((skan_text){(const char*)data, length}), expected);
  else CHECK(length > 0);
  skan_bytes_free(said);
}

static void quantities(void) {
  SIZED(skan_error, error);
  skan_catalogue* catalogue = NULL;
  skan_bytes* said = NULL;
  skan_text tag;
  CHECK_OK(skan_catalogue_create(SKAN_LANGUAGE_RUSSIAN, &catalogue, &error));
  CHECK_OK(skan_catalogue_language(catalogue, &tag, &error));
  CHECK_TEXT(tag, "ru");
  check_said(skan_catalogue_count(catalogue, 5, SKAN_UNIT_DAYS, &said, NULL), &said, "5 дней");
  check_said(skan_catalogue_count(catalogue, 21, SKAN_UNIT_DAYS, &said, NULL), &said, "21 день");
  check_said(skan_catalogue_age(catalogue, 2 * HOUR, &said, NULL), &said, "2 часа");
  check_said(skan_catalogue_date(catalogue, 18817, &said, NULL), &said, "9 июля 2021");
  check_said(skan_catalogue_date_and_time(catalogue, NOW, 180, &said, NULL), &said, NULL);
  CHECK_REFUSED(skan_catalogue_count(catalogue, 5, 9, &said, &error), "unit");
  skan_catalogue_free(&catalogue);
}

static void own_language(void) {
  SIZED(skan_error, error);
  SIZED(skan_words, words);
  skan_catalogue* catalogue = NULL;
  const char* key = "reason.revoked.headline";
  CHECK_OK(skan_catalogue_derive("kk", 2, SKAN_PLURAL_RULE_ONE_OTHER, SKAN_LANGUAGE_RUSSIAN, &catalogue, &error));
  CHECK_OK(skan_catalogue_set(catalogue, key, strlen(key), "Own words", 9, &error));
  CHECK_OK(skan_catalogue_words(catalogue, SKAN_LIST_REASON, SKAN_REASON_REVOKED, 0, &words, &error));
  CHECK_TEXT(words.headline, "Own words");
  CHECK_REFUSED(skan_catalogue_set(catalogue, "no.such.key", 11, "x", 1, &error), "key");
  CHECK_REFUSED(skan_catalogue_set(catalogue, key, strlen(key), "\xFF", 1, &error), "text");
  CHECK(skan_catalogue_free(&catalogue) == SKAN_OK);
  CHECK_REFUSED(skan_catalogue_derive("kk", 2, 3, 0, &catalogue, &error), "plurals");
  CHECK_REFUSED(skan_catalogue_create(2, &catalogue, &error), "language");
  CHECK(catalogue == NULL);
}

static void clauses(void) {
  SIZED(skan_error, error);
  skan_store* store = make_store(NULL);
  skan_verdict* good = verdict_on(store, "", "texts/good", NOW);
  skan_verdict* refused = verdict_on(store, "strict", "texts/good", NOW);
  skan_bytes* said = NULL;
  for (size_t i = 0; i < 2; ++i) {
    skan_catalogue* catalogue = NULL;
    CHECK_OK(skan_catalogue_create(languages[i], &catalogue, &error));
    check_said(skan_catalogue_clause(catalogue, good, SKAN_CLAUSE_OUTLOOK, &said, NULL), &said, NULL);
    check_said(skan_catalogue_clause(catalogue, good, SKAN_CLAUSE_CHANGE, &said, NULL), &said, NULL);
    check_said(skan_catalogue_clause(catalogue, good, SKAN_CLAUSE_DATA_AGE, &said, NULL), &said, NULL);
    check_said(skan_catalogue_clause(catalogue, good, SKAN_CLAUSE_REFUSAL, &said, NULL), &said, "");
    check_said(skan_catalogue_clause(catalogue, refused, SKAN_CLAUSE_REFUSAL, &said, NULL), &said, NULL);
    check_said(skan_catalogue_clause(catalogue, refused, SKAN_CLAUSE_MEANING, &said, NULL), &said, NULL);
    CHECK_REFUSED(skan_catalogue_clause(catalogue, good, 5, &said, &error), "clause");
    CHECK_REFUSED(skan_catalogue_clause(catalogue, NULL, SKAN_CLAUSE_CHANGE, &said, &error), "verdict");
    skan_catalogue_free(&catalogue);
  }
  skan_verdict_free(&good);
  skan_verdict_free(&refused);
  skan_store_free(&store);
}

const struct test words_tests[] = {{"every member of the lists for people has words in both languages", all},
                                   {"an update is suggested only where it can help", freshness},
                                   {"outcomes have shapes, and only accepted goes", shapes},
                                   {"numbers outside the lists are refused", unknown},
                                   {"quantities and dates are told in Russian", quantities},
                                   {"a host may set its own language", own_language},
                                   {"verdicts are told in clauses", clauses},
                                   {NULL, NULL}};

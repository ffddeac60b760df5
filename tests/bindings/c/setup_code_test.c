/* From an authority's setup code to a store that believes it. */
#include <stdlib.h>
#include <string.h>

#include "check.h"

static skan_setup_code* parsed(const char* name) {
  SIZED(skan_error, error);
  skan_setup_code* code = NULL;
  struct bytes text = read_data(name);
  CHECK_OK(skan_setup_code_parse(text.data, text.length, &code, &error));
  free(text.data);
  return code;
}

static void content(void) {
  SIZED(skan_error, error);
  SIZED(skan_setup_code_info, info);
  struct bytes authority = read_data("authority");
  skan_setup_code* code = parsed("setup/code");
  CHECK_OK(skan_setup_code_read(code, &info, &error));
  CHECK_TEXT(info.authority, authority.data);
  CHECK_TEXT(info.name, "\xD0\x9C\xD0\xB8\xD0\xBD\xD0\xB7\xD0\xB4\xD1\x80\xD0\xB0\xD0\xB2");
  CHECK_TEXT(info.url, "https://keys.example/skan");
  CHECK_TEXT(info.policy, "adults");
  CHECK_TEXT(info.channel, "main");
  free(authority.data);
  CHECK(skan_setup_code_free(&code) == SKAN_OK && code == NULL);
}

static void left_out(void) {
  SIZED(skan_error, error);
  SIZED(skan_setup_code_info, info);
  skan_setup_code* code = parsed("setup/short");
  CHECK_OK(skan_setup_code_read(code, &info, &error));
  CHECK(info.url.length == 0 && info.url.data == NULL && info.policy.length == 0);
  CHECK_TEXT(info.channel, "main");
  skan_setup_code_free(&code);
}

static void fingerprints(void) {
  SIZED(skan_error, error);
  skan_text words;
  skan_setup_code* code = parsed("setup/code");
  const char* files[] = {"setup/english", "setup/russian"};
  for (skan_language language = SKAN_LANGUAGE_ENGLISH; language <= SKAN_LANGUAGE_RUSSIAN; ++language) {
    int32_t same = 0;
    struct bytes expected = read_data(files[language]);
    CHECK_OK(skan_setup_code_fingerprint(code, language, &words, &error));
    CHECK_TEXT(words, expected.data);
    CHECK_OK(skan_setup_code_is_fingerprint(code, expected.data, expected.length, &same, &error));
    CHECK(same == 1);
    CHECK_OK(skan_setup_code_is_fingerprint(code, expected.data, expected.length - 1, &same, &error));
    CHECK(same == 0);
    free(expected.data);
  }
  CHECK_REFUSED(skan_setup_code_fingerprint(code, 2, &words, &error), "language");
  CHECK_REFUSED(skan_setup_code_fingerprint(code, -1, &words, &error), "language");
  CHECK(words.data == NULL);
  skan_setup_code_free(&code);
}

static void enrolment(void) {
  SIZED(skan_error, error);
  SIZED(skan_setup_code_info, info);
  skan_store* store = NULL;
  skan_setup_code* code = parsed("setup/code");
  struct bytes root = read_data("root.cose");
  const char* path = fresh_path();
  CHECK(root.length <= SKAN_MAX_ROOT);
  CHECK_OK(skan_setup_code_read(code, &info, &error));
  CHECK_OK(skan_store_provision(path, strlen(path), root.data, root.length, info.authority.data, info.authority.length,
                                info.channel.data, info.channel.length, &store, &error));
  skan_store_free(&store);
  skan_setup_code_free(&code);
  free(root.data);
}

static void other_texts(void) {
  SIZED(skan_error, error);
  skan_setup_code* code = NULL;
  struct bytes text = read_data("setup/code");
  struct bytes certificate = read_data("texts/good");
  struct bytes newer = read_data("setup/newer");
  CHECK_STATUS(skan_setup_code_parse(certificate.data, certificate.length, &code, &error), SKAN_ERROR_MALFORMED);
  CHECK_STATUS(skan_setup_code_parse(text.data, text.length - 1, &code, &error), SKAN_ERROR_MALFORMED);
  CHECK_STATUS(skan_setup_code_parse(NULL, 0, &code, &error), SKAN_ERROR_MALFORMED);
  CHECK_STATUS(skan_setup_code_parse(newer.data, newer.length, &code, &error), SKAN_ERROR_NEWER_DATA_FORMAT);
  CHECK(code == NULL);
  free(newer.data);
  free(certificate.data);
  free(text.data);
}

static void nulls(void) {
  SIZED(skan_error, error);
  SIZED(skan_setup_code_info, info);
  int32_t same = 7;
  skan_text words;
  skan_setup_code* code = parsed("setup/code");
  CHECK_REFUSED(skan_setup_code_parse("x", 1, NULL, &error), "code");
  CHECK_REFUSED(skan_setup_code_parse(NULL, 1, &(skan_setup_code*){NULL}, &error), "text");
  CHECK_REFUSED(skan_setup_code_read(NULL, &info, &error), "code");
  CHECK_REFUSED(skan_setup_code_read(code, NULL, &error), "info");
  CHECK_REFUSED(skan_setup_code_fingerprint(NULL, 0, &words, &error), "code");
  CHECK_REFUSED(skan_setup_code_fingerprint(code, 0, NULL, &error), "words");
  CHECK_REFUSED(skan_setup_code_is_fingerprint(NULL, "x", 1, &same, &error), "code");
  CHECK_REFUSED(skan_setup_code_is_fingerprint(code, NULL, 1, &same, &error), "words");
  CHECK_REFUSED(skan_setup_code_is_fingerprint(code, "x", 1, NULL, &error), "same");
  CHECK(same == 0);
  skan_setup_code_free(&code);
  CHECK(skan_setup_code_free(NULL) == SKAN_ERROR_INVALID_ARGUMENT);
  CHECK(skan_setup_code_free(&code) == SKAN_OK);
}

const struct test setup_code_tests[] = {
    {"a setup code tells authority, site, policy and channel", content},
    {"a setup code without site and policy says so by empty texts", left_out},
    {"a fingerprint is told in both languages and recognised in both", fingerprints},
    {"a store is provisioned with what a setup code says", enrolment},
    {"what is no setup code, or a newer one, is refused as such", other_texts},
    {"nulls are refused by name", nulls},
    {NULL, NULL}};

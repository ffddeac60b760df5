/* What is wrong with arguments is told, whichever function it is. */
#include <stdlib.h>
#include <string.h>

#include "check.h"

#define NOTHING_TO(function) CHECK(function(NULL) == SKAN_ERROR_INVALID_ARGUMENT)

static void nulls_of_store(void) {
  SIZED(skan_error, error);
  skan_store* store = NULL;
  const char* id = "00";
  CHECK_REFUSED(skan_store_provision("x", 1, NULL, 0, id, 2, NULL, 0, NULL, &error), "store");
  CHECK_REFUSED(skan_store_provision("x", 1, NULL, 0, NULL, 2, NULL, 0, &store, &error), "authority");
  CHECK_REFUSED(skan_store_provision(NULL, 1, NULL, 0, id, 2, NULL, 0, &store, &error), "path");
  CHECK_REFUSED(skan_store_open(NULL, 3, id, 2, NULL, &store, &error), "path");
  CHECK_REFUSED(skan_store_open("x", 1, id, 2, NULL, NULL, &error), "store");
  CHECK_REFUSED(skan_store_update(NULL, "x", 1, NOW, DEVICE, NULL, &error), "store");
  CHECK_REFUSED(skan_store_refresh(NULL, NULL, &error), "store");
  CHECK_REFUSED(skan_store_note_time(NULL, NOW, DEVICE, &error), "store");
  CHECK_REFUSED(skan_store_anchor(NULL, NULL, &error), "anchor");
  CHECK_REFUSED(skan_store_export(NULL, "x", 1, &error), "store");
  CHECK_REFUSED(skan_store_read_object(NULL, "head", 4, NULL, &error), "object");
  CHECK_REFUSED(skan_store_status(NULL, NOW, DEVICE, 0, NULL, &error), "status");
  CHECK_REFUSED(skan_bytes_read(NULL, NULL, NULL, &error), "data");
}

static void nulls_of_results(void) {
  SIZED(skan_error, error);
  SIZED(skan_verdict_info, verdict);
  SIZED(skan_evidence, evidence);
  SIZED(skan_certificate, certificate);
  SIZED(skan_finding, finding);
  SIZED(skan_requirement, requirement);
  SIZED(skan_policy_info, policy);
  SIZED(skan_rule_info, rule);
  SIZED(skan_trust_status_info, status);
  SIZED(skan_issuer_info, issuer);
  SIZED(skan_still_info, still);
  SIZED(skan_code, code);
  const skan_policy* borrowed;
  size_t count;
  CHECK_REFUSED(skan_verdict_read(NULL, &verdict, &error), "verdict");
  CHECK_REFUSED(skan_verdict_read(NULL, NULL, &error), "info");
  CHECK_REFUSED(skan_verdict_evidence(NULL, &evidence, &error), "verdict");
  CHECK_REFUSED(skan_verdict_certificate(NULL, 0, &certificate, &error), "verdict");
  CHECK_REFUSED(skan_verdict_finding(NULL, &finding, &error), "verdict");
  CHECK_REFUSED(skan_verdict_requirement(NULL, &requirement, &error), "verdict");
  CHECK_REFUSED(skan_policy_read(NULL, &policy, &error), "policy");
  CHECK_REFUSED(skan_policy_rule(NULL, 0, &rule, &error), "policy");
  CHECK_REFUSED(skan_policy_requirement(NULL, 0, 0, &requirement, &error), "policy");
  CHECK_REFUSED(skan_trust_status_read(NULL, &status, &error), "status");
  CHECK_REFUSED(skan_trust_status_issuer(NULL, 0, &issuer, &error), "status");
  CHECK_REFUSED(skan_trust_status_policy(NULL, 0, &borrowed, &error), "status");
  CHECK_REFUSED(skan_explanation_count(NULL, &count, &error), "explanation");
  CHECK_REFUSED(skan_explanation_entry(NULL, 0, NULL, NULL, &error), "explanation");
  CHECK_REFUSED(skan_still_read(NULL, &still, &error), "still");
  CHECK_REFUSED(skan_still_code(NULL, 0, &code, &error), "still");
}

static void nulls_of_work(void) {
  SIZED(skan_error, error);
  SIZED(skan_scan_event, event);
  SIZED(skan_wanted_object, wanted);
  SIZED(skan_code, code);
  skan_verifier* verifier = NULL;
  skan_verdict* verdict = NULL;
  skan_explanation* explanation = NULL;
  skan_update_session* session = NULL;
  skan_still* still = NULL;
  skan_text text;
  CHECK_REFUSED(skan_verifier_create(NULL, NULL, &verifier, &error), "store");
  CHECK_REFUSED(skan_verifier_verify(NULL, "x", 1, NOW, DEVICE, &verdict, &error), "verifier");
  CHECK_REFUSED(skan_verifier_verify_together(NULL, NULL, 1, NOW, DEVICE, &verdict, &error), "texts");
  CHECK_REFUSED(skan_verdict_of_no_code(NULL, &error), "verdict");
  CHECK_REFUSED(skan_verifier_explain(NULL, "x", 1, NOW, DEVICE, &explanation, &error), "verifier");
  CHECK_REFUSED(skan_verifier_explain_on(NULL, "x", 1, 18809, &explanation, &error), "verifier");
  CHECK_REFUSED(skan_update_session_begin(NULL, NOW, DEVICE, &session, &error), "store");
  CHECK_REFUSED(skan_update_session_wanted(NULL, &wanted, &error), "session");
  CHECK_REFUSED(skan_update_session_supply(NULL, "x", 1, &error), "session");
  CHECK_REFUSED(skan_update_session_not_found(NULL, &error), "session");
  CHECK_REFUSED(skan_update_session_delta_refusal(NULL, &text, &error), "session");
  CHECK_REFUSED(skan_update_session_commit(NULL, NULL, &error), "session");
  CHECK_REFUSED(skan_scanner_create(NULL, NULL, &error), "scanner");
  CHECK_REFUSED(skan_scanner_process(NULL, NULL, 0, &event, &error), "scanner");
  CHECK_REFUSED(skan_scanner_code(NULL, 0, &code, &error), "scanner");
  CHECK_REFUSED(skan_scanner_repeat(NULL, 0, &code, &error), "scanner");
  CHECK_REFUSED(skan_scanner_reset(NULL, &error), "scanner");
  CHECK_REFUSED(skan_scanner_read_still(NULL, NULL, SKAN_EFFORT_FAST, &still, &error), "scanner");
  CHECK_REFUSED(skan_words_read(SKAN_LIST_REASON, 1, 0, 0, NULL, &error), "words");
  CHECK_REFUSED(skan_catalogue_create(0, NULL, &error), "catalogue");
  CHECK_REFUSED(skan_catalogue_derive("kk", 2, 0, 0, NULL, &error), "catalogue");
  CHECK_REFUSED(skan_catalogue_set(NULL, "x", 1, "x", 1, &error), "catalogue");
  CHECK_REFUSED(skan_catalogue_language(NULL, &text, &error), "catalogue");
  CHECK_REFUSED(skan_catalogue_words(NULL, SKAN_LIST_REASON, 1, 0, NULL, &error), "words");
  CHECK_REFUSED(skan_catalogue_clause(NULL, NULL, 0, NULL, &error), "text");
  CHECK_REFUSED(skan_name(SKAN_LIST_REASON, 1, NULL, &error), "name");
  CHECK_REFUSED(skan_outcome_of(1, NULL, &error), "outcome");
  CHECK_REFUSED(skan_version(NULL, &error), "version");
}

static void freeing_nothing(void) {
  skan_store* store = NULL;
  CHECK(skan_store_free(&store) == SKAN_OK);
  NOTHING_TO(skan_store_free);
  NOTHING_TO(skan_bytes_free);
  NOTHING_TO(skan_trust_status_free);
  NOTHING_TO(skan_update_session_free);
  NOTHING_TO(skan_verifier_free);
  NOTHING_TO(skan_verdict_free);
  NOTHING_TO(skan_explanation_free);
  NOTHING_TO(skan_scanner_free);
  NOTHING_TO(skan_still_free);
  NOTHING_TO(skan_catalogue_free);
}

static void freeing_twice(void) {
  skan_store* store = make_store(NULL);
  CHECK(skan_store_free(&store) == SKAN_OK && store == NULL);
  CHECK(skan_store_free(&store) == SKAN_OK && store == NULL);
}

static void other_handles(void) {
  SIZED(skan_error, error);
  SIZED(skan_anchor, anchor);
  skan_verdict* verdict = NULL;
  CHECK_OK(skan_verdict_of_no_code(&verdict, &error));
  CHECK_REFUSED(skan_store_anchor((const skan_store*)(const void*)verdict, &anchor, &error), "store");
  skan_store* wrong = (skan_store*)(void*)verdict;
  CHECK(skan_store_free(&wrong) == SKAN_ERROR_INVALID_ARGUMENT && wrong != NULL);
  CHECK(skan_verdict_free(&verdict) == SKAN_OK);
}

static void misaligned(void) {
  SIZED(skan_error, error);
  uint64_t room[64] = {0};
  void* odd = (char*)room + 1;
  skan_verdict* verdict = NULL;
  CHECK_OK(skan_verdict_of_no_code(&verdict, &error));
  CHECK_REFUSED(skan_verdict_read(verdict, odd, &error), "info");
  CHECK_REFUSED(skan_store_anchor(odd, NULL, &error), "anchor");
  CHECK_REFUSED(skan_store_refresh(odd, NULL, &error), "store");
  CHECK_REFUSED(skan_version(odd, &error), "version");
  CHECK(skan_version(NULL, odd) == SKAN_ERROR_INVALID_ARGUMENT);
  CHECK(skan_verdict_free(&verdict) == SKAN_OK);
}

static void lengths(void) {
  SIZED(skan_error, error);
  skan_store* store = make_store(NULL);
  skan_verifier* verifier = NULL;
  skan_verdict* verdict = NULL;
  CHECK_OK(skan_verifier_create(store, NULL, &verifier, &error));
  CHECK_REFUSED(skan_verifier_verify(verifier, "x", SIZE_MAX, NOW, DEVICE, &verdict, &error), "text");
  CHECK_REFUSED(skan_verifier_verify(verifier, NULL, 5, NOW, DEVICE, &verdict, &error), "text");
  CHECK_REFUSED(skan_store_update(store, "x", SIZE_MAX / 2 + 1, NOW, DEVICE, NULL, &error), "bundle");
  CHECK_REFUSED(skan_store_export(store, "x", SIZE_MAX, &error), "path");
  skan_verifier_free(&verifier);
  skan_store_free(&store);
}

static void bad_text(void) {
  static const char* const bad[] = {"\x80", "\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\xFF"};
  SIZED(skan_error, error);
  skan_store* store = NULL;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
    CHECK_REFUSED(skan_store_open(bad[i], strlen(bad[i]), "00", 2, NULL, &store, &error), "path");
    CHECK(strstr(error.message, "UTF-8") != NULL);
  }
  struct bytes authority = read_data("authority");
  CHECK_REFUSED(skan_store_open("", 0, authority.data, authority.length, NULL, &store, &error), "path");
  CHECK_REFUSED(skan_store_open("a\0b", 3, authority.data, authority.length, NULL, &store, &error), "path");
  CHECK_REFUSED(skan_store_open("x", 1, authority.data, authority.length - 1, NULL, &store, &error), "authority");
  free(authority.data);
}

static void unknown_numbers(void) {
  SIZED(skan_error, error);
  skan_store* store = make_store(NULL);
  skan_trust_status* status = NULL;
  skan_update_session* session = NULL;
  CHECK_REFUSED(skan_store_note_time(store, NOW, 2, &error), "source");
  CHECK_REFUSED(skan_store_note_time(store, NOW, 256, &error), "source");
  CHECK_REFUSED(skan_store_status(store, NOW, DEVICE, 2, &status, &error), "count_revoked");
  CHECK_REFUSED(skan_update_session_begin(store, NOW, -1, &session, &error), "source");
  skan_store_free(&store);
}

const struct test argument_tests[] = {
    {"null arguments of stores are named", nulls_of_store},
    {"null arguments of results are named", nulls_of_results},
    {"null arguments of work are named", nulls_of_work},
    {"to free nothing is allowed, and to free nowhere is refused", freeing_nothing},
    {"a handle may be freed twice", freeing_twice},
    {"a handle of another type is refused", other_handles},
    {"a misaligned pointer is refused", misaligned},
    {"a length beyond memory is refused", lengths},
    {"what is not UTF-8, empty or no id is refused", bad_text},
    {"an unknown source of time and a flag of 2 are refused", unknown_numbers},
    {NULL, NULL}};

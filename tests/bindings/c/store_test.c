/* Stores: made, opened, updated, asked, copied. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

static skan_status reopen(const char* path, const skan_open_options* options, skan_store** store, skan_error* error) {
  struct bytes authority = read_data("authority");
  const skan_status status =
      skan_store_open(path, strlen(path), authority.data, authority.length, options, store, error);
  free(authority.data);
  return status;
}

static skan_trust_status* status_of(const skan_store* store, skan_trust_status_info* info) {
  SIZED(skan_error, error);
  skan_trust_status* status = NULL;
  CHECK_OK(skan_store_status(store, NOW, DEVICE, 1, &status, &error));
  CHECK_OK(skan_trust_status_read(status, info, &error));
  return status;
}

static void no_store(void) {
  SIZED(skan_error, error);
  skan_store* store = NULL;
  const char* path = fresh_path();
  CHECK_STATUS(reopen(path, NULL, &store, &error), SKAN_ERROR_STORAGE);
  CHECK(store == NULL && strstr(error.message, path) != NULL);

  FILE* file = fopen(path, "wb");
  fputs("something else", file);
  fclose(file);
  CHECK_STATUS(reopen(path, NULL, &store, &error), SKAN_ERROR_NOT_A_STORE);
}

static void foreign(void) {
  SIZED(skan_error, error);
  const char* path;
  skan_store* store = make_store(&path);
  skan_store* second = NULL;
  struct bytes id = read_data("foreign"), root = read_data("root.cose");
  CHECK_STATUS(skan_store_open(path, strlen(path), id.data, id.length, NULL, &second, &error), SKAN_ERROR_FOREIGN_STORE);
  const char* other = fresh_path();
  CHECK_STATUS(skan_store_provision(other, strlen(other), root.data, root.length, id.data, id.length, "main", 4, &second,
                                    &error),
               SKAN_ERROR_FOREIGN_STORE);
  SIZED(skan_open_options, options);
  options.channel = (skan_text){"beta", 4};
  CHECK_STATUS(reopen(path, &options, &second, &error), SKAN_ERROR_FOREIGN_STORE);
  CHECK(second == NULL);
  free(id.data);
  free(root.data);
  skan_store_free(&store);
}

static void updates(void) {
  SIZED(skan_error, error);
  SIZED(skan_update_report, report);
  skan_store* store = make_store(NULL);
  struct bytes bundle = read_data("second.skb"), old = read_data("first.skb");
  CHECK_STATUS(skan_store_update(store, bundle.data, bundle.length / 2, NOW, DEVICE, &report, &error),
               SKAN_ERROR_HASH_MISMATCH);
  CHECK(report.sequence == 0);
  CHECK_OK(skan_store_update(store, bundle.data, bundle.length, NOW, DEVICE, &report, &error));
  CHECK(report.changed == 1 && report.sequence == 2 && report.issued_at == NOW - HOUR + 60);
  CHECK_OK(skan_store_update(store, bundle.data, bundle.length, NOW, DEVICE, &report, &error));
  CHECK(report.changed == 0 && report.sequence == 2);
  CHECK_STATUS(skan_store_update(store, old.data, old.length, NOW, DEVICE, &report, &error), SKAN_ERROR_LOWER_SEQUENCE);
  CHECK_REFUSED(skan_store_update(store, NULL, 1, NOW, DEVICE, &report, &error), "bundle");
  SIZED(skan_trust_status_info, info);
  skan_trust_status* status = status_of(store, &info);
  CHECK(info.sequence == 2 && info.has_last_refused == 1 && info.last_refused_time == NOW);
  CHECK_TEXT(info.last_refused, "lower_sequence");
  skan_trust_status_free(&status);
  free(bundle.data);
  free(old.data);
  skan_store_free(&store);
}

static void status(void) {
  SIZED(skan_error, error);
  SIZED(skan_trust_status_info, info);
  SIZED(skan_issuer_info, issuer);
  skan_store* store = make_store(NULL);
  skan_trust_status* status = status_of(store, &info);
  skan_store_free(&store);
  struct bytes authority = read_data("authority");
  CHECK_TEXT(info.authority, authority.data);
  CHECK_TEXT(info.channel, "main");
  CHECK_TEXT(info.default_policy, "any");
  CHECK(info.root_version == 1 && info.epoch == 1 && info.sequence == 1 && info.issued_at == NOW - HOUR);
  CHECK(info.has_data_age == 1 && info.data_age == HOUR && info.freshness == SKAN_FRESHNESS_FRESH);
  CHECK(info.stale_at == NOW - HOUR + 7 * DAY && info.head_expires == info.stale_at && info.root_expires == NOW + 365 * DAY);
  CHECK(!info.damaged && !info.rolled_back && !info.read_only && !info.has_last_refused && !info.has_noted_time);
  bool seen = false;
  for (size_t i = 0; i < info.issuer_count; ++i) {
    CHECK_OK(skan_trust_status_issuer(status, i, &issuer, &error));
    CHECK(issuer.key_id.length == 16);
    if (issuer.issued != 20000) continue;
    seen = CHECK_TEXT(issuer.name, "Issuer active") && CHECK_TEXT(issuer.state, "active") && issuer.has_revoked == 1 &&
           issuer.revoked == 3 && issuer.has_list_as_of == 1 && issuer.list_as_of == NOW - HOUR && issuer.list_bytes > 0;
  }
  CHECK(seen);
  CHECK_REFUSED(skan_trust_status_issuer(status, info.issuer_count, &issuer, &error), "index");
  free(authority.data);
  skan_trust_status_free(&status);
}

static void policies(void) {
  SIZED(skan_error, error);
  SIZED(skan_trust_status_info, info);
  SIZED(skan_policy_info, policy);
  SIZED(skan_rule_info, rule);
  SIZED(skan_requirement, asked);
  const skan_policy* pair = NULL;
  const skan_policy* strict = NULL;
  skan_store* store = make_store(NULL);
  skan_trust_status* status = status_of(store, &info);
  skan_store_free(&store);
  CHECK(info.policy_count == 5);
  CHECK_OK(skan_trust_status_policy(status, 3, &pair, &error));
  CHECK_OK(skan_policy_read(pair, &policy, &error));
  CHECK_TEXT(policy.id, "pair");
  CHECK(policy.rule_count == 1 && policy.title_english.length > 0 && policy.needs_newer_app == 0);
  CHECK_OK(skan_policy_rule(pair, 0, &rule, &error));
  CHECK(rule.requirement_count == 2 && rule.has_holder_age && rule.holder_age_from == 18 && rule.holder_age_to == 150);
  CHECK_OK(skan_policy_requirement(pair, 0, 1, &asked, &error));
  CHECK(asked.kind == SKAN_KIND_TESTED && asked.unit == SKAN_AGE_UNIT_HOURS && asked.maximum_age == 72);
  CHECK_REFUSED(skan_policy_requirement(pair, 0, 2, &asked, &error), "index");
  CHECK_REFUSED(skan_policy_requirement(pair, 1, 0, &asked, &error), "rule");
  CHECK_REFUSED(skan_policy_rule(pair, 1, &rule, &error), "rule");
  CHECK_OK(skan_trust_status_policy(status, 4, &strict, &error));
  CHECK_OK(skan_policy_requirement(strict, 0, 0, &asked, &error));
  CHECK(asked.minimum_age == 14 && asked.product_count == 1 && CHECK_TEXT(asked.products[0], "Second"));
  CHECK_REFUSED(skan_trust_status_policy(status, 5, &strict, &error), "index");
  CHECK(strict == NULL);
  skan_trust_status_free(&status);
}

static void anchors(void) {
  SIZED(skan_error, error);
  SIZED(skan_anchor, anchor);
  const char* path;
  skan_store* store = make_store(&path);
  CHECK_OK(skan_store_anchor(store, &anchor, &error));
  CHECK(anchor.sequence == 1 && anchor.root_version == 1 && anchor.epoch == 1 && anchor.data_root_version == 1);
  skan_store_free(&store);

  anchor.sequence = 2; /* as if the host had seen a later update */
  SIZED(skan_open_options, options);
  options.anchor = &anchor;
  CHECK_OK(reopen(path, &options, &store, &error));
  SIZED(skan_verdict_info, info);
  skan_verdict* verdict = verdict_on(store, "", "texts/good", NOW);
  CHECK_OK(skan_verdict_read(verdict, &info, &error));
  CHECK(info.outcome == SKAN_OUTCOME_UNDETERMINED && info.reason_count == 1 &&
        info.reasons[0] == SKAN_REASON_STORE_ROLLED_BACK);
  skan_verdict_free(&verdict);
  anchor.size = 3;
  skan_store* second = NULL;
  CHECK_REFUSED(reopen(path, &options, &second, &error), "options.anchor");
  skan_store_free(&store);
}

static void other_processes(void) {
  SIZED(skan_error, error);
  const char* path;
  int32_t changed = 7;
  skan_store* store = make_store(&path);
  skan_store* other = NULL;
  struct bytes bundle = read_data("second.skb");
  CHECK_OK(reopen(path, NULL, &other, &error));
  CHECK_OK(skan_store_refresh(store, &changed, &error));
  CHECK(changed == 0);
  CHECK_OK(skan_store_update(other, bundle.data, bundle.length, NOW, DEVICE, NULL, &error));
  CHECK_OK(skan_store_refresh(store, &changed, &error));
  CHECK(changed == 1);
  free(bundle.data);
  skan_store_free(&other);
  skan_store_free(&store);
}

static void times(void) {
  SIZED(skan_error, error);
  SIZED(skan_trust_status_info, info);
  skan_store* store = make_store(NULL);
  CHECK_OK(skan_store_note_time(store, NOW + HOUR, STATED, &error));
  skan_trust_status* status = status_of(store, &info);
  CHECK(!info.has_noted_time);
  skan_trust_status_free(&status);
  CHECK_OK(skan_store_note_time(store, NOW + HOUR, DEVICE, &error));
  status = status_of(store, &info);
  CHECK(info.has_noted_time && info.noted_time == NOW + HOUR);
  skan_trust_status_free(&status);
  skan_store_free(&store);
}

static void copies(void) {
  SIZED(skan_error, error);
  SIZED(skan_trust_status_info, info);
  skan_store* store = make_store(NULL);
  skan_store* copy = NULL;
  const char* path = fresh_path();
  CHECK_OK(skan_store_export(store, path, strlen(path), &error));
  CHECK_OK(reopen(path, NULL, &copy, &error));
  skan_trust_status* status = status_of(copy, &info);
  CHECK(info.read_only == 1 && info.sequence == 1);
  CHECK_STATUS(skan_store_note_time(copy, NOW + HOUR, DEVICE, &error), SKAN_ERROR_STORAGE);
  skan_trust_status_free(&status);
  skan_store_free(&copy);
  skan_store_free(&store);
}

static void objects(void) {
  SIZED(skan_error, error);
  skan_store* store = make_store(NULL);
  skan_bytes* object = NULL;
  const uint8_t* data = NULL;
  size_t length = 0;
  struct bytes root = read_data("root.cose");
  CHECK_OK(skan_store_read_object(store, "root/1", 6, &object, &error));
  CHECK_OK(skan_bytes_read(object, &data, &length, &error));
  CHECK(length == root.length && memcmp(data, root.data, length) == 0);
  CHECK(skan_bytes_free(&object) == SKAN_OK && object == NULL);
  CHECK_OK(skan_store_read_object(store, "root/2", 6, &object, &error));
  CHECK(object == NULL);
  free(root.data);
  skan_store_free(&store);
}

const struct test store_tests[] = {
    {"a missing file and one that is no store are told apart", no_store},
    {"another authority and another channel are refused", foreign},
    {"an update is in force as a whole or not at all, and a refused one is noted", updates},
    {"the status tells data and issuers, and outlives the store", status},
    {"policies are told down to their products", policies},
    {"a store that was set back is noticed with the host's anchor", anchors},
    {"what another process put in force is taken up", other_processes},
    {"only the device's time is noted", times},
    {"a copy is read-only", copies},
    {"objects can be read to feed another device", objects},
    {NULL, NULL}};

/* Updates object by object. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

/* Gives what is wanted from the site, or says that it is not there. */
static skan_status give(skan_update_session* session, const skan_wanted_object* wanted, skan_error* error) {
  char name[256];
  struct bytes object;
  snprintf(name, sizeof name, "site/%.*s", (int)wanted->path.length, wanted->path.data);
  if (!find_data(name, &object)) return skan_update_session_not_found(session, error);
  const skan_status status = skan_update_session_supply(session, object.data, object.length, error);
  free(object.data);
  return status;
}

static skan_update_session* begin(const skan_store* store, skan_wanted_object* wanted) {
  SIZED(skan_error, error);
  skan_update_session* session = NULL;
  CHECK_OK(skan_update_session_begin(store, NOW, DEVICE, &session, &error));
  CHECK_OK(skan_update_session_wanted(session, wanted, &error));
  return session;
}

static void fetching(void) {
  SIZED(skan_error, error);
  SIZED(skan_wanted_object, wanted);
  SIZED(skan_update_report, report);
  skan_text refusal;
  unsigned objects = 0;
  skan_store* store = make_store(NULL);
  skan_update_session* session = begin(store, &wanted);
  CHECK_TEXT(wanted.path, "root/2");
  CHECK(wanted.may_be_absent == 1 && wanted.max_bytes > 0);
  while (wanted.has_object && objects < 100) {
    if (!CHECK_OK(give(session, &wanted, &error))) break;
    CHECK_OK(skan_update_session_wanted(session, &wanted, &error));
    ++objects;
  }
  CHECK(objects >= 4 && wanted.path.data == NULL && wanted.max_bytes == 0);
  CHECK_OK(skan_update_session_delta_refusal(session, &refusal, &error));
  CHECK(refusal.length == 0);
  CHECK_OK(skan_update_session_commit(session, &report, &error));
  CHECK(report.changed == 1 && report.sequence == 2);
  CHECK_STATUS(skan_update_session_commit(session, &report, &error), SKAN_ERROR_INVALID_ARGUMENT);
  CHECK(report.sequence == 0);
  skan_update_session_free(&session);
  skan_store_free(&store);
}

static void too_soon(void) {
  SIZED(skan_error, error);
  SIZED(skan_wanted_object, wanted);
  skan_store* store = make_store(NULL);
  skan_update_session* session = begin(store, &wanted);
  skan_store_free(&store); /* the session keeps it open */
  CHECK_STATUS(skan_update_session_commit(session, NULL, &error), SKAN_ERROR_INVALID_ARGUMENT);
  skan_update_session_free(&session);
}

static void garbage(void) {
  SIZED(skan_error, error);
  SIZED(skan_wanted_object, wanted);
  SIZED(skan_anchor, anchor);
  skan_store* store = make_store(NULL);
  skan_update_session* session = begin(store, &wanted);
  CHECK_OK(skan_update_session_not_found(session, &error));
  CHECK_OK(skan_update_session_wanted(session, &wanted, &error));
  CHECK_TEXT(wanted.path, "head");
  CHECK_STATUS(skan_update_session_supply(session, "garbage", 7, &error), SKAN_ERROR_MALFORMED);
  CHECK_OK(skan_update_session_wanted(session, &wanted, &error));
  CHECK(wanted.has_object == 0);
  CHECK_STATUS(skan_update_session_supply(session, "garbage", 7, &error), SKAN_ERROR_MALFORMED);
  CHECK_STATUS(skan_update_session_commit(session, NULL, &error), SKAN_ERROR_MALFORMED);
  CHECK_OK(skan_store_anchor(store, &anchor, &error));
  CHECK(anchor.sequence == 1);
  skan_update_session_free(&session);
  skan_store_free(&store);
}

static void absent(void) {
  SIZED(skan_error, error);
  SIZED(skan_wanted_object, wanted);
  skan_store* store = make_store(NULL);
  skan_update_session* session = begin(store, &wanted);
  CHECK_OK(skan_update_session_not_found(session, &error));
  CHECK_STATUS(skan_update_session_not_found(session, &error), SKAN_ERROR_MALFORMED);
  CHECK_REFUSED(skan_update_session_supply(session, NULL, 3, &error), "object");
  skan_update_session_free(&session);
  skan_store_free(&store);
}

const struct test update_session_tests[] = {
    {"an update is fetched object by object and committed once", fetching},
    {"nothing is committed while something is wanted, and the session keeps the store open", too_soon},
    {"an object that is not what was wanted ends the update, and the data stays", garbage},
    {"what may not be absent ends the update", absent},
    {NULL, NULL}};

/* Fetching an update piece by piece. Include skan/skan.h. */
#ifndef SKAN_C_UPDATE_SESSION_H
#define SKAN_C_UPDATE_SESSION_H

#include "skan/c/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An update of one store as a state machine that fetches nothing itself: it names the next object that it needs, the
 * host fetches it from wherever it can (sdk/doc/trust.md section 12) and gives it over.
 *
 *   skan_update_session_begin(store, now, SKAN_CLOCK_SOURCE_DEVICE, &session, &error);
 *   while (skan_update_session_wanted(session, &wanted, &error) == SKAN_OK && wanted.has_object) {
 *     ... fetch wanted.path from the site; skan_update_session_supply() it, or skan_update_session_not_found() ...
 *   }
 *   skan_update_session_commit(session, &report, &error);
 *
 * Every object is checked before the next is asked for. New roots are put in force as soon as they are checked,
 * everything else in one transaction at the end. Whatever goes wrong, and whenever it is given up, the data in force
 * stays in force. What is refused is noted in the store. For one thread at a time. */
typedef struct skan_update_session skan_update_session;

/* One object that an update needs, and where it lies in a published site. */
typedef struct skan_wanted_object {
  uint32_t size;
  int32_t has_object;    /* 0: nothing is wanted, all is there or it has failed; the rest is then 0 */
  skan_text path;        /* relative, ASCII, for example "root/2" or "head"; until the next supply() or not_found() */
  uint64_t max_bytes;    /* anything longer is refused */
  int32_t exact_size;    /* 1: anything shorter, too */
  int32_t is_immutable;  /* 1: the path names the content: what was fetched of it earlier stays right */
  int32_t may_be_absent; /* 1: "there is no such object" is an answer, not a failure */
  int32_t reserved;
} skan_wanted_object;

/* SKAN_ERROR_STORAGE (also for a read-only copy), NOT_A_STORE, NEWER_STORE_FORMAT, FOREIGN_STORE (another store stands at
 * the path now). */
SKAN_API skan_status skan_update_session_begin(const skan_store* store, int64_t now, skan_clock_source source,
                                               skan_update_session** session, skan_error* error) SKAN_NOEXCEPT;

SKAN_API skan_status skan_update_session_wanted(skan_update_session* session, skan_wanted_object* wanted,
                                                skan_error* error) SKAN_NOEXCEPT;

/* Gives the object that is wanted. Fails like skan_store_update() where that is about one object; such a failure is
 * final. A delta that is of no use is no failure: the lists are then asked for whole. SKAN_ERROR_INVALID_ARGUMENT if
 * nothing is wanted. */
SKAN_API skan_status skan_update_session_supply(skan_update_session* session, const void* object, size_t object_length,
                                                skan_error* error) SKAN_NOEXCEPT;

/* There is no such object where the host looked: an answer for what may be absent, otherwise SKAN_ERROR_MALFORMED. */
SKAN_API skan_status skan_update_session_not_found(skan_update_session* session, skan_error* error) SKAN_NOEXCEPT;

/* Why a delta that was offered could not be used, in English; empty if there was none, or it was used. `*refusal` lives
 * until the next call with the session. */
SKAN_API skan_status skan_update_session_delta_refusal(skan_update_session* session, skan_text* refusal,
                                                       skan_error* error) SKAN_NOEXCEPT;

/* Puts the update in force. `report` may be NULL. Fails with what failed before; with SKAN_ERROR_INVALID_ARGUMENT if
 * something is still wanted, or the second time; with OVERTAKEN if the store was updated by another since begin(): begin
 * again; with STORAGE. */
SKAN_API skan_status skan_update_session_commit(skan_update_session* session, skan_update_report* report,
                                                skan_error* error) SKAN_NOEXCEPT;

/* Also gives up an update that was not committed. */
SKAN_API skan_status skan_update_session_free(skan_update_session** session) SKAN_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif

/* The trust data of one authority, in one file. Include skan/skan.h. */
#ifndef SKAN_C_STORE_H
#define SKAN_C_STORE_H

#include "skan/c/base.h"
#include "skan/c/numbers.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A trust store: pinned to one authority, updated as a whole or not at all. Nothing in the file is believed for being
 * there. Each process opens its own; one handle may be used from several threads. Verdicts go on undisturbed while an
 * update is applied. Verifiers and update sessions keep the store open by themselves, so the handle may be freed first. */
typedef struct skan_store skan_store;

/* The newest data that a store is known to have held. A host with a place that the store's editors cannot reach
 * (Keystore, Keychain) keeps it, and so notices a store that was set back. */
typedef struct skan_anchor {
  uint32_t size;
  uint32_t root_version;
  uint32_t epoch;
  uint32_t data_root_version; /* of the root that the data are signed under; 0: no data yet */
  uint64_t sequence;          /* 0: no data yet */
} skan_anchor;

typedef struct skan_open_options {
  uint32_t size;
  skan_text channel;         /* the channel that the store must have; empty: the one that it was provisioned for */
  const skan_anchor* anchor; /* what the host remembers that the store has held; NULL: nothing */
} skan_open_options;

/* What an update did. */
typedef struct skan_update_report {
  uint32_t size;
  int32_t changed;   /* 0: the same data was in force already */
  uint64_t sequence; /* in force now */
  int64_t issued_at; /* its signed time */
} skan_update_report;

/* Makes a store at `path` that will believe this `root`, the authority's first, and what follows from it; and opens it.
 * `authority` is its id, 64 lower-case hexadecimal digits, from a source that the store's editors cannot reach.
 * `channel` is fixed for the store's life; empty: "main". An existing store of this authority and channel is opened.
 *
 * SKAN_ERROR_FOREIGN_STORE: the root is not that authority's, or the file is another's store. SIZE_MISMATCH, MALFORMED,
 * THRESHOLD_NOT_MET, NEWER_DATA_FORMAT: the root. NOT_A_STORE: the file exists and is something else. NEWER_STORE_FORMAT,
 * INVALID_ARGUMENT, STORAGE, CRYPTO_UNAVAILABLE. */
SKAN_API skan_status skan_store_provision(const char* path, size_t path_length, const void* root, size_t root_length,
                                          const char* authority, size_t authority_length, const char* channel,
                                          size_t channel_length, skan_store** store, skan_error* error) SKAN_NOEXCEPT;

/* Opens the store at `path`. Damaged content is not an error here: verdicts and the status say so, and an update repairs
 * it. A store older than the anchor gives `store_rolled_back` until an update that is not. `options` may be NULL.
 *
 * SKAN_ERROR_STORAGE (missing, no permission, locked), NOT_A_STORE, NEWER_STORE_FORMAT, FOREIGN_STORE (also: another
 * channel), INVALID_ARGUMENT, CRYPTO_UNAVAILABLE. */
SKAN_API skan_status skan_store_open(const char* path, size_t path_length, const char* authority,
                                     size_t authority_length, const skan_open_options* options, skan_store** store,
                                     skan_error* error) SKAN_NOEXCEPT;

SKAN_API skan_status skan_store_free(skan_store** store) SKAN_NOEXCEPT;

/* Checks a whole bundle and, only if all of it holds, puts it in force in one transaction. On any failure the data in
 * force stays as it was. `report` may be NULL.
 *
 * SKAN_ERROR_HASH_MISMATCH, SIZE_MISMATCH, MALFORMED, NEWER_DATA_FORMAT, THRESHOLD_NOT_MET, FOREIGN_STORE,
 * LOWER_SEQUENCE, SAME_SEQUENCE_OTHER_BYTES, HEAD_FROM_FUTURE, EXPIRED_METADATA, MISSING_LIST, CAPACITY, OVERTAKEN,
 * STORAGE; NOT_A_STORE and NEWER_STORE_FORMAT if the file was replaced meanwhile. */
SKAN_API skan_status skan_store_update(skan_store* store, const void* bundle, size_t bundle_length, int64_t now,
                                       skan_clock_source source, skan_update_report* report,
                                       skan_error* error) SKAN_NOEXCEPT;

/* Takes up what another process has put in force since; cheap when there is nothing. `*changed` (may be NULL) becomes 1
 * if there was anything new. SKAN_ERROR_STORAGE. */
SKAN_API skan_status skan_store_refresh(skan_store* store, int32_t* changed, skan_error* error) SKAN_NOEXCEPT;

/* Stores `now` as a time before which the device's clock cannot be right any more. Only a device's time between the
 * data's own and the end of its last tier is stored, and at most every ten minutes; anything else is ignored, so it may
 * be called after every verdict. SKAN_ERROR_STORAGE (also for a read-only copy), NOT_A_STORE, NEWER_STORE_FORMAT. */
SKAN_API skan_status skan_store_note_time(skan_store* store, int64_t now, skan_clock_source source,
                                          skan_error* error) SKAN_NOEXCEPT;

/* The newest of what the store holds and of the anchor that it was opened with, to be kept after each update. */
SKAN_API skan_status skan_store_anchor(const skan_store* store, skan_anchor* anchor, skan_error* error) SKAN_NOEXCEPT;

/* Writes a copy to `path` for places where nothing can be written: one file that needs no others beside it. A file that
 * stands there is replaced as a whole, but never a store in use. SKAN_ERROR_STORAGE, INVALID_ARGUMENT (the path),
 * NOT_A_STORE, NEWER_STORE_FORMAT. */
SKAN_API skan_status skan_store_export(const skan_store* store, const char* path, size_t path_length,
                                       skan_error* error) SKAN_NOEXCEPT;

/* An object of this store by its path in a published site (sdk/doc/trust.md section 12), so that one device can feed the
 * next. `*object` is NULL, with SKAN_OK, for what the store does not hold, and while it is damaged or rolled back. */
SKAN_API skan_status skan_store_read_object(const skan_store* store, const char* site_path, size_t site_path_length,
                                            skan_bytes** object, skan_error* error) SKAN_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif

/* What a store holds, for people and for monitoring. Include skan/skan.h. */
#ifndef SKAN_C_TRUST_STATUS_H
#define SKAN_C_TRUST_STATUS_H

#include "skan/c/policy.h"
#include "skan/c/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a store held when it was asked. Constant; outlives the store. */
typedef struct skan_trust_status skan_trust_status;

/* Without data (sequence 0) epoch and times are 0. */
typedef struct skan_trust_status_info {
  uint32_t size;
  uint32_t root_version;
  uint32_t epoch;
  skan_freshness freshness;
  skan_text authority; /* 64 hexadecimal digits */
  skan_text channel;
  uint64_t sequence;   /* 0: provisioned, but no update was loaded yet */
  int64_t issued_at;   /* the signed time of the data in force */
  int64_t data_age;    /* seconds */
  int64_t stale_at;    /* from this second on nothing is accepted */
  int64_t root_expires;
  int64_t head_expires;
  int64_t manifest_expires;
  int64_t noted_time;  /* the latest time that skan_store_note_time() stored under this data */
  int32_t has_data_age;
  int32_t has_noted_time;
  int32_t damaged;     /* 1: stored data failed its check; the next update repairs it */
  int32_t rolled_back; /* 1: older than the host's anchor; an update that is not older ends it */
  int32_t read_only;   /* 1: a copy made by skan_store_export() */
  int32_t has_last_refused;
  skan_text last_refused;    /* the stable name of the status with which the last update was refused */
  int64_t last_refused_time; /* what the device's clock said */
  skan_text default_policy;
  size_t issuer_count;
  size_t policy_count;
} skan_trust_status_info;

/* One issuer key as the signed issuer list has it. */
typedef struct skan_issuer_info {
  uint32_t size;
  uint32_t issued;     /* status indices that the list covers; 0 without a list */
  uint32_t revoked;    /* how many of them are withdrawn */
  int32_t has_revoked; /* 1: it was asked for, and all blocks are intact */
  int32_t has_list_as_of;
  uint32_t list_bytes; /* the size of the list as it travels */
  int64_t list_as_of;
  skan_text name;
  skan_text key_id;    /* 16 hexadecimal digits */
  skan_text state;     /* "active", "retired" or "compromised" */
  int64_t valid_from;
  int64_t valid_until;
  int64_t retired_at;  /* only for "retired" */
} skan_issuer_info;

/* What `store` holds. `now` only serves to tell the age. `count_revoked` is 0 or 1: to count the withdrawn certificates
 * every block is read, some milliseconds for nine million certificates. */
SKAN_API skan_status skan_store_status(const skan_store* store, int64_t now, skan_clock_source source,
                                       int32_t count_revoked, skan_trust_status** status,
                                       skan_error* error) SKAN_NOEXCEPT;

SKAN_API skan_status skan_trust_status_read(const skan_trust_status* status, skan_trust_status_info* info,
                                            skan_error* error) SKAN_NOEXCEPT;

/* `index` is below issuer_count. */
SKAN_API skan_status skan_trust_status_issuer(const skan_trust_status* status, size_t index, skan_issuer_info* info,
                                              skan_error* error) SKAN_NOEXCEPT;

/* `index` is below policy_count. The policy lives as long as `status`. */
SKAN_API skan_status skan_trust_status_policy(const skan_trust_status* status, size_t index,
                                              const skan_policy** policy, skan_error* error) SKAN_NOEXCEPT;

SKAN_API skan_status skan_trust_status_free(skan_trust_status** status) SKAN_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif

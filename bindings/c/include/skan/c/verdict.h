/* The answer, and what it rests on. Include skan/skan.h. */
#ifndef SKAN_C_VERDICT_H
#define SKAN_C_VERDICT_H

#include "skan/c/base.h"
#include "skan/c/numbers.h"
#include "skan/c/policy.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A verdict. Constant; outlives verifier and store. Holds what the certificate says, so free it when it was shown. */
typedef struct skan_verdict skan_verdict;

typedef struct skan_verdict_info {
  uint32_t size;
  skan_outcome outcome;       /* read this, nothing else, to decide whether to admit */
  const skan_reason* reasons; /* best first; none exactly when the outcome is accepted */
  size_t reason_count;
  const skan_note* notes;     /* only on accepted */
  size_t note_count;
  skan_text format;           /* what was presented: "skn1", "skn" (a newer one), "hc1", "link", ..., "unknown" */
  size_t certificate_count;   /* 0 unless the signatures held; several only if presented together */
  size_t about;               /* which of the texts presented together the first reason is about */
  int32_t has_finding;        /* 1: skan_verdict_finding() says which rule of the policy refused */
  int32_t has_changes_at;
  int64_t changes_at;         /* the next second from which this is no longer accepted, or from which it is */
  skan_outcome changes_to;    /* the outcome from then on */
  skan_change_cause change_cause;
  int64_t accepted_until;     /* on accepted: until when policy and certificate accept, whatever becomes of the data */
  int32_t has_accepted_until;
  skan_link_fault link_fault; /* what gave a link away; only for lookalike_link */
  const skan_field* shown;    /* what the policy lets the operator see of the certificate */
  size_t shown_count;
  skan_text detail;           /* the finding in one English sentence; empty without one */
} skan_verdict_info;

/* What a verdict rests on. What was not reached is empty or 0. */
typedef struct skan_evidence {
  uint32_t size;
  skan_freshness freshness;
  skan_clock_state clock;
  skan_revocation revocation;
  uint64_t sequence;       /* of the trust data; 0: none */
  int64_t data_age;        /* seconds between its signed time and now */
  int32_t has_data_age;
  uint32_t policy_version;
  int32_t utc_offset_minutes; /* the policy's time zone, in which it counts days */
  int32_t reserved;
  skan_text issuer;        /* name of the issuer whose key was named */
  skan_text key_id;        /* 16 hexadecimal digits; as the code claims it */
  skan_text policy;        /* identifier of the policy that was applied */
} skan_evidence;

/* What a genuine certificate says; the issuer has masked names and document (sdk/doc/format.md). */
typedef struct skan_certificate {
  uint32_t size;
  skan_kind kind;
  uint32_t status_index;   /* position in the issuer key's status list */
  int32_t birth_day;       /* days since 1970 */
  skan_text number;
  skan_text name_cyrillic; /* empty if absent, like all that follow */
  skan_text name_latin;
  skan_text document_tail;
  skan_text product;       /* vaccine, or the test's method */
  int32_t has_event_day;   /* exactly one of event_day and event_time is set */
  int32_t event_day;
  int64_t event_time;
  int32_t has_event_time;
  int32_t has_not_before;
  int32_t dose;            /* 0 if absent */
  int32_t doses;           /* 0 if absent */
  int64_t issued_at;
  int64_t not_before;
  int64_t expires;         /* good while now < expires */
  int32_t region;          /* 0 if absent */
  int32_t reserved;
} skan_certificate;

/* Which rule refused, with its figures: the material of a sentence in any language. */
typedef struct skan_finding {
  uint32_t size;
  skan_refusal refusal;
  int32_t holder_age_from; /* for holder_age: full years, both ends accepted */
  int32_t holder_age_to;
  int64_t age;             /* too_early, too_late: the event's age in the requirement's unit, full units */
  int64_t boundary;        /* too_early: the second from which it is met; too_late: from which it was no longer;
                            * holder_age: when the holder comes to be, or ceased to be, of that age */
  int32_t utc_offset_minutes; /* the time zone in which the policy counts days */
  int32_t reserved;
} skan_finding;

SKAN_API skan_status skan_verdict_read(const skan_verdict* verdict, skan_verdict_info* info,
                                       skan_error* error) SKAN_NOEXCEPT;

SKAN_API skan_status skan_verdict_evidence(const skan_verdict* verdict, skan_evidence* evidence,
                                           skan_error* error) SKAN_NOEXCEPT;

/* `index` is below certificate_count; 0 is the one that the verdict is about. */
SKAN_API skan_status skan_verdict_certificate(const skan_verdict* verdict, size_t index, skan_certificate* certificate,
                                              skan_error* error) SKAN_NOEXCEPT;

/* SKAN_ERROR_INVALID_ARGUMENT without a finding. */
SKAN_API skan_status skan_verdict_finding(const skan_verdict* verdict, skan_finding* finding,
                                          skan_error* error) SKAN_NOEXCEPT;

/* What the finding's rule asked for; incomplete: what is missing. Its kind is 0 for the refusals kind, holder_age and
 * other_holder, which are not about one requirement. SKAN_ERROR_INVALID_ARGUMENT without a finding. */
SKAN_API skan_status skan_verdict_requirement(const skan_verdict* verdict, skan_requirement* requirement,
                                              skan_error* error) SKAN_NOEXCEPT;

SKAN_API skan_status skan_verdict_free(skan_verdict** verdict) SKAN_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif

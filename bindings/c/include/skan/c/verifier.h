/* From a code's text to a verdict. Include skan/skan.h. */
#ifndef SKAN_C_VERIFIER_H
#define SKAN_C_VERIFIER_H

#include "skan/c/store.h"
#include "skan/c/verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How many certificates one holder may present together. */
#define SKAN_MAX_TOGETHER 4

/* Judges presented texts against a trust store, which it keeps open. Constant. An update by another process is taken up
 * when skan_store_refresh() is called. Verifying writes nothing and needs no network. */
typedef struct skan_verifier skan_verifier;

typedef struct skan_verifier_options {
  uint32_t size;
  skan_text policy;    /* identifier of the venue's policy; empty: the authority's default */
  int64_t clock_floor; /* a time before which the device's clock cannot be right */
  int32_t practice;    /* 1: training certificates are judged like others, and accepted with SKAN_NOTE_PRACTICE */
} skan_verifier_options;

/* The verdicts of every policy on one text, in order of the policies' identifiers. Constant; outlives the verifier. */
typedef struct skan_explanation skan_explanation;

/* `options` may be NULL. A policy that is unknown is no failure here: verdicts say so. */
SKAN_API skan_status skan_verifier_create(const skan_store* store, const skan_verifier_options* options,
                                          skan_verifier** verifier, skan_error* error) SKAN_NOEXCEPT;
SKAN_API skan_status skan_verifier_free(skan_verifier** verifier) SKAN_NOEXCEPT;

/* The verdict on `text`, the content of a code, any bytes of any length. What is wrong with the text, the data or the
 * clock is in the verdict. */
SKAN_API skan_status skan_verifier_verify(const skan_verifier* verifier, const char* text, size_t text_length,
                                          int64_t now, skan_clock_source source, skan_verdict** verdict,
                                          skan_error* error) SKAN_NOEXCEPT;

/* The verdict on 1 to SKAN_MAX_TOGETHER codes that one holder presents together, such as a certificate and a test. What
 * is wrong with any of them is wrong with all; a code shown twice counts once. */
SKAN_API skan_status skan_verifier_verify_together(const skan_verifier* verifier, const skan_text* texts,
                                                   size_t text_count, int64_t now, skan_clock_source source,
                                                   skan_verdict** verdict, skan_error* error) SKAN_NOEXCEPT;

/* The verdict on a picture in which no code could be read. */
SKAN_API skan_status skan_verdict_of_no_code(skan_verdict** verdict, skan_error* error) SKAN_NOEXCEPT;

/* What each policy of the trust data says of `text`; nothing without trust data. */
SKAN_API skan_status skan_verifier_explain(const skan_verifier* verifier, const char* text, size_t text_length,
                                           int64_t now, skan_clock_source source, skan_explanation** explanation,
                                           skan_error* error) SKAN_NOEXCEPT;

/* The same, each at the first second of `day` (days since 1970) in the policy's time zone, as a stated time. */
SKAN_API skan_status skan_verifier_explain_on(const skan_verifier* verifier, const char* text, size_t text_length,
                                              int32_t day, skan_explanation** explanation,
                                              skan_error* error) SKAN_NOEXCEPT;

SKAN_API skan_status skan_explanation_count(const skan_explanation* explanation, size_t* count,
                                            skan_error* error) SKAN_NOEXCEPT;

/* `index` is below the count. Both live as long as `explanation`; either may be NULL where it is not wanted. */
SKAN_API skan_status skan_explanation_entry(const skan_explanation* explanation, size_t index,
                                            const skan_policy** policy, const skan_verdict** verdict,
                                            skan_error* error) SKAN_NOEXCEPT;

SKAN_API skan_status skan_explanation_free(skan_explanation** explanation) SKAN_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif

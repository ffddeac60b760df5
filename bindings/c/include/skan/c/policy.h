/* What a region accepts, to be shown and chosen from. Include skan/skan.h. */
#ifndef SKAN_C_POLICY_H
#define SKAN_C_POLICY_H

#include "skan/c/base.h"
#include "skan/c/numbers.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A policy, borrowed from a skan_trust_status or a skan_explanation. Constant. */
typedef struct skan_policy skan_policy;

typedef struct skan_policy_info {
  uint32_t size;
  uint32_t version;
  skan_text id; /* `[0-9a-z-]{1,32}` */
  skan_text title_russian;
  skan_text title_english;
  size_t rule_count;          /* what is presented is accepted if any one rule accepts it */
  int32_t utc_offset_minutes; /* the time zone in which days are counted */
  int32_t document_check;     /* 1: the operator compares the shown fields with a document */
  int32_t needs_newer_app;    /* 1: it holds a critical rule that this version does not know */
  int32_t has_freshness;
  int64_t freshness;          /* seconds after which trust data is too old here; the channel's limit holds as well */
  int64_t newer_than_data;    /* seconds after a list was made in which a certificate that it lacks may pass */
  const skan_field* shown;    /* what the operator may be shown */
  size_t shown_count;
} skan_policy_info;

/* One way to be accepted. Each requirement must be met by a certificate of its own, all of one holder. */
typedef struct skan_rule_info {
  uint32_t size;
  int32_t has_holder_age;
  int32_t holder_age_from; /* full years on the day of the check, both ends accepted */
  int32_t holder_age_to;
  size_t requirement_count;
} skan_rule_info;

/* What a rule asks of one certificate: a kind within an age, counted from the event. */
typedef struct skan_requirement {
  uint32_t size;
  skan_kind kind;
  skan_age_unit unit;
  uint32_t minimum_age; /* in `unit`; the first accepted age */
  uint32_t maximum_age; /* in `unit`; the last accepted age */
  int32_t course_complete; /* 1: a stated dose must be the last of the course */
  int32_t minimum_dose;    /* the dose must be stated and at least this; 0: any */
  const skan_text* products; /* accepted products; none: any */
  size_t product_count;
} skan_requirement;

SKAN_API skan_status skan_policy_read(const skan_policy* policy, skan_policy_info* info, skan_error* error) SKAN_NOEXCEPT;

/* `rule` is below skan_policy_info.rule_count. */
SKAN_API skan_status skan_policy_rule(const skan_policy* policy, size_t rule, skan_rule_info* info,
                                      skan_error* error) SKAN_NOEXCEPT;

/* `index` is below the rule's requirement_count. */
SKAN_API skan_status skan_policy_requirement(const skan_policy* policy, size_t rule, size_t index,
                                             skan_requirement* requirement, skan_error* error) SKAN_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif

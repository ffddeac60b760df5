/* The closed lists of the C interface; sdk/doc/reasons.md explains them. Include skan/skan.h. */
#ifndef SKAN_C_NUMBERS_H
#define SKAN_C_NUMBERS_H

#include "skan/c/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What to do with what was presented. Only accepted admits. */
typedef int32_t skan_outcome;
enum {
  SKAN_OUTCOME_UNDETERMINED = 0,
  SKAN_OUTCOME_REJECTED = 1,
  SKAN_OUTCOME_ACCEPTED = 2
};

/* Why something was not accepted. */
typedef int32_t skan_reason;
enum {
  SKAN_REASON_MALFORMED = 1,
  SKAN_REASON_BAD_SIGNATURE = 2,
  SKAN_REASON_KEY_COMPROMISED = 3,
  SKAN_REASON_KEY_NOT_FOR_THIS = 4,
  SKAN_REASON_REVOKED = 5,
  SKAN_REASON_EXPIRED = 6,
  SKAN_REASON_NOT_YET_VALID = 7,
  SKAN_REASON_POLICY_REFUSED = 8,
  SKAN_REASON_LOOKALIKE_LINK = 9,
  SKAN_REASON_NO_CODE_FOUND = 10,
  SKAN_REASON_NOT_A_CERTIFICATE = 11,
  SKAN_REASON_ONLINE_LINK = 12,
  SKAN_REASON_UNSUPPORTED_FORMAT = 13,
  SKAN_REASON_NEEDS_NEWER_APP = 14,
  SKAN_REASON_UNKNOWN_ISSUER = 15,
  SKAN_REASON_INDEX_UNKNOWN = 16,
  SKAN_REASON_UNKNOWN_POLICY = 17,
  SKAN_REASON_TRUST_DATA_MISSING = 18,
  SKAN_REASON_TRUST_DATA_STALE = 19,
  SKAN_REASON_CLOCK_SUSPECT = 20,
  SKAN_REASON_STORE_DAMAGED = 21,
  SKAN_REASON_STORE_ROLLED_BACK = 22,
  SKAN_REASON_PRACTICE_CERTIFICATE = 23
};

/* What else there is to know about an accepted certificate. 4 is reserved. */
typedef int32_t skan_note;
enum {
  SKAN_NOTE_ISSUED_AFTER_LIST = 1,
  SKAN_NOTE_DATA_AGEING = 2,
  SKAN_NOTE_REVOCATION_NOT_AVAILABLE = 3,
  SKAN_NOTE_DOCUMENT_CHECK_REQUIRED = 5,
  SKAN_NOTE_STATED_TIME = 6,
  SKAN_NOTE_PRACTICE = 7
};

/* Where a time comes from. */
typedef int32_t skan_clock_source;
enum {
  SKAN_CLOCK_SOURCE_DEVICE = 0, /* the device's clock: checked against the signed data, and may be found suspect */
  SKAN_CLOCK_SOURCE_STATED = 1  /* named by a person (a rehearsal, an audit): believed, and shown in the evidence */
};

/* How old the trust data is. */
typedef int32_t skan_freshness;
enum {
  SKAN_FRESHNESS_NONE = 0, /* no trust data */
  SKAN_FRESHNESS_FRESH = 1,
  SKAN_FRESHNESS_RECENT = 2,
  SKAN_FRESHNESS_AGEING = 3,
  SKAN_FRESHNESS_STALE = 4
};

/* What is known about the device's clock. */
typedef int32_t skan_clock_state;
enum {
  SKAN_CLOCK_STATE_UNKNOWN = 0,
  SKAN_CLOCK_STATE_PLAUSIBLE = 1,
  SKAN_CLOCK_STATE_SUSPECT = 2,
  SKAN_CLOCK_STATE_STATED = 3
};

/* What the status list said. */
typedef int32_t skan_revocation;
enum {
  SKAN_REVOCATION_NOT_CHECKED = 0,       /* the check was not reached */
  SKAN_REVOCATION_NOT_REVOKED = 1,
  SKAN_REVOCATION_REVOKED = 2,
  SKAN_REVOCATION_ISSUED_AFTER_LIST = 3, /* newer than the list */
  SKAN_REVOCATION_NOT_AVAILABLE = 4,     /* this key's certificates are not listed */
  SKAN_REVOCATION_UNKNOWN = 5            /* the list does not cover the index, or could not be read */
};

/* What a certificate attests. */
typedef int32_t skan_kind;
enum {
  SKAN_KIND_VACCINATED = 1,
  SKAN_KIND_RECOVERED = 2,
  SKAN_KIND_TESTED = 3
};

/* A field of a certificate that an operator may be shown. */
typedef int32_t skan_field;
enum {
  SKAN_FIELD_NAME = 0,       /* both names, masked */
  SKAN_FIELD_BIRTH_DATE = 1,
  SKAN_FIELD_DOCUMENT = 2,   /* the document's tail, masked */
  SKAN_FIELD_KIND = 3,
  SKAN_FIELD_EVENT = 4,
  SKAN_FIELD_PRODUCT = 5,
  SKAN_FIELD_DOSE = 6,
  SKAN_FIELD_REGION = 7,
  SKAN_FIELD_NUMBER = 8
};

/* How a policy counts age. */
typedef int32_t skan_age_unit;
enum {
  SKAN_AGE_UNIT_HOURS = 0,
  SKAN_AGE_UNIT_DAYS = 1,
  SKAN_AGE_UNIT_MONTHS = 2
};

/* Why a policy does not accept what was presented. The greater number is nearer to acceptance. */
typedef int32_t skan_refusal;
enum {
  SKAN_REFUSAL_NONE = 0,
  SKAN_REFUSAL_KIND = 1,        /* it accepts no certificate of this kind */
  SKAN_REFUSAL_PRODUCT = 2,     /* not this vaccine, or not this method of testing */
  SKAN_REFUSAL_DOSE = 3,        /* not the last dose of the course, or too few */
  SKAN_REFUSAL_HOLDER_AGE = 4,  /* the holder is too young or too old for the rule */
  SKAN_REFUSAL_TOO_LATE = 5,    /* the event is longer ago than accepted */
  SKAN_REFUSAL_TOO_EARLY = 6,   /* the event is not as long ago as it must be */
  SKAN_REFUSAL_INCOMPLETE = 7,  /* accepted together with another certificate, which was not presented */
  SKAN_REFUSAL_OTHER_HOLDER = 8 /* the certificates presented together are not of one person */
};

/* What gave away a link that imitates the portal's (SKAN_REASON_LOOKALIKE_LINK). */
typedef int32_t skan_link_fault;
enum {
  SKAN_LINK_FAULT_NONE = 0,
  SKAN_LINK_FAULT_USER_INFORMATION = 1, /* a name before an @, the host is what follows it */
  SKAN_LINK_FAULT_BACKSLASH = 2,        /* where a slash belongs: browsers and other readers see different hosts */
  SKAN_LINK_FAULT_HIDDEN_CHARACTER = 3, /* a control or invisible character, or a space, inside the host */
  SKAN_LINK_FAULT_ENCODED_HOST = 4,     /* percent-encoding inside the host */
  SKAN_LINK_FAULT_MIXED_SCRIPTS = 5,    /* letters of another alphabet that look or sound alike */
  SKAN_LINK_FAULT_PUNYCODE = 6,         /* the same, written as xn-- */
  SKAN_LINK_FAULT_LONGER_HOST = 7,      /* the portal's host is only the beginning of another */
  SKAN_LINK_FAULT_OTHER_TOP_LEVEL = 8,  /* the portal's name under another ending */
  SKAN_LINK_FAULT_NAME_IN_HOST = 9,     /* the portal's name as a part of another */
  SKAN_LINK_FAULT_MISSPELT = 10,
  SKAN_LINK_FAULT_NAME_IN_PATH = 11,    /* the portal's host stands in the path or query of another site */
  SKAN_LINK_FAULT_FOREIGN_HOST = 12,    /* the path of the portal's certificate page at a host of somebody else's */
  SKAN_LINK_FAULT_NOT_HTTPS = 13,       /* the certificate page without https */
  SKAN_LINK_FAULT_PORT = 14             /* the certificate page at a port of its own */
};

/* What ends acceptance, or begins it. */
typedef int32_t skan_change_cause;
enum {
  SKAN_CHANGE_CAUSE_NONE = 0,
  SKAN_CHANGE_CAUSE_POLICY = 1,   /* an age that the policy asks for */
  SKAN_CHANGE_CAUSE_VALIDITY = 2, /* the certificate's own first or last moment */
  SKAN_CHANGE_CAUSE_DATA_AGE = 3, /* the trust data will be too old */
  SKAN_CHANGE_CAUSE_LIST_AGE = 4  /* the revocation list will be too old for a certificate that is newer than it */
};

/* What the person who holds the code can do about it. */
typedef int32_t skan_hint;
enum {
  SKAN_HINT_NONE = 0,
  SKAN_HINT_CLOSER = 1,     /* the code is too small in the picture */
  SKAN_HINT_HOLD_STILL = 2, /* it is blurred */
  SKAN_HINT_TOO_DARK = 3,   /* a torch would help */
  SKAN_HINT_GLARE = 4,      /* a light is reflected in it */
  SKAN_HINT_CUT_OFF = 5     /* part of it is outside the picture */
};

/* Which list a number is of. */
typedef int32_t skan_list;
enum {
  SKAN_LIST_STATUS = 1,
  SKAN_LIST_OUTCOME = 2,
  SKAN_LIST_REASON = 3,
  SKAN_LIST_NOTE = 4,
  SKAN_LIST_FRESHNESS = 5,
  SKAN_LIST_CLOCK_STATE = 6,
  SKAN_LIST_REVOCATION = 7,
  SKAN_LIST_KIND = 8,
  SKAN_LIST_FIELD = 9,
  SKAN_LIST_AGE_UNIT = 10,
  SKAN_LIST_REFUSAL = 11,
  SKAN_LIST_CHANGE_CAUSE = 12,
  SKAN_LIST_HINT = 13,
  SKAN_LIST_LINK_FAULT = 14
};

/* The stable name of `number` in `list`, as in JSON and the documents: "policy_refused", "ok" for SKAN_OK. A constant.
 * Fails with SKAN_ERROR_INVALID_ARGUMENT for a list or a number that this library does not know. */
SKAN_API skan_status skan_name(skan_list list, int32_t number, skan_text* name, skan_error* error) SKAN_NOEXCEPT;

/* The outcome that `reason` leads to: rejected only on positive evidence. Fails like skan_name(). */
SKAN_API skan_status skan_outcome_of(skan_reason reason, skan_outcome* outcome, skan_error* error) SKAN_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif

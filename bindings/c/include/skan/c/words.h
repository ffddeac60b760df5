/* What verdicts mean to the people at the door, in Russian, English, or a language of the host's. Include skan/skan.h. */
#ifndef SKAN_C_WORDS_H
#define SKAN_C_WORDS_H

#include "skan/c/base.h"
#include "skan/c/numbers.h"
#include "skan/c/verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The languages that are built in. */
typedef int32_t skan_language;
enum {
  SKAN_LANGUAGE_ENGLISH = 0,
  SKAN_LANGUAGE_RUSSIAN = 1
};

/* What to show beside the words, so that nobody depends on colours. */
typedef int32_t skan_shape;
enum {
  SKAN_SHAPE_STOP = 0, /* wherever nobody is admitted */
  SKAN_SHAPE_GO = 1
};

/* Which form of a word a number takes (Unicode CLDR, cardinal plurals of whole numbers). */
typedef int32_t skan_plural_rule;
enum {
  SKAN_PLURAL_RULE_ONE_OTHER = 0, /* 1 day, 2 days: English, German, Kazakh and most others */
  SKAN_PLURAL_RULE_SLAVIC = 1,    /* three forms: Russian, Ukrainian, Belarusian */
  SKAN_PLURAL_RULE_OTHER = 2      /* one form for all: Chinese, Vietnamese */
};

/* What is counted. */
typedef int32_t skan_unit;
enum {
  SKAN_UNIT_SECONDS = 0,
  SKAN_UNIT_MINUTES = 1,
  SKAN_UNIT_HOURS = 2,
  SKAN_UNIT_DAYS = 3,
  SKAN_UNIT_MONTHS = 4,
  SKAN_UNIT_YEARS = 5,
  SKAN_UNIT_DOSES = 6,
  SKAN_UNIT_PICTURES = 7,
  SKAN_UNIT_TEXTS = 8
};

/* What a clause about a verdict tells. */
typedef int32_t skan_clause;
enum {
  SKAN_CLAUSE_MEANING = 0,  /* what was found first, with its particulars: for the line under the headline */
  SKAN_CLAUSE_REFUSAL = 1,  /* which rule of the policy refused, with its figures */
  SKAN_CLAUSE_OUTLOOK = 2,  /* what the holder is told about later, whatever becomes of the trust data */
  SKAN_CLAUSE_CHANGE = 3,   /* when this verdict changes next, and whether an update prevents it */
  SKAN_CLAUSE_DATA_AGE = 4  /* how old the trust data is */
};

/* One entry of a list. Holds nothing about a holder. */
typedef struct skan_words {
  uint32_t size;
  skan_text headline;        /* at most three words, for a big screen */
  skan_text meaning;         /* one clause without full stop: what was found */
  skan_text operator_action; /* one clause without full stop: what to do; empty for nothing */
  skan_text holder_action;   /* the same for the holder; empty for nothing */
} skan_words;

/* Everything that the library can say, in one language. Constant but for skan_catalogue_set(). */
typedef struct skan_catalogue skan_catalogue;

/* The words for `number` of `list`: outcome, reason, note, hint, freshness, clock state, revocation, link fault or status
 * (of those below 100 and over 0). `freshness` is that of the verdict's evidence (none, if it is not known) and counts for
 * reasons: an update of the trust data is suggested only where it can help. The texts are constants of the library.
 * SKAN_ERROR_INVALID_ARGUMENT for another list, and for a number, freshness or language that the library does not know. */
SKAN_API skan_status skan_words_read(skan_list list, int32_t number, skan_freshness freshness, skan_language language,
                                     skan_words* words, skan_error* error) SKAN_NOEXCEPT;

/* The shape for an outcome, and one character, each of another form. Constants. */
SKAN_API skan_status skan_shape_of(skan_outcome outcome, skan_shape* shape, skan_text* mark,
                                   skan_error* error) SKAN_NOEXCEPT;

/* A built-in language. */
SKAN_API skan_status skan_catalogue_create(skan_language language, skan_catalogue** catalogue,
                                           skan_error* error) SKAN_NOEXCEPT;

/* Another language, `tag` as in BCP 47 ("kk"), made from a built-in one until its texts are set. */
SKAN_API skan_status skan_catalogue_derive(const char* tag, size_t tag_length, skan_plural_rule plurals,
                                           skan_language base, skan_catalogue** catalogue,
                                           skan_error* error) SKAN_NOEXCEPT;
SKAN_API skan_status skan_catalogue_free(skan_catalogue** catalogue) SKAN_NOEXCEPT;

/* Sets one text; sdk/doc/words.md lists the keys, for example "reason.revoked.headline". What was read from the
 * catalogue before ends here. For one thread while no other uses it.
 * SKAN_ERROR_INVALID_ARGUMENT if there is no such key, or the text does not fit it; nothing is changed then. */
SKAN_API skan_status skan_catalogue_set(skan_catalogue* catalogue, const char* key, size_t key_length, const char* text,
                                        size_t text_length, skan_error* error) SKAN_NOEXCEPT;

/* The language's tag: "en", "ru". */
SKAN_API skan_status skan_catalogue_language(const skan_catalogue* catalogue, skan_text* tag,
                                             skan_error* error) SKAN_NOEXCEPT;

/* Like skan_words_read(), from this catalogue; and for kinds, which have a headline only. */
SKAN_API skan_status skan_catalogue_words(const skan_catalogue* catalogue, skan_list list, int32_t number,
                                          skan_freshness freshness, skan_words* words,
                                          skan_error* error) SKAN_NOEXCEPT;

/* A clause about `verdict`, without full stop; no bytes if there is nothing to tell. It may tell what the policy lets the
 * operator know of the certificate, the event's date and the holder's age group among it. */
SKAN_API skan_status skan_catalogue_clause(const skan_catalogue* catalogue, const skan_verdict* verdict,
                                           skan_clause clause, skan_bytes** text, skan_error* error) SKAN_NOEXCEPT;

/* "5 days". */
SKAN_API skan_status skan_catalogue_count(const skan_catalogue* catalogue, int64_t count, skan_unit unit,
                                          skan_bytes** text, skan_error* error) SKAN_NOEXCEPT;

/* `seconds` in the unit that suits: whole minutes under an hour, hours under two days, else days. */
SKAN_API skan_status skan_catalogue_age(const skan_catalogue* catalogue, int64_t seconds, skan_bytes** text,
                                        skan_error* error) SKAN_NOEXCEPT;

/* "9 July 2021". `day` counts from 1970-01-01. */
SKAN_API skan_status skan_catalogue_date(const skan_catalogue* catalogue, int32_t day, skan_bytes** text,
                                         skan_error* error) SKAN_NOEXCEPT;

/* "9 July 2021, 18:05" of the UTC second `time`, in the time zone `utc_offset_minutes` east of UTC. */
SKAN_API skan_status skan_catalogue_date_and_time(const skan_catalogue* catalogue, int64_t time,
                                                  int32_t utc_offset_minutes, skan_bytes** text,
                                                  skan_error* error) SKAN_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif

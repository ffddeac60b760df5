/* What numbers mean to the people at the door. Include skan/skan.h. */
#ifndef SKAN_C_WORDS_H
#define SKAN_C_WORDS_H

#include "skan/c/base.h"
#include "skan/c/numbers.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef int32_t skan_language;
enum {
  SKAN_LANGUAGE_ENGLISH = 0,
  SKAN_LANGUAGE_RUSSIAN = 1
};

/* One entry of a list in plain words. Constants of the library; they hold nothing about a holder. */
typedef struct skan_words {
  uint32_t size;
  skan_text headline;        /* at most three words, for a big screen */
  skan_text meaning;         /* one clause without full stop: what was found */
  skan_text operator_action; /* one clause without full stop: what to do; empty for nothing */
} skan_words;

/* The words for `number` of `list`: an outcome, a reason or a note. `freshness` is that of the verdict's evidence (none, if
 * it is not known): an update of the trust data is suggested only where it can help.
 * SKAN_ERROR_INVALID_ARGUMENT for another list, and for a number, freshness or language that the library does not know. */
SKAN_API skan_status skan_words_read(skan_list list, int32_t number, skan_freshness freshness, skan_language language,
                                     skan_words* words, skan_error* error) SKAN_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif

/* What sets up a verifier: a code that the authority hands out. Include skan/skan.h. */
#ifndef SKAN_C_SETUP_CODE_H
#define SKAN_C_SETUP_CODE_H

#include "skan/c/base.h"
#include "skan/c/words.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The content of a setup code (sdk/doc/keys.md section 6). Constant. It is not signed, so whoever follows it compares the
 * authority's fingerprint with what the authority said by another way, a telephone or a letter:
 *
 *   skan_setup_code_parse(text, text_length, &code, &error);
 *   skan_setup_code_read(code, &info, &error);
 *   ... show info.name; let the operator type the words that the authority told, or compare them with
 *       skan_setup_code_fingerprint(); go on only if skan_setup_code_is_fingerprint() or the operator says so ...
 *   ... fetch "root/1" from info.url, at most SKAN_MAX_ROOT bytes, or take the root from a file ...
 *   skan_store_provision(path, path_length, root, root_length, info.authority.data, info.authority.length,
 *                        info.channel.data, info.channel.length, &store, &error);
 *   ... keep info.authority where the store's editors cannot reach it; update from info.url; verify by info.policy ... */
typedef struct skan_setup_code skan_setup_code;

/* The largest root there can be (sdk/doc/trust.md section 9). */
#define SKAN_MAX_ROOT 65536

typedef struct skan_setup_code_info {
  uint32_t size;
  int32_t reserved;
  skan_text authority; /* 64 lower-case hexadecimal digits */
  skan_text name;      /* what the authority calls itself; display text of 1 to 96 bytes */
  skan_text url;       /* where its site is, http:// or https://; empty: updates come by file */
  skan_text policy;    /* the policy that the venue should use; empty: the authority's default */
  skan_text channel;   /* the stream of data to take */
} skan_setup_code_info;

/* Reads the text of a setup code, strictly. SKAN_ERROR_MALFORMED (also: it is something else), NEWER_DATA_FORMAT. */
SKAN_API skan_status skan_setup_code_parse(const char* text, size_t text_length, skan_setup_code** code,
                                           skan_error* error) SKAN_NOEXCEPT;

SKAN_API skan_status skan_setup_code_read(const skan_setup_code* code, skan_setup_code_info* info,
                                          skan_error* error) SKAN_NOEXCEPT;

/* Ten words for the authority's id, with spaces between, to be read aloud: 80 bits of it, so that finding another id with
 * the same words is out of reach. */
SKAN_API skan_status skan_setup_code_fingerprint(const skan_setup_code* code, skan_language language, skan_text* words,
                                                 skan_error* error) SKAN_NOEXCEPT;

/* `*same` becomes 1 if `words` are that fingerprint in any language; capitals and the number of spaces do not matter. */
SKAN_API skan_status skan_setup_code_is_fingerprint(const skan_setup_code* code, const char* words, size_t words_length,
                                                    int32_t* same, skan_error* error) SKAN_NOEXCEPT;

SKAN_API skan_status skan_setup_code_free(skan_setup_code** code) SKAN_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif

/* What everything else of the C interface is made of. Include skan/skan.h. */
#ifndef SKAN_C_BASE_H
#define SKAN_C_BASE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define SKAN_NOEXCEPT noexcept
extern "C" {
#else
#define SKAN_NOEXCEPT
#endif

#if defined(_WIN32) && defined(SKAN_C_BUILDING)
#define SKAN_API __declspec(dllexport)
#elif defined(_WIN32) && !defined(SKAN_C_STATIC)
#define SKAN_API __declspec(dllimport)
#elif defined(__GNUC__)
#define SKAN_API __attribute__((visibility("default")))
#else
#define SKAN_API
#endif

/* The binary interface that this header describes: 65536 * major + minor. */
#define SKAN_ABI_MAJOR 0
#define SKAN_ABI_MINOR 1
#define SKAN_ABI_VERSION (SKAN_ABI_MAJOR * 65536 + SKAN_ABI_MINOR)

/* How a call went. Those below 100 are skan::ErrorCode; sdk/doc/reasons.md says what to do about each. */
typedef int32_t skan_status;
enum {
  SKAN_OK = 0,
  SKAN_ERROR_INVALID_ARGUMENT = 1,           /* an argument breaks what is documented; the message begins with its name */
  SKAN_ERROR_MALFORMED = 2,                  /* signed trust data or a bundle is not the one canonical encoding */
  SKAN_ERROR_STORAGE = 3,                    /* the file system or SQLite refused: missing, unreadable, full, locked */
  SKAN_ERROR_NOT_A_STORE = 4,                /* the file is not a trust store */
  SKAN_ERROR_NEWER_STORE_FORMAT = 5,         /* the store was written by a newer version of this library */
  SKAN_ERROR_NEWER_DATA_FORMAT = 6,          /* signed data uses a rule that this version does not know */
  SKAN_ERROR_FOREIGN_STORE = 7,              /* store, root or bundle belongs to another authority than the pinned one */
  SKAN_ERROR_THRESHOLD_NOT_MET = 8,          /* too few, unknown, repeated or wrong signatures */
  SKAN_ERROR_HASH_MISMATCH = 9,              /* bytes differ from what the signed manifest or the trailer names */
  SKAN_ERROR_SIZE_MISMATCH = 10,             /* length differs from what the signed data names */
  SKAN_ERROR_EXPIRED_METADATA = 11,          /* signed trust data is past its own expiry */
  SKAN_ERROR_HEAD_FROM_FUTURE = 12,          /* the head is dated more than five minutes after now */
  SKAN_ERROR_LOWER_SEQUENCE = 13,            /* older than what is in force, or than the host's anchor */
  SKAN_ERROR_SAME_SEQUENCE_OTHER_BYTES = 14, /* the same version number with different content */
  SKAN_ERROR_MISSING_LIST = 15,              /* a status list that must be there is absent */
  SKAN_ERROR_CAPACITY = 16,                  /* a limit of the format is reached, or memory ran out; the message says which */
  SKAN_ERROR_CRYPTO_UNAVAILABLE = 17,        /* libsodium could not be initialised */
  SKAN_ERROR_OVERTAKEN = 18,                 /* another program updated the store meanwhile */

  SKAN_ERROR_IN_USE = 100,   /* another thread is inside this scanner or update session */
  SKAN_ERROR_OTHER_ABI = 101, /* skan_abi_check(): this library does not serve the program's header */
  SKAN_ERROR_INTERNAL = 102  /* a fault of the library: please report it with the message */
};

/* Filled by every call that it is given to. Convention 2. */
typedef struct skan_error {
  uint32_t size;           /* sizeof(skan_error), set by the caller */
  skan_status code;        /* what the call returned */
  uint32_t message_length; /* in bytes, without the zero at the end; 0 after SKAN_OK */
  char message[1012];      /* UTF-8, ends with a zero byte; a longer one is cut between two characters */
} skan_error;

/* Borrowed UTF-8 (or, from a scanned code, any bytes). Not ended by a zero byte. */
typedef struct skan_text {
  const char* data; /* may be NULL if length is 0 */
  size_t length;    /* in bytes */
} skan_text;

/* Bytes that the library made. Constant; safe from several threads. */
typedef struct skan_bytes skan_bytes;

/* The ABI version of the library that is linked: SKAN_ABI_VERSION of the header that it was compiled with. */
SKAN_API uint32_t skan_abi_version(void) SKAN_NOEXCEPT;

/* Whether the library that is linked serves a program that was compiled with a header of version `header`, always
 * SKAN_ABI_VERSION: the same major number and no greater minor one. Otherwise SKAN_ERROR_OTHER_ABI. */
SKAN_API skan_status skan_abi_check(uint32_t header, skan_error* error) SKAN_NOEXCEPT;

/* The library's version for people, for example "0.1.0". A constant. */
SKAN_API skan_status skan_version(skan_text* version, skan_error* error) SKAN_NOEXCEPT;

/* Where the bytes are. They live as long as `bytes`; `*data` is NULL if `*length` is 0. */
SKAN_API skan_status skan_bytes_read(const skan_bytes* bytes, const uint8_t** data, size_t* length,
                                     skan_error* error) SKAN_NOEXCEPT;
SKAN_API skan_status skan_bytes_free(skan_bytes** bytes) SKAN_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif

/*
 * Skanirovshchik SDK for C and for every language that can call C: the verifying side in one library, libskan.so.0.
 *
 * Conventions, for every function and structure of this header and of those that it includes:
 *
 *  1. Status. Every function but skan_abi_version() returns a skan_status: SKAN_OK (0), or why it could not do its
 *     work. That a certificate is forged, withdrawn or expired is no failure: it is a verdict.
 *  2. Error. The last argument of most functions is a structure of the caller's, or NULL. It is filled by every call:
 *     the status again, and for failures an English sentence that names the argument or the input, and the remedy. It
 *     never holds anything about a certificate's holder.
 *  3. Handles. skan_store, skan_verdict and so on are opaque. One that comes back through a `T**` belongs to the caller
 *     until skan_..._free(&handle), which sets it to NULL; to free NULL is allowed. After a failure it is NULL; what was
 *     in it before is overwritten, not freed. A `const T*` that comes back is borrowed, see 5. To use a handle that was
 *     freed, or a copy of it, is undefined. A handle of the wrong type is refused as far as it can be told.
 *  4. Sized structures. The first member, `size`, is sizeof the structure as the caller was compiled; the caller sets it
 *     before each call. So structures can grow: a library that is older than the caller zeroes what it does not know
 *     and refuses what it is told there, unless it is zero; one that is newer leaves alone what the caller does not
 *     have. In structures that are passed in, a member that is 0 (NULL, empty) has its default. After a failure all
 *     members of a structure that was to be filled are zero but the size, and zero never means accepted. A member named
 *     `reserved` is 0.
 *       skan_error error = {.size = sizeof error};
 *  5. Text. UTF-8 as pointer and length in bytes; NULL only with length 0. What comes in is copied where it is kept.
 *     What comes out (skan_text, arrays, borrowed handles) belongs to the handle that it was asked from, and lives as
 *     long as that does unless said otherwise. It need not end with a zero byte, and the text of a scanned code may hold
 *     some.
 *  6. Numbers of lists (outcomes, reasons, ...) are fixed, never reused, and those of C++, Java, Objective-C and
 *     sdk/doc/reasons.md. Lists may grow: treat a number that you do not know like the list's least favourable one.
 *     Flags are 0 or 1. An optional value `x` stands beside a flag `has_x`, and is 0 without it.
 *  7. Times are UTC seconds since 1970-01-01, days count from that day, both without leap seconds. The library reads no
 *     clock: the time is an argument, with its source (skan_clock_source). Only the scanner measures its own work.
 *  8. Threads. Functions that take a `const` handle, and those of a skan_store, may be called from several threads at
 *     once. A skan_scanner's and a skan_update_session's others are for one thread at a time; a second one inside is refused with
 *     SKAN_ERROR_IN_USE as far as it is noticed. Nothing may be called with a handle while it is being freed, nor with
 *     one error structure from two threads. The library starts no threads and calls nothing back.
 *  9. No C++ exception leaves a function, also when memory runs out (SKAN_ERROR_CAPACITY).
 * 10. Versions. Within one SKAN_ABI_MAJOR, functions, numbers and members at the end of structures are added, and nothing
 *     else changes. A binding calls skan_abi_check(SKAN_ABI_VERSION, &error) once when it is loaded.
 *
 * From a code's text to a verdict, without the checks of the statuses:
 *
 *   skan_store* store = NULL;
 *   skan_verifier* verifier = NULL;
 *   skan_verdict* verdict = NULL;
 *   skan_verdict_info info = {.size = sizeof info};
 *   skan_store_open(path, strlen(path), authority, strlen(authority), NULL, &store, &error);
 *   skan_verifier_create(store, NULL, &verifier, &error);
 *   skan_verifier_verify(verifier, text, text_length, time(NULL), SKAN_CLOCK_SOURCE_DEVICE, &verdict, &error);
 *   skan_verdict_read(verdict, &info, &error);
 *   if (info.outcome == SKAN_OUTCOME_ACCEPTED) ...
 */
#ifndef SKAN_SKAN_H
#define SKAN_SKAN_H

#include "skan/c/base.h"
#include "skan/c/numbers.h"
#include "skan/c/policy.h"
#include "skan/c/scanner.h"
#include "skan/c/setup_code.h"
#include "skan/c/store.h"
#include "skan/c/trust_status.h"
#include "skan/c/update_session.h"
#include "skan/c/verdict.h"
#include "skan/c/verifier.h"
#include "skan/c/words.h"

#endif

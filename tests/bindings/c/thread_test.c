/* One store under many verdicts and an update; one scanner under two threads. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "check.h"

enum { workers = 3, rounds = 40 };

struct shared {
  skan_store* store;
  skan_verifier* verifier;
  skan_scanner* scanner;
  struct bytes text;
  struct picture picture;
  atomic_int wrong;
};

/* Index 5 is not withdrawn in either publication. */
static void* verify(void* argument) {
  struct shared* shared = argument;
  for (int i = 0; i < rounds; ++i) {
    skan_verdict* verdict = NULL;
    SIZED(skan_verdict_info, info);
    skan_verifier_verify(shared->verifier, shared->text.data, shared->text.length, NOW, DEVICE, &verdict, NULL);
    skan_verdict_read(verdict, &info, NULL);
    if (info.outcome != SKAN_OUTCOME_ACCEPTED) ++shared->wrong;
    skan_verdict_free(&verdict);
  }
  return NULL;
}

static void verdicts(void) {
  SIZED(skan_error, error);
  struct shared shared = {.store = make_store(NULL), .text = read_data("texts/good")};
  struct bytes bundle = read_data("second.skb");
  pthread_t threads[workers];
  CHECK_OK(skan_verifier_create(shared.store, NULL, &shared.verifier, &error));
  for (int i = 0; i < workers; ++i) CHECK(pthread_create(&threads[i], NULL, verify, &shared) == 0);
  CHECK_OK(skan_store_update(shared.store, bundle.data, bundle.length, NOW, DEVICE, NULL, &error));
  for (int i = 0; i < workers; ++i) pthread_join(threads[i], NULL);
  CHECK(shared.wrong == 0);
  skan_verifier_free(&shared.verifier);
  skan_store_free(&shared.store);
  free(bundle.data);
  free(shared.text.data);
}

/* All frames have the same time, so whoever comes second is only ever refused for being second. */
static void* process(void* argument) {
  struct shared* shared = argument;
  for (int i = 0; i < rounds; ++i) {
    SIZED(skan_scan_event, event);
    const skan_status status = skan_scanner_process(shared->scanner, &shared->picture.frame, 1, &event, NULL);
    if (status != SKAN_OK && status != SKAN_ERROR_IN_USE) ++shared->wrong;
  }
  return NULL;
}

static void frames(void) {
  SIZED(skan_error, error);
  struct shared shared = {.picture = read_picture("pictures/good.pgm")};
  pthread_t threads[workers];
  CHECK_OK(skan_scanner_create(NULL, &shared.scanner, &error));
  for (int i = 0; i < workers; ++i) CHECK(pthread_create(&threads[i], NULL, process, &shared) == 0);
  for (int i = 0; i < workers; ++i) pthread_join(threads[i], NULL);
  CHECK(shared.wrong == 0);
  skan_scanner_free(&shared.scanner);
  free(shared.picture.file.data);
}

const struct test thread_tests[] = {
    {"verdicts go on undisturbed while an update is applied", verdicts},
    {"a second thread in a scanner is refused, and nothing breaks", frames},
    {NULL, NULL}};

/* gate STORE AUTHORITY TEXT UNIX_SECONDS: prints the verdict's outcome. In C, against the shared library. */
#include <skan/skan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static skan_error error = {.size = sizeof error};

static void check(skan_status status) {
  if (status == SKAN_OK) return;
  fprintf(stderr, "gate: %s\n", error.message);
  exit(3);
}

int main(int count, char** arguments) {
  skan_store* store = NULL;
  skan_verifier* verifier = NULL;
  skan_verdict* verdict = NULL;
  skan_verdict_info info = {.size = sizeof info};
  skan_text name;
  if (count != 5) return 2;
  const char *path = arguments[1], *authority = arguments[2], *text = arguments[3];
  check(skan_abi_check(SKAN_ABI_VERSION, &error));
  check(skan_store_open(path, strlen(path), authority, strlen(authority), NULL, &store, &error));
  check(skan_verifier_create(store, NULL, &verifier, &error));
  check(skan_verifier_verify(verifier, text, strlen(text), atoll(arguments[4]), SKAN_CLOCK_SOURCE_STATED, &verdict, &error));
  check(skan_verdict_read(verdict, &info, &error));
  check(skan_name(SKAN_LIST_OUTCOME, info.outcome, &name, &error));
  printf("%.*s\n", (int)name.length, name.data);
  skan_verdict_free(&verdict);
  skan_verifier_free(&verifier);
  skan_store_free(&store);
  return 0;
}

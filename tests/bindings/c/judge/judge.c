/* skan_c_judge STORE AUTHORITY: judges what stands on standard input, one presentation a line, and prints a verdict a line
 * as `skan verify --json` does, without what that tells of its input. In C, over the shared library alone: the runner for
 * vectors.
 *
 * A line: POLICY SECONDS SOURCE TEXT..., separated by single spaces. POLICY is `-` for the authority's default, SOURCE
 * `device` or `stated`, and each of 1 to 4 TEXTs the code's bytes as hexadecimal digits, `-` for none. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "skan/skan.h"

enum { longest_line = 1 << 20 };

static skan_error error = {.size = sizeof error};

static void must(skan_status status) {
  if (status == SKAN_OK) return;
  fprintf(stderr, "skan_c_judge: %s\n", error.message);
  exit(3);
}

static void wrong_line(const char* what) {
  fprintf(stderr, "skan_c_judge: a line has %s\n", what);
  exit(2);
}

static unsigned digit(char c) {
  const char* const digits = "0123456789abcdef";
  const char* found = c == '\0' ? NULL : strchr(digits, c);
  if (found == NULL) wrong_line("a text that is not hexadecimal");
  return (unsigned)(found - digits);
}

/* Replaces the digits by the bytes that they stand for. */
static skan_text unpacked(char* hex) {
  const size_t length = strcmp(hex, "-") == 0 ? 0 : strlen(hex) / 2;
  for (size_t i = 0; i < length; ++i) hex[i] = (char)(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
  return (skan_text){hex, length};
}

static skan_clock_source source_of(const char* name) {
  if (strcmp(name, "device") == 0) return SKAN_CLOCK_SOURCE_DEVICE;
  if (strcmp(name, "stated") != 0) wrong_line("no source");
  return SKAN_CLOCK_SOURCE_STATED;
}

/* One text goes through verify(), several through verify_together(). */
static skan_verdict* judged(const skan_store* store, char* line) {
  char* fields[8] = {NULL};
  size_t count = 0;
  for (char* field = strtok(line, " "); field != NULL && count < 8; field = strtok(NULL, " ")) fields[count++] = field;
  if (count < 4 || count > 3 + SKAN_MAX_TOGETHER) wrong_line("not 4 to 7 fields");

  skan_verifier_options options = {.size = sizeof options};
  if (strcmp(fields[0], "-") != 0) options.policy = (skan_text){fields[0], strlen(fields[0])};
  const int64_t now = strtoll(fields[1], NULL, 10);
  const skan_clock_source source = source_of(fields[2]);
  skan_text texts[SKAN_MAX_TOGETHER];
  for (size_t i = 3; i < count; ++i) texts[i - 3] = unpacked(fields[i]);

  skan_verifier* verifier = NULL;
  skan_verdict* verdict = NULL;
  must(skan_verifier_create(store, &options, &verifier, &error));
  if (count == 4) {
    must(skan_verifier_verify(verifier, texts[0].data, texts[0].length, now, source, &verdict, &error));
  } else {
    must(skan_verifier_verify_together(verifier, texts, count - 3, now, source, &verdict, &error));
  }
  must(skan_verifier_free(&verifier));
  return verdict;
}

int main(int count, char** arguments) {
  static char line[longest_line];
  if (count != 3) return fprintf(stderr, "skan_c_judge STORE AUTHORITY\n"), 2;
  skan_store* store = NULL;
  must(skan_store_open(arguments[1], strlen(arguments[1]), arguments[2], strlen(arguments[2]), NULL, &store, &error));
  while (fgets(line, sizeof line, stdin) != NULL) {
    const size_t length = strcspn(line, "\n");
    if (line[length] != '\n') wrong_line("no end");
    line[length] = '\0';
    skan_verdict* verdict = judged(store, line);
    must(print_verdict(verdict, &error));
    must(skan_verdict_free(&verdict));
  }
  return skan_store_free(&store);
}

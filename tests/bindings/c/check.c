#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct test abi_tests[], argument_tests[], store_tests[], update_session_tests[], verifier_tests[],
    scanner_tests[], setup_code_tests[], words_tests[], thread_tests[];

static const struct group {
  const char* name;
  const struct test* tests;
} groups[] = {{"abi", abi_tests},           {"arguments", argument_tests},
              {"store", store_tests},       {"update_session", update_session_tests},
              {"verifier", verifier_tests}, {"scanner", scanner_tests},
              {"setup_code", setup_code_tests}, {"words", words_tests},
              {"threads", thread_tests}};

static const char* data_folder;
static const char* work_folder;
static unsigned failures;

bool check(bool holds, const char* condition, const char* file, int line) {
  if (holds) return true;
  ++failures;
  printf("%s:%d: %s\n", file, line, condition);
  return false;
}

bool check_status(skan_status status, skan_status expected, const skan_error* error, const char* call,
                  const char* file, int line) {
  const bool told = error->code == status && (error->message_length == 0) == (status == SKAN_OK) &&
                    strlen(error->message) == error->message_length;
  if (status == expected && told) return true;
  ++failures;
  printf("%s:%d: %s\n  gave %d, not %d, and told %d: %s\n", file, line, call, (int)status, (int)expected,
         (int)error->code, error->message);
  return false;
}

bool check_refused(skan_status status, const skan_error* error, const char* argument, const char* call,
                   const char* file, int line) {
  const size_t length = strlen(argument);
  if (!check_status(status, SKAN_ERROR_INVALID_ARGUMENT, error, call, file, line)) return false;
  if (strncmp(error->message, argument, length) == 0 && strchr(": .", error->message[length]) != NULL) return true;
  ++failures;
  printf("%s:%d: %s\n  does not begin with %s: %s\n", file, line, call, argument, error->message);
  return false;
}

bool check_text(skan_text text, const char* expected, const char* what, const char* file, int line) {
  if (text.length == strlen(expected) && (text.length == 0 || memcmp(text.data, expected, text.length) == 0)) return true;
  ++failures;
  printf("%s:%d: %s is '%.*s', not '%s'\n", file, line, what, (int)text.length, text.length == 0 ? "" : text.data,
         expected);
  return false;
}

static void give_up(const char* what, const char* name) {
  printf("%s: %s\n", what, name);
  exit(2);
}

bool find_data(const char* name, struct bytes* found) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", data_folder, name);
  *found = (struct bytes){NULL, 0};
  FILE* file = fopen(path, "rb");
  if (file == NULL) return false;
  found->data = malloc(1 << 20);
  if (found->data == NULL) give_up("no memory for", name);
  found->length = fread(found->data, 1, (1 << 20) - 1, file);
  found->data[found->length] = '\0';
  fclose(file);
  return true;
}

struct bytes read_data(const char* name) {
  struct bytes found;
  if (!find_data(name, &found)) give_up("the test data lacks", name);
  return found;
}

struct picture read_picture(const char* name) {
  struct picture out = {.file = read_data(name), .frame = {.size = sizeof(skan_frame)}};
  int width = 0, height = 0, head = 0;
  if (sscanf(out.file.data, "P5 %d %d 255%n", &width, &height, &head) != 2) give_up("no picture", name);
  out.frame.format = SKAN_PIXEL_FORMAT_LUMA;
  out.frame.width = width;
  out.frame.height = height;
  out.frame.pixels = (const uint8_t*)out.file.data + head + 1;
  out.frame.length = out.file.length - (size_t)head - 1;
  return out;
}

const char* fresh_path(void) {
  static char paths[64][1024];
  static unsigned used;
  if (used == 64) give_up("too many files in", work_folder);
  snprintf(paths[used], sizeof paths[used], "%s/%u.db", work_folder, used);
  return paths[used++];
}

skan_store* make_store(const char** path) {
  const char* file = fresh_path();
  if (path != NULL) *path = file;
  struct bytes root = read_data("root.cose"), authority = read_data("authority"), bundle = read_data("first.skb");
  skan_store* store = NULL;
  SIZED(skan_error, error);
  CHECK_OK(skan_store_provision(file, strlen(file), root.data, root.length, authority.data, authority.length, NULL, 0,
                                &store, &error));
  CHECK_OK(skan_store_update(store, bundle.data, bundle.length, NOW, DEVICE, NULL, &error));
  free(root.data);
  free(authority.data);
  free(bundle.data);
  return store;
}

skan_verdict* verdict_on(const skan_store* store, const char* policy, const char* text_file, int64_t now) {
  struct bytes text = read_data(text_file);
  SIZED(skan_verifier_options, options);
  options.policy = (skan_text){policy, strlen(policy)};
  skan_verifier* verifier = NULL;
  skan_verdict* verdict = NULL;
  SIZED(skan_error, error);
  CHECK_OK(skan_verifier_create(store, &options, &verifier, &error));
  CHECK_OK(skan_verifier_verify(verifier, text.data, text.length, now, DEVICE, &verdict, &error));
  CHECK(skan_verifier_free(&verifier) == SKAN_OK);
  free(text.data);
  return verdict;
}

static void run_group(const struct group* group) {
  for (const struct test* test = group->tests; test->name != NULL; ++test) {
    const unsigned before = failures;
    test->run();
    printf("%s  %s: %s\n", failures == before ? "ok    " : "FAILED", group->name, test->name);
  }
}

/* check DATA_FOLDER WORK_FOLDER GROUP */
int main(int count, char** arguments) {
  if (count != 4) give_up("usage", "skan_c_tests DATA_FOLDER WORK_FOLDER GROUP");
  data_folder = arguments[1];
  work_folder = arguments[2];
  for (size_t i = 0; i < sizeof groups / sizeof groups[0]; ++i) {
    if (strcmp(groups[i].name, arguments[3]) != 0) continue;
    run_group(&groups[i]);
    return failures == 0 ? 0 : 1;
  }
  give_up("no such group", arguments[3]);
  return 2;
}

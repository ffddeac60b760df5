// What the Objective-C tests are written with. They see the public headers alone.
#pragma once

#import <SkanSDK/SkanSDK.h>

#include <cstdint>
#include <initializer_list>

/// A failed check is told and counted, and the test goes on.
#define CHECK(...) check(static_cast<bool>(__VA_ARGS__), #__VA_ARGS__, __FILE__, __LINE__)
#define CHECK_TEXT(text, expected) checkText((text), (expected), #text, __FILE__, __LINE__)
/// The value of a call with `&error` in it, which must succeed.
#define MUST(...)                                             \
  [&] {                                                       \
    NSError *error = nil;                                     \
    auto value = (__VA_ARGS__);                               \
    checkDone(value && error == nil, error, #__VA_ARGS__, __FILE__, __LINE__); \
    return value;                                             \
  }()
/// A call with `&error` in it fails with this code, and a detail that begins so.
#define FAILS(code, begins, ...)                                                        \
  [&] {                                                                                 \
    NSError *error = nil;                                                               \
    const bool done = (__VA_ARGS__) ? true : false;                                     \
    return checkFailure(done, error, (code), (begins), #__VA_ARGS__, __FILE__, __LINE__); \
  }()

struct Test {
  const char *name;  // a sentence of behaviour
  void (*run)();
};
struct Group {
  const char *name;
  const Test *tests;
  unsigned count;
};
template <unsigned Count>
constexpr Group groupOf(const char *name, const Test (&tests)[Count]) {
  return {name, tests, Count};
}

bool check(bool holds, const char *condition, const char *file, int line);
bool checkText(NSString *text, NSString *expected, const char *what, const char *file, int line);
bool checkDone(bool done, NSError *error, const char *call, const char *file, int line);
/// Ours, with the code, the beginning, and sentences for the user.
bool checkFailure(bool done, NSError *error, SKNError code, NSString *begins, const char *call, const char *file, int line);

/// Runs the group of the name, or gives up. The number of failed checks decides.
int runGroup(const Group *groups, unsigned count, const char *name);

/// nil, where the headers forbid it.
template <class T>
T *none() {
  return nil;
}

/// The rehearsed authority (tests/bindings/c/make_data.cpp), whose publication 1 is an hour old at NOON.
namespace world {

constexpr int64_t NOON = 1'625'140'800;
constexpr int64_t HOUR = 3'600;
constexpr int64_t DAY = 86'400;

void setFolders(const char *data, const char *work);
NSString *path(NSString *name);
NSURL *url(NSString *name);
NSData *bytes(NSString *name);
NSString *text(NSString *name);
/// An address at which no file is yet.
NSURL *fresh(NSString *name);

NSDate *date(int64_t unixSeconds);
/// The device's clock at noon.
SKNMoment *now();
/// A store of its own that knows publication 1.
SKNTrustStore *store();
SKNTrustStore *emptyStore();
SKNTrustStore *opened(NSURL *url, SKNOpenOptions *options);
SKNVerifier *verifier(NSString *policy);
SKNVerdict *verdict(NSString *policy, NSString *textFile);
/// A picture (PGM) of the data.
SKNFrame *picture(NSString *name);

}  // namespace world

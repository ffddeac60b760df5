// What the door's tests are written with.
#pragma once

#import <Foundation/Foundation.h>

#import <SkanSDK/SKNDoor.h>
#import <SkanSDK/SkanSDK.h>

#include <limits>

/// Noon of 1 July 2021, UTC, as tests/support/test_authority.h has it; publication 1 is an hour older.
constexpr int64_t kNow = 1'625'140'800, kHour = 3'600, kDay = 86'400;

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

struct Case {
  const char *name;  // a sentence of behaviour
  void (*run)();
};

extern const Case kScreenCases[], kTimeCases[], kCodeCases[], kDoubtCases[], kEveningCases[];  // each ends with a null name

/// A failed check is told and counted, and the test goes on.
#define CHECK(condition) check((condition), #condition, __FILE__, __LINE__)
#define CHECK_TEXT(text, expected) check_text((text), (expected), #text, __FILE__, __LINE__)
bool check(bool holds, const char *condition, const char *file, int line);
bool check_text(NSString *text, NSString *expected, const char *what, const char *file, int line);

/// The content of a code of the test data: "good", "revoked", ...
NSData *code(NSString *name);
NSArray<NSData *> *codes(NSString *first, NSString *second = nil);
NSData *plain_code(NSString *text);
SKNMoment *moment(int64_t time);
/// A store of its own with publication `bundle` ("first", "shown") in force; without for nil.
SKNTrustStore *store_with(NSString *bundle);
NSData *bundle_named(NSString *name);
SKNDoor *door_over(SKNTrustStore *store, NSString *policy = nil, SKNLanguage language = SKNLanguageRussian, BOOL practice = NO);
SKNDoor *door(NSString *policy = nil, SKNLanguage language = SKNLanguageRussian, BOOL practice = NO);
/// A door whose policy shows every field and wants them compared with a document.
SKNDoor *comparing_door();
/// nil where that is not allowed.
id absent();
/// What the door shows of these codes at `seconds`, noon plus that by the clock.
SKNDoorScreen *shown(SKNDoor *door, NSArray<NSData *> *contents, double seconds, SKNHint hint = SKNHintNone);
SKNDoorField *field_of(SKNDoorScreen *screen, SKNField field);

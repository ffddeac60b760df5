// door_tests DATA SHOWN WORK: DATA is what the C tests' make_data writes, SHOWN what make_data beside this file does, WORK an
// empty folder.
#import "check.h"

#include <cstdio>
#include <cstdlib>

#include "SKNMemory.h"

// What GNUstep and the runtime keep for good is none of our leaks.
extern "C" __attribute__((visibility("default"))) const char *__lsan_default_suppressions();
extern "C" __attribute__((visibility("default"))) const char *__lsan_default_suppressions() {
  return "leak:libobjc.so\nleak:libgnustep-base.so\n";
}

namespace {

int failures = 0;
NSString *data_folder, *shown_folder, *work_folder;

NSData *file_of(NSString *name) {
  NSData *content = [NSData dataWithContentsOfFile:[data_folder stringByAppendingPathComponent:name]];
  if (content == nil) content = [NSData dataWithContentsOfFile:[shown_folder stringByAppendingPathComponent:name]];
  if (content == nil) {
    std::fprintf(stderr, "door_tests: %s is not in the test data\n", name.UTF8String);
    std::exit(1);
  }
  return content;
}

NSString *line_of(NSString *name) {
  return SKN_AUTORELEASE([[NSString alloc] initWithData:file_of(name) encoding:NSUTF8StringEncoding]);
}

int run(const Case *cases) {
  int count = 0;
  for (; cases->name != nullptr; ++cases, ++count) {
    const int before = failures;
    @autoreleasepool {
      cases->run();
    }
    std::printf("%s %s\n", failures == before ? "ok  " : "FAIL", cases->name);
  }
  return count;
}

}  // namespace

bool check(bool holds, const char *condition, const char *file, int line) {
  if (!holds) {
    ++failures;
    std::printf("%s:%d: %s\n", file, line, condition);
  }
  return holds;
}

bool check_text(NSString *text, NSString *expected, const char *what, const char *file, int line) {
  const bool same = [text isEqualToString:expected];
  if (!same) std::printf("%s is: %s\n", what, text == nil ? "nil" : text.UTF8String);
  return check(same, what, file, line);
}

NSData *code(NSString *name) { return file_of([@"texts" stringByAppendingPathComponent:name]); }

NSArray<NSData *> *codes(NSString *first, NSString *second) {
  NSArray<NSData *> *one = [NSArray arrayWithObject:code(first)];
  return second == nil ? one : [one arrayByAddingObject:code(second)];
}

NSData *plain_code(NSString *text) { return [text dataUsingEncoding:NSUTF8StringEncoding]; }

SKNMoment *moment(int64_t time) {
  return [SKNMoment momentOfClock:[NSDate dateWithTimeIntervalSince1970:static_cast<NSTimeInterval>(time)]];
}

NSData *bundle_named(NSString *name) { return file_of([name stringByAppendingString:@".skb"]); }

SKNTrustStore *store_with(NSString *bundle) {
  static int count = 0;
  NSString *file = [work_folder stringByAppendingPathComponent:[NSString stringWithFormat:@"%d.db", ++count]];
  NSError *error = nil;
  SKNTrustStore *store = [SKNTrustStore provisionStoreAtURL:[NSURL fileURLWithPath:file]
                                                       root:file_of(@"root.cose")
                                                  authority:line_of(@"authority")
                                                    channel:nil
                                                      error:&error];
  check(store != nil, "a store is made", __FILE__, __LINE__);
  if (bundle != nil) {
    check([store updateWithBundle:bundle_named(bundle) at:moment(kNow) error:&error] != nil, "it is updated", __FILE__, __LINE__);
  }
  return store;
}

SKNDoor *door_over(SKNTrustStore *store, NSString *policy, SKNLanguage language, BOOL practice) {
  NSError *error = nil;
  SKNCatalogue *catalogue = SKN_AUTORELEASE([[SKNCatalogue alloc] initWithLanguage:language error:&error]);
  SKNDoor *made = SKN_AUTORELEASE([[SKNDoor alloc] initWithStore:store catalogue:catalogue policy:policy practice:practice error:&error]);
  check(made != nil, "a door is made", __FILE__, __LINE__);
  return made;
}

SKNDoor *comparing_door() { return door_over(store_with(@"shown"), @"compared", SKNLanguageRussian, NO); }

SKNDoor *door(NSString *policy, SKNLanguage language, BOOL practice) {
  return door_over(store_with(@"first"), policy, language, practice);
}

SKNDoorScreen *shown(SKNDoor *door, NSArray<NSData *> *contents, double seconds, SKNHint hint) {
  return [door screenForContents:contents hint:hint at:moment(kNow + static_cast<int64_t>(seconds)) seconds:seconds];
}

id absent() { return nil; }

SKNDoorField *field_of(SKNDoorScreen *screen, SKNField field) {
  for (SKNDoorField *entry in screen.fields) {
    if (entry.field == field) return entry;
  }
  return nil;
}

int main(int count, char **arguments) {
  if (count != 4) {
    std::fprintf(stderr, "door_tests DATA SHOWN WORK\n");
    return 2;
  }
  @autoreleasepool {
    data_folder = [[NSString alloc] initWithUTF8String:arguments[1]];
    shown_folder = [[NSString alloc] initWithUTF8String:arguments[2]];
    work_folder = [[NSString alloc] initWithUTF8String:arguments[3]];
    const int ran = run(kScreenCases) + run(kTimeCases) + run(kCodeCases) + run(kDoubtCases) + run(kEveningCases);
    std::printf("%d cases, %d failed checks\n", ran, failures);
  }
  return failures == 0 ? 0 : 1;
}

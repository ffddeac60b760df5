#include "check.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

/// For LeakSanitizer. GCC's runtime and GNUstep keep their tables of classes, selectors and constant strings until the end.
/// What they allocate for us, the Objective-C objects, is not seen for the same reason: the group `memory` counts those.
/// Objects of the C interface that nobody frees are seen.
extern "C" __attribute__((visibility("default"))) const char *__lsan_default_suppressions() {
  return "leak:libobjc.so\nleak:libgnustep-base.so\n";
}

static unsigned failures = 0;

static const char *utf8(NSString *text) { return text == nil ? "(nil)" : [text UTF8String]; }

bool check(bool holds, const char *condition, const char *file, int line) {
  if (holds) return true;
  ++failures;
  std::printf("%s:%d: %s\n", file, line, condition);
  return false;
}

bool checkText(NSString *text, NSString *expected, const char *what, const char *file, int line) {
  if ([text isEqualToString:expected]) return true;
  ++failures;
  std::printf("%s:%d: %s is '%s', not '%s'\n", file, line, what, utf8(text), utf8(expected));
  return false;
}

bool checkDone(bool done, NSError *error, const char *call, const char *file, int line) {
  if (done) return true;
  ++failures;
  std::printf("%s:%d: %s\n  failed with %ld: %s\n", file, line, call, static_cast<long>([error code]),
              utf8([[error userInfo] objectForKey:SKNErrorDetailKey]));
  return false;
}

bool checkFailure(bool done, NSError *error, SKNError code, NSString *begins, const char *call, const char *file, int line) {
  NSString *detail = [[error userInfo] objectForKey:SKNErrorDetailKey];
  const bool isOurs = !done && [[error domain] isEqualToString:SKNErrorDomain] && [error code] == code;
  const bool isTold = [[error localizedDescription] hasSuffix:@"."] && ([begins length] == 0 || [detail hasPrefix:begins]);
  if (isOurs && isTold) return true;
  ++failures;
  std::printf("%s:%d: %s\n  %s with %ld, not %ld: %s\n", file, line, call, done ? "was done" : "failed",
              static_cast<long>([error code]), static_cast<long>(code), utf8(detail));
  return false;
}

static void runTest(const char *group, const Test &test) {
  const unsigned before = failures;
  @autoreleasepool {
    @try {
      test.run();
    } @catch (NSException *exception) {  // nothing raises one
      ++failures;
      std::printf("exception: %s\n", utf8([exception reason]));
    }
  }
  std::printf("%s  %s: %s\n", failures == before ? "ok    " : "FAILED", group, test.name);
  std::fflush(stdout);
}

int runGroup(const Group *groups, unsigned count, const char *name) {
  for (unsigned i = 0; i < count; ++i) {
    if (std::strcmp(groups[i].name, name) != 0) continue;
    for (unsigned j = 0; j < groups[i].count; ++j) runTest(name, groups[i].tests[j]);
    return failures == 0 ? 0 : 1;
  }
  std::printf("no such group: %s\n", name);
  return 2;
}

namespace world {

static NSString *dataFolder;
static NSString *workFolder;

void setFolders(const char *data, const char *work) {
  dataFolder = [[NSString alloc] initWithUTF8String:data];
  workFolder = [[NSString alloc] initWithUTF8String:work];
}

NSString *path(NSString *name) { return [dataFolder stringByAppendingPathComponent:name]; }

NSURL *url(NSString *name) { return [NSURL fileURLWithPath:path(name)]; }

NSData *bytes(NSString *name) {
  NSData *content = [NSData dataWithContentsOfFile:path(name)];
  if (content != nil) return content;
  std::printf("the test data lacks %s\n", utf8(name));
  std::exit(2);
}

NSString *text(NSString *name) {
  return [[[NSString alloc] initWithData:bytes(name) encoding:NSUTF8StringEncoding] autorelease];
}

NSURL *fresh(NSString *name) {
  static int used = 0;
  NSString *file = [NSString stringWithFormat:@"%d-%@", used++, name];
  return [NSURL fileURLWithPath:[workFolder stringByAppendingPathComponent:file]];
}

NSDate *date(int64_t unixSeconds) { return [NSDate dateWithTimeIntervalSince1970:static_cast<double>(unixSeconds)]; }

SKNMoment *now() { return [SKNMoment momentOfClock:date(NOON)]; }

SKNTrustStore *emptyStore() {
  return MUST([SKNTrustStore provisionStoreAtURL:fresh(@"дверь.db") root:bytes(@"root.cose") authority:text(@"authority")
                                         channel:nil error:&error]);
}

SKNTrustStore *store() {
  SKNTrustStore *made = emptyStore();
  MUST([made updateWithBundle:bytes(@"first.skb") at:now() error:&error]);
  return made;
}

SKNTrustStore *opened(NSURL *url, SKNOpenOptions *options) {
  return MUST([SKNTrustStore openStoreAtURL:url authority:text(@"authority") options:options error:&error]);
}

SKNVerifier *verifier(NSString *policy) {
  SKNVerifierOptions *options = [[[SKNVerifierOptions alloc] init] autorelease];
  [options setPolicy:policy];
  return [MUST([[SKNVerifier alloc] initWithStore:store() options:options error:&error]) autorelease];
}

SKNVerdict *verdict(NSString *policy, NSString *textFile) {
  return MUST([verifier(policy) verifyText:text(textFile) at:now() error:&error]);
}

SKNFrame *picture(NSString *name) {
  NSData *file = bytes(name);
  NSString *head = [[[NSString alloc] initWithData:[file subdataWithRange:NSMakeRange(0, 20)]
                                          encoding:NSISOLatin1StringEncoding] autorelease];
  int width = 0, height = 0, length = 0;
  std::sscanf([head cStringUsingEncoding:NSISOLatin1StringEncoding], "P5 %d %d 255%n", &width, &height, &length);
  const NSUInteger from = static_cast<NSUInteger>(length) + 1;
  NSData *luma = [file subdataWithRange:NSMakeRange(from, [file length] - from)];
  return [[[SKNFrame alloc] initWithData:luma format:SKNPixelFormatLuma width:width height:height rowStride:0] autorelease];
}

}  // namespace world

// skan_objc_judge STORE AUTHORITY: judges what stands on standard input, as tests/bindings/c/judge does, through the
// Objective-C interface: the runner for vectors.
// skan_objc_judge STORE AUTHORITY ROOT [BUNDLE SECONDS]: makes that store first.
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>

#include "verdict_json.h"

/// For LeakSanitizer: see check.mm of the tests.
extern "C" __attribute__((visibility("default"))) const char *__lsan_default_suppressions() {
  return "leak:libobjc.so\nleak:libgnustep-base.so\n";
}

template <class T>
static T must(T value, NSError *error) {
  if (value != nil) return value;
  std::fprintf(stderr, "skan_objc_judge: %s\n", [[[error userInfo] objectForKey:SKNErrorDetailKey] UTF8String]);
  std::exit(3);
}

static NSData *unpacked(const std::string &hex) {
  NSMutableData *bytes = [NSMutableData data];
  for (std::size_t i = 0; hex != "-" && i + 1 < hex.size(); i += 2) {
    const auto byte = static_cast<unsigned char>(std::stoul(hex.substr(i, 2), nullptr, 16));
    [bytes appendBytes:&byte length:1];
  }
  return bytes;
}

static SKNMoment *momentOf(const std::string &seconds, bool isStated) {
  NSDate *date = [NSDate dateWithTimeIntervalSince1970:std::stod(seconds)];
  return isStated ? [SKNMoment momentStated:date] : [SKNMoment momentOfClock:date];
}

/// One text goes through verifyContent, several through verifyTogether.
static SKNVerdict *judged(SKNTrustStore *store, const std::string &line) {
  std::istringstream fields(line);
  std::string policy, seconds, source;
  fields >> policy >> seconds >> source;
  NSMutableArray<NSData *> *texts = [NSMutableArray array];
  for (std::string hex; fields >> hex;) [texts addObject:unpacked(hex)];
  SKNVerifierOptions *options = [[[SKNVerifierOptions alloc] init] autorelease];
  if (policy != "-") [options setPolicy:[NSString stringWithUTF8String:policy.c_str()]];
  NSError *error = nil;
  SKNVerifier *verifier = must([[[SKNVerifier alloc] initWithStore:store options:options error:&error] autorelease], error);
  SKNMoment *now = momentOf(seconds, source == "stated");
  SKNVerdict *verdict = [texts count] == 1 ? [verifier verifyContent:[texts objectAtIndex:0] at:now error:&error]
                                           : [verifier verifyTogether:texts at:now error:&error];
  return must(verdict, error);
}

static void make(NSURL *store, NSString *authority, int count, char **arguments) {
  NSError *error = nil;
  NSData *root = [NSData dataWithContentsOfFile:[NSString stringWithUTF8String:arguments[3]]];
  SKNTrustStore *made = must([SKNTrustStore provisionStoreAtURL:store root:root authority:authority channel:nil error:&error],
                             error);
  for (int i = 4; i + 1 < count; i += 2) {
    NSData *bundle = [NSData dataWithContentsOfFile:[NSString stringWithUTF8String:arguments[i]]];
    must([made updateWithBundle:bundle at:momentOf(arguments[i + 1], false) error:&error], error);
  }
}

int main(int count, char **arguments) {
  if (count < 3) return std::fputs("skan_objc_judge STORE AUTHORITY [ROOT [BUNDLE SECONDS]...]\n", stderr), 2;
  @autoreleasepool {
    NSURL *url = [NSURL fileURLWithPath:[NSString stringWithUTF8String:arguments[1]]];
    NSString *authority = [NSString stringWithUTF8String:arguments[2]];
    if (count > 3) return make(url, authority, count, arguments), 0;
    NSError *error = nil;
    SKNTrustStore *store = must([SKNTrustStore openStoreAtURL:url authority:authority options:nil error:&error], error);
    for (std::string line; std::getline(std::cin, line);) {
      @autoreleasepool {
        std::cout << [verdictJson(judged(store, line)) UTF8String] << '\n';
      }
    }
  }
  return 0;
}

// skan_objc_memory_test DATA_FOLDER WORK_FOLDER CALLS: verdicts, frames and refusals, so many of each. Memory stays where it
// is after the first tenth, and not one object of ours is left.
#undef NDEBUG  // with it GNUstep counts no objects

#include "../check.h"

#import <Foundation/NSDebug.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace world;

/// In kilobytes.
static long residentMemory() {
  long pages = 0, resident = 0;
  std::FILE *file = std::fopen("/proc/self/statm", "r");
  if (file == nullptr || std::fscanf(file, "%ld %ld", &pages, &resident) != 2) std::exit(2);
  std::fclose(file);
  return resident * 4;
}

static const char *const kClasses[] = {"SKNVerdict", "SKNEvidence",   "SKNCertificate", "SKNScanEvent",   "SKNCode",
                                       "SKNMoment",  "SKNVerifier",   "SKNTrustStore",  "SKNScanner",     "SKNFrame",
                                       "SKNOwned",   "SKNFinding",    "SKNRequirement", "SKNWords",       "SKNCatalogue",
                                       "NSError",    "GSMutableArray", "GSArray",       "NSDataMalloc"};

struct Objects {
  int of[sizeof kClasses / sizeof *kClasses];
};

static Objects liveObjects() {
  Objects objects{};
  for (unsigned i = 0; i < sizeof kClasses / sizeof *kClasses; ++i) {
    Class kind = NSClassFromString([NSString stringWithUTF8String:kClasses[i]]);
    objects.of[i] = kind == Nil ? 0 : GSDebugAllocationCount(kind);
  }
  return objects;
}

/// One of each: an accepted verdict asked for everything, a refused one, a frame with a repeat, an error.
static void round(SKNVerifier *verifier, SKNScanner *scanner, SKNCatalogue *words, NSString *good, SKNFrame *frame, long at) {
  SKNVerdict *verdict = [verifier verifyText:good at:now() error:nullptr];
  CHECK([verdict outcome] == SKNOutcomeAccepted && [[verdict certificate] number] != nil);
  CHECK([[verdict evidence] sequence] == 1 && [words clause:SKNClauseOutlook ofVerdict:verdict] != nil);
  verdict = [verifier verifyText:@"SKN1:!" at:now() error:nullptr];
  CHECK([[words wordsForReason:[verdict reason] freshness:SKNFreshnessFresh] headline] != nil);
  CHECK([scanner processFrame:frame atTimestamp:static_cast<double>(at) error:nullptr] != nil);
  NSError *error = nil;
  CHECK([verifier verifyText:none<NSString>() at:now() error:&error] == nil && error != nil);
}

/// The first tenth is for caches, of the library, of GNUstep and of the allocator, to fill.
static int run(long calls) {
  SKNVerifier *verifier = world::verifier(nil);
  SKNScanner *scanner = [MUST([[SKNScanner alloc] initWithOptions:nil error:&error]) autorelease];
  SKNCatalogue *words = [MUST([[SKNCatalogue alloc] initWithLanguage:SKNLanguageRussian error:&error]) autorelease];
  NSString *good = text(@"texts/good");
  SKNFrame *frame = picture(@"pictures/good.pgm");
  long before = 0;
  Objects objects{};
  for (long i = 0; i < calls; ++i) {
    if (i == calls / 10) {
      before = residentMemory();
      objects = liveObjects();
    }
    @autoreleasepool {
      round(verifier, scanner, words, good, frame, i);
    }
  }
  const long after = residentMemory();
  const Objects left = liveObjects();
  int more = 0;
  for (unsigned i = 0; i < sizeof kClasses / sizeof *kClasses; ++i) {
    if (left.of[i] > objects.of[i]) std::printf("%s: %d more\n", kClasses[i], left.of[i] - objects.of[i]);
    more += std::max(left.of[i] - objects.of[i], 0);
  }
  std::printf("%ld rounds: resident %ld kB after the first tenth, %ld kB at the end; %d objects more\n", calls, before, after, more);
  CHECK(more == 0);
  CHECK(after - before < 4096);
  return more == 0 && after - before < 4096 ? 0 : 1;
}

int main(int count, char **arguments) {
  if (count != 4) return std::puts("skan_objc_memory_test DATA_FOLDER WORK_FOLDER CALLS"), 2;
  GSDebugAllocationActive(YES);
  @autoreleasepool {
    world::setFolders(arguments[1], arguments[2]);
    return run(std::atol(arguments[3]));
  }
}

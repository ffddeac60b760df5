// Everything that may happen at a door, by chance, and what must hold all the time.
#import "check.h"

#include <random>

#include "SKNMemory.h"

namespace {

/// What a person at the door sees happen, and the door's answers to it.
struct Evening {
  SKNTrustStore *store = store_with(@"first");
  SKNDoor *gate = door_over(store, @"any");
  SKNVerifier *verifier = nil;
  std::mt19937 random{7};
  double seconds = 1, seen = -1e9;  // when `good` was read last, alone among certificates
  double refused = -1e9;            // when another code was
  int64_t clock = kNow;
  int goes = 0;

  bool one_in(unsigned count) { return random() % count == 0; }

  NSArray<NSData *> *frame() {
    NSMutableArray<NSData *> *contents = [NSMutableArray array];
    if (!one_in(3)) [contents addObject:code(@"good")];
    if (one_in(6)) [contents addObject:code(@"revoked")];
    if (one_in(6)) [contents addObject:plain_code(@"https://example.org/menu")];
    const bool certificate = [contents containsObject:code(@"good")], other = [contents containsObject:code(@"revoked")];
    if (certificate && !other) seen = seconds;
    if (other || (!certificate && contents.count > 0)) refused = seconds;
    return contents;
  }

  SKNDoorScreen *step() {
    seconds += one_in(20) ? 7 : 0.1 * (random() % 4);
    clock += one_in(40) ? static_cast<int64_t>(random() % 20) * kDay - 9 * kDay : 0;
    if (one_in(15)) return [gate dismissAt:moment(clock) seconds:seconds];
    if (one_in(15)) return [gate dataChangedAt:moment(clock) seconds:seconds];
    if (one_in(15)) return [gate judgeTogetherAt:moment(clock) seconds:seconds];
    return [gate screenForContents:frame() hint:static_cast<SKNHint>(random() % 3) at:moment(clock) seconds:seconds];
  }

  void judge(SKNDoorScreen *screen) {
    CHECK((screen.tone == SKNDoorToneGo) == (screen.outcome == SKNOutcomeAccepted));
    if (screen.tone != SKNDoorToneGo) return;
    ++goes;
    CHECK([verifier verifyContent:code(@"good") at:moment(clock) error:NULL].outcome == SKNOutcomeAccepted);
    CHECK(seconds - seen <= gate.compareSeconds);
    CHECK(refused <= seen + 1.5);  // a dismissed code, alone
  }
};

void a_long_evening() {
  Evening evening;
  evening.verifier = SKN_AUTORELEASE([[SKNVerifier alloc] initWithStore:evening.store options:nil error:NULL]);
  for (int i = 0; i < 4'000; ++i) {
    @autoreleasepool {
      evening.judge(evening.step());
    }
    if (i % 200 == 0) evening.clock = kNow;
  }
  CHECK(evening.goes > 200);
}

}  // namespace

const Case kEveningCases[] = {
    {"whatever happens in an evening, what goes was read just now, is accepted and nobody else's", a_long_evening},
    {nullptr, nullptr},
};

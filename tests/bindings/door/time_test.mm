// How long a door shows what.
#import "check.h"

#include <cstdio>

#include <unistd.h>

namespace {

NSArray<NSData *> *nothing() { return [NSArray array]; }

void stays_while_in_view() {
  SKNDoor *gate = door();
  SKNDoorScreen *first = shown(gate, codes(@"revoked"), 1);
  for (double at = 1.1; at < 9; at += 0.1) CHECK(shown(gate, codes(@"revoked"), at).presentation == first.presentation);
  CHECK(shown(gate, codes(@"revoked"), 9).kind == SKNDoorScreenVerdict);
}

void same_object_until_something_changes() {
  SKNDoor *gate = door();
  SKNDoorScreen *first = shown(gate, codes(@"revoked"), 1);
  CHECK(shown(gate, codes(@"revoked"), 2) == first);
  CHECK(shown(gate, nothing(), 3) == first);
}

void goes_when_out_of_view() {
  SKNDoor *gate = door();
  SKNDoorScreen *first = shown(gate, codes(@"revoked"), 1);
  CHECK(shown(gate, nothing(), 5.9).kind == SKNDoorScreenVerdict);
  SKNDoorScreen *later = shown(gate, nothing(), 6.1);
  CHECK(later.kind == SKNDoorScreenWaiting && later.tone == SKNDoorToneNeutral && later.shape == SKNShapeStop);
  CHECK(later.presentation == first.presentation);
  CHECK(shown(gate, codes(@"revoked"), 7).presentation > first.presentation);
}

void time_to_compare() {
  SKNDoor *gate = comparing_door();
  CHECK(shown(gate, codes(@"good"), 1).fields.count > 0);
  CHECK(shown(gate, nothing(), 14).fields.count > 0);
  CHECK(shown(gate, nothing(), 16.1).kind == SKNDoorScreenWaiting);
}

void fields_vanish_in_view() {
  SKNDoor *gate = comparing_door();
  SKNDoorScreen *first = shown(gate, codes(@"good"), 1);
  SKNDoorScreen *screen = first;
  for (double at = 1.5; at <= 16.5; at += 0.5) screen = shown(gate, codes(@"good"), at);
  CHECK(screen.kind == SKNDoorScreenVerdict && screen.tone == SKNDoorToneGo && screen.presentation == first.presentation);
  CHECK(screen.fields.count == 0 && screen.outlook.length == 0);
  CHECK_TEXT(screen.meaning, @"подлинный, действует и принимается по правилам");
  CHECK(![first.meaning isEqualToString:screen.meaning]);
}

void set_times_are_bounded() {
  SKNDoor *gate = door();
  gate.staySeconds = 2;
  CHECK(shown(gate, codes(@"revoked"), 1).kind == SKNDoorScreenVerdict);
  CHECK(shown(gate, nothing(), 3.1).kind == SKNDoorScreenWaiting);
  gate.staySeconds = 1e9;
  gate.compareSeconds = -1;
  CHECK(gate.staySeconds == 60 && gate.compareSeconds == 1);
  gate.staySeconds = kNoNumber;
  CHECK(gate.staySeconds == 5);
}

void judged_anew_when_it_changes() {
  SKNDoor *gate = door(@"any");
  SKNDoorScreen *first = shown(gate, codes(@"good"), 1);
  const int64_t end = static_cast<int64_t>(first.rejudgeAt.timeIntervalSince1970);
  SKNDoorScreen *before = [gate screenForContents:codes(@"good") hint:SKNHintNone at:moment(end - 1) seconds:2];
  CHECK(before.tone == SKNDoorToneGo && before.presentation == first.presentation);
  SKNDoorScreen *after = [gate screenForContents:nothing() hint:SKNHintNone at:moment(end) seconds:3];
  CHECK(after.tone == SKNDoorToneUnsure && after.reason == SKNReasonTrustDataStale && after.presentation > first.presentation);
  CHECK(after.fields.count == 0);
}

void judged_anew_when_the_clock_was_set_back() {
  SKNDoor *gate = door(@"any");
  CHECK(shown(gate, codes(@"good"), 1).tone == SKNDoorToneGo);
  SKNDoorScreen *after = [gate screenForContents:nothing() hint:SKNHintNone at:moment(kNow - 2 * kDay) seconds:2];
  CHECK(after.tone == SKNDoorToneUnsure && after.reason == SKNReasonClockSuspect);
}

void a_clock_does_not_prolong() {
  SKNDoor *gate = door();
  CHECK(shown(gate, codes(@"revoked"), 100).kind == SKNDoorScreenVerdict);
  CHECK(shown(gate, codes(@"revoked"), 42).kind == SKNDoorScreenVerdict);  // seconds that go back count as none
  CHECK(shown(gate, nothing(), 104).kind == SKNDoorScreenVerdict);
  CHECK([gate screenForContents:nothing() hint:SKNHintNone at:moment(kNow) seconds:kNoNumber].kind == SKNDoorScreenVerdict);
  CHECK(shown(gate, nothing(), 106).kind == SKNDoorScreenWaiting);
}

void a_wrong_time_never_goes() {
  SKNDoor *gate = door(@"any");
  SKNDoorScreen *screen = [gate screenForContents:codes(@"good") hint:SKNHintNone at:absent() seconds:1];
  CHECK(screen.kind == SKNDoorScreenFault && screen.tone == SKNDoorToneUnsure && screen.shape == SKNShapeStop);
  CHECK(screen.meaning.length > 0 && screen.headline.length > 0 && screen.outcome == SKNOutcomeUndetermined);
  SKNMoment *broken = [SKNMoment momentOfClock:absent()];
  CHECK([door(@"any") screenForContents:codes(@"good") hint:SKNHintNone at:broken seconds:1].kind == SKNDoorScreenFault);
  CHECK(shown(gate, absent(), 2).kind == SKNDoorScreenFault);
}

void an_update_judges_anew() {
  SKNTrustStore *store = store_with(nil);
  SKNDoor *gate = door_over(store, @"any");
  SKNDoorScreen *first = shown(gate, codes(@"good"), 1);
  CHECK(first.reason == SKNReasonTrustDataMissing && first.tone == SKNDoorToneUnsure);
  CHECK([store updateWithBundle:bundle_named(@"first") at:moment(kNow) error:NULL] != nil);
  SKNDoorScreen *after = [gate dataChangedAt:moment(kNow) seconds:2];
  CHECK(after.tone == SKNDoorToneGo && after.presentation > first.presentation);
  CHECK_TEXT(after.dataAge, @"Данные свежие: 1 час");
}

/// Of this process, in bytes.
long resident() {
  long pages = 0;
  if (std::FILE *file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%*d %ld", &pages) != 1) pages = 0;
    std::fclose(file);
  }
  return pages * sysconf(_SC_PAGESIZE);
}

/// Answers, frames without a code, and fields that vanish.
void work(SKNDoor *gate, NSArray<NSData *> *one, NSArray<NSData *> *other, int from, int to) {
  for (int i = from; i < to; ++i) {
    @autoreleasepool {
      CHECK(shown(gate, i % 2 == 0 ? one : other, i).kind == SKNDoorScreenVerdict);
      shown(gate, nothing(), i + 0.5);
    }
  }
}

void many_answers_leave_nothing() {
  SKNDoor *gate = comparing_door();
  work(gate, codes(@"good"), codes(@"revoked"), 0, 500);
  const long before = resident();
  CHECK(before > 0);
  work(gate, codes(@"good"), codes(@"revoked"), 500, 5'500);
  CHECK(resident() - before < 3'000'000);  // a screen has more than a kilobyte
}

}  // namespace

const Case kTimeCases[] = {
    {"a code that stays in view is answered once", stays_while_in_view},
    {"the screen is the same object until something changes", same_object_until_something_changes},
    {"an answer goes when its code went out of view, and comes again as new", goes_when_out_of_view},
    {"there is time to compare with a document", time_to_compare},
    {"fields vanish even while the code stays in view", fields_vanish_in_view},
    {"the times that an app sets are bounded", set_times_are_bounded},
    {"an answer is judged anew in the second in which it changes", judged_anew_when_it_changes},
    {"an answer is judged anew when the clock was set back", judged_anew_when_the_clock_was_set_back},
    {"seconds that go back do not prolong an answer, and end it no later", a_clock_does_not_prolong},
    {"without a time the screen is a fault and never goes", a_wrong_time_never_goes},
    {"an update judges anew what is shown", an_update_judges_anew},
    {"thousands of answers leave no memory behind", many_answers_leave_nothing},
    {nullptr, nullptr},
};

// What must not leave an answer standing that is another's, or longer than it is true.
#import "check.h"

#include <initializer_list>

#include "SKNMemory.h"

namespace {

NSArray<NSData *> *nothing() { return [NSArray array]; }

NSArray<NSData *> *with_line_end(NSString *name) {
  NSMutableData *content = SKN_AUTORELEASE([code(name) mutableCopy]);
  [content appendBytes:"\r\n" length:2];
  return [NSArray arrayWithObject:content];
}

void a_buffer_is_used_again() {
  SKNDoor *gate = door(@"any");
  NSMutableData *buffer = SKN_AUTORELEASE([code(@"good") mutableCopy]);
  NSArray<NSData *> *frame = [NSArray arrayWithObject:buffer];
  CHECK(shown(gate, frame, 1).tone == SKNDoorToneGo);
  [buffer setData:code(@"revoked")];
  CHECK(shown(gate, frame, 1.1).reason == SKNReasonRevoked);
}

void a_dismissed_code_beside_it() {
  SKNDoor *gate = door(@"any");
  CHECK(shown(gate, codes(@"revoked"), 1).tone == SKNDoorToneStop);
  [gate dismissAt:moment(kNow) seconds:1.2];
  CHECK(shown(gate, codes(@"revoked"), 1.4).kind == SKNDoorScreenWaiting);
  CHECK(shown(gate, codes(@"revoked", @"good"), 1.6).kind == SKNDoorScreenSeveralCodes);
  CHECK(shown(gate, codes(@"good"), 3).tone == SKNDoorToneGo);
}

void a_dismissed_code_alone_takes_the_answer() {
  SKNDoor *gate = door(@"any");
  CHECK(shown(gate, codes(@"revoked"), 1).tone == SKNDoorToneStop);
  [gate dismissAt:moment(kNow) seconds:1.2];
  CHECK(shown(gate, codes(@"revoked"), 1.4).kind == SKNDoorScreenWaiting);
  CHECK(shown(gate, codes(@"good"), 1.6).tone == SKNDoorToneGo);
  CHECK(shown(gate, codes(@"revoked"), 1.8).tone == SKNDoorToneGo);
  for (double at = 2; at < 3.3; at += 0.2) shown(gate, codes(@"revoked"), at);
  CHECK(shown(gate, codes(@"revoked"), 3.3).kind == SKNDoorScreenWaiting);
}

void a_dismissed_code_printed_twice() {
  SKNDoor *gate = door(@"any");
  shown(gate, codes(@"good"), 1);
  [gate dismissAt:moment(kNow) seconds:1];
  for (double at = 1.2; at < 4; at += 0.2) shown(gate, codes(@"revoked", @"revoked"), at);
  CHECK(shown(gate, codes(@"good"), 4).tone == SKNDoorToneGo);
}

void what_was_dismissed_is_let_go() {
  SKNDoor *gate = door(@"any");
  NSData *content = [[NSData alloc] initWithData:code(@"good")];
  const NSUInteger before = [content retainCount];
  @autoreleasepool {
    CHECK(shown(gate, [NSArray arrayWithObject:content], 1).tone == SKNDoorToneGo);
    [gate dismissAt:moment(kNow) seconds:2];
  }
  CHECK([content retainCount] == before);
  CHECK(shown(gate, [NSArray arrayWithObject:content], 2.5).kind == SKNDoorScreenWaiting);
  [content release];
}

void frozen_seconds_end_it() {
  for (const double frozen : {1.0, kNoNumber, std::numeric_limits<double>::infinity()}) {
    SKNDoor *gate = door(@"any");
    CHECK(shown(gate, codes(@"good"), 1).tone == SKNDoorToneGo);
    SKNDoorScreen *last = nil;
    for (int frame = 0; frame < 20; ++frame) {
      last = [gate screenForContents:nothing() hint:SKNHintNone at:moment(kNow + 1) seconds:frozen];
    }
    CHECK(last.kind == SKNDoorScreenWaiting);
  }
}

void other_seconds_end_it() {
  for (const double leap : {1e300, 1.7e9}) {
    SKNDoor *gate = door(@"any");
    [gate screenForContents:nothing() hint:SKNHintNone at:moment(kNow) seconds:leap];
    CHECK(shown(gate, codes(@"good"), 100).tone == SKNDoorToneGo);
    CHECK(shown(gate, nothing(), 104).tone == SKNDoorToneGo);
    CHECK(shown(gate, nothing(), 116).kind == SKNDoorScreenWaiting);
  }
  SKNDoor *gate = door(@"any");
  CHECK([gate screenForContents:codes(@"good") hint:SKNHintNone at:moment(kNow) seconds:1e9].tone == SKNDoorToneGo);
  CHECK([gate screenForContents:nothing() hint:SKNHintNone at:moment(kNow) seconds:100].kind == SKNDoorScreenWaiting);
}

void seconds_before_zero_count() {
  SKNDoor *gate = door(@"any");
  CHECK([gate screenForContents:codes(@"good") hint:SKNHintNone at:moment(kNow) seconds:-1000].tone == SKNDoorToneGo);
  CHECK([gate screenForContents:nothing() hint:SKNHintNone at:moment(kNow) seconds:-980].kind == SKNDoorScreenWaiting);
}

void what_is_no_content() {
  SKNDoor *gate = door(@"any");
  for (id alien in [NSArray arrayWithObjects:[NSNull null], @"SKN1:ABC", [NSNumber numberWithInt:7], nil]) {
    CHECK(shown(gate, codes(@"good"), 1).tone == SKNDoorToneGo);
    SKNDoorScreen *screen = shown(gate, [NSArray arrayWithObject:alien], 1);
    CHECK(screen.kind == SKNDoorScreenFault && screen.tone == SKNDoorToneUnsure);
    CHECK(shown(gate, [codes(@"good") arrayByAddingObject:alien], 1).tone != SKNDoorToneGo);
    CHECK([gate screenForStill:[NSArray arrayWithObject:alien] at:moment(kNow) seconds:1].kind == SKNDoorScreenFault);
    CHECK([gate screenForCodes:[NSArray arrayWithObject:alien] hint:SKNHintNone at:moment(kNow) seconds:1].kind == SKNDoorScreenFault);
  }
}

void a_still_is_no_longer_one() {
  SKNDoor *gate = door(@"any");
  CHECK([gate screenForStill:codes(@"good") at:moment(kNow) seconds:1].tone == SKNDoorToneGo);
  CHECK(shown(gate, codes(@"good"), 50).tone == SKNDoorToneGo);
  CHECK(shown(gate, nothing(), 66).kind == SKNDoorScreenWaiting);
}

void a_new_answer_is_compared() {
  SKNTrustStore *store = store_with(nil);
  SKNDoor *gate = door_over(store, @"compared");
  for (double at = 1; at < 30; at += 1) CHECK(shown(gate, codes(@"good"), at).tone == SKNDoorToneUnsure);
  CHECK([store updateWithBundle:bundle_named(@"shown") at:moment(kNow) error:NULL] != nil);
  SKNDoorScreen *screen = [gate dataChangedAt:moment(kNow) seconds:30];
  CHECK(screen.tone == SKNDoorToneGo && screen.fields.count > 0);
  for (double at = 31; at < 46; at += 1) screen = shown(gate, codes(@"good"), at);
  CHECK(shown(gate, codes(@"good"), 46).fields.count == 0);
}

void changed_data_are_noticed() {
  SKNTrustStore *store = store_with(@"first");
  SKNDoor *gate = door_over(store, @"any");
  SKNDoorScreen *first = shown(gate, codes(@"good"), 1);
  CHECK(first.tone == SKNDoorToneGo);
  CHECK([store updateWithBundle:bundle_named(@"withdrawn") at:moment(kNow) error:NULL] != nil);
  for (double at = 2; at < 22; at += 1) shown(gate, codes(@"good"), at);
  SKNDoorScreen *screen = shown(gate, codes(@"good"), 22);
  CHECK(screen.reason == SKNReasonRevoked && screen.tone == SKNDoorToneStop && screen.presentation > first.presentation);
}

void a_fault_passes() {
  SKNDoor *gate = door(@"any");
  CHECK([gate screenForContents:codes(@"good") hint:SKNHintNone at:absent() seconds:1].kind == SKNDoorScreenFault);
  CHECK(shown(gate, codes(@"good"), 1.1).tone == SKNDoorToneGo);
}

void by_turns_is_several() {
  SKNDoor *gate = door(@"any");
  CHECK(shown(gate, codes(@"good"), 1).tone == SKNDoorToneGo);
  CHECK(shown(gate, codes(@"revoked"), 1.1).reason == SKNReasonRevoked);
  for (int frame = 2; frame < 40; ++frame) {
    SKNDoorScreen *screen = shown(gate, codes(frame % 2 == 0 ? @"good" : @"revoked"), 1 + 0.1 * frame);
    CHECK(screen.kind == SKNDoorScreenSeveralCodes && screen.canJudgeTogether);
  }
  CHECK(shown(gate, codes(@"good"), 6).tone == SKNDoorToneGo);
}

void one_twice_is_no_pair() {
  SKNDoor *gate = door(@"pair");
  NSArray<NSData *> *twice = [codes(@"recovered") arrayByAddingObjectsFromArray:with_line_end(@"recovered")];
  shown(gate, twice, 1);
  CHECK([gate judgeTogetherAt:moment(kNow) seconds:1.1].tone != SKNDoorToneGo);
  SKNDoor *next = door(@"pair");
  shown(next, codes(@"recovered"), 1);
  [next addAnotherAt:moment(kNow) seconds:1.1];
  CHECK(shown(next, with_line_end(@"recovered"), 1.2).tone != SKNDoorToneGo);
}

void hostile_contents() {
  SKNDoor *gate = door(@"any");
  NSMutableArray<NSData *> *many = [NSMutableArray array];
  for (int i = 0; i < 64; ++i) [many addObject:plain_code([NSString stringWithFormat:@"SKN1:%d", i])];
  CHECK(shown(gate, [many arrayByAddingObjectsFromArray:codes(@"good")], 1).tone != SKNDoorToneGo);
  CHECK(shown(gate, [NSArray arrayWithObject:[NSMutableData dataWithLength:20'000'000]], 2).tone == SKNDoorToneUnsure);
  CHECK(shown(gate, [NSArray arrayWithObject:[NSData data]], 3).tone == SKNDoorToneUnsure);
}

}  // namespace

const Case kDoubtCases[] = {
    {"a buffer that is used again is another code", a_buffer_is_used_again},
    {"a dismissed code counts beside another certificate", a_dismissed_code_beside_it},
    {"an answer does not stay while only a dismissed code is in view", a_dismissed_code_alone_takes_the_answer},
    {"another code that is in the picture twice does not keep what was dismissed", a_dismissed_code_printed_twice},
    {"the content of what was dismissed is let go", what_was_dismissed_is_let_go},
    {"seconds that stand still or are no number end an answer", frozen_seconds_end_it},
    {"seconds of another clock end an answer, and the next one ends as well", other_seconds_end_it},
    {"seconds before zero count", seconds_before_zero_count},
    {"a still picture whose code is then in view stays no longer than that", a_still_is_no_longer_one},
    {"an answer that came to be accepted can be compared", a_new_answer_is_compared},
    {"changed data are noticed even if nobody tells", changed_data_are_noticed},
    {"a fault ends when its cause has", a_fault_passes},
    {"two certificates read by turns are not answered", by_turns_is_several},
    {"one certificate written in two ways is no pair", one_twice_is_no_pair},
    {"many, long and empty contents are not accepted", hostile_contents},
    {"what is no content is a fault", what_is_no_content},
    {nullptr, nullptr},
};

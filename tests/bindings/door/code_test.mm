// Which code a door answers.
#import "check.h"

#include "SKNMemory.h"

namespace {

NSArray<NSData *> *nothing() { return [NSArray array]; }

NSArray<NSData *> *with_poster(NSString *name) { return [codes(name) arrayByAddingObject:plain_code(@"https://example.org/menu")]; }

void another_takes_its_place() {
  SKNDoor *gate = door(@"any");
  SKNDoorScreen *first = shown(gate, codes(@"good"), 1);
  SKNDoorScreen *second = shown(gate, codes(@"revoked"), 1.1);
  CHECK(first.tone == SKNDoorToneGo && second.reason == SKNReasonRevoked && second.presentation > first.presentation);
}

void an_answer_is_not_another_codes() {
  SKNDoor *gate = comparing_door();
  CHECK(shown(gate, codes(@"good"), 1).tone == SKNDoorToneGo);
  CHECK(shown(gate, nothing(), 2, SKNHintHoldStill).tone == SKNDoorToneGo);  // its own, moving away
  CHECK(shown(gate, nothing(), 3, SKNHintTooDark).tone == SKNDoorToneGo);    // the camera looks down
  SKNDoorScreen *screen = shown(gate, nothing(), 4, SKNHintCloser);
  CHECK(screen.kind == SKNDoorScreenWaiting && screen.fields.count == 0);
  CHECK_TEXT(screen.hint, @"Ближе");
  CHECK([gate screenForStill:codes(@"good") at:moment(kNow) seconds:5].tone == SKNDoorToneGo);
  CHECK(shown(gate, nothing(), 8, SKNHintCloser).tone == SKNDoorToneGo);  // a picture of the gallery is no door's
}

void several_are_not_answered() {
  SKNDoor *gate = door(@"any");
  CHECK(shown(gate, codes(@"good"), 1).tone == SKNDoorToneGo);
  SKNDoorScreen *both = shown(gate, codes(@"good", @"revoked"), 1.1);
  CHECK(both.kind == SKNDoorScreenSeveralCodes && both.tone == SKNDoorToneNeutral && both.shape == SKNShapeStop);
  CHECK_TEXT(both.headline, @"Несколько кодов");
  CHECK(both.canJudgeTogether && both.fields.count == 0);
  CHECK(shown(gate, codes(@"revoked", @"good"), 1.2).presentation == both.presentation);
}

void one_missed_in_a_frame_is_not_answered() {
  SKNDoor *gate = door(@"any");
  SKNDoorScreen *both = shown(gate, codes(@"good", @"revoked"), 1);
  CHECK(shown(gate, codes(@"good"), 1.3) == both);
  CHECK(shown(gate, codes(@"good", @"revoked"), 1.6).kind == SKNDoorScreenSeveralCodes);
  CHECK(shown(gate, codes(@"good"), 2.5).tone == SKNDoorToneGo);
}

void posters_do_not_count() {
  SKNDoor *gate = door(@"any");
  SKNDoorScreen *first = shown(gate, with_poster(@"good"), 1);
  CHECK(first.tone == SKNDoorToneGo);
  CHECK(shown(gate, with_poster(@"good"), 2) == first);
  CHECK(shown(gate, [NSArray arrayWithObject:plain_code(@"https://example.org/menu")], 3).reason == SKNReasonNotACertificate);
}

void together_at_once() {
  SKNDoor *gate = door(@"pair");
  SKNDoorScreen *both = shown(gate, codes(@"recovered", @"tested"), 1);
  CHECK(both.kind == SKNDoorScreenSeveralCodes);
  SKNDoorScreen *joint = [gate judgeTogetherAt:moment(kNow) seconds:1.5];
  CHECK(joint.tone == SKNDoorToneGo && joint.presentation > both.presentation);
  CHECK(shown(gate, codes(@"tested"), 2).presentation == joint.presentation);
  CHECK(shown(gate, codes(@"recovered", @"tested"), 2.5).presentation == joint.presentation);
}

void one_after_the_other() {
  SKNDoor *gate = door(@"pair", SKNLanguageEnglish);
  SKNDoorScreen *first = shown(gate, codes(@"recovered"), 1);
  CHECK(first.tone == SKNDoorToneStop && first.reason == SKNReasonPolicyRefused && first.canAddAnother);
  SKNDoorScreen *asked = [gate addAnotherAt:moment(kNow) seconds:2];
  CHECK(asked.kind == SKNDoorScreenWaitingForAnother && asked.tone == SKNDoorToneNeutral);
  CHECK_TEXT(asked.headline, @"Show another code");
  CHECK(shown(gate, codes(@"recovered"), 3).kind == SKNDoorScreenWaitingForAnother);
  CHECK(shown(gate, with_poster(@"recovered"), 3.5).kind == SKNDoorScreenWaitingForAnother);
  SKNDoorScreen *joint = shown(gate, codes(@"tested"), 4);
  CHECK(joint.kind == SKNDoorScreenVerdict && joint.tone == SKNDoorToneGo);
}

void waiting_for_another_ends() {
  SKNDoor *gate = door(@"pair");
  shown(gate, codes(@"recovered"), 1);
  [gate addAnotherAt:moment(kNow) seconds:2];
  CHECK(shown(gate, codes(@"recovered"), 16).kind == SKNDoorScreenWaitingForAnother);
  SKNDoorScreen *late = shown(gate, nothing(), 17.5);
  CHECK(late.kind == SKNDoorScreenWaiting);
  CHECK(shown(gate, codes(@"tested"), 18).tone != SKNDoorToneGo);
}

void actions_that_are_not_offered_do_nothing() {
  SKNDoor *gate = door(@"any");
  CHECK([gate addAnotherAt:moment(kNow) seconds:0].kind == SKNDoorScreenWaiting);
  CHECK([gate judgeTogetherAt:moment(kNow) seconds:0].kind == SKNDoorScreenWaiting);
  SKNDoorScreen *screen = shown(gate, codes(@"good"), 1);
  CHECK(!screen.canAddAnother && [gate addAnotherAt:moment(kNow) seconds:1] == screen);
}

void dismissed_is_not_answered_again() {
  SKNDoor *gate = door(@"any");
  SKNDoorScreen *first = shown(gate, codes(@"good"), 1);
  CHECK([gate dismissAt:moment(kNow) seconds:2].kind == SKNDoorScreenWaiting);
  CHECK(shown(gate, codes(@"good"), 2.5).kind == SKNDoorScreenWaiting);
  CHECK(shown(gate, codes(@"revoked"), 2.6).reason == SKNReasonRevoked);
  CHECK([gate dismissAt:moment(kNow) seconds:3].kind == SKNDoorScreenWaiting);
  CHECK(shown(gate, nothing(), 5).kind == SKNDoorScreenWaiting);
  SKNDoorScreen *again = shown(gate, codes(@"good"), 5.1);
  CHECK(again.tone == SKNDoorToneGo && again.presentation > first.presentation);
}

void a_still_stays() {
  SKNDoor *gate = door(@"any");
  SKNDoorScreen *first = [gate screenForStill:codes(@"good") at:moment(kNow) seconds:1];
  CHECK(first.tone == SKNDoorToneGo);
  SKNDoorScreen *later = shown(gate, nothing(), 50);
  CHECK(later.tone == SKNDoorToneGo && later.fields.count == 0 && later.presentation == first.presentation);
  CHECK(shown(gate, nothing(), 62).kind == SKNDoorScreenWaiting);
  CHECK([gate screenForStill:nothing() at:moment(kNow) seconds:63].reason == SKNReasonNoCodeFound);
  CHECK([gate screenForStill:codes(@"good", @"revoked") at:moment(kNow) seconds:64].kind == SKNDoorScreenSeveralCodes);
}

void a_policy_is_chosen() {
  SKNDoor *gate = door(@"any");
  CHECK(shown(gate, codes(@"good"), 1).tone == SKNDoorToneGo);
  CHECK([gate choosePolicy:@"strict" practice:NO error:NULL]);
  CHECK_TEXT(gate.policy, @"strict");
  SKNDoorScreen *screen = shown(gate, codes(@"good"), 1.1);
  CHECK(screen.tone == SKNDoorToneStop && screen.reason == SKNReasonPolicyRefused && !screen.canAddAnother);
}

void a_closed_store_is_told() {
  SKNTrustStore *store = store_with(@"first");
  [store close];
  NSError *error = nil;
  SKNCatalogue *catalogue = SKN_AUTORELEASE([[SKNCatalogue alloc] initWithLanguage:SKNLanguageEnglish error:NULL]);
  CHECK([[SKNDoor alloc] initWithStore:store catalogue:catalogue policy:nil practice:NO error:&error] == nil);
  CHECK([error.domain isEqualToString:SKNErrorDomain] && error.code == SKNErrorClosed);
  error = nil;
  CHECK([[SKNDoor alloc] initWithStore:absent() catalogue:catalogue policy:nil practice:NO error:&error] == nil);
  CHECK(error.code == SKNErrorInvalidArgument);
  error = nil;
  CHECK([[SKNDoor alloc] initWithStore:store_with(@"first") catalogue:absent() policy:nil practice:NO error:&error] == nil);
  CHECK(error.code == SKNErrorInvalidArgument);
}

void its_scanner_reports_each_frame() {
  CHECK(SKNDoor.scannerOptions.repeatWindow == 0);
  SKNScanner *scanner = SKN_AUTORELEASE([[SKNScanner alloc] initWithOptions:SKNDoor.scannerOptions error:NULL]);
  CHECK(scanner != nil);
}

}  // namespace

const Case kCodeCases[] = {
    {"another code takes the place of the one that is shown", another_takes_its_place},
    {"an answer does not stay for another code that cannot be read yet", an_answer_is_not_another_codes},
    {"two certificates in one picture are not answered", several_are_not_answered},
    {"one of two that a frame misses is not answered for that", one_missed_in_a_frame_is_not_answered},
    {"codes that are no certificates do not count beside one", posters_do_not_count},
    {"two certificates in one picture are judged together when the operator says so", together_at_once},
    {"a certificate and a test are judged together one after the other", one_after_the_other},
    {"waiting for another certificate ends", waiting_for_another_ends},
    {"actions that the screen does not offer do nothing", actions_that_are_not_offered_do_nothing},
    {"what was dismissed is not answered again before it was away", dismissed_is_not_answered_again},
    {"a still picture stays until it is dismissed, at most a minute", a_still_stays},
    {"choosing a policy ends what is shown and judges by the new one", a_policy_is_chosen},
    {"a closed store and nil are errors", a_closed_store_is_told},
    {"the scanner for a door reports every code in every frame", its_scanner_reports_each_frame},
    {nullptr, nullptr},
};

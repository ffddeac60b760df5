// What a door's screen says.
#include <cmath>
#include <iterator>

#import "check.h"

#include "SKNMemory.h"

namespace {

void accepted_goes() {
  SKNDoorScreen *screen = shown(door(@"any", SKNLanguageEnglish), codes(@"good"), 1);
  CHECK(screen.kind == SKNDoorScreenVerdict && screen.tone == SKNDoorToneGo && screen.shape == SKNShapeGo);
  CHECK(screen.outcome == SKNOutcomeAccepted && screen.reason == SKNReasonNone);
  CHECK_TEXT(screen.mark, @"✔");
  CHECK_TEXT(screen.headline, @"Accepted");
  CHECK_TEXT(screen.reasonHeadline, @"");
  CHECK([screen.outlook hasPrefix:@"accepted until "]);
  CHECK(screen.operatorAction.length > 0 && screen.rejudgeAt != nil && !screen.canAddAnother);
}

void fields_are_compared() {
  SKNDoorScreen *screen = shown(comparing_door(), codes(@"good"), 1);
  CHECK_TEXT(screen.operatorAction, @"сверьте имя, дату рождения и документ");
  SKNDoorField *birth = field_of(screen, SKNFieldBirthDate);
  CHECK_TEXT(birth.label, @"Дата рождения");
  CHECK(birth.value.length > 0 && field_of(screen, SKNFieldName).value.length > 0);
  CHECK([field_of(screen, SKNFieldName).value rangeOfString:@"*"].location != NSNotFound);
  CHECK(field_of(screen, SKNFieldKind) == nil && field_of(screen, SKNFieldEvent) == nil);
  CHECK_TEXT(field_of(screen, SKNFieldDose).value, @"2 из 2");
  CHECK_TEXT(screen.meaning, @"прививка 1 июня 2021");
}

void refused_stops() {
  SKNDoorScreen *screen = shown(door(), codes(@"revoked"), 1);
  CHECK(screen.tone == SKNDoorToneStop && screen.shape == SKNShapeStop && screen.outcome == SKNOutcomeRejected);
  CHECK(screen.reason == SKNReasonRevoked && screen.fields.count == 0);
  CHECK_TEXT(screen.mark, @"✘");
  CHECK_TEXT(screen.headline, @"Отказ");
  CHECK_TEXT(screen.reasonHeadline, @"Отозван");
  CHECK_TEXT(screen.meaning, @"отозван ведомством");
  CHECK_TEXT(screen.operatorAction, @"не пропускайте");
  CHECK_TEXT(screen.spoken, @"Отказ, Отозван: не пропускайте.");
}

void undetermined_is_another_stop() {
  SKNDoorScreen *screen = shown(door(@"elsewhere"), codes(@"good"), 1);
  CHECK(screen.tone == SKNDoorToneUnsure && screen.shape == SKNShapeStop && screen.reason == SKNReasonUnknownPolicy);
  CHECK(screen.outcome == SKNOutcomeUndetermined && screen.fields.count == 0);
  CHECK_TEXT(screen.mark, @"?");
  CHECK_TEXT(screen.headline, @"Не определено");
  SKNDoorScreen *other = shown(door(), [NSArray arrayWithObject:plain_code(@"https://example.org")], 1);
  CHECK(other.tone == SKNDoorToneUnsure && other.reason == SKNReasonNotACertificate);
}

void only_accepted_goes() {
  NSArray<NSString *> *names = [@"good revoked expired recovered training tested" componentsSeparatedByString:@" "];
  NSArray<NSString *> *policies = [@"any checked strict future pair elsewhere" componentsSeparatedByString:@" "];
  int goes = 0;
  for (NSString *policy in policies) {
    SKNTrustStore *store = store_with(@"first");
    SKNVerifierOptions *options = SKN_AUTORELEASE([[SKNVerifierOptions alloc] init]);
    options.policy = policy;
    SKNVerifier *verifier = SKN_AUTORELEASE([[SKNVerifier alloc] initWithStore:store options:options error:NULL]);
    for (NSString *name in names) {
      for (const int64_t later : {int64_t{0}, 6 * kDay, 8 * kDay, 400 * kDay, -3 * kDay}) {
        SKNVerdict *verdict = [verifier verifyContent:code(name) at:moment(kNow + later) error:NULL];
        SKNDoor *fresh = door_over(store, policy);
        SKNDoorScreen *screen = [fresh screenForContents:codes(name) hint:SKNHintNone at:moment(kNow + later) seconds:1];
        CHECK((screen.tone == SKNDoorToneGo) == (verdict.outcome == SKNOutcomeAccepted));
        CHECK((screen.shape == SKNShapeGo) == (verdict.outcome == SKNOutcomeAccepted));
        CHECK((screen.tone == SKNDoorToneStop) == (verdict.outcome == SKNOutcomeRejected));
        CHECK(screen.outcome == verdict.outcome && screen.reason == verdict.reason);
        if (screen.tone == SKNDoorToneGo) ++goes;
        CHECK(screen.headline.length > 0 && screen.dataAge.length > 0 && [screen.spoken hasSuffix:@"."]);
        CHECK(screen.fields.count == 0 || screen.tone == SKNDoorToneGo);
      }
    }
  }
  CHECK(goes > 3);
}

void data_age_is_always_there() {
  SKNDoor *gate = door();
  CHECK_TEXT(shown(gate, [NSArray array], 0).dataAge, @"Данные свежие: 1 час");
  CHECK_TEXT(shown(gate, codes(@"good"), 1).dataAge, @"Данные свежие: 1 час");
  SKNDoorScreen *stale = [gate screenForContents:[NSArray array] hint:SKNHintNone at:moment(kNow + 30 * kDay) seconds:60];
  CHECK(stale.freshness == SKNFreshnessStale && stale.dataAction.length > 0);
  CHECK_TEXT(stale.dataAge, @"Данные устарели: 30 дней");
  SKNDoorScreen *none = shown(door_over(store_with(nil)), [NSArray array], 0);
  CHECK_TEXT(none.dataAge, @"Данных нет");
  CHECK(none.freshness == SKNFreshnessNone);
}

void practice_is_marked() {
  SKNDoor *gate = door(nil, SKNLanguageEnglish, YES);
  CHECK_TEXT(shown(gate, [NSArray array], 0).practiceMark, @"Practice: admit nobody");
  SKNDoorScreen *screen = shown(gate, codes(@"training"), 1);
  CHECK(screen.outcome == SKNOutcomeAccepted);
  CHECK_TEXT(screen.practiceMark, @"Practice: admit nobody");
  CHECK_TEXT(screen.reasonHeadline, @"Training");
  CHECK([screen.operatorAction rangeOfString:@"admit nobody"].location != NSNotFound);
  SKNDoorScreen *elsewhere = shown(door(), codes(@"training"), 1);
  CHECK(elsewhere.tone == SKNDoorToneStop && elsewhere.reason == SKNReasonPracticeCertificate);
  CHECK_TEXT(elsewhere.practiceMark, @"");
}

void hints_coach() {
  SKNDoor *gate = door();
  SKNDoorScreen *screen = shown(gate, [NSArray array], 0, SKNHintGlare);
  CHECK_TEXT(screen.hint, @"Блик");
  CHECK(screen.hintAction.length > 0);
  CHECK_TEXT(shown(gate, [NSArray array], 1).hint, @"");
  CHECK_TEXT(shown(gate, codes(@"good"), 2, SKNHintCloser).hint, @"");
}

void speech_has_no_holder() {
  SKNDoorScreen *screen = shown(comparing_door(), codes(@"good"), 1);
  CHECK(screen.fields.count > 1);
  for (SKNDoorField *field in screen.fields) {
    CHECK([screen.spoken rangeOfString:field.value].location == NSNotFound);
    CHECK([screen.description rangeOfString:field.value].location == NSNotFound);
  }
}

void screens_do_not_change() {
  SKNDoorScreen *screen = shown(door(), codes(@"revoked"), 1);
  bool refused = false;
  @try {
    [screen setValue:[NSNumber numberWithInt:SKNDoorToneGo] forKey:@"tone"];
  } @catch (NSException *) {
    refused = true;
  }
  CHECK(refused && screen.tone == SKNDoorToneStop);
}

double channel(uint32_t colour, int shift) {
  const double value = ((colour >> shift) & 0xFF) / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(uint32_t colour) {
  return 0.2126 * channel(colour, 16) + 0.7152 * channel(colour, 8) + 0.0722 * channel(colour, 0);
}

void colours_can_be_read() {
  for (const SKNDoorTone tone : {SKNDoorToneNeutral, SKNDoorToneUnsure, SKNDoorToneStop, SKNDoorToneGo}) {
    const double one = luminance(SKNDoorBackground(tone)), other = luminance(SKNDoorForeground(tone));
    CHECK((std::max(one, other) + 0.05) / (std::min(one, other) + 0.05) >= 4.5);
  }
}

}  // namespace

const Case kScreenCases[] = {
    {"an accepted certificate goes, with mark, word and end", accepted_goes},
    {"masked fields are shown to be compared with a document", fields_are_compared},
    {"a withdrawn certificate stops, with reason and action", refused_stops},
    {"what is undetermined stops in another way than what is rejected", undetermined_is_another_stop},
    {"nothing goes but what the verifier accepts, whatever code, policy and time", only_accepted_goes},
    {"the data's age stands on every screen, also without data", data_age_is_always_there},
    {"practice mode is marked on every screen, and a training certificate is one outside it", practice_is_marked},
    {"hints coach while nothing is shown", hints_coach},
    {"what is spoken and described tells nothing about the holder", speech_has_no_holder},
    {"key-value coding does not change a screen", screens_do_not_change},
    {"each tone's text can be read on it", colours_can_be_read},
    {nullptr, nullptr},
};

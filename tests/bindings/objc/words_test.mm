// What numbers, verdicts and errors mean to people.
#include "check.h"

using namespace world;

static SKNCatalogue *catalogue(SKNLanguage language) {
  return [MUST([[SKNCatalogue alloc] initWithLanguage:language error:&error]) autorelease];
}

static constexpr SKNLanguage languages[] = {SKNLanguageEnglish, SKNLanguageRussian};

static void all() {
  for (const SKNLanguage language : languages) {
    SKNCatalogue *words = catalogue(language);
    for (NSInteger i = 0; i <= 2; ++i) CHECK([[[words wordsForOutcome:static_cast<SKNOutcome>(i)] headline] length] > 0);
    for (NSInteger i = 1; i <= 23; ++i) {
      CHECK([[[words wordsForReason:static_cast<SKNReason>(i) freshness:SKNFreshnessFresh] headline] length] > 0);
    }
    for (const NSInteger i : {1, 2, 3, 5, 6, 7}) CHECK([[[words wordsForNote:static_cast<SKNNote>(i)] headline] length] > 0);
    for (NSInteger i = 1; i <= 5; ++i) CHECK([[[words wordsForHint:static_cast<SKNHint>(i)] headline] length] > 0);
    for (NSInteger i = 0; i <= 4; ++i) CHECK([[[words wordsForFreshness:static_cast<SKNFreshness>(i)] headline] length] > 0);
    for (NSInteger i = 0; i <= 3; ++i) CHECK([[[words wordsForClockState:static_cast<SKNClockState>(i)] headline] length] > 0);
    for (NSInteger i = 0; i <= 5; ++i) CHECK([[[words wordsForRevocation:static_cast<SKNRevocation>(i)] headline] length] > 0);
    for (NSInteger i = 1; i <= 3; ++i) CHECK([[[words wordsForKind:static_cast<SKNKind>(i)] headline] length] > 0);
    for (NSInteger i = 1; i <= 14; ++i) CHECK([[[words wordsForLinkFault:static_cast<SKNLinkFault>(i)] headline] length] > 0);
    CHECK([[[words wordsForReason:static_cast<SKNReason>(99) freshness:SKNFreshnessNone] headline] length] == 0);
    CHECK([[[words wordsForReason:SKNReasonNone freshness:SKNFreshnessNone] headline] length] == 0);
  }
}

static void freshness() {
  SKNCatalogue *english = catalogue(SKNLanguageEnglish);
  CHECK_TEXT([[english wordsForReason:SKNReasonUnknownIssuer freshness:SKNFreshnessFresh] operatorAction], @"do not admit");
  CHECK([[[english wordsForReason:SKNReasonUnknownIssuer freshness:SKNFreshnessStale] operatorAction] length] > 12);
  CHECK_TEXT([[english wordsForReason:SKNReasonRevoked freshness:SKNFreshnessNone] headline], @"Withdrawn");
}

static void quantities() {
  SKNCatalogue *russian = catalogue(SKNLanguageRussian);
  CHECK_TEXT([russian tag], @"ru");
  CHECK_TEXT([russian textOfCount:5 unit:SKNUnitDays], @"5 дней");
  CHECK_TEXT([russian textOfCount:21 unit:SKNUnitDays], @"21 день");
  CHECK_TEXT([russian textOfAge:2 * HOUR], @"2 часа");
  SKNDay *day = [[[SKNDay alloc] initWithYear:2021 month:7 day:9] autorelease];
  CHECK_TEXT([russian textOfDay:day], @"9 июля 2021");
  CHECK_TEXT([catalogue(SKNLanguageEnglish) textOfDay:day], @"9 July 2021");
  CHECK_TEXT([catalogue(SKNLanguageEnglish) textOfTime:date(NOON) utcOffsetMinutes:180], @"1 July 2021, 15:00");
  CHECK_TEXT([russian textOfCount:5 unit:static_cast<SKNUnit>(9)], @"");
}

static void ownLanguage() {
  SKNCatalogue *own = [MUST([[SKNCatalogue alloc] initWithTag:@"kk" plurals:SKNPluralRuleOneOther base:SKNLanguageRussian
                                                       error:&error]) autorelease];
  SKNWords *before = [own wordsForReason:SKNReasonRevoked freshness:SKNFreshnessNone];
  MUST([own setText:@"Own words" forKey:@"reason.revoked.headline" error:&error]);
  CHECK_TEXT([[own wordsForReason:SKNReasonRevoked freshness:SKNFreshnessNone] headline], @"Own words");
  CHECK_TEXT([before headline], @"Отозван");
  CHECK_TEXT([own tag], @"kk");
  FAILS(SKNErrorInvalidArgument, @"key", [own setText:@"x" forKey:@"no.such.key" error:&error]);
  FAILS(SKNErrorInvalidArgument, @"plurals", [[[SKNCatalogue alloc] initWithTag:@"kk" plurals:static_cast<SKNPluralRule>(3)
                                                                           base:SKNLanguageRussian error:&error] autorelease]);
  FAILS(SKNErrorInvalidArgument, @"language", [[[SKNCatalogue alloc] initWithLanguage:static_cast<SKNLanguage>(2)
                                                                                error:&error] autorelease]);
}

static void clauses() {
  SKNVerdict *good = world::verdict(nil, @"texts/good"), *refused = world::verdict(@"strict", @"texts/good");
  for (const SKNLanguage language : languages) {
    SKNCatalogue *words = catalogue(language);
    CHECK([[words clause:SKNClauseOutlook ofVerdict:good] length] > 0);
    CHECK([[words clause:SKNClauseChange ofVerdict:good] length] > 0);
    CHECK([[words clause:SKNClauseDataAge ofVerdict:good] length] > 0);
    CHECK_TEXT([words clause:SKNClauseRefusal ofVerdict:good], @"");
    CHECK([[words clause:SKNClauseRefusal ofVerdict:refused] length] > 0);
    CHECK([[words clause:SKNClauseMeaning ofVerdict:refused] length] > 0);
    CHECK_TEXT([words clause:static_cast<SKNClause>(5) ofVerdict:good], @"");
  }
}

static void shapes() {
  CHECK([SKNCatalogue shapeForOutcome:SKNOutcomeAccepted] == SKNShapeGo);
  CHECK([SKNCatalogue shapeForOutcome:SKNOutcomeUndetermined] == SKNShapeStop);
  CHECK([SKNCatalogue shapeForOutcome:static_cast<SKNOutcome>(3)] == SKNShapeStop);
  CHECK_TEXT([SKNCatalogue markForOutcome:SKNOutcomeAccepted], @"✔");
}

static void names() {
  CHECK_TEXT(SKNStableName(SKNListReason, SKNReasonPolicyRefused), @"policy_refused");
  CHECK_TEXT(SKNStableName(SKNListStatus, 0), @"ok");
  CHECK_TEXT(SKNStableName(SKNListReason, 99), @"");
  CHECK_TEXT(SKNStableName(SKNListReason, (static_cast<NSInteger>(1) << 32) + 1), @"");
  CHECK(SKNOutcomeOfReason(SKNReasonRevoked) == SKNOutcomeRejected);
  CHECK(SKNOutcomeOfReason(SKNReasonTrustDataStale) == SKNOutcomeUndetermined);
  for (NSInteger i = 0; i < 100; ++i) CHECK(SKNOutcomeOfReason(static_cast<SKNReason>(i)) != SKNOutcomeAccepted);
  CHECK([[SKNLibraryVersion() componentsSeparatedByString:@"."] count] == 3);
}

static NSError *errorWith(NSData *bundle) {
  NSError *error = nil;
  CHECK([store() updateWithBundle:bundle at:now() error:&error] == nil);
  return error;
}

static void errors() {
  NSError *error = errorWith([NSData data]);
  CHECK_TEXT([error localizedDescription], @"Broken file: signed trust data or a bundle is not the one canonical encoding.");
  CHECK_TEXT([error localizedRecoverySuggestion], @"Get the file again from the authority.");
  CHECK([[[error userInfo] objectForKey:SKNErrorDetailKey] length] > 0);
  SKNSetErrorLanguage(SKNLanguageRussian);
  error = errorWith([NSData data]);
  CHECK([[error localizedDescription] hasPrefix:@"Файл повреждён"] && [[error localizedRecoverySuggestion] hasSuffix:@"."]);
  SKNTrustStore *closed = store();
  [closed close];
  CHECK([closed anchorWithError:&error] == nil);
  CHECK_TEXT([error localizedDescription], @"Закрыто: работа с этим уже закончена.");
  CHECK_TEXT([error localizedRecoverySuggestion], @"Перезапустите приложение.");
  SKNResetErrorLanguage();
  error = errorWith([NSData data]);
  const bool isRussian = [SKNCatalogue preferredLanguage] == SKNLanguageRussian;
  CHECK([[error localizedDescription] hasPrefix:isRussian ? @"Файл повреждён" : @"Broken file"]);
  SKNSetErrorLanguage(SKNLanguageEnglish);
}

static constexpr Test tests[] = {
    {"every member of the lists for people has words in both languages", all},
    {"an update is suggested only where it can help", freshness},
    {"counts, ages, days and times are written in the language", quantities},
    {"an app's own language begins with a built-in one, and words already given do not change", ownLanguage},
    {"clauses tell of a verdict, and nothing where there is nothing to tell", clauses},
    {"each outcome has its shape and mark, and only accepted goes", shapes},
    {"stable names and outcomes of reasons are the library's", names},
    {"errors speak the user's language, or the one that the app has chosen", errors},
};
extern const Group wordsGroup;
const Group wordsGroup = groupOf("words", tests);

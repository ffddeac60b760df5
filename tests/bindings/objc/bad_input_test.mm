// nil where the headers forbid it, wrong counts, wrong addresses. The headers' nullability is for Swift and for warnings:
// at run time anything may come.
#include "check.h"

using namespace world;

static id nobody() { return nil; }

static constexpr SKNError kInvalid = SKNErrorInvalidArgument;

static void nilForStores() {
  NSString *authority = text(@"authority");
  NSData *root = bytes(@"root.cose");
  NSURL *url = fresh(@"nil.db");
  FAILS(kInvalid, @"url: is nil", [SKNTrustStore openStoreAtURL:none<NSURL>() authority:authority options:nil error:&error]);
  FAILS(kInvalid, @"authority: is nil", [SKNTrustStore openStoreAtURL:url authority:none<NSString>() options:nil error:&error]);
  FAILS(kInvalid, @"url: is nil", [SKNTrustStore provisionStoreAtURL:none<NSURL>() root:root authority:authority channel:nil
                                                                error:&error]);
  FAILS(kInvalid, @"root: is nil", [SKNTrustStore provisionStoreAtURL:url root:none<NSData>() authority:authority channel:nil
                                                                 error:&error]);
  FAILS(kInvalid, @"authority: is nil", [SKNTrustStore provisionStoreAtURL:url root:root authority:none<NSString>()
                                                                   channel:nil error:&error]);
  FAILS(kInvalid, @"keeper: is nil", [SKNTrustStore openStoreAtURL:url authority:authority keeper:nobody()
                                                             error:&error]);
  SKNTrustStore *store = world::store();
  FAILS(kInvalid, @"keeper: is nil", [store keepAnchorIn:nobody() error:&error]);
  FAILS(kInvalid, @"bundle: is nil", [store updateWithBundle:none<NSData>() at:now() error:&error]);
  FAILS(kInvalid, @"now: is nil", [store updateWithBundle:root at:none<SKNMoment>() error:&error]);
  FAILS(kInvalid, @"now: is nil", [store beginUpdateAt:none<SKNMoment>() error:&error]);
  FAILS(kInvalid, @"now: is nil", [store noteTime:none<SKNMoment>() error:&error]);
  FAILS(kInvalid, @"now: is nil", [store statusAt:none<SKNMoment>() error:&error]);
  FAILS(kInvalid, @"url: is nil", [store exportToURL:none<NSURL>() error:&error]);
  FAILS(kInvalid, @"sitePath: is nil", [store readObjectAtPath:none<NSString>() error:&error]);
  FAILS(kInvalid, @"wanted: is nil", [store fetchObject:none<SKNWantedObject>() error:&error]);
}

static void nilForSessions() {
  SKNTrustStore *store = world::store();
  FAILS(kInvalid, @"source: is nil", [store updateFromSource:nobody() at:now() error:&error]);
  SKNUpdateSession *session = MUST([store beginUpdateAt:now() error:&error]);
  FAILS(kInvalid, @"object: is nil", [session supplyObject:none<NSData>() error:&error]);
  FAILS(kInvalid, @"source: is nil", [session runFromSource:nobody() error:&error]);
  FAILS(kInvalid, @"folder: is nil", [[[SKNFolderSource alloc] initWithFolder:none<NSURL>() error:&error] autorelease]);
  SKNFolderSource *folder = [MUST([[SKNFolderSource alloc] initWithFolder:url(@"site") error:&error]) autorelease];
  FAILS(kInvalid, @"wanted: is nil", [folder fetchObject:none<SKNWantedObject>() error:&error]);
  FAILS(kInvalid, @"folder: is nil", [SKNTrustStore prepareFolderAtURL:none<NSURL>() error:&error]);
}

static void nilForVerifiers() {
  FAILS(kInvalid, @"store: is nil", [[[SKNVerifier alloc] initWithStore:none<SKNTrustStore>() error:&error] autorelease]);
  SKNVerifier *verifier = world::verifier(nil);
  FAILS(kInvalid, @"text: is nil", [verifier verifyText:none<NSString>() at:now() error:&error]);
  FAILS(kInvalid, @"code: is nil", [verifier verifyCode:none<SKNCode>() at:now() error:&error]);
  FAILS(kInvalid, @"content: is nil", [verifier verifyContent:none<NSData>() at:now() error:&error]);
  FAILS(kInvalid, @"contents: is nil", [verifier verifyTogether:none<NSArray<NSData *>>() at:now() error:&error]);
  FAILS(kInvalid, @"now: is nil", [verifier verifyText:@"x" at:none<SKNMoment>() error:&error]);
  FAILS(kInvalid, @"text: is nil", [verifier explainText:none<NSString>() at:now() error:&error]);
  FAILS(kInvalid, @"now: is nil", [verifier explainText:@"x" at:none<SKNMoment>() error:&error]);
  FAILS(kInvalid, @"text: is nil", [verifier explainText:none<NSString>() onDay:nobody() error:&error]);
  FAILS(kInvalid, @"day: is nil", [verifier explainText:@"x" onDay:none<SKNDay>() error:&error]);
  CHECK([verifier verifyText:none<NSString>() at:now() error:nullptr] == nil);  // who asks for no error gets none
}

static void nilForTheRest() {
  SKNScanner *scanner = [MUST([[SKNScanner alloc] initWithOptions:nil error:&error]) autorelease];
  FAILS(kInvalid, @"frame: is nil", [scanner processFrame:none<SKNFrame>() atTimestamp:1 error:&error]);
  FAILS(kInvalid, @"frame: is nil", [scanner readStill:none<SKNFrame>() effort:SKNEffortFast error:&error]);
  SKNFrame *empty = [[[SKNFrame alloc] initWithData:none<NSData>() format:SKNPixelFormatLuma width:8 height:8
                                          rowStride:0] autorelease];
  FAILS(kInvalid, @"frame.pixels", [scanner processFrame:empty atTimestamp:1 error:&error]);
  SKNCatalogue *words = [MUST([[SKNCatalogue alloc] initWithLanguage:SKNLanguageEnglish error:&error]) autorelease];
  FAILS(kInvalid, @"text: is nil", [words setText:none<NSString>() forKey:@"x" error:&error]);
  FAILS(kInvalid, @"key: is nil", [words setText:@"x" forKey:none<NSString>() error:&error]);
  FAILS(kInvalid, @"tag: is nil", [[[SKNCatalogue alloc] initWithTag:none<NSString>() plurals:SKNPluralRuleOther
                                                                base:SKNLanguageEnglish error:&error] autorelease]);
  CHECK_TEXT([words clause:SKNClauseMeaning ofVerdict:none<SKNVerdict>()], @"");
  CHECK_TEXT([words textOfDay:none<SKNDay>()], @"");
  CHECK_TEXT([words textOfTime:none<NSDate>() utcOffsetMinutes:0], @"");
  CHECK_TEXT([words textOfAge:1e300], @"");
  FAILS(kInvalid, @"text: is nil", [SKNSetupCode setupCodeFromText:none<NSString>() error:&error]);
  FAILS(kInvalid, @"source: is nil", [SKNSetupCode fetchRootFromSource:none<NSObject<SKNObjectSource>>() error:&error]);
  SKNSetupCode *code = MUST([SKNSetupCode setupCodeFromText:text(@"setup/code") error:&error]);
  CHECK(![code isFingerprint:none<NSString>()]);
  FAILS(kInvalid, @"url: is nil", [SKNSiteAnswer checkSiteURL:none<NSURL>() error:&error]);
}

static void wrongValues() {
  SKNVerifier *verifier = world::verifier(nil);
  NSData *content = [NSData data];
  NSArray<NSData *> *none = [NSArray array];
  FAILS(kInvalid, @"contents: 0 is not 1 to 4", [verifier verifyTogether:none at:now() error:&error]);
  NSArray<NSData *> *five = [NSArray arrayWithObjects:content, content, content, content, content, nil];
  FAILS(kInvalid, @"contents: 5 is not 1 to 4", [verifier verifyTogether:five at:now() error:&error]);
  id mixed = [NSArray arrayWithObjects:content, @"text", nil];
  FAILS(kInvalid, @"contents: holds something else", [verifier verifyTogether:mixed at:now() error:&error]);
  NSURL *web = [NSURL URLWithString:@"https://trust.example/door.db"];
  NSString *authority = text(@"authority");
  FAILS(kInvalid, @"url: is not", [SKNTrustStore openStoreAtURL:web authority:authority options:nil error:&error]);
  FAILS(kInvalid, @"url: is not", [store() exportToURL:web error:&error]);
  FAILS(kInvalid, @"folder: is not", [[[SKNFolderSource alloc] initWithFolder:web error:&error] autorelease]);
  FAILS(kInvalid, @"folder: is not", [SKNTrustStore prepareFolderAtURL:web error:&error]);
  for (NSString *odd in [NSArray arrayWithObjects:@"", @"abc", [authority uppercaseString], nil]) {
    FAILS(kInvalid, @"authority", [SKNTrustStore openStoreAtURL:fresh(@"x.db") authority:odd options:nil error:&error]);
  }
  SKNVerifierOptions *options = [[[SKNVerifierOptions alloc] init] autorelease];
  [options setClockFloor:[NSDate dateWithTimeIntervalSince1970:1e300]];
  FAILS(kInvalid, @"options.clockFloor", [[[SKNVerifier alloc] initWithStore:store() options:options error:&error] autorelease]);
}

/// Behind the compiler's back: what cannot be made is nil, and nothing that is nil crashes.
static void unavailable() {
  for (Class kind in [NSArray arrayWithObjects:[SKNVerdict class], [SKNCertificate class], [SKNPolicy class], nil]) {
    CHECK([[static_cast<id>(kind) alloc] performSelector:@selector(init)] == nil);
  }
  NSError *error = nil;
  SKNVerifier *hollow = [[[SKNVerifier alloc] performSelector:@selector(init)] autorelease];
  CHECK([hollow verifyText:@"x" at:now() error:&error] == nil && [error code] == SKNErrorClosed);
  SKNTrustStore *store = [[[SKNTrustStore alloc] performSelector:@selector(init)] autorelease];
  CHECK([store statusAt:now() error:&error] == nil && [error code] == SKNErrorClosed);
  [store close];
}

static constexpr Test tests[] = {
    {"nil is refused by the argument's name: stores", nilForStores},
    {"nil is refused by the argument's name: sessions and sources", nilForSessions},
    {"nil is refused by the argument's name: verifiers", nilForVerifiers},
    {"nil is refused by the argument's name: scanners, words, setup codes", nilForTheRest},
    {"arguments that say nothing, too much or something else are refused by their names", wrongValues},
    {"what was made behind the compiler's back is nil or closed", unavailable},
};
extern const Group badInputGroup;
const Group badInputGroup = groupOf("bad_input", tests);

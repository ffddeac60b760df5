// From an authority's setup code to a store that believes it.
#include "check.h"

using namespace world;

/// A source that answers every question alike.
@interface OneAnswer : NSObject <SKNObjectSource> {
 @public
  NSData *_answer;
}
@end

@implementation OneAnswer
- (NSData *)fetchObject:(SKNWantedObject *)wanted error:(NSError **)error {
  (void)error;
  CHECK_TEXT([wanted path], @"root/1");
  CHECK([wanted maxBytes] == SKNMaxRoot);
  return _answer;
}
@end

static void roots() {
  SKNFolderSource *site = [MUST([[SKNFolderSource alloc] initWithFolder:url(@"site") error:&error]) autorelease];
  CHECK([MUST([SKNSetupCode fetchRootFromSource:site error:&error]) isEqualToData:bytes(@"root.cose")]);
  SKNFolderSource *other = [MUST([[SKNFolderSource alloc] initWithFolder:url(@"texts") error:&error]) autorelease];
  FAILS(SKNErrorNotFound, @"root/1", [SKNSetupCode fetchRootFromSource:other error:&error]);
  OneAnswer *answer = [[[OneAnswer alloc] init] autorelease];
  FAILS(SKNErrorTransfer, @"source: gave neither", [SKNSetupCode fetchRootFromSource:answer error:&error]);
  answer->_answer = static_cast<NSData *>(static_cast<id>([NSNumber numberWithInt:1]));
  FAILS(SKNErrorInvalidArgument, @"source: gave something else", [SKNSetupCode fetchRootFromSource:answer error:&error]);
  answer->_answer = [NSMutableData dataWithLength:SKNMaxRoot + 1];
  FAILS(SKNErrorSizeMismatch, @"source: its root/1", [SKNSetupCode fetchRootFromSource:answer error:&error]);
  answer->_answer = [NSMutableData dataWithLength:SKNMaxRoot];
  CHECK([MUST([SKNSetupCode fetchRootFromSource:answer error:&error]) length] == SKNMaxRoot);
}

static void content() {
  SKNSetupCode *code = MUST([SKNSetupCode setupCodeFromText:text(@"setup/code") error:&error]);
  CHECK_TEXT([code authority], text(@"authority"));
  CHECK_TEXT([code name], @"Минздрав");
  CHECK_TEXT([[code siteURL] absoluteString], @"https://keys.example/skan");
  CHECK_TEXT([code policy], @"adults");
  CHECK_TEXT([code channel], @"main");
  MUST([SKNSiteAnswer checkSiteURL:[code siteURL] error:&error]);
  SKNTrustStore *store = MUST([SKNTrustStore provisionStoreAtURL:fresh(@"enrolled.db") root:bytes(@"root.cose")
                                                       authority:[code authority] channel:[code channel] error:&error]);
  CHECK([MUST([store statusAt:now() error:&error]) rootVersion] == 1);
}

static void leftOut() {
  SKNSetupCode *code = MUST([SKNSetupCode setupCodeFromText:text(@"setup/short") error:&error]);
  CHECK([code siteURL] == nil && [code policy] == nil);
  CHECK_TEXT([code channel], @"main");
}

static void fingerprints() {
  SKNSetupCode *code = MUST([SKNSetupCode setupCodeFromText:text(@"setup/code") error:&error]);
  NSString *english = text(@"setup/english"), *russian = text(@"setup/russian");
  CHECK_TEXT([code fingerprintInLanguage:SKNLanguageEnglish], english);
  CHECK_TEXT([code fingerprintInLanguage:SKNLanguageRussian], russian);
  CHECK([code isFingerprint:english] && [code isFingerprint:russian] && [code isFingerprint:[english uppercaseString]]);
  CHECK(![code isFingerprint:[english substringToIndex:[english length] - 1]] && ![code isFingerprint:@""]);
  CHECK_TEXT([code fingerprintInLanguage:static_cast<SKNLanguage>(2)], @"");
}

static void refused() {
  FAILS(SKNErrorMalformed, @"", [SKNSetupCode setupCodeFromText:@"" error:&error]);
  FAILS(SKNErrorMalformed, @"", [SKNSetupCode setupCodeFromText:text(@"texts/good") error:&error]);
  FAILS(SKNErrorMalformed, @"", [SKNSetupCode setupCodeFromText:[text(@"setup/code") substringToIndex:30] error:&error]);
  FAILS(SKNErrorNewerDataFormat, @"", [SKNSetupCode setupCodeFromText:text(@"setup/newer") error:&error]);
}

static constexpr Test tests[] = {
    {"a setup code says what a verifier needs, and its authority makes a store", content},
    {"the first root comes from a source, and nothing else in its place", roots},
    {"what a setup code leaves out is nil", leftOut},
    {"the fingerprint is ten words in either language, and a word less is another", fingerprints},
    {"what is no setup code, or a newer one, is refused", refused},
};
extern const Group setupGroup;
const Group setupGroup = groupOf("setup", tests);

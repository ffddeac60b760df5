// Stores: opening, updating by bundle, status, anchors, copies.
#include "check.h"

using namespace world;

static NSURL *storeAt(NSURL *url) {
  SKNTrustStore *store = MUST([SKNTrustStore provisionStoreAtURL:url root:bytes(@"root.cose") authority:text(@"authority")
                                                         channel:@"main" error:&error]);
  MUST([store updateWithBundle:bytes(@"first.skb") at:now() error:&error]);
  return url;
}

static void bundles() {
  SKNTrustStore *store = world::store();
  NSData *second = bytes(@"second.skb");
  SKNUpdateReport *report = MUST([store updateWithBundle:second at:now() error:&error]);
  CHECK([report changed] && [report sequence] == 2 && [[report issuedAt] isEqual:date(NOON - HOUR + 60)]);
  report = MUST([store updateWithBundle:second at:now() error:&error]);
  CHECK(![report changed] && [report sequence] == 2);
  FAILS(SKNErrorLowerSequence, @"", [store updateWithBundle:bytes(@"first.skb") at:now() error:&error]);
  SKNTrustStatus *status = MUST([store statusAt:now() error:&error]);
  CHECK([status sequence] == 2 && [[status lastRefusedTime] isEqual:date(NOON)]);
  CHECK_TEXT([status lastRefused], @"lower_sequence");
}

static void brokenBundles() {
  SKNTrustStore *store = world::store();
  NSData *bundle = bytes(@"second.skb");
  NSData *cut = [bundle subdataWithRange:NSMakeRange(0, [bundle length] / 2)];
  FAILS(SKNErrorHashMismatch, @"", [store updateWithBundle:cut at:now() error:&error]);
  FAILS(SKNErrorMalformed, @"", [store updateWithBundle:[NSData data] at:now() error:&error]);
  NSMutableData *changed = [[bundle mutableCopy] autorelease];
  static_cast<char *>([changed mutableBytes])[[bundle length] / 2] ^= 1;
  FAILS(SKNErrorHashMismatch, @"", [store updateWithBundle:changed at:now() error:&error]);
  FAILS(SKNErrorHeadFromFuture, @"",
        [store updateWithBundle:bundle at:[SKNMoment momentOfClock:date(NOON - 2 * HOUR)] error:&error]);
  CHECK([MUST([store statusAt:now() error:&error]) sequence] == 1);
}

static void failures() {
  NSString *authority = text(@"authority");
  NSURL *nowhere = [fresh(@"no") URLByAppendingPathComponent:@"door.db"];
  FAILS(SKNErrorStorage, @"", [SKNTrustStore openStoreAtURL:nowhere authority:authority options:nil error:&error]);
  NSURL *other = fresh(@"other.db");
  [[@"" stringByPaddingToLength:4096 withString:@"not a store " startingAtIndex:0] writeToFile:[other path]
                                                                                    atomically:NO
                                                                                      encoding:NSUTF8StringEncoding
                                                                                         error:nullptr];
  FAILS(SKNErrorNotAStore, @"", [SKNTrustStore openStoreAtURL:other authority:authority options:nil error:&error]);
  NSURL *ours = storeAt(fresh(@"ours.db"));
  FAILS(SKNErrorForeignStore, @"", [SKNTrustStore openStoreAtURL:ours authority:text(@"foreign") options:nil error:&error]);
  SKNOpenOptions *beta = [[[SKNOpenOptions alloc] init] autorelease];
  [beta setChannel:@"beta"];
  FAILS(SKNErrorForeignStore, @"", [SKNTrustStore openStoreAtURL:ours authority:authority options:beta error:&error]);
  FAILS(SKNErrorForeignStore, @"", [SKNTrustStore provisionStoreAtURL:fresh(@"x.db") root:bytes(@"root.cose")
                                                            authority:text(@"foreign") channel:nil error:&error]);
  FAILS(SKNErrorSizeMismatch, @"", [SKNTrustStore provisionStoreAtURL:fresh(@"z.db") root:[NSMutableData dataWithLength:SKNMaxRoot + 1]
                                                            authority:authority channel:nil error:&error]);
  FAILS(SKNErrorForeignStore, @"", [SKNTrustStore provisionStoreAtURL:fresh(@"y.db") root:bytes(@"texts/good")
                                                         authority:authority channel:nil error:&error]);
}

static void status() {
  SKNTrustStore *store = world::store();
  SKNTrustStatus *its = MUST([store statusAt:now() countRevoked:YES error:&error]);
  [store close];
  CHECK_TEXT([its authority], text(@"authority"));
  CHECK_TEXT([its channel], @"main");
  CHECK_TEXT([its defaultPolicy], @"any");
  CHECK([its rootVersion] == 1 && [its epoch] == 1 && [its sequence] == 1 && [[its issuedAt] isEqual:date(NOON - HOUR)]);
  CHECK([its hasDataAge] && [its dataAge] == HOUR && [its freshness] == SKNFreshnessFresh);
  CHECK([[its staleAt] isEqual:date(NOON - HOUR + 7 * DAY)] && [[its headExpires] isEqual:[its staleAt]]);
  CHECK([[its rootExpires] isEqual:date(NOON + 365 * DAY)] && [its manifestExpires] != nil);
  CHECK(![its isDamaged] && ![its isRolledBack] && ![its isReadOnly] && [its lastRefused] == nil && [its notedTime] == nil);
  bool seen = false;
  for (SKNIssuerStatus *issuer in [its issuers]) {
    CHECK([[issuer keyIdentifier] length] == 16 && [issuer validFrom] != nil && [issuer validUntil] != nil);
    CHECK(([issuer retiredAt] != nil) == [[issuer state] isEqualToString:@"retired"]);
    if ([issuer issued] != 20000) continue;
    seen = CHECK_TEXT([issuer name], @"Issuer active") && [issuer hasRevoked] && [issuer revoked] == 3 &&
           [[issuer listAsOf] isEqual:date(NOON - HOUR)] && [issuer listBytes] > 0;
  }
  CHECK(seen);
  SKNTrustStatus *empty = MUST([emptyStore() statusAt:now() error:&error]);
  CHECK([empty sequence] == 0 && [empty issuedAt] == nil && [empty staleAt] == nil && [[empty issuers] count] == 0);
}

static void policies() {
  NSArray<SKNPolicy *> *all = [MUST([store() statusAt:now() error:&error]) policies];
  CHECK([all count] == 5);
  SKNPolicy *pair = [all objectAtIndex:3];
  CHECK_TEXT([pair identifier], @"pair");
  CHECK([[pair titleEnglish] length] > 0 && [[pair titleRussian] length] > 0 && ![pair needsNewerApp]);
  CHECK([pair showsField:SKNFieldBirthDate] && ![pair showsField:SKNFieldDose] && ![pair limitsDataAge]);
  CHECK([pair newerThanData] == 72 * HOUR && [pair version] == 3 && ![pair documentCheck]);
  SKNRule *rule = [[pair rules] objectAtIndex:0];
  CHECK([[pair rules] count] == 1 && [rule limitsHolderAge] && [rule holderAgeFrom] == 18 && [rule holderAgeTo] == 150);
  SKNRequirement *test = [[rule requirements] objectAtIndex:1];
  CHECK([[rule requirements] count] == 2 && [test kind] == SKNKindTested && [test unit] == SKNAgeUnitHours);
  CHECK([test minimumAge] == 0 && [test maximumAge] == 72 && ![test isCourseComplete] && [test minimumDose] == 0);
  SKNRequirement *strict = [[[[[all objectAtIndex:4] rules] objectAtIndex:0] requirements] objectAtIndex:0];
  CHECK([strict minimumAge] == 14 && [[strict products] count] == 1);
}

static void anchors() {
  NSURL *url = storeAt(fresh(@"anchored.db"));
  SKNAnchor *anchor = MUST([opened(url, nil) anchorWithError:&error]);
  CHECK([anchor sequence] == 1 && [anchor rootVersion] == 1 && [anchor epoch] == 1 && [anchor dataRootVersion] == 1);
  SKNOpenOptions *options = [[[SKNOpenOptions alloc] init] autorelease];
  [options setAnchor:[[[SKNAnchor alloc] initWithRootVersion:1 epoch:1 dataRootVersion:1 sequence:2] autorelease]];
  SKNTrustStore *store = opened(url, options);
  SKNVerifier *verifier = [MUST([[SKNVerifier alloc] initWithStore:store error:&error]) autorelease];
  CHECK([MUST([verifier verifyText:text(@"texts/good") at:now() error:&error]) reason] == SKNReasonStoreRolledBack);
  CHECK([MUST([store statusAt:now() error:&error]) isRolledBack]);
  CHECK([MUST([store anchorWithError:&error]) sequence] == 2);
  [options setAnchor:[SKNAnchor nothing]];
  CHECK(![MUST([opened(url, options) statusAt:now() error:&error]) isRolledBack]);
}

static void refreshes() {
  NSURL *url = storeAt(fresh(@"shared.db"));
  SKNTrustStore *one = opened(url, nil), *two = opened(url, nil);
  NSError *error = nil;
  CHECK(![one refreshWithError:&error] && error == nil);
  MUST([two updateWithBundle:bytes(@"second.skb") at:now() error:&error]);
  CHECK([one refreshWithError:&error] && error == nil);
  CHECK([MUST([one statusAt:now() error:&error]) sequence] == 2);
}

static void times() {
  SKNTrustStore *store = world::store();
  MUST([store noteTime:[SKNMoment momentStated:date(NOON + HOUR)] error:&error]);
  CHECK([MUST([store statusAt:now() error:&error]) notedTime] == nil);
  MUST([store noteTime:[SKNMoment momentOfClock:date(NOON + HOUR)] error:&error]);
  CHECK([[MUST([store statusAt:now() error:&error]) notedTime] isEqual:date(NOON + HOUR)]);
}

static void copies() {
  NSURL *copy = fresh(@"copy.db");
  MUST([store() exportToURL:copy error:&error]);
  SKNTrustStore *readOnly = opened(copy, nil);
  CHECK([MUST([readOnly statusAt:now() error:&error]) isReadOnly]);
  FAILS(SKNErrorStorage, @"", [readOnly noteTime:[SKNMoment momentOfClock:date(NOON + HOUR)] error:&error]);
  FAILS(SKNErrorStorage, @"", [readOnly updateWithBundle:bytes(@"second.skb") at:now() error:&error]);
  FAILS(SKNErrorStorage, @"", [store() exportToURL:[fresh(@"no") URLByAppendingPathComponent:@"x"] error:&error]);
}

static void objects() {
  SKNTrustStore *store = world::store();
  CHECK([MUST([store readObjectAtPath:@"root/1" error:&error]) isEqual:bytes(@"root.cose")]);
  NSError *error = [NSError errorWithDomain:@"before" code:1 userInfo:nil];
  CHECK([store readObjectAtPath:@"root/2" error:&error] == nil && error == nil);
  CHECK([store readObjectAtPath:@"../../etc/passwd" error:&error] == nil && error == nil);
}

/// Keeps one anchor in memory, and fails if it is told to.
@interface MemoryKeeper : NSObject <SKNAnchorKeeping> {
 @public
  SKNAnchor *_anchor;
  int _writes;
  BOOL _isLocked;
}
@end

@implementation MemoryKeeper
- (SKNAnchor *)keptAnchorWithError:(NSError **)error {
  if (!_isLocked) return _anchor == nil ? [SKNAnchor nothing] : _anchor;
  if (error != nullptr) *error = [NSError errorWithDomain:SKNErrorDomain code:SKNErrorKeychain userInfo:nil];
  return nil;
}
- (BOOL)keepAnchor:(SKNAnchor *)anchor error:(NSError **)error {
  (void)error;
  [_anchor release];
  _anchor = [anchor retain];
  ++_writes;
  return YES;
}
- (void)dealloc {
  [_anchor release];
  [super dealloc];
}
@end

static void keepers() {
  NSURL *url = storeAt(fresh(@"kept.db"));
  NSURL *before = fresh(@"before.db");
  MUST([opened(url, nil) exportToURL:before error:&error]);
  NSString *authority = text(@"authority");
  MemoryKeeper *keeper = [[[MemoryKeeper alloc] init] autorelease];
  SKNTrustStore *store = MUST([SKNTrustStore openStoreAtURL:url authority:authority keeper:keeper error:&error]);
  MUST([store updateWithBundle:bytes(@"second.skb") at:now() error:&error]);
  MUST([store keepAnchorIn:keeper error:&error]);
  MUST([store keepAnchorIn:keeper error:&error]);
  CHECK(keeper->_writes == 1 && [keeper->_anchor sequence] == 2);
  // Somebody puts the older store back.
  store = MUST([SKNTrustStore openStoreAtURL:before authority:authority keeper:keeper error:&error]);
  CHECK([MUST([store statusAt:now() error:&error]) isRolledBack]);
  keeper->_isLocked = YES;
  NSError *error = nil;
  CHECK([SKNTrustStore openStoreAtURL:url authority:authority keeper:keeper error:&error] == nil);
  CHECK([error code] == SKNErrorKeychain);
}

static void folders() {
  NSURL *folder = [fresh(@"library") URLByAppendingPathComponent:@"trust"];
  MUST([SKNTrustStore prepareFolderAtURL:folder error:&error]);
  MUST([SKNTrustStore prepareFolderAtURL:folder error:&error]);
  storeAt([folder URLByAppendingPathComponent:@"door.db"]);
  FAILS(SKNErrorStorage, [folder path], [SKNTrustStore prepareFolderAtURL:[folder URLByAppendingPathComponent:@"door.db"] error:&error]);
}

static constexpr Test tests[] = {
    {"a bundle is put in force, and a second time changes nothing", bundles},
    {"a bundle that is cut, empty, changed or from the future leaves the data in force", brokenBundles},
    {"failures of opening and provisioning have their codes", failures},
    {"the status tells data and issuers, counts the withdrawn, and outlives the store", status},
    {"policies are told down to their products", policies},
    {"a store that was set back is noticed with the host's anchor", anchors},
    {"what another handle put in force is taken up", refreshes},
    {"only the device's time is noted", times},
    {"a copy is read-only", copies},
    {"an object can be given to the next device; what the store lacks is nil without an error", objects},
    {"a keeper's anchor notices a store that was set back, and is written when it changes", keepers},
    {"the store's folder is made, a second time as well, and never over a file", folders},
};
extern const Group storeGroup;
const Group storeGroup = groupOf("store", tests);

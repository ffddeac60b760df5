#import <SkanSDK/SKNDoor.h>

#include <algorithm>
#include <cmath>

#include "SKNDoorWords.h"
#include "SKNDoorScreens.h"

namespace {

constexpr NSTimeInterval kStay = 5;
constexpr NSTimeInterval kCompare = 15;
constexpr NSTimeInterval kStillStays = 60;
constexpr NSTimeInterval kLostAfter = 1.5;      // a code that no frame has shown for so long is out of view
constexpr NSTimeInterval kSeveralStay = 0.8;    // a scanner that misses one of two codes for a frame must not answer the other
constexpr NSTimeInterval kStatusEvery = 20;
constexpr int64_t kClockSetBack = 5;            // seconds

NSTimeInterval bounded(NSTimeInterval seconds) { return std::isnan(seconds) ? kStay : std::clamp(seconds, 1.0, 60.0); }

/// There is a code in the picture, and it cannot be read yet.
BOOL is_about_a_code(SKNHint hint) { return hint != SKNHintNone && hint != SKNHintTooDark; }

BOOL holds_all(NSArray<NSData *> *outer, NSArray<NSData *> *inner) {
  for (NSData *content in inner) {
    if (![outer containsObject:content]) return NO;
  }
  return YES;
}

NSArray<NSData *> *without(NSArray<NSData *> *contents, NSArray<NSData *> *known) {
  NSMutableArray<NSData *> *rest = [NSMutableArray array];
  for (NSData *content in contents) {
    if (![known containsObject:content] && ![rest containsObject:content]) [rest addObject:content];
  }
  return rest;
}

SKNVerifier *new_verifier(SKNTrustStore *store, NSString *policy, BOOL practice, NSError **error) {
  SKNVerifierOptions *options = SKN_AUTORELEASE([[SKNVerifierOptions alloc] init]);
  options.policy = policy;
  options.practice = practice;
  return SKN_AUTORELEASE([[SKNVerifier alloc] initWithStore:store options:options error:error]);
}

}  // namespace

@implementation SKNDoor

@synthesize policy = _policy;
@synthesize practice = _practice;
@synthesize staySeconds = _staySeconds;
@synthesize compareSeconds = _compareSeconds;

+ (SKNScannerOptions *)scannerOptions {
  SKNScannerOptions *options = SKN_AUTORELEASE([[SKNScannerOptions alloc] init]);
  options.repeatWindow = 0;
  return options;
}

- (nullable instancetype)initWithStore:(SKNTrustStore *)store
                             catalogue:(SKNCatalogue *)catalogue
                                policy:(nullable NSString *)policy
                              practice:(BOOL)practice
                                 error:(NSError *_Nullable *_Nullable)error {
  self = [super init];
  if (!self) return nil;
  _staySeconds = kStay;
  _compareSeconds = kCompare;
  _statusAt = -kStatusEvery;
  SKN_SET(_store, store);
  SKN_SET(_catalogue, catalogue);
  if (![self choosePolicy:policy practice:practice error:error]) {
    SKN_RELEASE(self);
    return nil;
  }
  return self;
}

#if !__has_feature(objc_arc)
- (void)dealloc {
  [_store release];
  [_verifier release];
  [_catalogue release];
  [_policy release];
  [_screen release];
  [_contents release];
  [_ignored release];
  [_dataAge release];
  [_dataAction release];
  [super dealloc];
}
#endif

- (void)setStaySeconds:(NSTimeInterval)seconds {
  _staySeconds = bounded(seconds);
}

- (void)setCompareSeconds:(NSTimeInterval)seconds {
  _compareSeconds = bounded(seconds);
}

- (BOOL)choosePolicy:(nullable NSString *)policy practice:(BOOL)practice error:(NSError *_Nullable *_Nullable)error {
  if (!SKNGiven(_store, @"store", error) || !SKNGiven(_catalogue, @"catalogue", error)) return NO;
  SKNVerifier *verifier = new_verifier(_store, policy, practice, error);
  if (verifier == nil) return NO;
  SKN_SET(_verifier, verifier);
  NSString *copy = SKN_AUTORELEASE([policy copy]);
  SKN_SET(_policy, copy);
  _practice = practice;
  [self beginWaiting];
  return YES;
}

// What is shown

- (void)show:(SKNDoorScreen *)screen contents:(NSArray<NSData *> *)contents {
  SKN_SET(_screen, screen);
  SKN_SET(_contents, contents);
}

/// Back to waiting. Nothing of a holder is left.
- (void)beginWaiting {
  _held = NO;
  SKNDoorScreen *screen = SKNDoorWaitingScreen(_catalogue);
  screen->_presentation = _presentation;
  [self show:screen contents:nil];
}

/// Something new, to be noticed.
- (void)present:(SKNDoorScreen *)screen contents:(NSArray<NSData *> *)contents {
  screen->_presentation = ++_presentation;
  _held = NO;
  _beganAt = _lastSeen = _seconds;
  [self show:screen contents:contents];
}

- (SKNVerdict *)verdictOn:(NSArray<NSData *> *)contents at:(SKNMoment *)now error:(NSError **)error {
  return contents.count == 1 ? [_verifier verifyContent:[contents objectAtIndex:0] at:now error:error]
                             : [_verifier verifyTogether:contents at:now error:error];
}

- (SKNDoorScreen *)answerTo:(NSArray<NSData *> *)contents at:(SKNMoment *)now {
  _judgedAt = now.unixSeconds;
  NSError *error = nil;
  SKNVerdict *verdict = [self verdictOn:contents at:now error:&error];
  return verdict != nil ? SKNDoorVerdictScreen(verdict, _catalogue) : SKNDoorFaultScreen(_catalogue, error);
}

- (void)judge:(NSArray<NSData *> *)contents at:(SKNMoment *)now {
  [self present:[self answerTo:contents at:now] contents:contents];
  _statusAt = -kStatusEvery;
}

- (BOOL)isAnswer {
  return _screen->_kind == SKNDoorScreenVerdict || _screen->_kind == SKNDoorScreenFault;
}

/// The same codes once more: noticed only if the answer is another.
- (void)judgeAnewAt:(SKNMoment *)now {
  if (![self isAnswer] || _contents == nil) return;
  SKNDoorScreen *screen = [self answerTo:_contents at:now];
  const BOOL other = screen->_outcome != _screen->_outcome || screen->_reason != _screen->_reason || screen->_kind != _screen->_kind;
  screen->_presentation = other ? ++_presentation : _presentation;
  [self show:screen contents:_contents];
}

// What time does

- (void)advanceTo:(NSTimeInterval)seconds at:(SKNMoment *)now {
  if (std::isfinite(seconds)) _seconds = std::max(_seconds, seconds);
  if ([self isAnswer]) {
    const int64_t time = now.unixSeconds;
    const BOOL due = _screen->_rejudgeAt != nil && static_cast<double>(time) >= _screen->_rejudgeAt.timeIntervalSince1970;
    if (due || time < _judgedAt - kClockSetBack) [self judgeAnewAt:now];
  }
  [self expire];
}

- (NSTimeInterval)stays {
  if (_held) return kStillStays;
  switch (_screen->_kind) {
    case SKNDoorScreenSeveralCodes: return kLostAfter;
    case SKNDoorScreenWaitingForAnother: return _compareSeconds;
    case SKNDoorScreenVerdict: return _screen->_fields.count > 0 ? _compareSeconds : _staySeconds;
    case SKNDoorScreenFault:
    case SKNDoorScreenWaiting: break;
  }
  return _staySeconds;
}

- (void)expire {
  if (_screen->_kind == SKNDoorScreenWaiting) return;
  if (_seconds - _lastSeen > [self stays]) {
    [self beginWaiting];
    return;
  }
  if (_seconds - _beganAt > _compareSeconds && SKNDoorTellsOfHolder(_screen, _catalogue)) {
    [self show:SKNDoorWithoutHolder(_screen, _catalogue) contents:_contents];
  }
}

- (void)readStatusAt:(SKNMoment *)now {
  if (_dataAge != nil && _seconds - _statusAt < kStatusEvery) return;
  _statusAt = _seconds;
  SKNTrustStatus *status = [_store statusAt:now error:NULL];
  _freshness = status == nil ? SKNFreshnessNone : status.freshness;
  SKNWords *words = [_catalogue wordsForFreshness:_freshness];
  if (status.damaged) words = [_catalogue wordsForReason:SKNReasonStoreDamaged freshness:_freshness];
  if (status.rolledBack) words = [_catalogue wordsForReason:SKNReasonStoreRolledBack freshness:_freshness];
  NSString *age = words.headline;
  if (status.hasDataAge) {
    age = [NSString stringWithFormat:@"%@: %@", age, [_catalogue textOfAge:std::max(0.0, status.dataAge)]];
  }
  SKN_SET(_dataAge, age);
  SKN_SET(_dataAction, words.operatorAction);
}

/// Adds what stands on every screen; the same object as before where nothing differs.
- (SKNDoorScreen *)finishedAt:(SKNMoment *)now {
  [self readStatusAt:now];
  const SKNHint hint = [self isAnswer] ? SKNHintNone : _hint;
  SKNWords *words = hint == SKNHintNone ? nil : [_catalogue wordsForHint:hint];
  NSString *headline = words == nil ? @"" : words.headline;
  NSString *mark = _practice ? SKNDoorWord(_catalogue, DoorWord::practice) : @"";
  if (![_screen->_dataAge isEqualToString:_dataAge] || ![_screen->_hint isEqualToString:headline] ||
      ![_screen->_practiceMark isEqualToString:mark] || _screen->_freshness != _freshness) {
    SKNDoorScreen *screen = SKNDoorCopyOf(_screen);
    SKN_SET(screen->_dataAge, _dataAge);
    SKN_SET(screen->_dataAction, _dataAction);
    screen->_freshness = _freshness;
    SKN_SET(screen->_hint, headline);
    SKN_SET(screen->_hintAction, words == nil ? @"" : words.operatorAction);
    SKN_SET(screen->_practiceMark, mark);
    SKN_SET(_screen, screen);
  }
  return SKN_AUTORELEASE(SKN_RETAIN(_screen));
}

// What frames bring

/// Those that are certificates, or want to be; all where there is but one.
- (NSArray<NSData *> *)certificatesAmong:(NSArray<NSData *> *)contents at:(SKNMoment *)now {
  if (contents.count < 2) return contents;
  NSMutableArray<NSData *> *chosen = [NSMutableArray array];
  for (NSData *content in contents) {
    SKNVerdict *verdict = [_verifier verifyContent:content at:now error:NULL];
    if (verdict == nil || verdict.reason != SKNReasonNotACertificate) [chosen addObject:content];
  }
  return chosen.count > 0 ? chosen : [contents subarrayWithRange:NSMakeRange(0, 1)];
}

- (NSArray<NSData *> *)withoutIgnored:(NSArray<NSData *> *)contents {
  NSArray<NSData *> *rest = without(contents, _ignored);
  if (_ignored == nil) return rest;
  if (rest.count < contents.count) {
    _ignoredSeen = _seconds;
  } else if (_seconds - _ignoredSeen > kLostAfter) {
    SKN_SET(_ignored, static_cast<NSArray *>(nil));
  }
  return rest;
}

/// The first certificate may stay in view, and posters do not count.
- (void)takeAnother:(NSArray<NSData *> *)contents at:(SKNMoment *)now {
  NSArray<NSData *> *others = [self certificatesAmong:without(contents, _contents) at:now];
  if (others.count != 1) return;
  SKNVerdict *verdict = [_verifier verifyContent:[others objectAtIndex:0] at:now error:NULL];
  if (verdict.reason == SKNReasonNotACertificate) return;
  [self judge:[_contents arrayByAddingObjectsFromArray:others] at:now];
}

- (void)take:(NSArray<NSData *> *)contents at:(SKNMoment *)now {
  if (contents.count == 0) return;
  if (_screen->_kind == SKNDoorScreenWaitingForAnother) {
    [self takeAnother:contents at:now];
    return;
  }
  NSArray<NSData *> *chosen = [self certificatesAmong:contents at:now];
  const BOOL known = holds_all(_contents, chosen);
  const BOOL several = known && _screen->_kind == SKNDoorScreenSeveralCodes;
  if (known && ([self isAnswer] || (several && chosen.count > 1))) {
    _lastSeen = _seconds;
  } else if (several && _seconds - _lastSeen < kSeveralStay) {
    return;
  } else if (chosen.count == 1) {
    [self judge:chosen at:now];
  } else {
    [self present:SKNDoorSeveralScreen(_catalogue, chosen.count <= SKNMaxTogether) contents:chosen];
  }
}

- (SKNDoorScreen *)screenForContents:(NSArray<NSData *> *)contents
                                hint:(SKNHint)hint
                                  at:(SKNMoment *)now
                             seconds:(NSTimeInterval)seconds {
  _hint = hint;
  [self advanceTo:seconds at:now];
  if (is_about_a_code(hint) && [self isAnswer] && !_held && _seconds - _lastSeen > kLostAfter) [self beginWaiting];
  [self take:[self withoutIgnored:contents] at:now];
  return [self finishedAt:now];
}

- (SKNDoorScreen *)screenForCodes:(NSArray<SKNCode *> *)codes
                             hint:(SKNHint)hint
                               at:(SKNMoment *)now
                          seconds:(NSTimeInterval)seconds {
  if (codes.count == 0) return [self screenForContents:[NSArray array] hint:hint at:now seconds:seconds];
  NSMutableArray<NSData *> *contents = [NSMutableArray arrayWithCapacity:codes.count];
  for (SKNCode *code in codes) [contents addObject:code.content];
  return [self screenForContents:contents hint:hint at:now seconds:seconds];
}

- (SKNDoorScreen *)screenForStill:(NSArray<NSData *> *)contents at:(SKNMoment *)now seconds:(NSTimeInterval)seconds {
  _hint = SKNHintNone;
  [self advanceTo:seconds at:now];
  [self beginWaiting];
  NSArray<NSData *> *distinct = without(contents, nil);
  if (distinct.count > 0) {
    [self take:distinct at:now];
  } else {
    NSError *error = nil;
    SKNVerdict *verdict = [SKNVerdict verdictOfNoCodeWithError:&error];
    _judgedAt = now.unixSeconds;
    [self present:verdict != nil ? SKNDoorVerdictScreen(verdict, _catalogue) : SKNDoorFaultScreen(_catalogue, error) contents:nil];
  }
  _held = YES;
  return [self finishedAt:now];
}

// What the operator does

- (SKNDoorScreen *)addAnotherAt:(SKNMoment *)now seconds:(NSTimeInterval)seconds {
  [self advanceTo:seconds at:now];
  if (_screen->_canAddAnother) [self present:SKNDoorAnotherScreen(_catalogue) contents:_contents];
  return [self finishedAt:now];
}

- (SKNDoorScreen *)judgeTogetherAt:(SKNMoment *)now seconds:(NSTimeInterval)seconds {
  [self advanceTo:seconds at:now];
  if (_screen->_canJudgeTogether) {
    const BOOL held = _held;
    [self judge:_contents at:now];
    _held = held;
  }
  return [self finishedAt:now];
}

- (SKNDoorScreen *)dismissAt:(SKNMoment *)now seconds:(NSTimeInterval)seconds {
  [self advanceTo:seconds at:now];
  if (_contents != nil) {
    SKN_SET(_ignored, _contents);
    _ignoredSeen = _seconds;
  }
  [self beginWaiting];
  return [self finishedAt:now];
}

- (SKNDoorScreen *)dataChangedAt:(SKNMoment *)now seconds:(NSTimeInterval)seconds {
  [self advanceTo:seconds at:now];
  [self judgeAnewAt:now];
  [self expire];
  _statusAt = -kStatusEvery;
  SKN_SET(_dataAge, static_cast<NSString *>(nil));
  return [self finishedAt:now];
}

@end

#import <SkanSDK/SKNDoor.h>

#include <algorithm>
#include <cmath>

#include "SKNDoorClock.h"
#include "SKNDoorContents.h"
#include "SKNDoorScreens.h"
#include "SKNDoorStatus.h"
#include "SKNDoorWords.h"

namespace {

constexpr NSTimeInterval kStay = 5;
constexpr NSTimeInterval kCompare = 15;
constexpr NSTimeInterval kStillStays = 60;
constexpr NSTimeInterval kLostAfter = 1.5;      // a code that no frame has shown for so long is out of view
constexpr NSTimeInterval kSeveralStay = 0.8;    // a scanner that misses one of two codes for a frame must not answer the other
constexpr int64_t kClockSetBack = 5;            // seconds

NSTimeInterval bounded(NSTimeInterval seconds) { return std::isnan(seconds) ? kStay : std::clamp(seconds, 1.0, 60.0); }

/// There is a code in the picture, and it cannot be read yet.
BOOL is_about_a_code(SKNHint hint) { return hint != SKNHintNone && hint != SKNHintTooDark; }

SKNVerifier *new_verifier(SKNTrustStore *store, NSString *policy, BOOL practice, NSError **error) {
  SKNVerifierOptions *options = SKN_AUTORELEASE([[SKNVerifierOptions alloc] init]);
  options.policy = policy;
  options.practice = practice;
  return SKN_AUTORELEASE([[SKNVerifier alloc] initWithStore:store options:options error:error]);
}

/// Those that are certificates, or want to be; all where there is but one.
NSArray<NSData *> *certificates_among(NSArray<NSData *> *contents, SKNVerifier *verifier, SKNMoment *now) {
  if (contents.count < 2) return contents;
  NSMutableArray<NSData *> *chosen = [NSMutableArray array];
  for (NSData *content in contents) {
    SKNVerdict *verdict = [verifier verifyContent:content at:now error:NULL];
    if (verdict == nil || verdict.reason != SKNReasonNotACertificate) [chosen addObject:content];
  }
  return chosen.count > 0 ? chosen : [contents subarrayWithRange:NSMakeRange(0, 1)];
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
  _status = [[SKNDoorStatus alloc] init];
  _clock = _frameClock = SKNDoorNoTime;
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
  [_one release];
  [_other release];
  [_status release];
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
  [_status forget];
}

- (BOOL)isAnswer {
  return _screen->_kind == SKNDoorScreenVerdict || _screen->_kind == SKNDoorScreenFault;
}

/// The same codes once more: noticed only if the answer is another.
- (void)judgeAnewAt:(SKNMoment *)now {
  if (![self isAnswer] || _contents == nil) return;
  SKNDoorScreen *screen = [self answerTo:_contents at:now];
  if (screen->_kind == SKNDoorScreenFault && _screen->_kind == SKNDoorScreenFault) return;
  const BOOL other = screen->_outcome != _screen->_outcome || screen->_reason != _screen->_reason || screen->_kind != _screen->_kind;
  screen->_presentation = other ? ++_presentation : _presentation;
  if (other) _beganAt = _seconds;  // there is something else to compare
  [self show:screen contents:_contents];
}

// What time does

- (void)advanceTo:(NSTimeInterval)seconds at:(SKNMoment *)now {
  if (SKNDoorIsOtherClock(_clock, seconds)) [self beginWaiting];  // nobody knows how old the answer is
  _seconds += SKNDoorStep(&_clock, seconds);
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

/// Adds what stands on every screen; the same object as before where nothing differs.
- (SKNDoorScreen *)finishedAt:(SKNMoment *)now {
  if ([_status readFrom:_store catalogue:_catalogue at:now seconds:_seconds]) {
    [self judgeAnewAt:now];
    [self expire];
  }
  const SKNHint hint = [self isAnswer] ? SKNHintNone : _hint;
  SKNWords *words = hint == SKNHintNone ? nil : [_catalogue wordsForHint:hint];
  NSString *headline = words == nil ? @"" : words.headline;
  NSString *mark = _practice ? SKNDoorWord(_catalogue, DoorWord::practice) : @"";
  if (![_screen->_dataAge isEqualToString:_status->_dataAge] || ![_screen->_hint isEqualToString:headline] ||
      ![_screen->_practiceMark isEqualToString:mark] || _screen->_freshness != _status->_freshness) {
    SKNDoorScreen *screen = SKNDoorCopyOf(_screen);
    SKN_SET(screen->_dataAge, _status->_dataAge);
    SKN_SET(screen->_dataAction, _status->_dataAction);
    screen->_freshness = _status->_freshness;
    SKN_SET(screen->_hint, headline);
    SKN_SET(screen->_hintAction, words == nil ? @"" : words.operatorAction);
    SKN_SET(screen->_practiceMark, mark);
    SKN_SET(_screen, screen);
  }
  return SKN_AUTORELEASE(SKN_RETAIN(_screen));
}

// What frames bring

/// What was dismissed is not answered again; beside another code it counts.
- (NSArray<NSData *> *)withoutIgnored:(NSArray<NSData *> *)contents {
  if (_ignored == nil) return contents;
  NSArray<NSData *> *rest = SKNDoorUnmarked(contents, _ignored);
  if (rest.count < contents.count) {
    _ignoredSeen = _seconds;
  } else if (_seconds - _ignoredSeen > kLostAfter) {
    SKN_SET(_ignored, static_cast<NSSet *>(nil));
  }
  return rest.count > 0 ? contents : rest;
}

/// A scanner may read now one, now the other of two codes that are in view.
- (BOOL)takesTurns:(NSData *)content {
  NSNumber *mark = SKNDoorMarkOf(content);
  const BOOL changes = ![mark isEqual:_one];
  const BOOL returns = changes && [mark isEqual:_other] && _seconds - _otherSeen < kSeveralStay;
  if (changes) {
    SKN_SET(_other, _one);
    _otherSeen = _oneSeen;
    SKN_SET(_one, mark);
  }
  _oneSeen = _seconds;
  return returns;
}

/// The first certificate may stay in view, and posters do not count.
- (void)takeAnother:(NSArray<NSData *> *)contents at:(SKNMoment *)now {
  NSArray<NSData *> *others = certificates_among(SKNDoorWithout(contents, _contents), _verifier, now);
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
  NSArray<NSData *> *chosen = certificates_among(contents, _verifier, now);
  const BOOL known = SKNDoorHoldsAll(_contents, chosen);
  const BOOL several = known && _screen->_kind == SKNDoorScreenSeveralCodes;
  const BOOL turns = chosen.count == 1 && [self takesTurns:[chosen objectAtIndex:0]];
  if (known && [self isAnswer]) {
    [self staysInView:now];
  } else if (several && (turns || chosen.count > 1)) {
    _lastSeen = _seconds;
  } else if (several && _seconds - _lastSeen < kSeveralStay) {
    return;
  } else if (turns && [self isAnswer] && _contents != nil) {
    [self presentSeveral:[_contents arrayByAddingObjectsFromArray:chosen]];
  } else if (chosen.count == 1) {
    [self judge:chosen at:now];
  } else {
    [self presentSeveral:chosen];
  }
}

- (void)staysInView:(SKNMoment *)now {
  _lastSeen = _seconds;
  _held = NO;
  if (_screen->_kind == SKNDoorScreenFault) [self judgeAnewAt:now];
}

- (void)presentSeveral:(NSArray<NSData *> *)contents {
  [self present:SKNDoorSeveralScreen(_catalogue, contents.count <= SKNMaxTogether) contents:contents];
}

- (void)presentNoContents {
  _lastSeen = _seconds;
  if (_screen->_kind == SKNDoorScreenFault && _contents == nil) return;
  NSError *error = nil;
  SKNRefuse(&error, @"contents", @"holds something else than NSData");
  [self present:SKNDoorFaultScreen(_catalogue, error) contents:nil];
}

- (void)takeFrame:(NSArray<NSData *> *)contents at:(SKNMoment *)now {
  NSArray<NSData *> *chosen = [self withoutIgnored:contents];
  const BOOL another = is_about_a_code(_hint) || chosen.count < contents.count;
  if (another && [self isAnswer] && !_held && _seconds - _lastSeen > kLostAfter) [self beginWaiting];
  [self take:chosen at:now];
}

- (SKNDoorScreen *)screenForContents:(NSArray<NSData *> *)contents
                                hint:(SKNHint)hint
                                  at:(SKNMoment *)now
                             seconds:(NSTimeInterval)seconds {
  _hint = hint;
  _seconds += SKNDoorFrameStep(&_frameClock, seconds);
  [self advanceTo:seconds at:now];
  if (SKNDoorAreContents(contents)) {
    [self takeFrame:SKNDoorDistinct(contents) at:now];
  } else {
    [self presentNoContents];
  }
  return [self finishedAt:now];
}

- (SKNDoorScreen *)screenForCodes:(NSArray<SKNCode *> *)codes
                             hint:(SKNHint)hint
                               at:(SKNMoment *)now
                          seconds:(NSTimeInterval)seconds {
  if (codes.count == 0) return [self screenForContents:[NSArray array] hint:hint at:now seconds:seconds];
  NSMutableArray<NSData *> *contents = [NSMutableArray arrayWithCapacity:codes.count];
  for (id code in codes) {
    // What is no code is told as what is no content.
    [contents addObject:[code isKindOfClass:[SKNCode class]] ? static_cast<SKNCode *>(code).content : code];
  }
  return [self screenForContents:contents hint:hint at:now seconds:seconds];
}

- (SKNDoorScreen *)screenForStill:(NSArray<NSData *> *)contents at:(SKNMoment *)now seconds:(NSTimeInterval)seconds {
  _hint = SKNHintNone;
  [self advanceTo:seconds at:now];
  [self beginWaiting];
  if (!SKNDoorAreContents(contents)) {
    [self presentNoContents];
  } else if (contents.count > 0) {
    [self take:SKNDoorDistinct(contents) at:now];
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
    NSSet<NSNumber *> *marks = SKNDoorMarksOf(_contents);
    SKN_SET(_ignored, _ignored == nil ? marks : [_ignored setByAddingObjectsFromSet:marks]);
    _ignoredSeen = _seconds;
  }
  [self beginWaiting];
  return [self finishedAt:now];
}

- (SKNDoorScreen *)dataChangedAt:(SKNMoment *)now seconds:(NSTimeInterval)seconds {
  [self advanceTo:seconds at:now];
  [self judgeAnewAt:now];
  [self expire];
  [_status forget];
  return [self finishedAt:now];
}

@end

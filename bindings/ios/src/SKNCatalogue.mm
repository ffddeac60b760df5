#include "SKNInternal.h"

@interface SKNWords (Making)
- (instancetype)initWithWords:(const skan_words &)words;
@end

@implementation SKNWords
@synthesize headline = _headline;
@synthesize meaning = _meaning;
@synthesize operatorAction = _operatorAction;
@synthesize holderAction = _holderAction;

- (instancetype)initWithWords:(const skan_words &)words {
  self = [super init];
  if (self == nil) return nil;
  // Copies, because a catalogue's texts end when another is set.
  _headline = [SKNString(words.headline) copy];
  _meaning = [SKNString(words.meaning) copy];
  _operatorAction = [SKNString(words.operator_action) copy];
  _holderAction = [SKNString(words.holder_action) copy];
  return self;
}

- (NSString *)description {
  return [NSString stringWithFormat:@"%@: %@", _headline, _meaning];
}

- (void)dealloc {
  SKN_RELEASE(_headline);
  SKN_RELEASE(_meaning);
  SKN_RELEASE(_operatorAction);
  SKN_RELEASE(_holderAction);
  SKN_SUPER_DEALLOC;
}

@end

@implementation SKNCatalogue

static skan_catalogue *its(SKNCatalogue *self) {
  return static_cast<skan_catalogue *>(static_cast<SKNHandle *>(self->_handle)->pointer());
}

static void *handleOf(skan_catalogue *catalogue) {
  return new SKNHandle(catalogue, SKNFree<skan_catalogue, skan_catalogue_free>, "catalogue");
}

- (instancetype)initWithLanguage:(SKNLanguage)language error:(NSError **)error {
  self = [super init];
  skan_catalogue *catalogue = nullptr;
  SKNFailure failure;
  if (SKNSucceeds(skan_catalogue_create(SKNNarrow(language), &catalogue, &failure), failure, error)) {
    _handle = handleOf(catalogue);
    return self;
  }
  SKN_RELEASE(self);
  return nil;
}

static skan_catalogue *derived(NSString *tag, SKNPluralRule plurals, SKNLanguage base, NSError **error) {
  if (!SKNGiven(tag, @"tag", error)) return nullptr;
  SKN_KEPT NSData *bytes = SKNUtf8(tag);
  const skan_text text = SKNTextOf(bytes);
  skan_catalogue *catalogue = nullptr;
  SKNFailure failure;
  SKNSucceeds(skan_catalogue_derive(text.data, text.length, SKNNarrow(plurals), SKNNarrow(base), &catalogue, &failure),
              failure, error);
  return catalogue;
}

- (instancetype)initWithTag:(NSString *)tag
                    plurals:(SKNPluralRule)plurals
                       base:(SKNLanguage)base
                      error:(NSError **)error {
  self = [super init];
  skan_catalogue *catalogue = derived(tag, plurals, base, error);
  if (catalogue != nullptr) {
    _handle = handleOf(catalogue);
    return self;
  }
  SKN_RELEASE(self);
  return nil;
}

+ (SKNLanguage)preferredLanguage {
  return SKNPreferredLanguage();
}

- (BOOL)setText:(NSString *)text forKey:(NSString *)key error:(NSError **)error {
  if (!SKNGiven(text, @"text", error) || !SKNGiven(key, @"key", error)) return NO;
  SKN_KEPT NSData *name = SKNUtf8(key);
  SKN_KEPT NSData *content = SKNUtf8(text);
  const skan_text at = SKNTextOf(name), value = SKNTextOf(content);
  SKNFailure failure;
  return SKNSucceeds(skan_catalogue_set(its(self), at.data, at.length, value.data, value.length, &failure), failure,
                     error);
}

- (NSString *)tag {
  skan_text tag{};
  skan_catalogue_language(its(self), &tag, nullptr);
  return SKNString(tag);
}

static SKNWords *wordsOf(SKNCatalogue *self, skan_list list, NSInteger number, NSInteger freshness) {
  skan_words words = SKNSized<skan_words>();
  skan_catalogue_words(its(self), list, SKNNarrow(number), SKNNarrow(freshness), &words, nullptr);
  return SKN_AUTORELEASE([[SKNWords alloc] initWithWords:words]);
}

- (SKNWords *)wordsForOutcome:(SKNOutcome)outcome {
  return wordsOf(self, SKAN_LIST_OUTCOME, outcome, SKNFreshnessNone);
}

- (SKNWords *)wordsForReason:(SKNReason)reason freshness:(SKNFreshness)freshness {
  return wordsOf(self, SKAN_LIST_REASON, reason, freshness);
}

- (SKNWords *)wordsForNote:(SKNNote)note {
  return wordsOf(self, SKAN_LIST_NOTE, note, SKNFreshnessNone);
}

- (SKNWords *)wordsForHint:(SKNHint)hint {
  return wordsOf(self, SKAN_LIST_HINT, hint, SKNFreshnessNone);
}

- (SKNWords *)wordsForFreshness:(SKNFreshness)freshness {
  return wordsOf(self, SKAN_LIST_FRESHNESS, freshness, SKNFreshnessNone);
}

- (SKNWords *)wordsForClockState:(SKNClockState)clock {
  return wordsOf(self, SKAN_LIST_CLOCK_STATE, clock, SKNFreshnessNone);
}

- (SKNWords *)wordsForRevocation:(SKNRevocation)revocation {
  return wordsOf(self, SKAN_LIST_REVOCATION, revocation, SKNFreshnessNone);
}

- (SKNWords *)wordsForKind:(SKNKind)kind {
  return wordsOf(self, SKAN_LIST_KIND, kind, SKNFreshnessNone);
}

- (SKNWords *)wordsForLinkFault:(SKNLinkFault)fault {
  return wordsOf(self, SKAN_LIST_LINK_FAULT, fault, SKNFreshnessNone);
}

- (NSString *)clause:(SKNClause)clause ofVerdict:(SKNVerdict *)verdict {
  skan_bytes *text = nullptr;
  if (verdict != nil) skan_catalogue_clause(its(self), SKNVerdictHandle(verdict), SKNNarrow(clause), &text, nullptr);
  return SKNTakenString(text);
}

- (NSString *)textOfCount:(int64_t)count unit:(SKNUnit)unit {
  skan_bytes *text = nullptr;
  skan_catalogue_count(its(self), count, SKNNarrow(unit), &text, nullptr);
  return SKNTakenString(text);
}

- (NSString *)textOfAge:(NSTimeInterval)seconds {
  skan_bytes *text = nullptr;
  const bool isSpan = seconds > -9e15 && seconds < 9e15;
  if (isSpan) skan_catalogue_age(its(self), static_cast<int64_t>(seconds), &text, nullptr);
  return SKNTakenString(text);
}

- (NSString *)textOfDay:(SKNDay *)day {
  skan_bytes *text = nullptr;
  if (day != nil) skan_catalogue_date(its(self), [day daysSince1970], &text, nullptr);
  return SKNTakenString(text);
}

- (NSString *)textOfTime:(NSDate *)time utcOffsetMinutes:(NSInteger)minutes {
  skan_bytes *text = nullptr;
  int64_t seconds = 0;
  if (time != nil && SKNUnixSeconds(time, &seconds)) {
    skan_catalogue_date_and_time(its(self), seconds, SKNNarrow(minutes), &text, nullptr);
  }
  return SKNTakenString(text);
}

+ (SKNShape)shapeForOutcome:(SKNOutcome)outcome {
  skan_shape shape = SKAN_SHAPE_STOP;
  skan_text mark{};
  skan_shape_of(SKNNarrow(outcome), &shape, &mark, nullptr);
  return static_cast<SKNShape>(shape);
}

+ (NSString *)markForOutcome:(SKNOutcome)outcome {
  skan_shape shape = SKAN_SHAPE_STOP;
  skan_text mark{};
  skan_shape_of(SKNNarrow(outcome), &shape, &mark, nullptr);
  return SKNString(mark);
}

- (void)dealloc {
  SKNForget(_handle);
  SKN_SUPER_DEALLOC;
}

@end

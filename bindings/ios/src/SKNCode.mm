#include "SKNInternal.h"

namespace {

struct CodeRecord {
  skan_point corners[4];
};

}  // namespace

@implementation SKNCode

static const CodeRecord &its(SKNCode *self) { return SKNRecordOf<CodeRecord>(self); }

- (NSData *)content {  // its owner is its content
  return _owner;
}

- (NSString *)text {
  NSString *text = [[NSString alloc] initWithData:[self content] encoding:NSUTF8StringEncoding];
  return SKN_AUTORELEASE(text);
}

- (SKNPoint)cornerAtIndex:(NSUInteger)index {
  const skan_point &corner = its(self).corners[index % 4];
  return {corner.x, corner.y};
}

- (NSString *)description {
  return [NSString stringWithFormat:@"Code at %d,%d", its(self).corners[0].x, its(self).corners[0].y];
}

@end

SKNCode *SKNMakeCode(const skan_code &code) {
  CodeRecord record{{code.corners[0], code.corners[1], code.corners[2], code.corners[3]}};
  NSData *content = [[NSData alloc] initWithBytes:code.text.data length:code.text.length];
  SKNCode *made = SKNMake([SKNCode class], content, record);
  SKN_RELEASE(content);
  return made;
}

skan_text SKNContentOf(SKNCode *code) { return SKNTextOf([code content]); }

@interface SKNScanEvent (Making)
- (instancetype)initWithHint:(SKNHint)hint codes:(NSArray<SKNCode *> *)codes repeats:(NSArray<SKNCode *> *)repeats;
@end

@implementation SKNScanEvent
@synthesize hint = _hint;
@synthesize codes = _codes;
@synthesize repeats = _repeats;

- (instancetype)initWithHint:(SKNHint)hint codes:(NSArray<SKNCode *> *)codes repeats:(NSArray<SKNCode *> *)repeats {
  self = [super init];
  if (self == nil) return nil;
  _hint = hint;
  _codes = [codes copy];
  _repeats = [repeats copy];
  return self;
}

- (NSString *)description {
  return [NSString stringWithFormat:@"%lu codes, %lu repeats, %@", static_cast<unsigned long>([_codes count]),
                                    static_cast<unsigned long>([_repeats count]), SKNStableName(SKNListHint, _hint)];
}

- (void)dealloc {
  SKN_RELEASE(_codes);
  SKN_RELEASE(_repeats);
  SKN_SUPER_DEALLOC;
}

@end

/// Of frames without codes there is one event for each hint, for good.
static NSArray<SKNScanEvent *> *eventsWithoutCodes() {
  static NSArray<SKNScanEvent *> *const events = [] {
    NSMutableArray<SKNScanEvent *> *all = [[NSMutableArray alloc] init];
    for (NSInteger hint = SKNHintNone; hint <= SKNHintCutOff; ++hint) {
      SKNScanEvent *event = [[SKNScanEvent alloc] initWithHint:static_cast<SKNHint>(hint)
                                                         codes:[NSArray array]
                                                       repeats:[NSArray array]];
      [all addObject:event];
      SKN_RELEASE(event);
    }
    return all;
  }();
  return events;
}

SKNScanEvent *SKNMakeEvent(SKNHint hint, NSArray<SKNCode *> *codes, NSArray<SKNCode *> *repeats) {
  if ([codes count] == 0 && [repeats count] == 0) {
    NSArray<SKNScanEvent *> *events = eventsWithoutCodes();
    const NSUInteger at = static_cast<NSUInteger>(hint);
    return [events objectAtIndex:at < [events count] ? at : 0];
  }
  return SKN_AUTORELEASE([[SKNScanEvent alloc] initWithHint:hint codes:codes repeats:repeats]);
}

@interface SKNStillScan (Making)
- (instancetype)initWithCodes:(NSArray<SKNCode *> *)codes limitReached:(BOOL)limitReached;
@end

@implementation SKNStillScan
@synthesize limitReached = _limitReached;
@synthesize codes = _codes;

- (instancetype)initWithCodes:(NSArray<SKNCode *> *)codes limitReached:(BOOL)limitReached {
  self = [super init];
  if (self == nil) return nil;
  _codes = [codes copy];
  _limitReached = limitReached;
  return self;
}

- (void)dealloc {
  SKN_RELEASE(_codes);
  SKN_SUPER_DEALLOC;
}

@end

SKNStillScan *SKNMakeStillScan(BOOL limitReached, NSArray<SKNCode *> *codes) {
  return SKN_AUTORELEASE([[SKNStillScan alloc] initWithCodes:codes limitReached:limitReached]);
}

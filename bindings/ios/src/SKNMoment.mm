#include "SKNInternal.h"

@interface SKNMoment (Making)
- (instancetype)initWithDate:(NSDate *)date source:(SKNClockSource)source;
@end

@implementation SKNMoment
@synthesize unixSeconds = _unixSeconds;
@synthesize source = _source;

+ (BOOL)accessInstanceVariablesDirectly {  // key-value coding does not change it
  return NO;
}

+ (SKNMoment *)now {
  return [self momentOfClock:[NSDate date]];
}

+ (instancetype)momentOfClock:(NSDate *)date {
  return SKN_AUTORELEASE([[self alloc] initWithDate:date source:SKNClockSourceDevice]);
}

+ (instancetype)momentStated:(NSDate *)date {
  return SKN_AUTORELEASE([[self alloc] initWithDate:date source:SKNClockSourceStated]);
}

- (instancetype)initWithDate:(NSDate *)date source:(SKNClockSource)source {
  self = [super init];
  if (self == nil) return nil;
  _isTime = date != nil && SKNUnixSeconds(date, &_unixSeconds);
  _source = source;
  return self;
}

- (NSDate *)date {
  return SKNDate(_unixSeconds);
}

bool SKNTimeOf(SKNMoment *now, int64_t *unixSeconds, skan_clock_source *source, NSError **error) {
  if (!SKNGiven(now, @"now", error)) return false;
  if (!now->_isTime) return SKNRefuse(error, @"now", @"its date is nil or no number of seconds");
  *unixSeconds = now->_unixSeconds;
  *source = now->_source == SKNClockSourceStated ? SKAN_CLOCK_SOURCE_STATED : SKAN_CLOCK_SOURCE_DEVICE;
  return true;
}

@end

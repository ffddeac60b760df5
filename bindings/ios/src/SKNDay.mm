#include "SKNInternal.h"

#include <chrono>

namespace {

std::chrono::year_month_day CalendarOf(int32_t days) {
  return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(days)));
}

}  // namespace

@implementation SKNDay
@synthesize daysSince1970 = _daysSince1970;

- (instancetype)initWithDaysSince1970:(int32_t)days {
  self = [super init];
  if (self == nil) return nil;
  _daysSince1970 = days;
  return self;
}

- (instancetype)initWithYear:(NSInteger)year month:(NSInteger)month day:(NSInteger)day {
  using namespace std::chrono;
  const bool inRange = year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  const year_month_day date(std::chrono::year(static_cast<int>(inRange ? year : 0)),
                            std::chrono::month(static_cast<unsigned>(inRange ? month : 0)),
                            std::chrono::day(static_cast<unsigned>(inRange ? day : 0)));
  if (!inRange || !date.ok()) {
    SKN_RELEASE(self);
    return nil;
  }
  return [self initWithDaysSince1970:static_cast<int32_t>(sys_days(date).time_since_epoch().count())];
}

- (NSInteger)year {
  return static_cast<int>(CalendarOf(_daysSince1970).year());
}

- (NSInteger)month {
  return static_cast<NSInteger>(static_cast<unsigned>(CalendarOf(_daysSince1970).month()));
}

- (NSInteger)day {
  return static_cast<NSInteger>(static_cast<unsigned>(CalendarOf(_daysSince1970).day()));
}

- (NSDateComponents *)dateComponents {
  NSDateComponents *components = SKN_AUTORELEASE([[NSDateComponents alloc] init]);
  [components setYear:[self year]];
  [components setMonth:[self month]];
  [components setDay:[self day]];
  return components;
}

- (NSString *)text {
  return [NSString stringWithFormat:@"%04ld-%02ld-%02ld", static_cast<long>([self year]),
                                    static_cast<long>([self month]), static_cast<long>([self day])];
}

- (id)copyWithZone:(NSZone *)zone {
  (void)zone;
  return SKN_RETAIN(self);
}

- (BOOL)isEqual:(id)other {
  return [other isKindOfClass:[SKNDay class]] && [other daysSince1970] == _daysSince1970;
}

- (NSUInteger)hash {
  return static_cast<NSUInteger>(_daysSince1970);
}

@end

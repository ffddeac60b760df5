// Moments, days, anchors.
#include "check.h"

#include <cmath>

using namespace world;

static void moments() {
  struct Case {
    double seconds;
    int64_t whole;
  };
  for (const Case &its : {Case{0, 0}, Case{1.9, 1}, Case{-0.5, -1}, Case{-1, -1}, Case{1625140800, NOON},
                          Case{1625140799.75, NOON - 1}, Case{4e15, 4'000'000'000'000'000}}) {
    SKNMoment *moment = [SKNMoment momentOfClock:[NSDate dateWithTimeIntervalSince1970:its.seconds]];
    CHECK([moment unixSeconds] == its.whole && [moment source] == SKNClockSourceDevice);
  }
  CHECK([[now() date] isEqual:date(NOON)] && [[SKNMoment momentStated:date(1)] source] == SKNClockSourceStated);
  CHECK([[SKNMoment now] unixSeconds] > NOON);
}

static void noMoments() {
  // GNUstep has no date that is not a number.
  for (const double odd : {static_cast<double>(INFINITY), -static_cast<double>(INFINITY), 1e300}) {
    SKNMoment *moment = [SKNMoment momentStated:[NSDate dateWithTimeIntervalSince1970:odd]];
    FAILS(SKNErrorInvalidArgument, @"now", [store() statusAt:moment error:&error]);
    FAILS(SKNErrorInvalidArgument, @"now", [verifier(nil) verifyText:@"x" at:moment error:&error]);
  }
  FAILS(SKNErrorInvalidArgument, @"now", [store() statusAt:[SKNMoment momentOfClock:none<NSDate>()] error:&error]);
}

static void days() {
  struct Case {
    NSInteger year, month, day;
    int32_t days;
  };
  for (const Case &its : {Case{1970, 1, 1, 0}, Case{1969, 12, 31, -1}, Case{2000, 2, 29, 11016}, Case{2021, 7, 9, 18817},
                          Case{1, 1, 1, -719162}, Case{9999, 12, 31, 2932896}, Case{1900, 3, 1, -25508}}) {
    SKNDay *day = [[[SKNDay alloc] initWithYear:its.year month:its.month day:its.day] autorelease];
    CHECK([day daysSince1970] == its.days && [day year] == its.year && [day month] == its.month && [day day] == its.day);
    CHECK([[day dateComponents] year] == its.year && [[day dateComponents] day] == its.day);
    CHECK([day isEqual:[[[SKNDay alloc] initWithDaysSince1970:its.days] autorelease]] && ![day isEqual:@"day"]);
  }
  CHECK([[[SKNDay alloc] initWithYear:1900 month:2 day:29] autorelease] == nil);
  CHECK([[[SKNDay alloc] initWithYear:2021 month:13 day:1] autorelease] == nil);
  CHECK([[[SKNDay alloc] initWithYear:2021 month:1 day:0] autorelease] == nil);
  CHECK([[[SKNDay alloc] initWithYear:(static_cast<NSInteger>(1) << 32) + 2021 month:1 day:1] autorelease] == nil);
  CHECK_TEXT([[[[SKNDay alloc] initWithDaysSince1970:18817] autorelease] text], @"2021-07-09");
  [[[[SKNDay alloc] initWithDaysSince1970:INT32_MIN] autorelease] text];
  [[[[SKNDay alloc] initWithDaysSince1970:INT32_MAX] autorelease] text];
}

static void anchors() {
  SKNAnchor *anchor = [[[SKNAnchor alloc] initWithRootVersion:7 epoch:UINT32_MAX dataRootVersion:6
                                                     sequence:UINT64_MAX] autorelease];
  NSData *kept = [anchor dataRepresentation];
  CHECK([kept length] <= 80);
  CHECK([[[[SKNAnchor alloc] initWithDataRepresentation:kept] autorelease] isEqual:anchor]);
  CHECK(![anchor isEqual:[SKNAnchor nothing]] && ![anchor isEqual:@"anchor"] && [[SKNAnchor nothing] sequence] == 0);
  for (NSUInteger length = 0; length < [kept length]; ++length) {  // cut short it is another anchor, or none
    NSData *part = [kept subdataWithRange:NSMakeRange(0, length)];
    CHECK(![[[[SKNAnchor alloc] initWithDataRepresentation:part] autorelease] isEqual:anchor]);
  }
  for (NSString *odd in [NSArray arrayWithObjects:@"", @"skan-anchor-1 1 1 1", @"skan-anchor-1 1 1 1 1 ", @"skan-anchor-1 01 1 1 1",
                                                  @"skan-anchor-2 1 1 1 1", @"skan-anchor-1 4294967297 1 1 1",
                                                  [@"" stringByPaddingToLength:500 withString:@"1 " startingAtIndex:0], nil]) {
    NSData *data = [odd dataUsingEncoding:NSUTF8StringEncoding];
    CHECK([[[SKNAnchor alloc] initWithDataRepresentation:data] autorelease] == nil);
  }
  CHECK([[[SKNAnchor alloc] initWithDataRepresentation:none<NSData>()] autorelease] == nil);
}

static constexpr Test tests[] = {
    {"a moment is cut off downwards to the second, before 1970, too", moments},
    {"a date that is no time is refused by the call that gets it", noMoments},
    {"days are counted as the calendar has them, and days that it has not are nil", days},
    {"an anchor comes back from its data, and from nothing else", anchors},
};
extern const Group valuesGroup;
const Group valuesGroup = groupOf("values", tests);

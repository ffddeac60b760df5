#import <SkanSDK/SKNBase.h>

NS_ASSUME_NONNULL_BEGIN

/// A day of the calendar (Gregorian, also before 1582), without a time zone: a date of birth, the day of a vaccination. Never
/// changes; safe from every thread; equal if it is the same day.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(CalendarDay)
@interface SKNDay : NSObject <NSCopying> {
 @private
  int32_t _daysSince1970;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

/// The day that is so many days after 1 January 1970.
- (instancetype)initWithDaysSince1970:(int32_t)days NS_DESIGNATED_INITIALIZER;

/// nil if there is no such day, as of 30 February; years 1 to 9999.
- (nullable instancetype)initWithYear:(NSInteger)year month:(NSInteger)month day:(NSInteger)day;

@property (nonatomic, readonly) int32_t daysSince1970;
@property (nonatomic, readonly) NSInteger year;
@property (nonatomic, readonly) NSInteger month;  ///< 1 to 12
@property (nonatomic, readonly) NSInteger day;    ///< 1 to 31

/// Year, month and day.
@property (nonatomic, readonly) NSDateComponents *dateComponents;

/// As in ISO 8601: "2021-07-01".
@property (nonatomic, readonly) NSString *text;

@end

NS_ASSUME_NONNULL_END

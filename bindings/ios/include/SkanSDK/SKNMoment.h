#import <SkanSDK/SKNNumbers.h>

NS_ASSUME_NONNULL_BEGIN

/// A point in time, and how far it can be believed. Seconds count; what is behind their point is cut off downwards. Never
/// changes; safe from every thread. A date that is no number is refused by the call that is given the moment.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(Moment)
@interface SKNMoment : NSObject {
 @private
  int64_t _unixSeconds;
  SKNClockSource _source;
  BOOL _isTime;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

/// What the device's clock says.
@property (class, nonatomic, readonly) SKNMoment *now;

/// What a device's clock said: it is checked against the signed data.
+ (instancetype)momentOfClock:(NSDate *)date NS_SWIFT_NAME(clock(_:));

/// A time that a person has named, as in a rehearsal: it is believed, and the verdict says so.
+ (instancetype)momentStated:(NSDate *)date NS_SWIFT_NAME(stated(_:));

/// UTC seconds since 1970.
@property (nonatomic, readonly) int64_t unixSeconds;

/// The same as a date.
@property (nonatomic, readonly) NSDate *date;

/// Where the time comes from.
@property (nonatomic, readonly) SKNClockSource source;

@end

NS_ASSUME_NONNULL_END

// What a region accepts, to be shown and chosen from.

#import <SkanSDK/SKNNumbers.h>

NS_ASSUME_NONNULL_BEGIN

/// What a policy's rule asks of one certificate: a kind within an age, counted from the event.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(PolicyRequirement)
@interface SKNRequirement : SKNValue

/// SKNKindNone in a finding that is not about one requirement.
@property (nonatomic, readonly) SKNKind kind;
/// How age is counted.
@property (nonatomic, readonly) SKNAgeUnit unit;
/// In `unit`; the first accepted age.
@property (nonatomic, readonly) uint32_t minimumAge;
/// In `unit`; the last accepted age.
@property (nonatomic, readonly) uint32_t maximumAge;
/// A stated dose must be the last of the course.
@property (nonatomic, readonly, getter=isCourseComplete) BOOL courseComplete;
/// The dose must be stated and at least this; 0: any.
@property (nonatomic, readonly) NSInteger minimumDose;
/// Accepted products; none: any.
@property (nonatomic, readonly) NSArray<NSString *> *products;

@end

/// One way to be accepted: each requirement is met by a certificate of its own, all of one holder.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(PolicyRule)
@interface SKNRule : SKNValue

/// Whether the holder's age counts.
@property (nonatomic, readonly) BOOL limitsHolderAge;
/// Full years on the day of the check, accepted.
@property (nonatomic, readonly) NSInteger holderAgeFrom;
/// Full years on the day of the check, accepted.
@property (nonatomic, readonly) NSInteger holderAgeTo;
@property (nonatomic, readonly) NSArray<SKNRequirement *> *requirements;

@end

/// A policy.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(Policy)
@interface SKNPolicy : SKNValue

/// Lower-case letters, digits and hyphens.
@property (nonatomic, readonly) NSString *identifier;
/// Grows with each change.
@property (nonatomic, readonly) uint32_t version;
@property (nonatomic, readonly) NSString *titleRussian;
@property (nonatomic, readonly) NSString *titleEnglish;
/// The time zone in which days are counted, in minutes east of UTC.
@property (nonatomic, readonly) NSInteger utcOffsetMinutes;
/// The operator compares the shown fields with a document.
@property (nonatomic, readonly) BOOL documentCheck;
/// It holds a critical rule that this version does not know.
@property (nonatomic, readonly) BOOL needsNewerApp;
/// Whether it has a limit of its own for the data's age.
@property (nonatomic, readonly) BOOL limitsDataAge;
/// Seconds after which trust data is too old here; the channel's limit holds as well.
@property (nonatomic, readonly) NSTimeInterval maximumDataAge;
/// Seconds after a list was made in which a certificate that it lacks may pass.
@property (nonatomic, readonly) NSTimeInterval newerThanData;
/// What is presented is accepted if any one rule accepts it.
@property (nonatomic, readonly) NSArray<SKNRule *> *rules;

/// Whether the operator may be shown this field of a certificate.
- (BOOL)showsField:(SKNField)field NS_SWIFT_NAME(shows(_:));

@end

NS_ASSUME_NONNULL_END

#import <SkanSDK/SKNDay.h>
#import <SkanSDK/SKNNumbers.h>

NS_ASSUME_NONNULL_BEGIN

/// What a genuine certificate says; the issuer has masked names and document (sdk/doc/format.md). Let go of it when it was
/// shown: it is about a person.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(Certificate)
@interface SKNCertificate : SKNValue

@property (nonatomic, readonly) SKNKind kind;
/// Position in the issuer key's status list.
@property (nonatomic, readonly) uint32_t statusIndex;
@property (nonatomic, readonly) NSString *number;
@property (nonatomic, readonly) SKNDay *birthDay;
/// Masked.
@property (nonatomic, readonly, nullable) NSString *nameCyrillic;
/// Masked.
@property (nonatomic, readonly, nullable) NSString *nameLatin;
/// Masked.
@property (nonatomic, readonly, nullable) NSString *documentTail;
/// The vaccine, or the test's method.
@property (nonatomic, readonly, nullable) NSString *product;
/// Exactly one of this and eventTime is there.
@property (nonatomic, readonly, nullable) SKNDay *eventDay;
@property (nonatomic, readonly, nullable) NSDate *eventTime;
/// Which dose; 0 if it says nothing.
@property (nonatomic, readonly) NSInteger dose;
/// Of how many; 0 if it says nothing.
@property (nonatomic, readonly) NSInteger doses;
/// The region's number; 0 if it says nothing.
@property (nonatomic, readonly) NSInteger region;
@property (nonatomic, readonly) NSDate *issuedAt;
@property (nonatomic, readonly, nullable) NSDate *notBefore;
/// Good while now is earlier.
@property (nonatomic, readonly) NSDate *expires;

@end

NS_ASSUME_NONNULL_END

// What a store holds, for people and for monitoring.

#import <SkanSDK/SKNPolicy.h>

NS_ASSUME_NONNULL_BEGIN

/// One issuer key as the signed issuer list has it.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(IssuerStatus)
@interface SKNIssuerStatus : SKNValue

@property (nonatomic, readonly) NSString *name;
/// 16 hexadecimal digits.
@property (nonatomic, readonly) NSString *keyIdentifier;
/// "active", "retired" or "compromised".
@property (nonatomic, readonly) NSString *state;
@property (nonatomic, readonly) NSDate *validFrom;
@property (nonatomic, readonly) NSDate *validUntil;
/// Only for "retired".
@property (nonatomic, readonly, nullable) NSDate *retiredAt;
/// Status indices that the list covers; 0 without a list.
@property (nonatomic, readonly) uint32_t issued;
/// Whether `revoked` is known: it was asked for, and all blocks are intact.
@property (nonatomic, readonly) BOOL hasRevoked;
/// How many of them are withdrawn.
@property (nonatomic, readonly) uint32_t revoked;
/// The size of the list as it travels.
@property (nonatomic, readonly) uint32_t listBytes;
/// When the list was made.
@property (nonatomic, readonly, nullable) NSDate *listAsOf;

@end

/// What a store held when it was asked.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(TrustStatus)
@interface SKNTrustStatus : SKNValue

/// 64 hexadecimal digits.
@property (nonatomic, readonly) NSString *authority;
@property (nonatomic, readonly) NSString *channel;
@property (nonatomic, readonly) uint32_t rootVersion;
@property (nonatomic, readonly) NSDate *rootExpires;
/// 0 without data.
@property (nonatomic, readonly) uint32_t epoch;
/// 0: provisioned, but no update was loaded yet; the dates of data are nil then.
@property (nonatomic, readonly) uint64_t sequence;
@property (nonatomic, readonly) SKNFreshness freshness;
/// The signed time of the data in force.
@property (nonatomic, readonly, nullable) NSDate *issuedAt;
/// Whether `dataAge` is known.
@property (nonatomic, readonly) BOOL hasDataAge;
/// Seconds since `issuedAt`.
@property (nonatomic, readonly) NSTimeInterval dataAge;
/// From then on nothing is accepted.
@property (nonatomic, readonly, nullable) NSDate *staleAt;
@property (nonatomic, readonly, nullable) NSDate *headExpires;
@property (nonatomic, readonly, nullable) NSDate *manifestExpires;
/// The latest time that was stored by noteTime under this data.
@property (nonatomic, readonly, nullable) NSDate *notedTime;
/// Stored data failed its check; the next update repairs it.
@property (nonatomic, readonly, getter=isDamaged) BOOL damaged;
/// Older than the host's anchor; an update that is not older ends it.
@property (nonatomic, readonly, getter=isRolledBack) BOOL rolledBack;
/// A copy made by exportToURL.
@property (nonatomic, readonly, getter=isReadOnly) BOOL readOnly;
/// The stable name of the error with which the last update was refused; nil: it was not.
@property (nonatomic, readonly, nullable) NSString *lastRefused;
/// When, by the device's clock.
@property (nonatomic, readonly, nullable) NSDate *lastRefusedTime;
/// The authority's default; empty without data.
@property (nonatomic, readonly) NSString *defaultPolicy;
@property (nonatomic, readonly) NSArray<SKNIssuerStatus *> *issuers;
/// What may be chosen.
@property (nonatomic, readonly) NSArray<SKNPolicy *> *policies;

@end

NS_ASSUME_NONNULL_END

#import <SkanSDK/SKNBase.h>

NS_ASSUME_NONNULL_BEGIN

/// The newest data that a store is known to have held. An app that keeps it where the store's editors cannot reach
/// (SKNAnchorKeeping) and opens the store with it notices a store that was set back. Never changes; safe from every thread;
/// equal if all numbers are.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(TrustAnchor)
@interface SKNAnchor : NSObject {
 @private
  uint32_t _rootVersion, _epoch, _dataRootVersion;
  uint64_t _sequence;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

/// Nothing is known: all numbers are 0. A store that is opened with it may hold anything.
@property (class, nonatomic, readonly) SKNAnchor *nothing;

- (instancetype)initWithRootVersion:(uint32_t)rootVersion
                              epoch:(uint32_t)epoch
                    dataRootVersion:(uint32_t)dataRootVersion
                           sequence:(uint64_t)sequence NS_DESIGNATED_INITIALIZER;

/// What dataRepresentation gave; nil for anything else.
- (nullable instancetype)initWithDataRepresentation:(NSData *)data;

/// Of the newest root.
@property (nonatomic, readonly) uint32_t rootVersion;
/// Of the data.
@property (nonatomic, readonly) uint32_t epoch;
/// Of the root that the data are signed under; 0: no data yet.
@property (nonatomic, readonly) uint32_t dataRootVersion;
/// Of the data; 0: no data yet.
@property (nonatomic, readonly) uint64_t sequence;

/// For keeping it: ASCII, at most 80 bytes.
@property (nonatomic, readonly) NSData *dataRepresentation;

@end

NS_ASSUME_NONNULL_END

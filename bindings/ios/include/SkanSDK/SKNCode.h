// What a scanner has read.

#import <SkanSDK/SKNNumbers.h>

NS_ASSUME_NONNULL_BEGIN

/// In pixels of the upright picture, from its upper left corner.
struct NS_SWIFT_NAME(PixelPoint) SKNPoint {
  NSInteger x;
  NSInteger y;
};
typedef struct SKNPoint SKNPoint;

/// One code that was read: unverified content for an SKNVerifier.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(ScannedCode)
@interface SKNCode : SKNValue

/// The code's bytes as they stand in it; not necessarily UTF-8. Empty for a repeat.
@property (nonatomic, readonly) NSData *content;
/// The same read as UTF-8, for showing; nil if it is not. Empty for a repeat.
@property (nonatomic, readonly, nullable) NSString *text;

/// The corners in order around the code; the way round is not promised. 0 to 3, and again from 4 on.
- (SKNPoint)cornerAtIndex:(NSUInteger)index NS_SWIFT_NAME(corner(_:));

@end

/// What one frame brought. Frames without codes share their events, so that they cost no memory.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(ScanEvent)
@interface SKNScanEvent : NSObject {
 @private
  SKNHint _hint;
  NSArray<SKNCode *> *_codes, *_repeats;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

/// SKNHintNone if a code was read; at least half a second the same.
@property (nonatomic, readonly) SKNHint hint;
/// Read, and not seen within the repeat window: for SKNVerifier.
@property (nonatomic, readonly) NSArray<SKNCode *> *codes;
/// Read, and seen within the repeat window: where they are, without their content.
@property (nonatomic, readonly) NSArray<SKNCode *> *repeats;

@end

/// What a still picture holds.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(StillScan)
@interface SKNStillScan : NSObject {
 @private
  BOOL _limitReached;
  NSArray<SKNCode *> *_codes;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

/// There may be more codes than the options' limit.
@property (nonatomic, readonly) BOOL limitReached;
/// Row by row from the top, each row from the left; no content twice.
@property (nonatomic, readonly) NSArray<SKNCode *> *codes;

@end

NS_ASSUME_NONNULL_END

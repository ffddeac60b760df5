// Finding and reading QR codes.

#import <SkanSDK/SKNCode.h>
#import <SkanSDK/SKNError.h>
#import <SkanSDK/SKNFrame.h>

NS_ASSUME_NONNULL_BEGIN

/// For the repeat window: a code is reported again only after another one.
SKN_EXPORT const NSTimeInterval SKNRepeatUntilAnotherCode NS_SWIFT_NAME(repeatUntilAnotherCode);

/// How a scanner works. The defaults suit a door. For one thread; the scanner reads it once and checks the numbers.
SKN_CLASS NS_SWIFT_NAME(ScannerOptions)
@interface SKNScannerOptions : NSObject {
 @private
  NSInteger _maxCodes;
  NSTimeInterval _budget, _repeatWindow;
}

/// At most this many codes of one picture are returned; 1 to 255. 64.
@property (nonatomic) NSInteger maxCodes;
/// How long one frame may take, in seconds; 0.001 to 1. 0.012.
@property (nonatomic) NSTimeInterval budget;
/// For how long after it was last seen the same code counts as a repeat, in seconds, at most a day; 0: every code is reported
/// in every frame; or SKNRepeatUntilAnotherCode. 3.
@property (nonatomic) NSTimeInterval repeatWindow;

@end

/// Reads QR codes from camera frames one after another, or from still pictures. What it returns is unverified content for an
/// SKNVerifier. Pixels are neither copied nor kept; a frame without codes leaves no object behind.
///
/// processFrame and reset belong to one thread at a time: a second one inside gets SKNErrorInUse. readStill may be called
/// from several threads, also beside processFrame. close may come at any time: calls inside end first. After it every call
/// gives SKNErrorClosed.
SKN_CLASS NS_SWIFT_NAME(CodeScanner)
@interface SKNScanner : NSObject {
 @private
  void *_handle;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

/// A scanner; nil options are the defaults. SKNErrorInvalidArgument for options out of range.
- (nullable instancetype)initWithOptions:(nullable SKNScannerOptions *)options
                                   error:(NSError *_Nullable *_Nullable)error NS_DESIGNATED_INITIALIZER;

/// Takes the next frame of a camera.
///
/// @param timestamp the frame's time in seconds on any clock that does not go back, such as a sample's presentation time
///
/// SKNErrorInvalidArgument, naming the member of the frame, or for a timestamp that is no number, negative or earlier than the
/// last one; Capacity; CryptoUnavailable. A refused frame changes nothing, but the codes of the last one are gone.
- (nullable SKNScanEvent *)processFrame:(SKNFrame *)frame
                            atTimestamp:(NSTimeInterval)timestamp
                                  error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(process(_:at:));

#if SKN_APPLE_FRAMEWORKS
/// The same for a camera's sample, at its presentation time.
///
/// @param rotation degrees clockwise that set the picture upright: 0, 90, 180 or 270
/// @param mirrored left and right are exchanged once it is upright
- (nullable SKNScanEvent *)processSampleBuffer:(CMSampleBufferRef)sampleBuffer
                                      rotation:(NSInteger)rotation
                                      mirrored:(BOOL)mirrored
                                         error:(NSError *_Nullable *_Nullable)error
    NS_SWIFT_NAME(process(_:rotation:mirrored:));
#endif

/// Forgets tracks, repeats and timestamps, as when a camera is opened anew.
- (BOOL)resetWithError:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(reset());

/// Reads every code of a still picture; that there is none is no failure. With SKNEffortThorough it may take seconds: call it
/// off the main thread. SKNErrorInvalidArgument, Capacity.
- (nullable SKNStillScan *)readStill:(SKNFrame *)frame
                              effort:(SKNEffort)effort
                               error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(readStill(_:effort:));

/// Closes the scanner. Calls inside end first; may be called twice.
- (void)close;

@end

NS_ASSUME_NONNULL_END

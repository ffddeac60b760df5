#import <SkanSDK/SKNNumbers.h>

#if SKN_APPLE_FRAMEWORKS
#import <CoreMedia/CoreMedia.h>
#import <CoreVideo/CoreVideo.h>
#endif

NS_ASSUME_NONNULL_BEGIN

/// A picture for a scanner: rows from the top, 8 bits a sample. Nothing is copied. For one thread. What is wrong with its
/// numbers is told by the scanner.
SKN_CLASS NS_SWIFT_NAME(Frame)
@interface SKNFrame : NSObject {
 @package
  const void *_bytes;
  NSUInteger _length;
  SKNPixelFormat _format;
  NSInteger _width, _height, _rowStride, _pixelStride, _rotation;
  BOOL _mirrored, _isPixelBuffer;
  id _owner;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

/// Borrows bytes, which must stay and not change while a scanner looks at the frame.
///
/// @param length bytes that may be read; nv21, nv12 and i420 include their colours, the last row may end early
/// @param rowStride bytes from one row to the next; 0: rows without gaps
- (instancetype)initWithBytes:(const void *)bytes
                       length:(NSUInteger)length
                       format:(SKNPixelFormat)format
                        width:(NSInteger)width
                       height:(NSInteger)height
                    rowStride:(NSInteger)rowStride NS_DESIGNATED_INITIALIZER;

/// The same for data, which the frame keeps.
- (instancetype)initWithData:(NSData *)data
                      format:(SKNPixelFormat)format
                       width:(NSInteger)width
                      height:(NSInteger)height
                   rowStride:(NSInteger)rowStride;

/// Bytes from one pixel to the next; 0: pixels without gaps.
@property (nonatomic) NSInteger pixelStride;
/// Degrees clockwise that set the picture upright: 0, 90, 180 or 270.
@property (nonatomic) NSInteger rotation;
/// Left and right are exchanged once it is upright (front cameras).
@property (nonatomic, getter=isMirrored) BOOL mirrored;

#if SKN_APPLE_FRAMEWORKS
/// Keeps a pixel buffer; the scanner locks it for reading while it looks at it. Read are
/// kCVPixelFormatType_420YpCbCr8BiPlanarVideoRange and -FullRange, of which only the first plane is looked at, and
/// kCVPixelFormatType_32BGRA. SKNErrorPixelFormat for any other, naming it; SKNErrorInvalidArgument for nil.
- (nullable instancetype)initWithPixelBuffer:(CVPixelBufferRef)pixelBuffer
                                       error:(NSError *_Nullable *_Nullable)error;

/// The same for a camera's sample. SKNErrorInvalidArgument, too, if there is no picture in it.
- (nullable instancetype)initWithSampleBuffer:(CMSampleBufferRef)sampleBuffer
                                        error:(NSError *_Nullable *_Nullable)error;
#endif

@end

NS_ASSUME_NONNULL_END

#include "SKNInternal.h"

@implementation SKNFrame
@synthesize pixelStride = _pixelStride;
@synthesize rotation = _rotation;
@synthesize mirrored = _mirrored;

- (instancetype)initWithBytes:(const void *)bytes
                       length:(NSUInteger)length
                       format:(SKNPixelFormat)format
                        width:(NSInteger)width
                       height:(NSInteger)height
                    rowStride:(NSInteger)rowStride {
  self = [super init];
  if (self == nil) return nil;
  _bytes = bytes;
  _length = length;
  _format = format;
  _width = width;
  _height = height;
  _rowStride = rowStride;
  return self;
}

- (instancetype)initWithData:(NSData *)data
                      format:(SKNPixelFormat)format
                       width:(NSInteger)width
                      height:(NSInteger)height
                   rowStride:(NSInteger)rowStride {
  NSData *kept = [data copy];
  self = [self initWithBytes:[kept bytes] length:[kept length] format:format width:width height:height
                   rowStride:rowStride];
  if (self == nil) {
    SKN_RELEASE(kept);
    return nil;
  }
  _owner = kept;
  return self;
}

#if SKN_APPLE_FRAMEWORKS

/// The format in which a scanner looks at the buffer; 0 if it cannot.
static SKNPixelFormat formatOf(OSType type) {
  switch (type) {
    case kCVPixelFormatType_420YpCbCr8BiPlanarVideoRange:
    case kCVPixelFormatType_420YpCbCr8BiPlanarFullRange: return SKNPixelFormatLuma;
    case kCVPixelFormatType_32BGRA: return SKNPixelFormatBGRA;
    default: return static_cast<SKNPixelFormat>(0);
  }
}

/// As its four characters: "L565"; as a number if they are none.
static NSString *nameOf(OSType type) {
  char name[5] = {};
  for (unsigned i = 0; i < 4; ++i) {
    name[i] = static_cast<char>(type >> (24 - 8 * i) & 0xFF);
    if (name[i] < 0x20 || name[i] > 0x7E) return [NSString stringWithFormat:@"0x%08x", static_cast<unsigned>(type)];
  }
  return [NSString stringWithUTF8String:name];
}

- (instancetype)initWithPixelBuffer:(CVPixelBufferRef)pixelBuffer error:(NSError **)error {
  const OSType type = pixelBuffer == nullptr ? 0 : CVPixelBufferGetPixelFormatType(pixelBuffer);
  const SKNPixelFormat format = formatOf(type);
  if (format != 0) {
    self = [self initWithBytes:pixelBuffer length:0 format:format
                         width:static_cast<NSInteger>(CVPixelBufferGetWidth(pixelBuffer))
                        height:static_cast<NSInteger>(CVPixelBufferGetHeight(pixelBuffer))
                     rowStride:0];
    _bytes = nullptr;  // known while it is locked
    _owner = SKN_RETAIN(SKNBridge<id>(pixelBuffer));
    _isPixelBuffer = YES;
    return self;
  }
  if (pixelBuffer == nullptr) {
    SKNRefuse(error, @"pixelBuffer", @"is nil");
  } else {
    SKNFail(error, SKNErrorPixelFormat,
            [NSString stringWithFormat:@"pixelBuffer: the format %@ is not read; ask the camera for 420v, 420f or BGRA",
                                       nameOf(type)]);
  }
  SKN_RELEASE(self);
  return nil;
}

- (instancetype)initWithSampleBuffer:(CMSampleBufferRef)sampleBuffer error:(NSError **)error {
  CVImageBufferRef picture = sampleBuffer == nullptr ? nullptr : CMSampleBufferGetImageBuffer(sampleBuffer);
  if (picture != nullptr) return [self initWithPixelBuffer:picture error:error];
  SKNRefuse(error, @"sampleBuffer", sampleBuffer == nullptr ? @"is nil" : @"holds no picture");
  SKN_RELEASE(self);
  return nil;
}

#endif

- (void)dealloc {
  SKN_RELEASE(_owner);
  SKN_SUPER_DEALLOC;
}

@end

#if SKN_APPLE_FRAMEWORKS

/// Of buffers with planes the first.
static void lookAt(CVPixelBufferRef buffer, skan_frame *frame) {
  const bool isPlanar = CVPixelBufferIsPlanar(buffer);
  const size_t stride = isPlanar ? CVPixelBufferGetBytesPerRowOfPlane(buffer, 0) : CVPixelBufferGetBytesPerRow(buffer);
  const size_t rows = isPlanar ? CVPixelBufferGetHeightOfPlane(buffer, 0) : CVPixelBufferGetHeight(buffer);
  const void *base = isPlanar ? CVPixelBufferGetBaseAddressOfPlane(buffer, 0) : CVPixelBufferGetBaseAddress(buffer);
  frame->pixels = static_cast<const uint8_t *>(base);
  frame->row_stride = static_cast<int64_t>(stride);
  frame->length = stride * rows;
}

#endif

SKNPixels::SKNPixels(SKNFrame *frame, NSError **error) : frame_(SKNSized<skan_frame>()) {
  frame_.format = SKNNarrow(frame->_format);
  frame_.pixels = static_cast<const uint8_t *>(frame->_bytes);
  frame_.length = frame->_length;
  frame_.width = SKNNarrow(frame->_width);
  frame_.height = SKNNarrow(frame->_height);
  frame_.row_stride = frame->_rowStride;
  frame_.pixel_stride = frame->_pixelStride;
  frame_.rotation = SKNNarrow(frame->_rotation);
  frame_.mirrored = frame->_mirrored ? 1 : 0;
#if SKN_APPLE_FRAMEWORKS
  if (!frame->_isPixelBuffer) return;
  CVPixelBufferRef buffer = SKNBridge<CVPixelBufferRef>(frame->_owner);
  const CVReturn result = CVPixelBufferLockBaseAddress(buffer, kCVPixelBufferLock_ReadOnly);
  there_ = result == kCVReturnSuccess;
  if (!there_) {
    SKNRefuse(error, @"frame", [NSString stringWithFormat:@"its pixel buffer cannot be locked: %d", result]);
    return;
  }
  locked_ = buffer;
  lookAt(buffer, &frame_);
#else
  (void)error;
#endif
}

SKNPixels::~SKNPixels() {
#if SKN_APPLE_FRAMEWORKS
  if (locked_ != nullptr) CVPixelBufferUnlockBaseAddress(locked_, kCVPixelBufferLock_ReadOnly);
#endif
}

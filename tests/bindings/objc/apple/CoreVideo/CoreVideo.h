// Of Core Video what bindings/ios calls. README.md beside this folder.
#pragma once

#import <Foundation/Foundation.h>

typedef uint32_t OSType;
typedef int32_t CVReturn;
typedef uint64_t CVOptionFlags;
typedef CVOptionFlags CVPixelBufferLockFlags;
typedef struct __CVBuffer *CVBufferRef;
typedef CVBufferRef CVImageBufferRef;
typedef CVImageBufferRef CVPixelBufferRef;

enum {
  kCVReturnSuccess = 0,
  kCVReturnInvalidArgument = -6661,
  kCVPixelBufferLock_ReadOnly = 1,
  kCVPixelFormatType_420YpCbCr8BiPlanarVideoRange = 0x34323076,  // 420v
  kCVPixelFormatType_420YpCbCr8BiPlanarFullRange = 0x34323066,   // 420f
  kCVPixelFormatType_32BGRA = 0x42475241,                        // BGRA
  kCVPixelFormatType_16LE565 = 0x4C353635,                       // L565
};

#ifdef __cplusplus
extern "C" {
#endif
OSType CVPixelBufferGetPixelFormatType(CVPixelBufferRef buffer);
size_t CVPixelBufferGetWidth(CVPixelBufferRef buffer);
size_t CVPixelBufferGetHeight(CVPixelBufferRef buffer);
size_t CVPixelBufferGetBytesPerRow(CVPixelBufferRef buffer);
void *CVPixelBufferGetBaseAddress(CVPixelBufferRef buffer);
BOOL CVPixelBufferIsPlanar(CVPixelBufferRef buffer);
size_t CVPixelBufferGetHeightOfPlane(CVPixelBufferRef buffer, size_t plane);
size_t CVPixelBufferGetBytesPerRowOfPlane(CVPixelBufferRef buffer, size_t plane);
void *CVPixelBufferGetBaseAddressOfPlane(CVPixelBufferRef buffer, size_t plane);
CVReturn CVPixelBufferLockBaseAddress(CVPixelBufferRef buffer, CVPixelBufferLockFlags flags);
CVReturn CVPixelBufferUnlockBaseAddress(CVPixelBufferRef buffer, CVPixelBufferLockFlags flags);
#ifdef __cplusplus
}
#endif

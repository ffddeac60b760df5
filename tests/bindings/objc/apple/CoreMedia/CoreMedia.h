// Of Core Media what bindings/ios calls. README.md beside this folder.
#pragma once

#import <CoreVideo/CoreVideo.h>

typedef struct opaqueCMSampleBuffer *CMSampleBufferRef;
typedef double Float64;
typedef struct {
  int64_t value;
  int32_t timescale;
  uint32_t flags;
  int64_t epoch;
} CMTime;

#ifdef __cplusplus
extern "C" {
#endif
CVImageBufferRef CMSampleBufferGetImageBuffer(CMSampleBufferRef sample);
CMTime CMSampleBufferGetPresentationTimeStamp(CMSampleBufferRef sample);
Float64 CMTimeGetSeconds(CMTime time);
#ifdef __cplusplus
}
#endif

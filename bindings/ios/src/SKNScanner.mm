#include "SKNInternal.h"

#include <limits>

const NSTimeInterval SKNRepeatUntilAnotherCode = -1;

@implementation SKNScannerOptions
@synthesize maxCodes = _maxCodes;
@synthesize budget = _budget;
@synthesize repeatWindow = _repeatWindow;

- (instancetype)init {
  self = [super init];
  if (self == nil) return nil;
  _maxCodes = 64;
  _budget = 0.012;
  _repeatWindow = 3;
  return self;
}

@end

@implementation SKNScanner

/// In the C interface 0 is the default, and SKAN_REPEAT_NOTHING what is 0 here.
static int64_t windowOf(NSTimeInterval seconds) {
  if (seconds == 0) return SKAN_REPEAT_NOTHING;
  if (seconds == SKNRepeatUntilAnotherCode) return SKAN_REPEAT_UNTIL_ANOTHER_CODE;
  const int64_t micros = SKNMicroseconds(seconds);
  return micros > 0 ? micros : std::numeric_limits<int64_t>::min();
}

/// False for a number that means the default there, and for what it does not take.
static bool read(SKNScannerOptions *options, skan_scanner_options *its, NSError **error) {
  if (options == nil) return true;
  its->max_codes = SKNNarrow([options maxCodes]);
  its->budget_us = SKNMicroseconds([options budget]);
  its->repeat_window_us = windowOf([options repeatWindow]);
  if (its->max_codes == 0) return SKNRefuse(error, @"options.maxCodes", @"is 0");
  return its->budget_us != 0 || SKNRefuse(error, @"options.budget", @"is 0");
}

/// The handle of a new scanner; NULL if there is none.
static void *scannerFor(SKNScannerOptions *options, NSError **error) {
  skan_scanner_options its = SKNSized<skan_scanner_options>();
  skan_scanner *scanner = nullptr;
  SKNFailure failure;
  if (!read(options, &its, error) || !SKNSucceeds(skan_scanner_create(&its, &scanner, &failure), failure, error)) {
    return nullptr;
  }
  return new SKNHandle(scanner, SKNFree<skan_scanner, skan_scanner_free>, "scanner");
}

- (instancetype)initWithOptions:(SKNScannerOptions *)options error:(NSError **)error {
  self = [super init];
  _handle = scannerFor(options, error);
  if (_handle != nullptr) return self;
  SKN_RELEASE(self);
  return nil;
}

using Reader = skan_status (*)(skan_scanner *, size_t, skan_code *, skan_error *);

/// What the last frame brought. nil, with an error, if another thread has come in between.
static NSArray<SKNCode *> *codesOf(skan_scanner *scanner, size_t count, Reader readCode, NSError **error) {
  NSMutableArray<SKNCode *> *codes = [NSMutableArray arrayWithCapacity:count];
  for (size_t i = 0; i < count; ++i) {
    skan_code code = SKNSized<skan_code>();
    SKNFailure failure;
    if (!SKNSucceeds(readCode(scanner, i, &code, &failure), failure, error)) return nil;
    [codes addObject:SKNMakeCode(code)];
  }
  return codes;
}

static SKNScanEvent *eventOf(skan_scanner *scanner, const skan_scan_event &event, NSError **error) {
  const SKNHint hint = static_cast<SKNHint>(event.hint);
  if (event.code_count == 0 && event.repeat_count == 0) return SKNMakeEvent(hint, nil, nil);
  NSArray<SKNCode *> *codes = codesOf(scanner, event.code_count, skan_scanner_code, error);
  NSArray<SKNCode *> *repeats =
      codes == nil ? nil : codesOf(scanner, event.repeat_count, skan_scanner_repeat, error);
  return repeats == nil ? nil : SKNMakeEvent(hint, codes, repeats);
}

/// Owned by the caller, as is `problem`.
- (SKNScanEvent *)newEventOfFrame:(SKNFrame *)frame at:(int64_t)micros problem:(NSError *__strong *)problem {
  SKNScanEvent *event = nil;
  @autoreleasepool {
    NSError *failure = nil;
    const SKNInside inside(_handle, &failure);
    if (inside) {
      const SKNPixels pixels(frame, &failure);
      skan_scan_event brought = SKNSized<skan_scan_event>();
      SKNFailure told;
      if (pixels && SKNSucceeds(skan_scanner_process(inside.as<skan_scanner>(), &pixels.frame(), micros, &brought,
                                                     &told),
                                told, &failure)) {
        event = SKN_RETAIN(eventOf(inside.as<skan_scanner>(), brought, &failure));
      }
    }
    *problem = SKN_RETAIN(event == nil ? failure : nil);
  }
  return event;
}

- (SKNScanEvent *)processFrame:(SKNFrame *)frame atTimestamp:(NSTimeInterval)timestamp error:(NSError **)error {
  if (!SKNGiven(frame, @"frame", error)) return nil;
  if (!(timestamp >= 0 && timestamp < 9e12)) {
    SKNRefuse(error, @"timestamp", @"is negative, too great or no number");
    return nil;
  }
  NSError *problem = nil;
  SKNScanEvent *event = [self newEventOfFrame:frame at:SKNMicroseconds(timestamp) problem:&problem];
  if (error != nullptr && problem != nil) *error = SKN_AUTORELEASE(SKN_RETAIN(problem));
  SKN_RELEASE(problem);
  return SKN_AUTORELEASE(event);
}

#if SKN_APPLE_FRAMEWORKS
- (SKNScanEvent *)processSampleBuffer:(CMSampleBufferRef)sampleBuffer
                             rotation:(NSInteger)rotation
                             mirrored:(BOOL)mirrored
                                error:(NSError **)error {
  SKNFrame *frame = [[SKNFrame alloc] initWithSampleBuffer:sampleBuffer error:error];
  if (frame == nil) return nil;
  [frame setRotation:rotation];
  [frame setMirrored:mirrored];
  const CMTime time = CMSampleBufferGetPresentationTimeStamp(sampleBuffer);
  SKNScanEvent *event = [self processFrame:frame atTimestamp:CMTimeGetSeconds(time) error:error];
  SKN_RELEASE(frame);
  return event;
}
#endif

- (BOOL)resetWithError:(NSError **)error {
  const SKNInside inside(_handle, error);
  SKNFailure failure;
  return inside && SKNSucceeds(skan_scanner_reset(inside.as<skan_scanner>(), &failure), failure, error);
}

- (SKNStillScan *)readStill:(SKNFrame *)frame effort:(SKNEffort)effort error:(NSError **)error {
  if (!SKNGiven(frame, @"frame", error)) return nil;
  const SKNInside inside(_handle, error);
  if (!inside) return nil;
  const SKNPixels pixels(frame, error);
  skan_still *still = nullptr;
  SKNFailure failure;
  if (!pixels || !SKNSucceeds(skan_scanner_read_still(inside.as<skan_scanner>(), &pixels.frame(), SKNNarrow(effort),
                                                      &still, &failure),
                              failure, error)) {
    return nil;
  }
  skan_still_info info = SKNSized<skan_still_info>();
  skan_still_read(still, &info, nullptr);
  NSMutableArray<SKNCode *> *codes = [NSMutableArray arrayWithCapacity:info.code_count];
  for (size_t i = 0; i < info.code_count; ++i) {
    skan_code code = SKNSized<skan_code>();
    if (skan_still_code(still, i, &code, nullptr) == SKAN_OK) [codes addObject:SKNMakeCode(code)];
  }
  skan_still_free(&still);
  return SKNMakeStillScan(info.limit_reached != 0, codes);
}

- (void)close {
  SKNClose(_handle);
}

- (void)dealloc {
  SKNForget(_handle);
  SKN_SUPER_DEALLOC;
}

@end

// Frames and still pictures.
#include "check.h"

#include <cmath>
#include <cstdio>

using namespace world;

static SKNScanner *scannerWith(NSTimeInterval repeatWindow) {
  SKNScannerOptions *options = [[[SKNScannerOptions alloc] init] autorelease];
  [options setBudget:1];  // on a busy machine, too
  [options setRepeatWindow:repeatWindow];
  return [MUST([[SKNScanner alloc] initWithOptions:options error:&error]) autorelease];
}

/// Shows the picture in up to six frames a thirtieth of a second apart, until it is read.
static SKNScanEvent *show(SKNScanner *scanner, SKNFrame *frame, NSTimeInterval *clock) {
  SKNScanEvent *event = nil;
  for (int i = 0; i < 6; ++i) {
    *clock += 1.0 / 30;
    event = MUST([scanner processFrame:frame atTimestamp:*clock error:&error]);
    if ([[event codes] count] + [[event repeats] count] > 0) break;
  }
  return event;
}

static void frames() {
  NSTimeInterval clock = 0;
  SKNScanner *scanner = scannerWith(3);
  SKNFrame *good = picture(@"pictures/good.pgm");
  SKNScanEvent *event = show(scanner, good, &clock);
  CHECK([[event codes] count] == 1 && [[event repeats] count] == 0 && [event hint] == SKNHintNone);
  SKNCode *code = [[event codes] objectAtIndex:0];
  CHECK_TEXT([code text], text(@"texts/good"));
  CHECK([[code content] isEqual:bytes(@"texts/good")]);
  CHECK([code cornerAtIndex:0].x != [code cornerAtIndex:2].x && [code cornerAtIndex:4].x == [code cornerAtIndex:0].x);
  SKNVerdict *verdict = MUST([verifier(nil) verifyCode:code at:now() error:&error]);
  CHECK([verdict outcome] == SKNOutcomeAccepted);
  event = show(scanner, good, &clock);
  CHECK([[event codes] count] == 0 && [[event repeats] count] == 1);
  CHECK([[[[event repeats] objectAtIndex:0] content] length] == 0);
  MUST([scanner resetWithError:&error]);
  clock = 0;
  CHECK([[show(scanner, good, &clock) codes] count] == 1);
}

static void repeats() {
  NSTimeInterval clock = 0;
  SKNFrame *good = picture(@"pictures/good.pgm"), *other = picture(@"pictures/other.pgm");
  SKNScanner *scanner = scannerWith(0);
  for (int i = 0; i < 2; ++i) CHECK([[show(scanner, good, &clock) codes] count] == 1);
  scanner = scannerWith(SKNRepeatUntilAnotherCode);
  clock = 0;
  CHECK([[show(scanner, good, &clock) codes] count] == 1);
  clock += DAY;
  CHECK([[show(scanner, good, &clock) codes] count] == 0);
  CHECK([[show(scanner, other, &clock) codes] count] == 1);
  clock += 2;  // what was seen within a second is in view together
  CHECK([[show(scanner, good, &clock) codes] count] == 1);
}

static void borrowed() {
  SKNFrame *good = picture(@"pictures/good.pgm");
  [good setRotation:180];
  [good setMirrored:YES];
  NSTimeInterval clock = 0;
  CHECK([[show(scannerWith(3), good, &clock) codes] count] == 1);
  // The same in BGRA: four bytes a pixel, and rows with a gap.
  NSData *file = bytes(@"pictures/good.pgm");
  int width = 0, height = 0, head = 0;
  std::sscanf(static_cast<const char *>([file bytes]), "P5 %d %d 255%n", &width, &height, &head);
  const auto *luma = static_cast<const unsigned char *>([file bytes]) + head + 1;
  const NSInteger stride = 4 * width + 12;
  NSMutableData *colours = [NSMutableData dataWithLength:static_cast<NSUInteger>(stride * height)];
  auto *out = static_cast<unsigned char *>([colours mutableBytes]);
  for (NSInteger y = 0; y < height; ++y) {
    for (NSInteger x = 0; x < 4 * width; ++x) out[y * stride + x] = luma[y * width + x / 4];
  }
  SKNFrame *frame = [[[SKNFrame alloc] initWithBytes:out length:[colours length] format:SKNPixelFormatBGRA width:width
                                              height:height rowStride:stride] autorelease];
  CHECK([[show(scannerWith(3), frame, &clock) codes] count] == 1);
}

static void stills() {
  SKNScanner *scanner = [MUST([[SKNScanner alloc] initWithOptions:nil error:&error]) autorelease];
  SKNFrame *good = picture(@"pictures/good.pgm");
  SKNStillScan *still = MUST([scanner readStill:good effort:SKNEffortNormal error:&error]);
  CHECK([[still codes] count] == 1 && ![still limitReached]);
  CHECK_TEXT([[[still codes] objectAtIndex:0] text], text(@"texts/good"));
  CHECK([[MUST([scanner readStill:picture(@"pictures/empty.pgm") effort:SKNEffortThorough error:&error]) codes] count] == 0);
  FAILS(SKNErrorInvalidArgument, @"effort", [scanner readStill:good effort:static_cast<SKNEffort>(3) error:&error]);
}

static void shared() {
  SKNScanner *scanner = scannerWith(3);
  SKNFrame *empty = picture(@"pictures/empty.pgm");
  SKNScanEvent *first = MUST([scanner processFrame:empty atTimestamp:1 error:&error]);
  CHECK(first == MUST([scanner processFrame:empty atTimestamp:2 error:&error]) && [[first codes] count] == 0);
}

static void wrongFrames() {
  struct Wrong {
    NSString *member;
    NSInteger format, width, height, rotation, rowStride, pixelStride;
    NSUInteger length;
  };
  const NSInteger huge = static_cast<NSInteger>(1) << 32;
  const Wrong wrong[] = {
      {@"frame.format", 0, 64, 48, 0, 0, 0, 3072},       {@"frame.format", huge + 1, 64, 48, 0, 0, 0, 3072},
      {@"frame.width", 1, 0, 48, 0, 0, 0, 3072},         {@"frame.width", 1, huge + 64, 48, 0, 0, 0, 3072},
      {@"frame.height", 1, 64, 32001, 0, 0, 0, 3072},    {@"frame.height", 1, 64, -huge + 48, 0, 0, 0, 3072},
      {@"frame.rotation", 1, 64, 48, 45, 0, 0, 3072},    {@"frame.rotation", 1, 64, 48, huge + 90, 0, 0, 3072},
      {@"frame.row_stride", 1, 64, 48, 0, 63, 0, 3072},  {@"frame.row_stride", 1, 64, 48, 0, -64, 0, 3072},
      {@"frame.pixels", 1, 64, 48, 0, NSIntegerMax, 0, 3072}, {@"frame.pixel_stride", 6, 16, 48, 0, 0, 3, 3072},
      {@"frame.pixels", 1, 64, 48, 0, 0, 0, 3071},       {@"frame.pixels", 2, 64, 48, 0, 0, 0, 3072},
      {@"frame.pixels", 6, 32000, 32000, 0, 0, 0, 3072}, {@"frame.pixels", 1, 64, 48, 0, 0, 0, 0}};
  SKNScanner *scanner = scannerWith(3);
  const char pixels[3072] = {};
  for (const Wrong &its : wrong) {
    SKNFrame *frame = [[[SKNFrame alloc] initWithBytes:pixels length:its.length format:static_cast<SKNPixelFormat>(its.format)
                                                 width:its.width height:its.height rowStride:its.rowStride] autorelease];
    [frame setRotation:its.rotation];
    [frame setPixelStride:its.pixelStride];
    FAILS(SKNErrorInvalidArgument, its.member, [scanner processFrame:frame atTimestamp:1 error:&error]);
    FAILS(SKNErrorInvalidArgument, its.member, [scanner readStill:frame effort:SKNEffortFast error:&error]);
  }
}

static void timestamps() {
  SKNScanner *scanner = scannerWith(3);
  SKNFrame *empty = picture(@"pictures/empty.pgm");
  for (const NSTimeInterval wrong : {-1.0, static_cast<double>(NAN), static_cast<double>(INFINITY), 1e300}) {
    FAILS(SKNErrorInvalidArgument, @"timestamp", [scanner processFrame:empty atTimestamp:wrong error:&error]);
  }
  MUST([scanner processFrame:empty atTimestamp:0.0001 error:&error]);
  FAILS(SKNErrorInvalidArgument, @"timestamp_us", [scanner processFrame:empty atTimestamp:0.00009 error:&error]);
  MUST([scanner processFrame:empty atTimestamp:0.0001 error:&error]);
}

static void options() {
  struct Wrong {
    NSString *member;
    NSInteger maxCodes;
    NSTimeInterval budget, repeatWindow;
  };
  const double nan = static_cast<double>(NAN);
  const Wrong wrong[] = {{@"options.max", 0, 0.012, 3},     {@"options.max", 256, 0.012, 3},  {@"options.max", -1, 0.012, 3},
                         {@"options.budget", 64, 0, 3},     {@"options.budget", 64, 1.1, 3},  {@"options.budget", 64, nan, 3},
                         {@"options.repeat", 64, 0.012, nan}, {@"options.repeat", 64, 0.012, -2},
                         {@"options.repeat", 64, 0.012, 86401}, {@"options.repeat", 64, 0.012, -1e300}};
  for (const Wrong &its : wrong) {
    SKNScannerOptions *options = [[[SKNScannerOptions alloc] init] autorelease];
    [options setMaxCodes:its.maxCodes];
    [options setBudget:its.budget];
    [options setRepeatWindow:its.repeatWindow];
    FAILS(SKNErrorInvalidArgument, its.member, [[[SKNScanner alloc] initWithOptions:options error:&error] autorelease]);
  }
}

static constexpr Test tests[] = {
    {"a code is read from frames and accepted, then known as a repeat, until the scanner is reset", frames},
    {"the repeat window may be nothing, or last until another code", repeats},
    {"turned, mirrored, coloured and gapped frames are read where they lie", borrowed},
    {"codes are read from still pictures", stills},
    {"frames without codes share their event", shared},
    {"a frame that does not fit its bytes is refused, naming the member", wrongFrames},
    {"a timestamp that is no time or goes back is refused", timestamps},
    {"options out of range are refused when the scanner is made", options},
};
extern const Group scannerGroup;
const Group scannerGroup = groupOf("scanner", tests);

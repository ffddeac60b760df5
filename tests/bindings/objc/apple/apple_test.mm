// skan_objc_apple_tests DATA_FOLDER WORK_FOLDER apple: the parts for Apple's frameworks, over stand-ins (README.md).
#include "../check.h"

#include <cstdio>

#include "fakes.h"

using namespace world;

/// A picture of the data as a camera gives it: rows with a gap of eight bytes.
static FakePixelBuffer *buffer(NSString *name, OSType type) {
  NSData *file = bytes(name);
  int width = 0, height = 0, head = 0;
  std::sscanf(static_cast<const char *>([file bytes]), "P5 %d %d 255%n", &width, &height, &head);
  const auto *luma = static_cast<const unsigned char *>([file bytes]) + head + 1;
  FakePixelBuffer *made = [[[FakePixelBuffer alloc] init] autorelease];
  const size_t each = type == kCVPixelFormatType_32BGRA ? 4 : 1;
  made->_type = type;
  made->_isPlanar = each == 1;
  made->_width = static_cast<size_t>(width);
  made->_height = static_cast<size_t>(height);
  made->_stride = made->_width * each + 8;
  made->_pixels = [[NSMutableData alloc] initWithLength:made->_stride * made->_height];
  auto *out = static_cast<unsigned char *>([made->_pixels mutableBytes]);
  for (size_t y = 0; y < made->_height; ++y) {
    for (size_t x = 0; x < made->_width * each; ++x) out[y * made->_stride + x] = luma[y * made->_width + x / each];
  }
  return made;
}

static CVPixelBufferRef ref(FakePixelBuffer *buffer) { return reinterpret_cast<CVPixelBufferRef>(buffer); }

static SKNScanner *scanner() {
  SKNScannerOptions *options = [[[SKNScannerOptions alloc] init] autorelease];
  [options setBudget:1];
  [options setRepeatWindow:0];
  return [MUST([[SKNScanner alloc] initWithOptions:options error:&error]) autorelease];
}

static void pixelBuffers() {
  for (const OSType type : {OSType(kCVPixelFormatType_420YpCbCr8BiPlanarVideoRange),
                            OSType(kCVPixelFormatType_420YpCbCr8BiPlanarFullRange), OSType(kCVPixelFormatType_32BGRA)}) {
    FakePixelBuffer *camera = buffer(@"pictures/good.pgm", type);
    SKNFrame *frame = [MUST([[SKNFrame alloc] initWithPixelBuffer:ref(camera) error:&error]) autorelease];
    SKNScanner *scanner = ::scanner();
    NSUInteger read = 0;
    for (int i = 0; read == 0 && i < 6; ++i) {
      read = [[MUST([scanner processFrame:frame atTimestamp:1 + i error:&error]) codes] count];
    }
    CHECK(read == 1 && camera->_locks == 0 && camera->_locksEver > 0);
    CHECK([[MUST([scanner readStill:frame effort:SKNEffortNormal error:&error]) codes] count] == 1 && camera->_locks == 0);
    FAILS(SKNErrorInvalidArgument, @"timestamp", [scanner processFrame:frame atTimestamp:0 error:&error]);
    CHECK(camera->_locks == 0);
  }
}

static void otherFormats() {
  FakePixelBuffer *odd = buffer(@"pictures/empty.pgm", kCVPixelFormatType_16LE565);
  FAILS(SKNErrorPixelFormat, @"pixelBuffer: the format L565 is not read",
        [[[SKNFrame alloc] initWithPixelBuffer:ref(odd) error:&error] autorelease]);
  odd->_type = 0x20;
  FAILS(SKNErrorPixelFormat, @"pixelBuffer: the format 0x00000020",
        [[[SKNFrame alloc] initWithPixelBuffer:ref(odd) error:&error] autorelease]);
  FAILS(SKNErrorInvalidArgument, @"pixelBuffer: is nil",
        [[[SKNFrame alloc] initWithPixelBuffer:ref(nil) error:&error] autorelease]);
  FakePixelBuffer *stuck = buffer(@"pictures/empty.pgm", kCVPixelFormatType_32BGRA);
  stuck->_cannotBeLocked = YES;
  SKNFrame *frame = [MUST([[SKNFrame alloc] initWithPixelBuffer:ref(stuck) error:&error]) autorelease];
  FAILS(SKNErrorInvalidArgument, @"frame: its pixel buffer cannot be locked", [scanner() processFrame:frame atTimestamp:1 error:&error]);
  CHECK(stuck->_locks == 0);
}

static void samples() {
  FakeSample *sample = [[[FakeSample alloc] init] autorelease];
  sample->_picture = [buffer(@"pictures/good.pgm", kCVPixelFormatType_420YpCbCr8BiPlanarVideoRange) retain];
  SKNScanner *scanner = ::scanner();
  NSUInteger read = 0;
  for (int i = 0; read == 0 && i < 6; ++i) {
    sample->_seconds = 100 + i / 30.0;
    read = [[MUST([scanner processSampleBuffer:(CMSampleBufferRef)sample rotation:90 mirrored:YES error:&error]) codes] count];
  }
  CHECK(read == 1);
  sample->_seconds = 99;
  FAILS(SKNErrorInvalidArgument, @"timestamp_us",
        [scanner processSampleBuffer:(CMSampleBufferRef)sample rotation:0 mirrored:NO error:&error]);
  [sample->_picture release];
  sample->_picture = nil;
  FAILS(SKNErrorInvalidArgument, @"sampleBuffer: holds no picture",
        [scanner processSampleBuffer:(CMSampleBufferRef)sample rotation:0 mirrored:NO error:&error]);
  FAILS(SKNErrorInvalidArgument, @"sampleBuffer: is nil",
        [scanner processSampleBuffer:(CMSampleBufferRef)none<FakeSample>() rotation:0 mirrored:NO error:&error]);
}

static void keychain() {
  SKNKeychainAnchor *keeper = [MUST([[SKNKeychainAnchor alloc] initWithService:@"app" account:@"authority" error:&error]) autorelease];
  CHECK([MUST([keeper keptAnchorWithError:&error]) isEqual:[SKNAnchor nothing]]);
  for (uint64_t sequence = 1; sequence <= 2; ++sequence) {
    SKNAnchor *anchor = [[[SKNAnchor alloc] initWithRootVersion:1 epoch:1 dataRootVersion:1 sequence:sequence] autorelease];
    MUST([keeper keepAnchor:anchor error:&error]);
    CHECK([MUST([keeper keptAnchorWithError:&error]) isEqual:anchor]);
  }
  CHECK(fakeKeychain.adds == 1 && fakeKeychain.updates == 1);
  CHECK([[fakeKeychain.item objectForKey:(id)kSecAttrAccessible] isEqual:(id)kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly]);
  SKNKeychainAnchor *other = [MUST([[SKNKeychainAnchor alloc] initWithService:@"app" account:@"other" error:&error]) autorelease];
  CHECK([MUST([other keptAnchorWithError:&error]) isEqual:[SKNAnchor nothing]]);
  fakeKeychain.status = errSecInteractionNotAllowed;  // before the first unlock
  FAILS(SKNErrorKeychain, @"the Keychain could not read the anchor: status -25308", [keeper keptAnchorWithError:&error]);
  FAILS(SKNErrorKeychain, @"the Keychain could not keep the anchor: status -25308",
        [keeper keepAnchor:[SKNAnchor nothing] error:&error]);
  fakeKeychain.status = errSecSuccess;
  [fakeKeychain.item setObject:[NSData data] forKey:(id)kSecValueData];
  FAILS(SKNErrorKeychain, @"what the Keychain holds is no anchor", [keeper keptAnchorWithError:&error]);
  FAILS(SKNErrorInvalidArgument, @"anchor: is nil", [keeper keepAnchor:none<SKNAnchor>() error:&error]);
  FAILS(SKNErrorInvalidArgument, @"service: is nil", [[[SKNKeychainAnchor alloc] initWithService:none<NSString>() account:@"x"
                                                                                          error:&error] autorelease]);
}

static void folders() {
  NSURL *folder = fresh(@"trust");
  FAILS(SKNErrorStorage, @"", [SKNTrustStore prepareFolderAtURL:folder error:&error]);
  fakeProperties = [NSMutableDictionary dictionary];
  MUST([SKNTrustStore prepareFolderAtURL:folder error:&error]);
  NSDictionary *given = [fakeProperties objectForKey:[folder path]];
  CHECK([[given objectForKey:NSFileProtectionKey] isEqual:NSFileProtectionCompleteUntilFirstUserAuthentication]);
  CHECK([[given objectForKey:NSURLIsExcludedFromBackupKey] boolValue]);
}

static int requests = 0;

/// The published folder of the data.
static FakeAnswer published(NSURLRequest *request) {
  ++requests;
  NSData *body = [NSData dataWithContentsOfFile:path([[request URL] path])];
  return {body == nil ? 404 : 200, static_cast<long long>([body length]), body};
}

static SKNSite *site() {
  return [MUST([[SKNSite alloc] initWithURL:[NSURL URLWithString:@"https://trust.example/site"] error:&error]) autorelease];
}

static void sites() {
  fakeServer = published;
  SKNTrustStore *store = emptyStore();
  CHECK([MUST([store updateFromSource:site() at:now() error:&error]) sequence] == 2);
  const int whole = requests;
  CHECK(![MUST([store updateFromSource:site() at:now() error:&error]) changed] && requests - whole < whole);
}

/// Cuts every answer after its half, and goes on where it is asked to.
static FakeAnswer cutting(NSURLRequest *request) {
  ++requests;
  NSData *body = [NSData dataWithContentsOfFile:path([[request URL] path])];
  if (body == nil || [[[request URL] path] hasSuffix:@"/head"]) return {body == nil ? 404 : 200, -1, body};
  const long long from = [[[request valueForHTTPHeaderField:@"Range"] stringByReplacingOccurrencesOfString:@"bytes="
                                                                                               withString:@""] longLongValue];
  NSData *rest = [body subdataWithRange:NSMakeRange(static_cast<NSUInteger>(from), [body length] - static_cast<NSUInteger>(from))];
  FakeAnswer answer{from > 0 ? 206 : 200, static_cast<long long>([rest length]), rest};
  if (from > 0) answer.range = [NSString stringWithFormat:@"bytes %lld-", from];
  if (from == 0) answer.body = [rest subdataWithRange:NSMakeRange(0, [rest length] / 2)], answer.failure = -1005;
  return answer;
}

static void cutSites() {
  fakeServer = cutting;
  CHECK([MUST([emptyStore() updateFromSource:site() at:now() error:&error]) sequence] == 2);
}

static void brokenSites() {
  struct Broken {
    FakeAnswer answer;
    SKNError code;
  };
  NSData *large = [NSMutableData dataWithLength:1 << 20];
  static FakeAnswer now;
  fakeServer = [](NSURLRequest *) { return now; };
  SKNTrustStore *store = world::store();
  for (const Broken &its : {Broken{{500, -1, large}, SKNErrorTransfer}, Broken{{0, -1, nil, -1009}, SKNErrorTransfer},
                            Broken{{200, 1 << 20, large}, SKNErrorSizeMismatch}, Broken{{200, -1, large}, SKNErrorSizeMismatch},
                            Broken{{200, 5, bytes(@"authority")}, SKNErrorTransfer}, Broken{{200, -1, nil, -1005}, SKNErrorTransfer},
                            Broken{{404, 0, nil}, SKNErrorMalformed}}) {
    now = its.answer;
    FAILS(its.code, @"", [store updateFromSource:site() at:world::now() error:&error]);
  }
  CHECK([MUST([store statusAt:world::now() error:&error]) sequence] == 1);
}

static void cancelled() {
  fakeServer = [](NSURLRequest *) { return FakeAnswer{200, -1, nil, 0, true}; };
  SKNSite *site = ::site();
  [NSThread detachNewThreadSelector:@selector(cancel) toTarget:site withObject:nil];
  FAILS(SKNErrorTransfer, @"root/2", [store() updateFromSource:site at:now() error:&error]);
  FAILS(SKNErrorTransfer, @"root/2: the site was cancelled", [store() updateFromSource:site at:now() error:&error]);
  [site cancel];
  FAILS(SKNErrorInvalidArgument, @"url", [[[SKNSite alloc] initWithURL:[NSURL URLWithString:@"ftp://x/"] error:&error] autorelease]);
  FAILS(SKNErrorInvalidArgument, @"configuration: is nil",
        [[[SKNSite alloc] initWithURL:[NSURL URLWithString:@"http://x/"] configuration:none<NSURLSessionConfiguration>()
                                error:&error] autorelease]);
}

static constexpr Test tests[] = {
    {"pixel buffers are read where they lie, and each lock is let go, after refusals, too", pixelBuffers},
    {"a format that is not read is named, and a buffer that cannot be locked is refused", otherFormats},
    {"samples are read at their presentation times", samples},
    {"the Keychain keeps an anchor for this device, and its refusals are errors", keychain},
    {"the store's folder can be written while the device is locked, and is not backed up", folders},
    {"a site is fetched whole, and then only what changed", sites},
    {"a site that cuts its answers is gone on with where it was cut", cutSites},
    {"a site that fails, lies, is cut off or silent leaves the data in force", brokenSites},
    {"a site that is cancelled ends what is on its way and what is to come", cancelled},
};

int main(int count, char **arguments) {
  if (count != 4) return std::puts("skan_objc_apple_tests DATA_FOLDER WORK_FOLDER apple"), 2;
  @autoreleasepool {
    world::setFolders(arguments[1], arguments[2]);
    SKNSetErrorLanguage(SKNLanguageEnglish);
    const Group groups[] = {groupOf("apple", tests)};
    return runGroup(groups, 1, arguments[3]);
  }
}

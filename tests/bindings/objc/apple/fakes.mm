#include "fakes.h"

#include <initializer_list>

FakeKeychain fakeKeychain;
FakeAnswer (*fakeServer)(NSURLRequest *request);

NSString *const NSFileProtectionKey = @"NSFileProtectionKey";
NSString *const NSFileProtectionCompleteUntilFirstUserAuthentication = @"NSFileProtectionCompleteUntilFirstUserAuthentication";

NSMutableDictionary *fakeProperties = nil;

static BOOL note(NSString *path, NSDictionary *properties, NSError **error) {
  if (fakeProperties == nil && error != nullptr) *error = [NSError errorWithDomain:NSCocoaErrorDomain code:513 userInfo:nil];
  NSMutableDictionary *all = [NSMutableDictionary dictionaryWithDictionary:[fakeProperties objectForKey:path]];
  [all addEntriesFromDictionary:properties];
  [fakeProperties setObject:all forKey:path];
  return fakeProperties != nil;
}

@implementation NSFileManager (Additions)
- (BOOL)setAttributes:(NSDictionary *)attributes ofItemAtPath:(NSString *)path error:(NSError **)error {
  return note(path, attributes, error);
}
@end

@implementation NSURL (Additions)
- (BOOL)setResourceValue:(id)value forKey:(NSString *)key error:(NSError **)error {
  return note([self path], [NSDictionary dictionaryWithObject:value forKey:key], error);
}
@end

@implementation FakePixelBuffer
- (void)dealloc {
  [_pixels release];
  [super dealloc];
}
@end

@implementation FakeSample
- (void)dealloc {
  [_picture release];
  [super dealloc];
}
@end

static FakePixelBuffer *its(CVPixelBufferRef buffer) { return (FakePixelBuffer *)buffer; }

static void *addressOf(CVPixelBufferRef buffer) { return its(buffer)->_locks > 0 ? [its(buffer)->_pixels mutableBytes] : nullptr; }

OSType CVPixelBufferGetPixelFormatType(CVPixelBufferRef buffer) { return its(buffer)->_type; }
size_t CVPixelBufferGetWidth(CVPixelBufferRef buffer) { return its(buffer)->_width; }
size_t CVPixelBufferGetHeight(CVPixelBufferRef buffer) { return its(buffer)->_height; }
size_t CVPixelBufferGetBytesPerRow(CVPixelBufferRef buffer) { return its(buffer)->_stride; }
void *CVPixelBufferGetBaseAddress(CVPixelBufferRef buffer) { return addressOf(buffer); }
BOOL CVPixelBufferIsPlanar(CVPixelBufferRef buffer) { return its(buffer)->_isPlanar; }
size_t CVPixelBufferGetHeightOfPlane(CVPixelBufferRef buffer, size_t plane) { return its(buffer)->_height >> plane; }
size_t CVPixelBufferGetBytesPerRowOfPlane(CVPixelBufferRef buffer, size_t) { return its(buffer)->_stride; }
void *CVPixelBufferGetBaseAddressOfPlane(CVPixelBufferRef buffer, size_t) { return addressOf(buffer); }

CVReturn CVPixelBufferLockBaseAddress(CVPixelBufferRef buffer, CVPixelBufferLockFlags flags) {
  if (its(buffer)->_cannotBeLocked || flags != kCVPixelBufferLock_ReadOnly) return kCVReturnInvalidArgument;
  ++its(buffer)->_locks;
  ++its(buffer)->_locksEver;
  return kCVReturnSuccess;
}

CVReturn CVPixelBufferUnlockBaseAddress(CVPixelBufferRef buffer, CVPixelBufferLockFlags flags) {
  if (flags != kCVPixelBufferLock_ReadOnly) return kCVReturnInvalidArgument;
  --its(buffer)->_locks;
  return kCVReturnSuccess;
}

CVImageBufferRef CMSampleBufferGetImageBuffer(CMSampleBufferRef sample) {
  return (CVImageBufferRef)((FakeSample *)sample)->_picture;
}

CMTime CMSampleBufferGetPresentationTimeStamp(CMSampleBufferRef sample) {
  return {static_cast<int64_t>(((FakeSample *)sample)->_seconds * 1e9), 1000000000, 1, 0};
}

Float64 CMTimeGetSeconds(CMTime time) { return static_cast<double>(time.value) / time.timescale; }

#define CONSTANT(name) const CFStringRef name = (CFStringRef)@ #name
CONSTANT(kSecClass);
CONSTANT(kSecClassGenericPassword);
CONSTANT(kSecAttrService);
CONSTANT(kSecAttrAccount);
CONSTANT(kSecAttrAccessible);
CONSTANT(kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly);
CONSTANT(kSecReturnData);
CONSTANT(kSecMatchLimit);
CONSTANT(kSecMatchLimitOne);
CONSTANT(kSecValueData);

/// Whether the item is the one that a query names.
static bool isNamed(NSDictionary *query) {
  for (CFStringRef key : {kSecClass, kSecAttrService, kSecAttrAccount}) {
    if (![[query objectForKey:(id)key] isEqual:[fakeKeychain.item objectForKey:(id)key]]) return false;
  }
  return fakeKeychain.item != nil;
}

OSStatus SecItemCopyMatching(CFDictionaryRef query, CFTypeRef *result) {
  if (fakeKeychain.status != errSecSuccess) return fakeKeychain.status;
  NSDictionary *asked = (NSDictionary *)query;
  if (!isNamed(asked) || ![[asked objectForKey:(id)kSecReturnData] boolValue]) return errSecItemNotFound;
  *result = [[fakeKeychain.item objectForKey:(id)kSecValueData] retain];
  return errSecSuccess;
}

OSStatus SecItemAdd(CFDictionaryRef attributes, CFTypeRef *) {
  if (fakeKeychain.status != errSecSuccess) return fakeKeychain.status;
  ++fakeKeychain.adds;
  [fakeKeychain.item release];
  fakeKeychain.item = [(NSDictionary *)attributes mutableCopy];
  return errSecSuccess;
}

OSStatus SecItemUpdate(CFDictionaryRef query, CFDictionaryRef attributes) {
  if (fakeKeychain.status != errSecSuccess) return fakeKeychain.status;
  if (!isNamed((NSDictionary *)query)) return errSecItemNotFound;
  ++fakeKeychain.updates;
  [fakeKeychain.item addEntriesFromDictionary:(NSDictionary *)attributes];
  return errSecSuccess;
}

/// GNUstep's does not know the length that its header fields promise.
@interface FakeResponse : NSHTTPURLResponse
@end

@implementation FakeResponse
- (long long)expectedContentLength {
  NSString *length = [[self allHeaderFields] objectForKey:@"Content-Length"];
  return length == nil ? -1 : [length longLongValue];
}
@end

@implementation NSURLSessionConfiguration
+ (NSURLSessionConfiguration *)ephemeralSessionConfiguration {
  return [[[self alloc] init] autorelease];
}
@end

@implementation NSURLSession
+ (NSURLSession *)sessionWithConfiguration:(NSURLSessionConfiguration *)configuration
                                  delegate:(id<NSURLSessionDelegate>)delegate
                             delegateQueue:(NSOperationQueue *)queue {
  (void)configuration;
  (void)queue;
  NSURLSession *session = [[[self alloc] init] autorelease];
  session->_delegate = [(id<NSURLSessionDataDelegate>)delegate retain];
  session->_tasks = [[NSMutableArray alloc] init];
  return session;
}

- (NSURLSessionDataTask *)dataTaskWithRequest:(NSURLRequest *)request {
  if (_isInvalid) [NSException raise:NSGenericException format:@"Task created in a session that has been invalidated"];
  NSURLSessionDataTask *task = [[[NSURLSessionDataTask alloc] init] autorelease];
  task->_session = self;
  task->_request = [request retain];
  @synchronized(self) {
    [_tasks addObject:task];
    task->_identifier = [_tasks count];
  }
  return task;
}

- (void)invalidateAndCancel {
  @synchronized(self) {
    _isInvalid = YES;
    for (NSURLSessionTask *task in _tasks) [task cancel];
  }
}

- (void)dealloc {
  [_delegate release];
  [_tasks release];
  [super dealloc];
}
@end

@implementation NSURLSessionTask
- (NSUInteger)taskIdentifier {
  return _identifier;
}

- (void)resume {
  [NSThread detachNewThreadSelector:@selector(transfer:) toTarget:self withObject:_session];
}

- (void)cancel {
  _isCancelled = YES;
}

- (void)transfer:(NSURLSession *)session {
  @autoreleasepool {
    id<NSURLSessionDataDelegate> delegate = session->_delegate;
    NSURLSessionDataTask *task = (NSURLSessionDataTask *)self;
    const FakeAnswer answer = fakeServer(_request);
    while (answer.isSilent && !_isCancelled) [NSThread sleepForTimeInterval:0.001];
    if (!_isCancelled && answer.status != 0) {
      NSString *length = [NSString stringWithFormat:@"%lld", answer.promised];
      NSMutableDictionary *fields = [NSMutableDictionary dictionary];
      if (answer.promised >= 0) [fields setObject:length forKey:@"Content-Length"];
      if (answer.range != nil) [fields setObject:answer.range forKey:@"Content-Range"];
      NSURLResponse *response = [[[FakeResponse alloc] initWithURL:[_request URL] statusCode:answer.status
                                                            HTTPVersion:@"HTTP/1.1" headerFields:fields] autorelease];
      [delegate URLSession:session dataTask:task didReceiveResponse:response
         completionHandler:^(NSURLSessionResponseDisposition disposition) {
           if (disposition == NSURLSessionResponseCancel) [task cancel];
         }];
      for (NSUInteger at = 0; !_isCancelled && at < [answer.body length]; at += 16384) {
        const NSUInteger count = MIN([answer.body length] - at, 16384u);
        [delegate URLSession:session dataTask:task didReceiveData:[answer.body subdataWithRange:NSMakeRange(at, count)]];
      }
    }
    const NSInteger code = _isCancelled ? -999 : answer.failure;
    [delegate URLSession:session task:task
        didCompleteWithError:code == 0 ? nil : [NSError errorWithDomain:NSURLErrorDomain code:code userInfo:nil]];
  }
}

- (void)dealloc {
  [_request release];
  [super dealloc];
}
@end

@implementation NSURLSessionDataTask
@end

// The transfer itself of SKNSite.
#include "SKNInternal.h"

#if SKN_APPLE_FRAMEWORKS

/// One object on its way. Its fields are guarded by its own lock.
@interface SKNTransfer : NSObject {
 @package
  NSCondition *_state;
  SKNSiteAnswer *_answer;
  NSError *_failure;
  BOOL _ended;
}
- (instancetype)initWithAnswer:(SKNSiteAnswer *)answer;
@end

@implementation SKNTransfer

- (instancetype)initWithAnswer:(SKNSiteAnswer *)answer {
  self = [super init];
  if (self == nil) return nil;
  _state = [[NSCondition alloc] init];
  _answer = SKN_RETAIN(answer);
  return self;
}

- (void)endWithFailure:(NSError *)failure {
  [_state lock];
  if (!_ended) _failure = SKN_RETAIN(failure);
  _ended = YES;
  [_state broadcast];
  [_state unlock];
}

/// What it failed with.
- (NSError *)waited {
  [_state lock];
  while (!_ended) [_state wait];
  [_state unlock];
  return SKN_AUTORELEASE(SKN_RETAIN(_failure));
}

- (void)dealloc {
  SKN_RELEASE(_state);
  SKN_RELEASE(_answer);
  SKN_RELEASE(_failure);
  SKN_SUPER_DEALLOC;
}

@end

/// What a URL session tells, on a queue of its own. A class beside the site, because a session keeps its delegate.
@interface SKNTransfers : NSObject <NSURLSessionDataDelegate> {
 @private
  NSMutableDictionary<NSNumber *, SKNTransfer *> *_running;
}
- (void)begin:(SKNTransfer *)transfer as:(NSURLSessionTask *)task;
@end

@implementation SKNTransfers

- (instancetype)init {
  self = [super init];
  if (self == nil) return nil;
  _running = [[NSMutableDictionary alloc] init];
  return self;
}

static NSNumber *keyOf(NSURLSessionTask *task) { return [NSNumber numberWithUnsignedInteger:[task taskIdentifier]]; }

- (void)begin:(SKNTransfer *)transfer as:(NSURLSessionTask *)task {
  @synchronized(self) {
    [_running setObject:transfer forKey:keyOf(task)];
  }
}

- (SKNTransfer *)transferOf:(NSURLSessionTask *)task {
  @synchronized(self) {
    return SKN_AUTORELEASE(SKN_RETAIN([_running objectForKey:keyOf(task)]));
  }
}

- (void)URLSession:(NSURLSession *)session
              dataTask:(NSURLSessionDataTask *)dataTask
    didReceiveResponse:(NSURLResponse *)response
     completionHandler:(void (^)(NSURLSessionResponseDisposition))completionHandler {
  (void)session;
  SKNTransfer *transfer = [self transferOf:dataTask];
  const bool isHttp = [response isKindOfClass:[NSHTTPURLResponse class]];
  NSHTTPURLResponse *answer = isHttp ? static_cast<NSHTTPURLResponse *>(response) : nil;
  // An encoded answer (never asked for) has another length than what comes out of it.
  const bool isEncoded = [[answer allHeaderFields] objectForKey:@"Content-Encoding"] != nil;
  const int64_t length = isEncoded ? -1 : [response expectedContentLength];
  const bool isOfUse = [transfer->_answer beginWithStatus:[answer statusCode]
                                              contentLength:length < 0 ? -1 : length
                                               contentRange:[[answer allHeaderFields] objectForKey:@"Content-Range"]];
  completionHandler(isOfUse ? NSURLSessionResponseAllow : NSURLSessionResponseCancel);
}

- (void)URLSession:(NSURLSession *)session dataTask:(NSURLSessionDataTask *)dataTask didReceiveData:(NSData *)data {
  (void)session;
  SKNTransfer *transfer = [self transferOf:dataTask];
  if (transfer != nil && ![transfer->_answer appendData:data]) [dataTask cancel];
}

- (void)URLSession:(NSURLSession *)session task:(NSURLSessionTask *)task didCompleteWithError:(NSError *)error {
  (void)session;
  [[self transferOf:task] endWithFailure:error];
  @synchronized(self) {
    [_running removeObjectForKey:keyOf(task)];
  }
}

- (void)dealloc {
  SKN_RELEASE(_running);
  SKN_SUPER_DEALLOC;
}

@end

@implementation SKNSite

static constexpr NSTimeInterval kSilence = 30;  // seconds without a byte

- (instancetype)initWithURL:(NSURL *)url error:(NSError **)error {
  return [self initWithURL:url configuration:[NSURLSessionConfiguration ephemeralSessionConfiguration] error:error];
}

- (instancetype)initWithURL:(NSURL *)url
              configuration:(NSURLSessionConfiguration *)configuration
                      error:(NSError **)error {
  self = [super init];
  if (![SKNSiteAnswer checkSiteURL:url error:error] || !SKNGiven(configuration, @"configuration", error)) {
    SKN_RELEASE(self);
    return nil;
  }
  _url = [url copy];
  SKNTransfers *transfers = [[SKNTransfers alloc] init];
  _transfers = transfers;
  _session = SKN_RETAIN([NSURLSession sessionWithConfiguration:configuration delegate:transfers delegateQueue:nil]);
  return self;
}

- (NSURLRequest *)requestFor:(SKNWantedObject *)wanted range:(NSString *)range {
  NSMutableURLRequest *request = [NSMutableURLRequest requestWithURL:SKNObjectURL(_url, [wanted path])
                                                         cachePolicy:NSURLRequestReloadIgnoringLocalCacheData
                                                     timeoutInterval:kSilence];
  [request setValue:@"identity" forHTTPHeaderField:@"Accept-Encoding"];
  if (range != nil) [request setValue:range forHTTPHeaderField:@"Range"];
  return request;
}

/// The task of a transfer that has begun; nil if the site was cancelled: an invalidated session raises an exception when it
/// is asked for one.
- (NSURLSessionDataTask *)taskOf:(NSURLRequest *)request for:(SKNTransfer *)transfer {
  @synchronized(self) {
    NSURLSessionDataTask *task = [_session dataTaskWithRequest:request];
    if (task != nil) [static_cast<SKNTransfers *>(_transfers) begin:transfer as:task];
    return task;
  }
}

- (NSData *)fetchObject:(SKNWantedObject *)wanted error:(NSError **)error {
  if (!SKNGiven(wanted, @"wanted", error)) return nil;
  SKNSiteAnswer *answer = SKN_AUTORELEASE([[SKNSiteAnswer alloc] initForObject:wanted]);
  NSError *failure = nil;
  do {
    SKNTransfer *transfer = SKN_AUTORELEASE([[SKNTransfer alloc] initWithAnswer:answer]);
    NSURLSessionDataTask *task = [self taskOf:[self requestFor:wanted range:[answer range]] for:transfer];
    if (task == nil) {
      SKNFail(error, SKNErrorTransfer, [NSString stringWithFormat:@"%@: the site was cancelled", [wanted path]]);
      return nil;
    }
    [task resume];
    failure = [transfer waited];
  } while ([answer goesOnAfterFailure:failure]);
  return [answer contentAfterFailure:failure error:error];
}

- (void)cancel {
  @synchronized(self) {
    [_session invalidateAndCancel];
    SKN_RELEASE(_session);
    _session = nil;
  }
}

- (void)dealloc {
  [_session invalidateAndCancel];  // it keeps its delegate until then
  SKN_RELEASE(_session);
  SKN_RELEASE(_transfers);
  SKN_RELEASE(_url);
  SKN_SUPER_DEALLOC;
}

@end

#endif

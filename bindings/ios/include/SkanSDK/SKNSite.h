#import <SkanSDK/SKNError.h>
#import <SkanSDK/SKNObjectSource.h>

NS_ASSUME_NONNULL_BEGIN

/// What becomes of one object's answers of an HTTP server: taken in piece by piece, and never more than the session allows. What
/// is named by its content is gone on with when the connection is cut, up to three times, while more of it arrives.
/// The part of SKNSite that is not the transfer itself; an app with another HTTP client may use it alike. For one thread at a
/// time.
SKN_CLASS NS_SWIFT_NAME(SiteAnswer)
@interface SKNSiteAnswer : NSObject {
 @private
  NSString *_path;
  uint64_t _maxBytes;
  int64_t _promised;
  NSMutableData *_content;
  NSUInteger _before;  // of the content when this transfer began
  NSUInteger _cutsLeft;
  NSError *_failure;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

/// Whether this is the address of a site: http or https, a host, no user name, query or fragment. SKNErrorInvalidArgument.
+ (BOOL)checkSiteURL:(NSURL *)url error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(check(site:));

- (instancetype)initForObject:(SKNWantedObject *)wanted NS_DESIGNATED_INITIALIZER NS_SWIFT_NAME(init(for:));

/// What to ask for in the header field Range, "bytes=70000-"; nil: the whole.
@property (nonatomic, readonly, nullable) NSString *range;

/// The head of an answer has come. NO: the transfer is of no use and must be ended.
///
/// @param contentLength how many bytes are promised, as they come out of the client (after decompression -1); -1: unknown
/// @param contentRange the header field Content-Range of an answer 206, "bytes 70000-99999/100000"
- (BOOL)beginWithStatus:(NSInteger)status
          contentLength:(int64_t)contentLength
           contentRange:(nullable NSString *)contentRange NS_SWIFT_NAME(begin(status:contentLength:contentRange:));

/// A piece has come. NO: it is more than allowed, and the transfer must be ended.
- (BOOL)appendData:(NSData *)piece NS_SWIFT_NAME(append(_:));

/// The transfer has ended; `failure` if it broke. Whether to ask again, for the range that is missing.
- (BOOL)goesOnAfterFailure:(nullable NSError *)failure NS_SWIFT_NAME(goesOn(after:));

/// The last transfer has ended; `failure` if it broke. The content; or SKNErrorNotFound (404 and 410), SKNErrorTransfer (any other
/// answer but 200, a broken connection, fewer bytes than promised), SKNErrorSizeMismatch (more than allowed).
- (nullable NSData *)contentAfterFailure:(nullable NSError *)failure
                                   error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(content(after:));

@end

/// Where an object lies in a site, whether or not the site's address ends with a slash.
SKN_EXPORT NSURL *SKNObjectURL(NSURL *site, NSString *path) NS_SWIFT_NAME(objectURL(site:path:));

#if SKN_APPLE_FRAMEWORKS
/// A published site, fetched with NSURLSession. The objects are signed, so plain HTTP is as safe as HTTPS, where App Transport
/// Security permits it. What is named by its content is gone on with when the connection is cut (SKNSiteAnswer).
///
/// fetchObject blocks until the object is there, so call it off the main thread; it may be called from several threads.
/// cancel may come at any time, from any thread.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(Site)
@interface SKNSite : NSObject <SKNObjectSource> {
 @private
  NSURL *_url;
  NSURLSession *_session;
  id _transfers;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

/// The site at an address such as https://trust.example/site/. SKNErrorInvalidArgument as SKNSiteAnswer's checkSiteURL.
- (nullable instancetype)initWithURL:(NSURL *)url error:(NSError *_Nullable *_Nullable)error;

/// The same with the app's configuration (proxies, time limits, cellular access), which is copied; its cache is not used.
- (nullable instancetype)initWithURL:(NSURL *)url
                       configuration:(NSURLSessionConfiguration *)configuration
                               error:(NSError *_Nullable *_Nullable)error NS_DESIGNATED_INITIALIZER;

/// Ends every transfer with SKNErrorTransfer, those to come as well: for the expiration handler of a background task.
- (void)cancel;

@end
#endif

NS_ASSUME_NONNULL_END

#include "SKNInternal.h"

@implementation SKNOpenOptions
@synthesize channel = _channel;
@synthesize anchor = _anchor;

- (void)dealloc {
  SKN_RELEASE(_channel);
  SKN_RELEASE(_anchor);
  SKN_SUPER_DEALLOC;
}

@end

@interface SKNTrustStore (Making)
- (instancetype)initWithHandle:(skan_store *)store;
@end

@implementation SKNTrustStore

- (instancetype)initWithHandle:(skan_store *)store {
  self = [super init];
  if (self == nil) return nil;
  _handle = new SKNHandle(store, SKNFree<skan_store, skan_store_free>, "store");
  return self;
}

static NSData *utf8OrNil(NSString *text) { return text == nil ? nil : SKNUtf8(text); }

+ (SKNTrustStore *)openStoreAtURL:(NSURL *)url
                        authority:(NSString *)authority
                          options:(SKNOpenOptions *)options
                            error:(NSError **)error {
  SKN_KEPT NSData *path = nil;
  if (!SKNPathOf(url, @"url", &path, error) || !SKNGiven(authority, @"authority", error)) return nil;
  SKN_KEPT NSData *identifier = SKNUtf8(authority);
  SKN_KEPT NSData *channel = utf8OrNil([options channel]);
  SKNAnchor *remembered = [options anchor];
  const skan_anchor anchor = SKNAnchorOf(remembered);
  skan_open_options its = SKNSized<skan_open_options>();
  its.channel = SKNTextOf(channel);
  its.anchor = remembered == nil ? nullptr : &anchor;
  skan_store *store = nullptr;
  SKNFailure failure;
  const skan_text where = SKNTextOf(path), who = SKNTextOf(identifier);
  const auto status = skan_store_open(where.data, where.length, who.data, who.length, &its, &store, &failure);
  if (!SKNSucceeds(status, failure, error)) return nil;
  return SKN_AUTORELEASE([[self alloc] initWithHandle:store]);
}

/// What a keeper gives is the app's: nil without an error would fail without a reason.
static SKNAnchor *keptBy(id<SKNAnchorKeeping> keeper, NSError **error) {
  NSError *failure = nil;
  SKNAnchor *anchor = [keeper keptAnchorWithError:&failure];
  if ([anchor isKindOfClass:[SKNAnchor class]]) return anchor;
  if (failure == nil) SKNRefuse(&failure, @"keeper", @"gave neither an anchor nor an error");
  if (error != nullptr) *error = failure;
  return nil;
}

+ (SKNTrustStore *)openStoreAtURL:(NSURL *)url
                        authority:(NSString *)authority
                           keeper:(id<SKNAnchorKeeping>)keeper
                            error:(NSError **)error {
  if (!SKNGiven(keeper, @"keeper", error)) return nil;
  SKNAnchor *anchor = keptBy(keeper, error);
  if (anchor == nil) return nil;
  SKNOpenOptions *options = SKN_AUTORELEASE([[SKNOpenOptions alloc] init]);
  [options setAnchor:anchor];
  return [self openStoreAtURL:url authority:authority options:options error:error];
}

+ (BOOL)prepareFolderAtURL:(NSURL *)folder error:(NSError **)error {
  return SKNPrepareFolder(folder, error);
}

+ (SKNTrustStore *)provisionStoreAtURL:(NSURL *)url
                                  root:(NSData *)root
                             authority:(NSString *)authority
                               channel:(NSString *)channel
                                 error:(NSError **)error {
  SKN_KEPT NSData *path = nil;
  if (!SKNPathOf(url, @"url", &path, error) || !SKNGiven(root, @"root", error) ||
      !SKNGiven(authority, @"authority", error)) {
    return nil;
  }
  SKN_KEPT NSData *identifier = SKNUtf8(authority);
  SKN_KEPT NSData *itsChannel = utf8OrNil(channel);
  skan_store *store = nullptr;
  SKNFailure failure;
  const skan_text where = SKNTextOf(path), who = SKNTextOf(identifier), stream = SKNTextOf(itsChannel);
  const auto status = skan_store_provision(where.data, where.length, [root bytes], [root length], who.data, who.length,
                                           stream.data, stream.length, &store, &failure);
  if (!SKNSucceeds(status, failure, error)) return nil;
  return SKN_AUTORELEASE([[self alloc] initWithHandle:store]);
}

- (SKNUpdateReport *)updateWithBundle:(NSData *)bundle at:(SKNMoment *)now error:(NSError **)error {
  int64_t time = 0;
  skan_clock_source source = 0;
  if (!SKNGiven(bundle, @"bundle", error) || !SKNTimeOf(now, &time, &source, error)) return nil;
  const SKNInside inside(_handle, error);
  skan_update_report report = SKNSized<skan_update_report>();
  SKNFailure failure;
  if (!inside || !SKNSucceeds(skan_store_update(inside.as<skan_store>(), [bundle bytes], [bundle length], time, source,
                                                &report, &failure),
                              failure, error)) {
    return nil;
  }
  return SKNMakeReport(report);
}

- (SKNUpdateReport *)updateOnceFromSource:(id<SKNObjectSource>)source at:(SKNMoment *)now error:(NSError **)error {
  SKNUpdateSession *session = [self beginUpdateAt:now error:error];
  if (session == nil) return nil;
  SKNUpdateReport *report = [session runFromSource:source error:error];
  [session close];
  return report;
}

- (SKNUpdateReport *)updateFromSource:(id<SKNObjectSource>)source at:(SKNMoment *)now error:(NSError **)error {
  if (!SKNGiven(source, @"source", error)) return nil;
  NSError *failure = nil;
  SKNUpdateReport *report = [self updateOnceFromSource:source at:now error:&failure];
  if (report != nil) return report;
  const bool isOvertaken = [[failure domain] isEqualToString:SKNErrorDomain] && [failure code] == SKNErrorOvertaken;
  if (isOvertaken) return [self updateOnceFromSource:source at:now error:error];
  if (error != nullptr) *error = failure;
  return nil;
}

- (SKNUpdateSession *)beginUpdateAt:(SKNMoment *)now error:(NSError **)error {
  int64_t time = 0;
  skan_clock_source source = 0;
  if (!SKNTimeOf(now, &time, &source, error)) return nil;
  const SKNInside inside(_handle, error);
  skan_update_session *session = nullptr;
  SKNFailure failure;
  if (!inside || !SKNSucceeds(skan_update_session_begin(inside.as<skan_store>(), time, source, &session, &failure),
                              failure, error)) {
    return nil;
  }
  return SKNMakeSession(session);
}

- (BOOL)refreshWithError:(NSError **)error {
  if (error != nullptr) *error = nil;
  const SKNInside inside(_handle, error);
  int32_t changed = 0;
  SKNFailure failure;
  return inside && SKNSucceeds(skan_store_refresh(inside.as<skan_store>(), &changed, &failure), failure, error) &&
         changed != 0;
}

- (BOOL)noteTime:(SKNMoment *)now error:(NSError **)error {
  int64_t time = 0;
  skan_clock_source source = 0;
  if (!SKNTimeOf(now, &time, &source, error)) return NO;
  const SKNInside inside(_handle, error);
  SKNFailure failure;
  return inside &&
         SKNSucceeds(skan_store_note_time(inside.as<skan_store>(), time, source, &failure), failure, error);
}

- (SKNAnchor *)anchorWithError:(NSError **)error {
  const SKNInside inside(_handle, error);
  skan_anchor anchor = SKNSized<skan_anchor>();
  SKNFailure failure;
  if (!inside || !SKNSucceeds(skan_store_anchor(inside.as<skan_store>(), &anchor, &failure), failure, error)) {
    return nil;
  }
  return SKN_AUTORELEASE([[SKNAnchor alloc] initWithRootVersion:anchor.root_version
                                                          epoch:anchor.epoch
                                                dataRootVersion:anchor.data_root_version
                                                       sequence:anchor.sequence]);
}

- (BOOL)keepAnchorIn:(id<SKNAnchorKeeping>)keeper error:(NSError **)error {
  if (!SKNGiven(keeper, @"keeper", error)) return NO;
  SKNAnchor *anchor = [self anchorWithError:error];
  if (anchor == nil) return NO;
  if ([anchor isEqual:[keeper keptAnchorWithError:nullptr]]) return YES;
  NSError *failure = nil;
  if ([keeper keepAnchor:anchor error:&failure]) return YES;
  if (failure == nil) SKNRefuse(&failure, @"keeper", @"kept nothing and gave no error");
  if (error != nullptr) *error = failure;
  return NO;
}

- (SKNTrustStatus *)statusAt:(SKNMoment *)now error:(NSError **)error {
  return [self statusAt:now countRevoked:NO error:error];
}

- (SKNTrustStatus *)statusAt:(SKNMoment *)now countRevoked:(BOOL)countRevoked error:(NSError **)error {
  int64_t time = 0;
  skan_clock_source source = 0;
  if (!SKNTimeOf(now, &time, &source, error)) return nil;
  const SKNInside inside(_handle, error);
  skan_trust_status *status = nullptr;
  SKNFailure failure;
  if (!inside || !SKNSucceeds(skan_store_status(inside.as<skan_store>(), time, source, countRevoked ? 1 : 0, &status,
                                                &failure),
                              failure, error)) {
    return nil;
  }
  return SKNMakeStatus(status);
}

- (BOOL)exportToURL:(NSURL *)url error:(NSError **)error {
  SKN_KEPT NSData *path = nil;
  if (!SKNPathOf(url, @"url", &path, error)) return NO;
  const SKNInside inside(_handle, error);
  const skan_text where = SKNTextOf(path);
  SKNFailure failure;
  return inside && SKNSucceeds(skan_store_export(inside.as<skan_store>(), where.data, where.length, &failure), failure,
                               error);
}

- (NSData *)readObjectAtPath:(NSString *)sitePath error:(NSError **)error {
  if (error != nullptr) *error = nil;
  if (!SKNGiven(sitePath, @"sitePath", error)) return nil;
  SKN_KEPT NSData *path = SKNUtf8(sitePath);
  const SKNInside inside(_handle, error);
  const skan_text where = SKNTextOf(path);
  skan_bytes *object = nullptr;
  const uint8_t *data = nullptr;
  size_t length = 0;
  SKNFailure failure;
  if (!inside || !SKNSucceeds(skan_store_read_object(inside.as<skan_store>(), where.data, where.length, &object,
                                                     &failure),
                              failure, error) ||
      object == nullptr) {
    return nil;
  }
  skan_bytes_read(object, &data, &length, nullptr);
  NSData *content = [NSData dataWithBytes:data length:length];
  skan_bytes_free(&object);
  return content;
}

- (NSData *)fetchObject:(SKNWantedObject *)wanted error:(NSError **)error {
  if (!SKNGiven(wanted, @"wanted", error)) return nil;
  NSError *failure = nil;
  NSData *object = [self readObjectAtPath:[wanted path] error:&failure];
  if (object != nil) return object;
  if (failure == nil) {
    SKNFail(&failure, SKNErrorNotFound, [NSString stringWithFormat:@"%@: the store has no such object", [wanted path]]);
  }
  if (error != nullptr) *error = failure;
  return nil;
}

bool SKNCreateVerifier(SKNTrustStore *store, const skan_verifier_options &options, skan_verifier **verifier,
                       NSError **error) {
  const SKNInside inside(store->_handle, error);
  SKNFailure failure;
  return inside &&
         SKNSucceeds(skan_verifier_create(inside.as<skan_store>(), &options, verifier, &failure), failure, error);
}

- (void)close {
  SKNClose(_handle);
}

- (void)dealloc {
  SKNForget(_handle);
  SKN_SUPER_DEALLOC;
}

@end

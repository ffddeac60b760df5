#include "SKNInternal.h"

@implementation SKNSiteAnswer

static constexpr NSInteger kOK = 200, kPartial = 206, kNotFound = 404, kGone = 410;
static constexpr NSUInteger kFirstBytes = 65536;
static constexpr NSUInteger kMostCuts = 3;  // of one object

+ (BOOL)checkSiteURL:(NSURL *)url error:(NSError **)error {
  if (!SKNGiven(url, @"url", error)) return NO;
  NSString *scheme = [[url scheme] lowercaseString];
  const bool isHttp = [scheme isEqualToString:@"https"] || [scheme isEqualToString:@"http"];
  const bool isBare = [url user] == nil && [url password] == nil && [url query] == nil && [url fragment] == nil;
  if (isHttp && isBare && [[url host] length] > 0) return YES;
  return SKNRefuse(error, @"url", @"is not the address of a site, such as https://trust.example/site/");
}

- (instancetype)initForObject:(SKNWantedObject *)wanted {
  self = [super init];
  if (self == nil) return nil;
  _path = [[wanted path] copy];
  _maxBytes = [wanted maxBytes];
  _promised = -1;
  _cutsLeft = [wanted isImmutable] ? kMostCuts : 0;
  return self;
}

/// Notes the first of what goes wrong.
- (BOOL)failWith:(SKNError)code detail:(NSString *)detail {
  NSError *failure = nil;
  SKNFail(&failure, code, [NSString stringWithFormat:@"%@: %@", _path, detail]);
  if (_failure == nil) _failure = SKN_RETAIN(failure);
  return NO;
}

- (BOOL)failAsTooLong {
  return [self failWith:SKNErrorSizeMismatch
                 detail:[NSString stringWithFormat:@"the site sends more than %llu bytes",
                                                   static_cast<unsigned long long>(_maxBytes)]];
}

- (BOOL)failAsAnswered:(NSInteger)status {
  const SKNError code = status == kNotFound || status == kGone ? SKNErrorNotFound : SKNErrorTransfer;
  return [self failWith:code detail:[NSString stringWithFormat:@"the site answers %ld", static_cast<long>(status)]];
}

- (NSString *)range {
  if ([_content length] == 0) return nil;
  return [NSString stringWithFormat:@"bytes=%lu-", static_cast<unsigned long>([_content length])];
}

/// The whole comes in the place of what there is, the rest behind it.
- (BOOL)makeRoomForStatus:(NSInteger)status range:(NSString *)range {
  if (_content == nil) _content = [[NSMutableData alloc] initWithCapacity:kFirstBytes];
  if (status == kOK) {
    [_content setLength:0];
    return YES;
  }
  NSString *rest = [NSString stringWithFormat:@"bytes %lu-", static_cast<unsigned long>([_content length])];
  if ([_content length] > 0 && [range hasPrefix:rest]) return YES;
  return [self failWith:SKNErrorTransfer detail:@"the site sends another part than was asked for"];
}

- (BOOL)beginWithStatus:(NSInteger)status contentLength:(int64_t)contentLength contentRange:(NSString *)contentRange {
  if (status != kOK && status != kPartial) return [self failAsAnswered:status];
  if (![self makeRoomForStatus:status range:contentRange]) return NO;
  _before = [_content length];
  _promised = contentLength < 0 ? -1 : contentLength;
  return _promised < 0 || static_cast<uint64_t>(_promised) <= _maxBytes - _before || [self failAsTooLong];
}

- (BOOL)appendData:(NSData *)piece {
  if (_content == nil || _failure != nil) return NO;
  if ([piece length] > _maxBytes - [_content length]) return [self failAsTooLong];
  [_content appendData:piece];
  return YES;
}

- (bool)isCut {
  return _promised >= 0 && static_cast<uint64_t>(_promised) != [_content length] - _before;
}

- (BOOL)goesOnAfterFailure:(NSError *)failure {
  const bool broke = failure != nil || [self isCut];
  if (!broke || _failure != nil || _cutsLeft == 0 || [_content length] <= _before) return NO;
  --_cutsLeft;
  _before = [_content length];  // or else a transfer that brings nothing at all would seem to have brought this
  return YES;
}

- (NSData *)contentAfterFailure:(NSError *)failure error:(NSError **)error {
  if (failure != nil) [self failWith:SKNErrorTransfer detail:[failure localizedDescription]];
  if (_content == nil) [self failWith:SKNErrorTransfer detail:@"the site has not answered"];
  if ([self isCut]) {
    [self failWith:SKNErrorTransfer
            detail:[NSString stringWithFormat:@"the connection ended after %lu of %llu bytes",
                                              static_cast<unsigned long>([_content length]),
                                              static_cast<unsigned long long>(_before) +
                                                  static_cast<unsigned long long>(_promised)]];
  }
  if (_failure == nil) return SKN_AUTORELEASE([_content copy]);
  if (error != nullptr) *error = SKN_AUTORELEASE(SKN_RETAIN(_failure));
  return nil;
}

- (void)dealloc {
  SKN_RELEASE(_path);
  SKN_RELEASE(_content);
  SKN_RELEASE(_failure);
  SKN_SUPER_DEALLOC;
}

@end

NSURL *SKNObjectURL(NSURL *site, NSString *path) {
  NSString *address = [site absoluteString];
  NSString *slash = [address hasSuffix:@"/"] ? @"" : @"/";
  return [NSURL URLWithString:[NSString stringWithFormat:@"%@%@%@", address, slash, path]];
}

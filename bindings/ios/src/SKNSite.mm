#include "SKNInternal.h"

#include <algorithm>

@implementation SKNSiteAnswer

static constexpr NSInteger kOK = 200, kNotFound = 404, kGone = 410;
static constexpr NSUInteger kFirstBytes = 65536;

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

- (BOOL)beginWithStatus:(NSInteger)status contentLength:(int64_t)contentLength {
  if (status == kNotFound || status == kGone) {
    return [self failWith:SKNErrorNotFound detail:[NSString stringWithFormat:@"the site answers %ld", static_cast<long>(status)]];
  }
  if (status != kOK) {
    return [self failWith:SKNErrorTransfer detail:[NSString stringWithFormat:@"the site answers %ld", static_cast<long>(status)]];
  }
  if (contentLength >= 0 && static_cast<uint64_t>(contentLength) > _maxBytes) return [self failAsTooLong];
  _promised = contentLength;
  const uint64_t expected = contentLength < 0 ? 0 : static_cast<uint64_t>(contentLength);
  SKN_RELEASE(_content);
  _content = [[NSMutableData alloc] initWithCapacity:std::min<NSUInteger>(kFirstBytes, static_cast<NSUInteger>(expected))];
  return YES;
}

- (BOOL)appendData:(NSData *)piece {
  if (_content == nil || _failure != nil) return NO;
  if ([piece length] > _maxBytes - [_content length]) return [self failAsTooLong];
  [_content appendData:piece];
  return YES;
}

- (NSData *)contentAfterFailure:(NSError *)failure error:(NSError **)error {
  if (failure != nil) [self failWith:SKNErrorTransfer detail:[failure localizedDescription]];
  if (_content == nil) [self failWith:SKNErrorTransfer detail:@"the site has not answered"];
  if (_promised >= 0 && static_cast<uint64_t>(_promised) != [_content length]) {
    [self failWith:SKNErrorTransfer
            detail:[NSString stringWithFormat:@"the connection ended after %lu of %lld bytes",
                                              static_cast<unsigned long>([_content length]),
                                              static_cast<long long>(_promised)]];
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

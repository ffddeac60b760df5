#include "SKNInternal.h"

@implementation SKNTrustStore (SKNAnchorKeeping)

+ (SKNTrustStore *)openStoreAtURL:(NSURL *)url
                        authority:(NSString *)authority
                           keeper:(id<SKNAnchorKeeping>)keeper
                            error:(NSError **)error {
  if (!SKNGiven(keeper, @"keeper", error)) return nil;
  SKNAnchor *anchor = [keeper keptAnchorWithError:error];
  if (anchor == nil) return nil;
  SKNOpenOptions *options = SKN_AUTORELEASE([[SKNOpenOptions alloc] init]);
  [options setAnchor:anchor];
  return [self openStoreAtURL:url authority:authority options:options error:error];
}

- (BOOL)keepAnchorIn:(id<SKNAnchorKeeping>)keeper error:(NSError **)error {
  if (!SKNGiven(keeper, @"keeper", error)) return NO;
  SKNAnchor *anchor = [self anchorWithError:error];
  if (anchor == nil) return NO;
  if ([anchor isEqual:[keeper keptAnchorWithError:nullptr]]) return YES;
  return [keeper keepAnchor:anchor error:error];
}

@end

/// What the files of the folder inherit.
static BOOL protect(NSURL *folder, NSError **error) {
#if SKN_APPLE_FRAMEWORKS
  NSError *failure = nil;
  NSDictionary<NSString *, id> *protection =
      [NSDictionary dictionaryWithObject:NSFileProtectionCompleteUntilFirstUserAuthentication forKey:NSFileProtectionKey];
  const bool isDone = [[NSFileManager defaultManager] setAttributes:protection ofItemAtPath:[folder path] error:&failure] &&
                      [folder setResourceValue:[NSNumber numberWithBool:YES]
                                        forKey:NSURLIsExcludedFromBackupKey
                                         error:&failure];
  if (!isDone) return SKNFail(error, SKNErrorStorage, [failure localizedDescription]);
#else
  (void)folder;
  (void)error;
#endif
  return YES;
}

BOOL SKNPrepareStoreFolder(NSURL *folder, NSError **error) {
  NSData *path = nil;
  if (!SKNPathOf(folder, @"folder", &path, error)) return NO;
  NSFileManager *files = [NSFileManager defaultManager];
  NSError *failure = nil;
  BOOL isFolder = NO;
  if ([files fileExistsAtPath:[folder path] isDirectory:&isFolder] ? !isFolder
                                                                   : ![files createDirectoryAtPath:[folder path]
                                                                         withIntermediateDirectories:YES
                                                                                          attributes:nil
                                                                                               error:&failure]) {
    NSString *why = failure == nil ? @"a file stands there" : [failure localizedDescription];
    return SKNFail(error, SKNErrorStorage, [NSString stringWithFormat:@"%@: %@", [folder path], why]);
  }
  return protect(folder, error);
}

#include "SKNInternal.h"

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

bool SKNPrepareFolder(NSURL *folder, NSError **error) {
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

#include "SKNInternal.h"

namespace {

struct WantedRecord {
  skan_wanted_object wanted;
  char path[1024];
};

}  // namespace

@implementation SKNWantedObject

static const WantedRecord &wantedOf(SKNWantedObject *self) { return SKNRecordOf<WantedRecord>(self); }

- (NSString *)path {
  return SKNString({wantedOf(self).path, wantedOf(self).wanted.path.length});
}

- (uint64_t)maxBytes {
  return wantedOf(self).wanted.max_bytes;
}

- (BOOL)exactSize {
  return wantedOf(self).wanted.exact_size != 0;
}

- (BOOL)isImmutable {
  return wantedOf(self).wanted.is_immutable != 0;
}

- (BOOL)mayBeAbsent {
  return wantedOf(self).wanted.may_be_absent != 0;
}

- (NSString *)description {
  return [NSString stringWithFormat:@"%@, at most %llu bytes", [self path],
                                    static_cast<unsigned long long>([self maxBytes])];
}

@end

SKNWantedObject *SKNMakeWanted(const skan_wanted_object &wanted) {
  WantedRecord record{wanted, {}};
  if (record.wanted.path.length > sizeof record.path) record.wanted.path.length = sizeof record.path;
  for (size_t i = 0; i < record.wanted.path.length; ++i) record.path[i] = wanted.path.data[i];
  record.wanted.path.data = nullptr;  // borrowed until the next object
  return SKNMake([SKNWantedObject class], nil, record);
}

@implementation SKNFolderSource

- (instancetype)initWithFolder:(NSURL *)folder error:(NSError **)error {
  self = [super init];
  NSData *path = nil;
  if (!SKNPathOf(folder, @"folder", &path, error)) {
    SKN_RELEASE(self);
    return nil;
  }
  _folder = [folder copy];
  return self;
}

- (NSData *)fetchObject:(SKNWantedObject *)wanted error:(NSError **)error {
  if (!SKNGiven(wanted, @"wanted", error)) return nil;
  NSString *folder = [_folder path], *name = [wanted path];
  NSString *file = [folder stringByAppendingPathComponent:name];
  const bool leadsOut = [[name pathComponents] containsObject:@".."];
  NSFileManager *files = [NSFileManager defaultManager];
  BOOL isFolder = NO;
  if (![files fileExistsAtPath:folder isDirectory:&isFolder] || !isFolder) {
    SKNFail(error, SKNErrorStorage, [NSString stringWithFormat:@"%@: is not there, or is no folder", folder]);
    return nil;
  }
  if (leadsOut || ![files fileExistsAtPath:file]) {
    SKNFail(error, SKNErrorNotFound, [NSString stringWithFormat:@"%@: the folder has no such file", name]);
    return nil;
  }
  return [self contentOfFile:file wanted:wanted error:error];
}

- (NSData *)contentOfFile:(NSString *)file wanted:(SKNWantedObject *)wanted error:(NSError **)error {
  NSDictionary<NSString *, id> *about = [[NSFileManager defaultManager] attributesOfItemAtPath:file error:nullptr];
  if ([about fileSize] > [wanted maxBytes]) {  // never brought into memory
    SKNFail(error, SKNErrorSizeMismatch, [NSString stringWithFormat:@"%@: is longer than %llu bytes", [wanted path],
                                              static_cast<unsigned long long>([wanted maxBytes])]);
    return nil;
  }
  NSData *content = [NSData dataWithContentsOfFile:file];
  if (content == nil) SKNFail(error, SKNErrorStorage, [NSString stringWithFormat:@"%@: cannot be read", file]);
  return content;
}

- (void)dealloc {
  SKN_RELEASE(_folder);
  SKN_SUPER_DEALLOC;
}

@end

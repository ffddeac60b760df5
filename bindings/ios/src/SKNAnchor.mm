#include "SKNInternal.h"

#include <cinttypes>
#include <cstdio>

@implementation SKNAnchor
@synthesize rootVersion = _rootVersion;
@synthesize epoch = _epoch;
@synthesize dataRootVersion = _dataRootVersion;
@synthesize sequence = _sequence;

+ (BOOL)accessInstanceVariablesDirectly {  // key-value coding does not change it
  return NO;
}

+ (SKNAnchor *)nothing {
  return SKN_AUTORELEASE([[SKNAnchor alloc] initWithRootVersion:0 epoch:0 dataRootVersion:0 sequence:0]);
}

- (instancetype)initWithRootVersion:(uint32_t)rootVersion
                              epoch:(uint32_t)epoch
                    dataRootVersion:(uint32_t)dataRootVersion
                           sequence:(uint64_t)sequence {
  self = [super init];
  if (self == nil) return nil;
  _rootVersion = rootVersion;
  _epoch = epoch;
  _dataRootVersion = dataRootVersion;
  _sequence = sequence;
  return self;
}

- (instancetype)initWithDataRepresentation:(NSData *)data {
  char text[81] = {};
  uint32_t numbers[3] = {};
  uint64_t sequence = 0;
  if ([data length] < sizeof text) [data getBytes:text length:sizeof text - 1];
  std::sscanf(text, "skan-anchor-1 %" SCNu32 " %" SCNu32 " %" SCNu32 " %" SCNu64, &numbers[0], &numbers[1], &numbers[2],
              &sequence);
  self = [self initWithRootVersion:numbers[0] epoch:numbers[1] dataRootVersion:numbers[2] sequence:sequence];
  // One way of writing it: whatever was read otherwise is something else.
  if (self != nil && ![[self dataRepresentation] isEqual:data]) {
    SKN_RELEASE(self);
    return nil;
  }
  return self;
}

- (NSData *)dataRepresentation {
  char text[81];
  const int length = std::snprintf(text, sizeof text, "skan-anchor-1 %" PRIu32 " %" PRIu32 " %" PRIu32 " %" PRIu64,
                                   _rootVersion, _epoch, _dataRootVersion, _sequence);
  return [NSData dataWithBytes:text length:static_cast<NSUInteger>(length)];
}

- (BOOL)isEqual:(id)other {
  return [other isKindOfClass:[SKNAnchor class]] && [[other dataRepresentation] isEqual:[self dataRepresentation]];
}

- (NSUInteger)hash {
  return static_cast<NSUInteger>(_sequence * 31 + _rootVersion);
}

@end

skan_anchor SKNAnchorOf(SKNAnchor *anchor) {
  skan_anchor out = SKNSized<skan_anchor>();
  out.root_version = [anchor rootVersion];
  out.epoch = [anchor epoch];
  out.data_root_version = [anchor dataRootVersion];
  out.sequence = [anchor sequence];
  return out;
}

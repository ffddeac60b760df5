// What stands on every screen of a door about its data.
#pragma once

#include "SKNDoorScreens.h"

NS_ASSUME_NONNULL_BEGIN

@interface SKNDoorStatus : NSObject {
 @package
  NSString *_dataAge, *_dataAction;  // nil before it was read
  SKNFreshness _freshness;
 @private
  NSTimeInterval _readAt;
  uint64_t _sequence;
  BOOL _doubtful;
}

/// Read again although it is not time.
- (void)forget;
/// Reads it if it is time. Whether an answer may be another now: the data may change without anybody telling, by another process
/// or by damage.
- (BOOL)readFrom:(SKNTrustStore *)store catalogue:(SKNCatalogue *)catalogue at:(SKNMoment *)now seconds:(NSTimeInterval)seconds;

@end

NS_ASSUME_NONNULL_END

#include "SKNDoorStatus.h"

#include <algorithm>

namespace {

constexpr NSTimeInterval kEvery = 5;

SKNWords *words_of(SKNTrustStatus *status, SKNFreshness freshness, SKNCatalogue *catalogue) {
  if (status.rolledBack) return [catalogue wordsForReason:SKNReasonStoreRolledBack freshness:freshness];
  if (status.damaged) return [catalogue wordsForReason:SKNReasonStoreDamaged freshness:freshness];
  return [catalogue wordsForFreshness:freshness];
}

}  // namespace

@implementation SKNDoorStatus

#if !__has_feature(objc_arc)
- (void)dealloc {
  [_dataAge release];
  [_dataAction release];
  [super dealloc];
}
#endif

- (void)forget {
  _readAt = -kEvery;
}

- (void)tell:(SKNTrustStatus *)status catalogue:(SKNCatalogue *)catalogue {
  _freshness = status == nil ? SKNFreshnessNone : status.freshness;
  SKNWords *words = words_of(status, _freshness, catalogue);
  NSString *age = words.headline;
  if (status.hasDataAge) {
    age = [NSString stringWithFormat:@"%@: %@", age, [catalogue textOfAge:std::max(0.0, status.dataAge)]];
  }
  SKN_SET(_dataAge, age);
  SKN_SET(_dataAction, words.operatorAction);
}

- (BOOL)readFrom:(SKNTrustStore *)store catalogue:(SKNCatalogue *)catalogue at:(SKNMoment *)now seconds:(NSTimeInterval)seconds {
  const BOOL first = _dataAge == nil;
  if (!first && seconds - _readAt < kEvery) return NO;
  _readAt = seconds;
  SKNTrustStatus *status = [store statusAt:now error:NULL];
  const BOOL doubtful = status == nil || status.damaged || status.rolledBack;
  const BOOL other = !first && (status.sequence != _sequence || doubtful != _doubtful);
  _sequence = status.sequence;
  _doubtful = doubtful;
  [self tell:status catalogue:catalogue];
  return other;
}

@end

#include "SKNInternal.h"

@implementation SKNEvidence

static const skan_evidence &its(SKNEvidence *self) { return SKNRecordOf<skan_evidence>(self); }

- (SKNFreshness)freshness {
  return static_cast<SKNFreshness>(its(self).freshness);
}

- (SKNClockState)clock {
  return static_cast<SKNClockState>(its(self).clock);
}

- (SKNRevocation)revocation {
  return static_cast<SKNRevocation>(its(self).revocation);
}

- (uint64_t)sequence {
  return its(self).sequence;
}

- (BOOL)hasDataAge {
  return its(self).has_data_age != 0;
}

- (NSTimeInterval)dataAge {
  return static_cast<NSTimeInterval>(its(self).data_age);
}

- (NSString *)issuer {
  return SKNString(its(self).issuer);
}

- (NSString *)keyIdentifier {
  return SKNString(its(self).key_id);
}

- (NSString *)policy {
  return SKNString(its(self).policy);
}

- (uint32_t)policyVersion {
  return its(self).policy_version;
}

- (NSInteger)utcOffsetMinutes {
  return its(self).utc_offset_minutes;
}

@end

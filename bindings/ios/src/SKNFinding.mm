#include "SKNInternal.h"

namespace {

struct FindingRecord {
  skan_finding finding;
  skan_requirement requirement;
};

}  // namespace

@implementation SKNFinding

static const skan_finding &its(SKNFinding *self) { return SKNRecordOf<FindingRecord>(self).finding; }

- (SKNRefusal)refusal {
  return static_cast<SKNRefusal>(its(self).refusal);
}

- (NSInteger)holderAgeFrom {
  return its(self).holder_age_from;
}

- (NSInteger)holderAgeTo {
  return its(self).holder_age_to;
}

- (int64_t)age {
  return its(self).age;
}

- (NSDate *)boundary {
  const SKNRefusal refusal = [self refusal];
  const bool there =
      refusal == SKNRefusalTooEarly || refusal == SKNRefusalTooLate || refusal == SKNRefusalHolderAge;
  return SKNDateIf(there, its(self).boundary);
}

- (NSInteger)utcOffsetMinutes {
  return its(self).utc_offset_minutes;
}

- (SKNRequirement *)requirement {
  return SKNMake([SKNRequirement class], _owner, SKNRecordOf<FindingRecord>(self).requirement);
}

@end

SKNFinding *SKNMakeFinding(id owner, const skan_verdict *verdict) {
  FindingRecord record{SKNSized<skan_finding>(), SKNSized<skan_requirement>()};
  if (skan_verdict_finding(verdict, &record.finding, nullptr) != SKAN_OK ||
      skan_verdict_requirement(verdict, &record.requirement, nullptr) != SKAN_OK) {
    return nil;
  }
  return SKNMake([SKNFinding class], owner, record);
}

#include "SKNInternal.h"

@implementation SKNCertificate

static const skan_certificate &its(SKNCertificate *self) { return SKNRecordOf<skan_certificate>(self); }

static SKNDay *dayOf(int32_t days) { return SKN_AUTORELEASE([[SKNDay alloc] initWithDaysSince1970:days]); }

- (SKNKind)kind {
  return static_cast<SKNKind>(its(self).kind);
}

- (uint32_t)statusIndex {
  return its(self).status_index;
}

- (NSString *)number {
  return SKNString(its(self).number);
}

- (SKNDay *)birthDay {
  return dayOf(its(self).birth_day);
}

- (NSString *)nameCyrillic {
  return SKNStringOrNil(its(self).name_cyrillic);
}

- (NSString *)nameLatin {
  return SKNStringOrNil(its(self).name_latin);
}

- (NSString *)documentTail {
  return SKNStringOrNil(its(self).document_tail);
}

- (NSString *)product {
  return SKNStringOrNil(its(self).product);
}

- (SKNDay *)eventDay {
  return its(self).has_event_day != 0 ? dayOf(its(self).event_day) : nil;
}

- (NSDate *)eventTime {
  return SKNDateIf(its(self).has_event_time != 0, its(self).event_time);
}

- (NSInteger)dose {
  return its(self).dose;
}

- (NSInteger)doses {
  return its(self).doses;
}

- (NSInteger)region {
  return its(self).region;
}

- (NSDate *)issuedAt {
  return SKNDate(its(self).issued_at);
}

- (NSDate *)notBefore {
  return SKNDateIf(its(self).has_not_before != 0, its(self).not_before);
}

- (NSDate *)expires {
  return SKNDate(its(self).expires);
}

@end

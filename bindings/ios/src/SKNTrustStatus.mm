#include "SKNInternal.h"

namespace {

struct StatusRecord {
  const skan_trust_status *status;
  skan_trust_status_info info;
};

}  // namespace

@implementation SKNIssuerStatus

static const skan_issuer_info &issuerOf(SKNIssuerStatus *self) { return SKNRecordOf<skan_issuer_info>(self); }

- (NSString *)name {
  return SKNString(issuerOf(self).name);
}

- (NSString *)keyIdentifier {
  return SKNString(issuerOf(self).key_id);
}

- (NSString *)state {
  return SKNString(issuerOf(self).state);
}

- (NSDate *)validFrom {
  return SKNDate(issuerOf(self).valid_from);
}

- (NSDate *)validUntil {
  return SKNDate(issuerOf(self).valid_until);
}

- (NSDate *)retiredAt {
  return SKNDateIf([[self state] isEqualToString:@"retired"], issuerOf(self).retired_at);
}

- (uint32_t)issued {
  return issuerOf(self).issued;
}

- (BOOL)hasRevoked {
  return issuerOf(self).has_revoked != 0;
}

- (uint32_t)revoked {
  return issuerOf(self).revoked;
}

- (uint32_t)listBytes {
  return issuerOf(self).list_bytes;
}

- (NSDate *)listAsOf {
  return SKNDateIf(issuerOf(self).has_list_as_of != 0, issuerOf(self).list_as_of);
}

@end

@implementation SKNTrustStatus

static const skan_trust_status_info &statusOf(SKNTrustStatus *self) { return SKNRecordOf<StatusRecord>(self).info; }

static NSDate *dateOfData(SKNTrustStatus *self, int64_t unixSeconds) {
  return SKNDateIf(statusOf(self).sequence != 0, unixSeconds);
}

- (NSString *)authority {
  return SKNString(statusOf(self).authority);
}

- (NSString *)channel {
  return SKNString(statusOf(self).channel);
}

- (uint32_t)rootVersion {
  return statusOf(self).root_version;
}

- (NSDate *)rootExpires {
  return SKNDate(statusOf(self).root_expires);
}

- (uint32_t)epoch {
  return statusOf(self).epoch;
}

- (uint64_t)sequence {
  return statusOf(self).sequence;
}

- (SKNFreshness)freshness {
  return static_cast<SKNFreshness>(statusOf(self).freshness);
}

- (NSDate *)issuedAt {
  return dateOfData(self, statusOf(self).issued_at);
}

- (BOOL)hasDataAge {
  return statusOf(self).has_data_age != 0;
}

- (NSTimeInterval)dataAge {
  return static_cast<NSTimeInterval>(statusOf(self).data_age);
}

- (NSDate *)staleAt {
  return dateOfData(self, statusOf(self).stale_at);
}

- (NSDate *)headExpires {
  return dateOfData(self, statusOf(self).head_expires);
}

- (NSDate *)manifestExpires {
  return dateOfData(self, statusOf(self).manifest_expires);
}

- (NSDate *)notedTime {
  return SKNDateIf(statusOf(self).has_noted_time != 0, statusOf(self).noted_time);
}

- (BOOL)isDamaged {
  return statusOf(self).damaged != 0;
}

- (BOOL)isRolledBack {
  return statusOf(self).rolled_back != 0;
}

- (BOOL)isReadOnly {
  return statusOf(self).read_only != 0;
}

- (NSString *)lastRefused {
  return statusOf(self).has_last_refused != 0 ? SKNString(statusOf(self).last_refused) : nil;
}

- (NSDate *)lastRefusedTime {
  return SKNDateIf(statusOf(self).has_last_refused != 0, statusOf(self).last_refused_time);
}

- (NSString *)defaultPolicy {
  return SKNString(statusOf(self).default_policy);
}

- (NSArray<SKNIssuerStatus *> *)issuers {
  NSMutableArray<SKNIssuerStatus *> *issuers = [NSMutableArray arrayWithCapacity:statusOf(self).issuer_count];
  for (size_t i = 0; i < statusOf(self).issuer_count; ++i) {
    skan_issuer_info issuer = SKNSized<skan_issuer_info>();
    if (skan_trust_status_issuer(SKNRecordOf<StatusRecord>(self).status, i, &issuer, nullptr) != SKAN_OK) break;
    [issuers addObject:SKNMake([SKNIssuerStatus class], _owner, issuer)];
  }
  return issuers;
}

- (NSArray<SKNPolicy *> *)policies {
  NSMutableArray<SKNPolicy *> *policies = [NSMutableArray arrayWithCapacity:statusOf(self).policy_count];
  for (size_t i = 0; i < statusOf(self).policy_count; ++i) {
    const skan_policy *policy = nullptr;
    if (skan_trust_status_policy(SKNRecordOf<StatusRecord>(self).status, i, &policy, nullptr) != SKAN_OK) break;
    [policies addObject:SKNMakePolicy(_owner, policy)];
  }
  return policies;
}

@end

SKNTrustStatus *SKNMakeStatus(skan_trust_status *status) {
  StatusRecord record{status, SKNSized<skan_trust_status_info>()};
  skan_trust_status_read(status, &record.info, nullptr);
  SKNOwned *owner = SKNOwn<skan_trust_status, skan_trust_status_free>(status);
  return SKNMake([SKNTrustStatus class], owner, record);
}

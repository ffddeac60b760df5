#include "SKNInternal.h"

namespace {

struct RuleRecord {
  const skan_policy *policy;
  size_t index;
  skan_rule_info info;
};

struct PolicyRecord {
  const skan_policy *policy;
  skan_policy_info info;
};

}  // namespace

@implementation SKNRequirement

static const skan_requirement &requirementOf(SKNRequirement *self) { return SKNRecordOf<skan_requirement>(self); }

- (SKNKind)kind {
  return static_cast<SKNKind>(requirementOf(self).kind);
}

- (SKNAgeUnit)unit {
  return static_cast<SKNAgeUnit>(requirementOf(self).unit);
}

- (uint32_t)minimumAge {
  return requirementOf(self).minimum_age;
}

- (uint32_t)maximumAge {
  return requirementOf(self).maximum_age;
}

- (BOOL)isCourseComplete {
  return requirementOf(self).course_complete != 0;
}

- (NSInteger)minimumDose {
  return requirementOf(self).minimum_dose;
}

- (NSArray<NSString *> *)products {
  const skan_requirement &its = requirementOf(self);
  NSMutableArray<NSString *> *products = [NSMutableArray arrayWithCapacity:its.product_count];
  for (size_t i = 0; i < its.product_count; ++i) [products addObject:SKNString(its.products[i])];
  return products;
}

@end

@implementation SKNRule

static const RuleRecord &ruleOf(SKNRule *self) { return SKNRecordOf<RuleRecord>(self); }

- (BOOL)limitsHolderAge {
  return ruleOf(self).info.has_holder_age != 0;
}

- (NSInteger)holderAgeFrom {
  return ruleOf(self).info.holder_age_from;
}

- (NSInteger)holderAgeTo {
  return ruleOf(self).info.holder_age_to;
}

- (NSArray<SKNRequirement *> *)requirements {
  const RuleRecord &its = ruleOf(self);
  NSMutableArray<SKNRequirement *> *requirements = [NSMutableArray arrayWithCapacity:its.info.requirement_count];
  for (size_t i = 0; i < its.info.requirement_count; ++i) {
    skan_requirement requirement = SKNSized<skan_requirement>();
    if (skan_policy_requirement(its.policy, its.index, i, &requirement, nullptr) != SKAN_OK) break;
    [requirements addObject:SKNMake([SKNRequirement class], _owner, requirement)];
  }
  return requirements;
}

@end

@implementation SKNPolicy

static const skan_policy_info &policyOf(SKNPolicy *self) { return SKNRecordOf<PolicyRecord>(self).info; }

- (NSString *)identifier {
  return SKNString(policyOf(self).id);
}

- (uint32_t)version {
  return policyOf(self).version;
}

- (NSString *)titleRussian {
  return SKNString(policyOf(self).title_russian);
}

- (NSString *)titleEnglish {
  return SKNString(policyOf(self).title_english);
}

- (NSInteger)utcOffsetMinutes {
  return policyOf(self).utc_offset_minutes;
}

- (BOOL)documentCheck {
  return policyOf(self).document_check != 0;
}

- (BOOL)needsNewerApp {
  return policyOf(self).needs_newer_app != 0;
}

- (BOOL)limitsDataAge {
  return policyOf(self).has_freshness != 0;
}

- (NSTimeInterval)maximumDataAge {
  return static_cast<NSTimeInterval>(policyOf(self).freshness);
}

- (NSTimeInterval)newerThanData {
  return static_cast<NSTimeInterval>(policyOf(self).newer_than_data);
}

- (NSArray<SKNRule *> *)rules {
  const skan_policy_info &its = policyOf(self);
  NSMutableArray<SKNRule *> *rules = [NSMutableArray arrayWithCapacity:its.rule_count];
  for (size_t i = 0; i < its.rule_count; ++i) {
    RuleRecord record{SKNRecordOf<PolicyRecord>(self).policy, i, SKNSized<skan_rule_info>()};
    if (skan_policy_rule(record.policy, i, &record.info, nullptr) != SKAN_OK) break;
    [rules addObject:SKNMake([SKNRule class], _owner, record)];
  }
  return rules;
}

- (BOOL)showsField:(SKNField)field {
  const skan_policy_info &its = policyOf(self);
  for (size_t i = 0; i < its.shown_count; ++i) {
    if (its.shown[i] == field) return YES;
  }
  return NO;
}

@end

SKNPolicy *SKNMakePolicy(id owner, const skan_policy *policy) {
  PolicyRecord record{policy, SKNSized<skan_policy_info>()};
  skan_policy_read(policy, &record.info, nullptr);
  return SKNMake([SKNPolicy class], owner, record);
}

#include "SKNInternal.h"

namespace {

struct VerdictRecord {
  const skan_verdict *verdict;
  skan_verdict_info info;
  skan_evidence evidence;
};

struct PolicyVerdictRecord {
  const skan_policy *policy;
  const skan_verdict *verdict;
};

template <class Number>
bool Has(const Number *numbers, size_t count, NSInteger number) {
  for (size_t i = 0; i < count; ++i) {
    if (numbers[i] == number) return true;
  }
  return false;
}

}  // namespace

@implementation SKNVerdict

static const skan_verdict_info &its(SKNVerdict *self) { return SKNRecordOf<VerdictRecord>(self).info; }

+ (SKNVerdict *)verdictOfNoCodeWithError:(NSError **)error {
  skan_verdict *verdict = nullptr;
  SKNFailure failure;
  if (!SKNSucceeds(skan_verdict_of_no_code(&verdict, &failure), failure, error)) return nil;
  return SKNMakeVerdict(SKNOwn<skan_verdict, skan_verdict_free>(verdict), verdict, error);
}

- (SKNOutcome)outcome {
  return static_cast<SKNOutcome>(its(self).outcome);
}

- (SKNReason)reason {
  return [self reasonAtIndex:0];
}

- (NSUInteger)reasonCount {
  return its(self).reason_count;
}

- (SKNReason)reasonAtIndex:(NSUInteger)index {
  return index < its(self).reason_count ? static_cast<SKNReason>(its(self).reasons[index]) : SKNReasonNone;
}

- (BOOL)hasReason:(SKNReason)reason {
  return Has(its(self).reasons, its(self).reason_count, reason);
}

- (NSUInteger)noteCount {
  return its(self).note_count;
}

- (SKNNote)noteAtIndex:(NSUInteger)index {
  return index < its(self).note_count ? static_cast<SKNNote>(its(self).notes[index]) : SKNNoteNone;
}

- (BOOL)hasNote:(SKNNote)note {
  return Has(its(self).notes, its(self).note_count, note);
}

- (NSString *)format {
  return SKNString(its(self).format);
}

- (SKNLinkFault)linkFault {
  return static_cast<SKNLinkFault>(its(self).link_fault);
}

- (NSUInteger)about {
  return its(self).about;
}

- (NSString *)detail {
  return SKNString(its(self).detail);
}

- (NSDate *)changesAt {
  return SKNDateIf(its(self).has_changes_at != 0, its(self).changes_at);
}

- (SKNOutcome)changesTo {
  return static_cast<SKNOutcome>(its(self).changes_to);
}

- (SKNChangeCause)changeCause {
  return static_cast<SKNChangeCause>(its(self).change_cause);
}

- (NSDate *)acceptedUntil {
  return SKNDateIf(its(self).has_accepted_until != 0, its(self).accepted_until);
}

- (SKNEvidence *)evidence {
  return SKNMake([SKNEvidence class], _owner, SKNRecordOf<VerdictRecord>(self).evidence);
}

static SKNCertificate *certificateAt(SKNVerdict *self, size_t index) {
  skan_certificate certificate = SKNSized<skan_certificate>();
  const skan_verdict *verdict = SKNRecordOf<VerdictRecord>(self).verdict;
  if (skan_verdict_certificate(verdict, index, &certificate, nullptr) != SKAN_OK) return nil;
  return SKNMake([SKNCertificate class], self->_owner, certificate);
}

- (SKNCertificate *)certificate {
  return its(self).certificate_count == 0 ? nil : certificateAt(self, 0);
}

- (NSArray<SKNCertificate *> *)certificates {
  NSMutableArray<SKNCertificate *> *certificates = [NSMutableArray arrayWithCapacity:its(self).certificate_count];
  for (size_t i = 0; i < its(self).certificate_count; ++i) {
    SKNCertificate *certificate = certificateAt(self, i);
    if (certificate == nil) break;
    [certificates addObject:certificate];
  }
  return certificates;
}

- (BOOL)showsField:(SKNField)field {
  return Has(its(self).shown, its(self).shown_count, field);
}

- (SKNFinding *)finding {
  return its(self).has_finding == 0 ? nil : SKNMakeFinding(_owner, SKNRecordOf<VerdictRecord>(self).verdict);
}

- (NSString *)description {
  NSMutableString *text = [NSMutableString stringWithFormat:@"Verdict %@", SKNStableName(SKNListOutcome, [self outcome])];
  for (NSUInteger i = 0; i < [self reasonCount]; ++i) {
    [text appendFormat:@" %@", SKNStableName(SKNListReason, [self reasonAtIndex:i])];
  }
  for (NSUInteger i = 0; i < [self noteCount]; ++i) {
    [text appendFormat:@" %@", SKNStableName(SKNListNote, [self noteAtIndex:i])];
  }
  return text;
}

@end

SKNVerdict *SKNMakeVerdict(id owner, const skan_verdict *verdict, NSError **error) {
  VerdictRecord record{verdict, SKNSized<skan_verdict_info>(), SKNSized<skan_evidence>()};
  SKNFailure failure;
  if (!SKNSucceeds(skan_verdict_read(verdict, &record.info, &failure), failure, error) ||
      !SKNSucceeds(skan_verdict_evidence(verdict, &record.evidence, &failure), failure, error)) {
    return nil;
  }
  return SKNMake([SKNVerdict class], owner, record);
}

const skan_verdict *SKNVerdictHandle(SKNVerdict *verdict) { return SKNRecordOf<VerdictRecord>(verdict).verdict; }

@implementation SKNPolicyVerdict

- (SKNPolicy *)policy {
  return SKNMakePolicy(_owner, SKNRecordOf<PolicyVerdictRecord>(self).policy);
}

- (SKNVerdict *)verdict {
  return SKNMakeVerdict(_owner, SKNRecordOf<PolicyVerdictRecord>(self).verdict, nullptr);
}

@end

NSArray<SKNPolicyVerdict *> *SKNMakeExplanation(skan_explanation *explanation, NSError **error) {
  SKNOwned *owner = SKNOwn<skan_explanation, skan_explanation_free>(explanation);
  size_t count = 0;
  SKNFailure failure;
  if (!SKNSucceeds(skan_explanation_count(explanation, &count, &failure), failure, error)) return nil;
  NSMutableArray<SKNPolicyVerdict *> *entries = [NSMutableArray arrayWithCapacity:count];
  for (size_t i = 0; i < count; ++i) {
    PolicyVerdictRecord record{};
    if (!SKNSucceeds(skan_explanation_entry(explanation, i, &record.policy, &record.verdict, &failure), failure, error)) {
      return nil;
    }
    [entries addObject:SKNMake([SKNPolicyVerdict class], owner, record)];
  }
  return entries;
}

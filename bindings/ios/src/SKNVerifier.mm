#include "SKNInternal.h"

const NSUInteger SKNMaxTogether = SKAN_MAX_TOGETHER;

@implementation SKNVerifierOptions
@synthesize policy = _policy;
@synthesize clockFloor = _clockFloor;
@synthesize practice = _practice;

- (void)dealloc {
  SKN_RELEASE(_policy);
  SKN_RELEASE(_clockFloor);
  SKN_SUPER_DEALLOC;
}

@end

@implementation SKNVerifier

- (instancetype)initWithStore:(SKNTrustStore *)store error:(NSError **)error {
  return [self initWithStore:store options:nil error:error];
}

/// The handle of a new verifier; NULL if there is none.
static void *verifierOver(SKNTrustStore *store, SKNVerifierOptions *options, NSError **error) {
  if (!SKNGiven(store, @"store", error)) return nullptr;
  NSString *policy = [options policy];
  SKN_KEPT NSData *identifier = policy == nil ? nil : SKNUtf8(policy);
  skan_verifier_options its = SKNSized<skan_verifier_options>();
  its.policy = SKNTextOf(identifier);
  its.practice = [options practice] ? 1 : 0;
  if ([options clockFloor] != nil && !SKNUnixSeconds([options clockFloor], &its.clock_floor)) {
    SKNRefuse(error, @"options.clockFloor", @"is no number of seconds");
    return nullptr;
  }
  skan_verifier *verifier = nullptr;
  if (!SKNCreateVerifier(store, its, &verifier, error)) return nullptr;
  return new SKNHandle(verifier, SKNFree<skan_verifier, skan_verifier_free>, "verifier");
}

- (instancetype)initWithStore:(SKNTrustStore *)store options:(SKNVerifierOptions *)options error:(NSError **)error {
  self = [super init];
  _handle = verifierOver(store, options, error);
  if (_handle != nullptr) return self;
  SKN_RELEASE(self);
  return nil;
}

- (SKNVerdict *)verify:(const skan_text *)texts count:(size_t)count at:(SKNMoment *)now error:(NSError **)error {
  int64_t time = 0;
  skan_clock_source source = 0;
  if (!SKNTimeOf(now, &time, &source, error)) return nil;
  const SKNInside inside(_handle, error);
  if (!inside) return nil;
  const skan_verifier *verifier = inside.as<skan_verifier>();
  skan_verdict *verdict = nullptr;
  SKNFailure failure;
  const auto status =
      count == 1 ? skan_verifier_verify(verifier, texts[0].data, texts[0].length, time, source, &verdict, &failure)
                 : skan_verifier_verify_together(verifier, texts, count, time, source, &verdict, &failure);
  if (!SKNSucceeds(status, failure, error)) return nil;
  return SKNMakeVerdict(SKNOwn<skan_verdict, skan_verdict_free>(verdict), verdict, error);
}

- (SKNVerdict *)verifyText:(NSString *)text at:(SKNMoment *)now error:(NSError **)error {
  if (!SKNGiven(text, @"text", error)) return nil;
  return [self verifyContent:SKNUtf8(text) at:now error:error];
}

- (SKNVerdict *)verifyCode:(SKNCode *)code at:(SKNMoment *)now error:(NSError **)error {
  if (!SKNGiven(code, @"code", error)) return nil;
  const skan_text content = SKNContentOf(code);
  return [self verify:&content count:1 at:now error:error];
}

- (SKNVerdict *)verifyContent:(NSData *)content at:(SKNMoment *)now error:(NSError **)error {
  if (!SKNGiven(content, @"content", error)) return nil;
  const skan_text text = SKNTextOf(content);
  return [self verify:&text count:1 at:now error:error];
}

- (SKNVerdict *)verifyTogether:(NSArray<NSData *> *)contents at:(SKNMoment *)now error:(NSError **)error {
  if (!SKNGiven(contents, @"contents", error)) return nil;
  const NSUInteger count = [contents count];
  if (count == 0 || count > SKNMaxTogether) {
    SKNRefuse(error, @"contents", [NSString stringWithFormat:@"%lu is not 1 to %d", static_cast<unsigned long>(count),
                                                             SKAN_MAX_TOGETHER]);
    return nil;
  }
  skan_text texts[SKAN_MAX_TOGETHER];
  for (NSUInteger i = 0; i < count; ++i) {
    NSData *content = [contents objectAtIndex:i];
    if (![content isKindOfClass:[NSData class]]) {
      SKNRefuse(error, @"contents", @"holds something else than NSData");
      return nil;
    }
    texts[i] = SKNTextOf(content);
  }
  return [self verify:texts count:count at:now error:error];
}

- (NSArray<SKNPolicyVerdict *> *)explainText:(NSString *)text at:(SKNMoment *)now error:(NSError **)error {
  int64_t time = 0;
  skan_clock_source source = 0;
  if (!SKNGiven(text, @"text", error) || !SKNTimeOf(now, &time, &source, error)) return nil;
  SKN_KEPT NSData *bytes = SKNUtf8(text);
  const skan_text content = SKNTextOf(bytes);
  const SKNInside inside(_handle, error);
  skan_explanation *explanation = nullptr;
  SKNFailure failure;
  if (!inside || !SKNSucceeds(skan_verifier_explain(inside.as<skan_verifier>(), content.data, content.length, time,
                                                    source, &explanation, &failure),
                              failure, error)) {
    return nil;
  }
  return SKNMakeExplanation(explanation, error);
}

- (NSArray<SKNPolicyVerdict *> *)explainText:(NSString *)text onDay:(SKNDay *)day error:(NSError **)error {
  if (!SKNGiven(text, @"text", error) || !SKNGiven(day, @"day", error)) return nil;
  SKN_KEPT NSData *bytes = SKNUtf8(text);
  const skan_text content = SKNTextOf(bytes);
  const SKNInside inside(_handle, error);
  skan_explanation *explanation = nullptr;
  SKNFailure failure;
  if (!inside || !SKNSucceeds(skan_verifier_explain_on(inside.as<skan_verifier>(), content.data, content.length,
                                                       [day daysSince1970], &explanation, &failure),
                              failure, error)) {
    return nil;
  }
  return SKNMakeExplanation(explanation, error);
}

- (void)close {
  SKNClose(_handle);
}

- (void)dealloc {
  SKNForget(_handle);
  SKN_SUPER_DEALLOC;
}

@end

#include "SKNInternal.h"

namespace {

struct SetupRecord {
  const skan_setup_code *code;
  skan_setup_code_info info;
};

}  // namespace

const NSUInteger SKNMaxRoot = SKAN_MAX_ROOT;

@implementation SKNSetupCode

static const SetupRecord &its(SKNSetupCode *self) { return SKNRecordOf<SetupRecord>(self); }

+ (SKNSetupCode *)setupCodeFromText:(NSString *)text error:(NSError **)error {
  if (!SKNGiven(text, @"text", error)) return nil;
  SKN_KEPT NSData *bytes = SKNUtf8(text);
  const skan_text content = SKNTextOf(bytes);
  skan_setup_code *code = nullptr;
  SKNFailure failure;
  if (!SKNSucceeds(skan_setup_code_parse(content.data, content.length, &code, &failure), failure, error)) return nil;
  SKNOwned *owner = SKNOwn<skan_setup_code, skan_setup_code_free>(code);
  SetupRecord record{code, SKNSized<skan_setup_code_info>()};
  if (!SKNSucceeds(skan_setup_code_read(code, &record.info, &failure), failure, error)) return nil;
  return SKNMake([SKNSetupCode class], owner, record);
}

+ (NSData *)fetchRootFromSource:(id<SKNObjectSource>)source error:(NSError **)error {
  if (!SKNGiven(source, @"source", error)) return nil;
  skan_wanted_object wanted = SKNSized<skan_wanted_object>();
  wanted.has_object = 1;
  wanted.path = {"root/1", 6};
  wanted.max_bytes = SKAN_MAX_ROOT;
  NSError *failure = nil;
  NSData *root = [source fetchObject:SKNMakeWanted(wanted) error:&failure];
  const bool isData = [root isKindOfClass:[NSData class]];
  if (isData && [root length] <= SKNMaxRoot) return root;
  if (root != nil && !isData) {
    SKNRefuse(&failure, @"source", @"gave something else than NSData");
  } else if (root != nil) {
    SKNFail(&failure, SKNErrorSizeMismatch, @"source: its root/1 is larger than any root");
  } else if (failure == nil) {
    SKNFail(&failure, SKNErrorTransfer, @"source: gave neither an object nor an error");
  }
  if (error != nullptr) *error = failure;
  return nil;
}

- (NSString *)authority {
  return SKNString(its(self).info.authority);
}

- (NSString *)name {
  return SKNString(its(self).info.name);
}

- (NSURL *)siteURL {
  NSString *address = SKNStringOrNil(its(self).info.url);
  return address == nil ? nil : [NSURL URLWithString:address];
}

- (NSString *)policy {
  return SKNStringOrNil(its(self).info.policy);
}

- (NSString *)channel {
  return SKNString(its(self).info.channel);
}

- (NSString *)fingerprintInLanguage:(SKNLanguage)language {
  skan_text words{};
  skan_setup_code_fingerprint(its(self).code, SKNNarrow(language), &words, nullptr);
  return SKNString(words);
}

- (BOOL)isFingerprint:(NSString *)words {
  if (words == nil) return NO;
  SKN_KEPT NSData *bytes = SKNUtf8(words);
  const skan_text text = SKNTextOf(bytes);
  int32_t same = 0;
  const auto status = skan_setup_code_is_fingerprint(its(self).code, text.data, text.length, &same, nullptr);
  return status == SKAN_OK && same == 1;
}

@end

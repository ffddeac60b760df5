#include "SKNErrorSentences.h"
#include "SKNInternal.h"

NSErrorDomain const SKNErrorDomain = @"SkanSDK.SKNErrorDomain";
NSString *const SKNErrorDetailKey = @"SKNErrorDetail";

static constexpr NSInteger kUsersOwn = -1;
static std::atomic<NSInteger> chosenLanguage{kUsersOwn};

void SKNSetErrorLanguage(SKNLanguage language) { chosenLanguage = language; }

void SKNResetErrorLanguage(void) { chosenLanguage = kUsersOwn; }

SKNLanguage SKNPreferredLanguage(void) {
  NSArray<NSString *> *languages = [NSLocale preferredLanguages];
  NSString *first = [languages count] == 0 ? @"" : [[languages objectAtIndex:0] lowercaseString];
  const bool isRussian = [first isEqualToString:@"ru"] || [first hasPrefix:@"ru-"] || [first hasPrefix:@"ru_"];
  return isRussian ? SKNLanguageRussian : SKNLanguageEnglish;
}

static SKNLanguage languageOfErrors() {
  const NSInteger chosen = chosenLanguage;
  return chosen == kUsersOwn ? SKNPreferredLanguage() : static_cast<SKNLanguage>(chosen);
}

bool SKNFail(NSError **error, SKNError code, NSString *detail) {
  if (error == nullptr) return false;
  const SKNLanguage language = languageOfErrors();
  NSMutableDictionary<NSString *, id> *information = [NSMutableDictionary dictionaryWithCapacity:3];
  [information setObject:SKNErrorSentence(code, language) forKey:NSLocalizedDescriptionKey];
  NSString *remedy = SKNErrorRemedy(code, language);
  if (remedy != nil) [information setObject:remedy forKey:NSLocalizedRecoverySuggestionErrorKey];
  [information setObject:detail forKey:SKNErrorDetailKey];
  *error = [NSError errorWithDomain:SKNErrorDomain code:code userInfo:information];
  return false;
}

bool SKNRefuse(NSError **error, NSString *argument, NSString *what) {
  return SKNFail(error, SKNErrorInvalidArgument, [NSString stringWithFormat:@"%@: %@", argument, what]);
}

bool SKNSucceeds(skan_status status, const SKNFailure &failure, NSError **error) {
  if (status == SKAN_OK) return true;
  return SKNFail(error, static_cast<SKNError>(status), SKNString({failure.message, failure.message_length}));
}

bool SKNGiven(id argument, NSString *name, NSError **error) {
  return argument != nil || SKNRefuse(error, name, @"is nil");
}

bool SKNPathOf(NSURL *url, NSString *name, NSData **path, NSError **error) {
  if (!SKNGiven(url, name, error)) return false;
  if (![url isFileURL] || [[url path] length] == 0) return SKNRefuse(error, name, @"is not the address of a file");
  *path = SKNUtf8([url path]);
  return true;
}

#include "SKNInternal.h"

@implementation SKNUpdateReport

- (BOOL)changed {
  return SKNRecordOf<skan_update_report>(self).changed != 0;
}

- (uint64_t)sequence {
  return SKNRecordOf<skan_update_report>(self).sequence;
}

- (NSDate *)issuedAt {
  return SKNDate(SKNRecordOf<skan_update_report>(self).issued_at);
}

@end

SKNUpdateReport *SKNMakeReport(const skan_update_report &report) {
  return SKNMake([SKNUpdateReport class], nil, report);
}

@interface SKNUpdateSession (Making)
- (instancetype)initWithSession:(skan_update_session *)session;
@end

@implementation SKNUpdateSession

- (instancetype)initWithSession:(skan_update_session *)session {
  self = [super init];
  if (self == nil) return nil;
  _handle = new SKNHandle(session, SKNFree<skan_update_session, skan_update_session_free>, "session");
  return self;
}

- (SKNWantedObject *)wantedObjectWithError:(NSError **)error {
  if (error != nullptr) *error = nil;
  const SKNInside inside(_handle, error);
  skan_wanted_object wanted = SKNSized<skan_wanted_object>();
  SKNFailure failure;
  if (!inside ||
      !SKNSucceeds(skan_update_session_wanted(inside.as<skan_update_session>(), &wanted, &failure), failure, error)) {
    return nil;
  }
  return wanted.has_object != 0 ? SKNMakeWanted(wanted) : nil;
}

- (BOOL)supplyObject:(NSData *)object error:(NSError **)error {
  if (!SKNGiven(object, @"object", error)) return NO;
  if (![object isKindOfClass:[NSData class]]) return SKNRefuse(error, @"object", @"is no NSData");  // out of an app's source
  const SKNInside inside(_handle, error);
  SKNFailure failure;
  return inside && SKNSucceeds(skan_update_session_supply(inside.as<skan_update_session>(), [object bytes],
                                                          [object length], &failure),
                               failure, error);
}

- (BOOL)objectNotFoundWithError:(NSError **)error {
  const SKNInside inside(_handle, error);
  SKNFailure failure;
  return inside &&
         SKNSucceeds(skan_update_session_not_found(inside.as<skan_update_session>(), &failure), failure, error);
}

- (NSString *)deltaRefusalWithError:(NSError **)error {
  const SKNInside inside(_handle, error);
  skan_text refusal{};
  SKNFailure failure;
  if (!inside || !SKNSucceeds(skan_update_session_delta_refusal(inside.as<skan_update_session>(), &refusal, &failure),
                              failure, error)) {
    return nil;
  }
  return SKNString(refusal);
}

- (SKNUpdateReport *)commitWithError:(NSError **)error {
  const SKNInside inside(_handle, error);
  skan_update_report report = SKNSized<skan_update_report>();
  SKNFailure failure;
  if (!inside ||
      !SKNSucceeds(skan_update_session_commit(inside.as<skan_update_session>(), &report, &failure), failure, error)) {
    return nil;
  }
  return SKNMakeReport(report);
}

static bool isNotFound(NSError *problem) {
  return [[problem domain] isEqualToString:SKNErrorDomain] && [problem code] == SKNErrorNotFound;
}

/// Fetches one object and gives it over. False if there is none to fetch, or with a problem, which the caller owns.
static bool feedOne(SKNUpdateSession *session, id<SKNObjectSource> source, NSError *__strong *problem) {
  bool goesOn = false;
  @autoreleasepool {
    NSError *failure = nil;
    SKNWantedObject *wanted = [session wantedObjectWithError:&failure];
    if (wanted != nil) {
      NSData *object = [source fetchObject:wanted error:&failure];
      if (object != nil) {
        failure = nil;
        goesOn = [session supplyObject:object error:&failure];
      } else if (isNotFound(failure)) {
        failure = nil;
        goesOn = [session objectNotFoundWithError:&failure];
      } else if (failure == nil) {
        SKNFail(&failure, SKNErrorTransfer, @"source: gave neither an object nor an error");
      }
    }
    *problem = SKN_RETAIN(failure);
  }
  return goesOn;
}

- (SKNUpdateReport *)runFromSource:(id<SKNObjectSource>)source error:(NSError **)error {
  if (!SKNGiven(source, @"source", error)) return nil;
  NSError *problem = nil;
  while (feedOne(self, source, &problem)) {
  }
  if (problem == nil) return [self commitWithError:error];
  NSError *told = SKN_AUTORELEASE(problem);
  if (error != nullptr) *error = told;
  return nil;
}

- (void)close {
  SKNClose(_handle);
}

- (void)dealloc {
  SKNForget(_handle);
  SKN_SUPER_DEALLOC;
}

@end

SKNUpdateSession *SKNMakeSession(skan_update_session *session) {
  return SKN_AUTORELEASE([[SKNUpdateSession alloc] initWithSession:session]);
}

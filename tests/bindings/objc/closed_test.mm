// What is closed says so.
#include "check.h"

using namespace world;

static void closedStores() {
  SKNTrustStore *store = world::store();
  for (int i = 0; i < 2; ++i) [store close];
  FAILS(SKNErrorClosed, @"store: is closed", [store statusAt:now() error:&error]);
  FAILS(SKNErrorClosed, @"store: is closed", [store updateWithBundle:[NSData data] at:now() error:&error]);
  FAILS(SKNErrorClosed, @"store: is closed", [store updateFromSource:world::store() at:now() error:&error]);
  FAILS(SKNErrorClosed, @"store: is closed", [store beginUpdateAt:now() error:&error]);
  FAILS(SKNErrorClosed, @"store: is closed", [store refreshWithError:&error]);
  FAILS(SKNErrorClosed, @"store: is closed", [store noteTime:now() error:&error]);
  FAILS(SKNErrorClosed, @"store: is closed", [store anchorWithError:&error]);
  FAILS(SKNErrorClosed, @"store: is closed", [store exportToURL:fresh(@"closed.db") error:&error]);
  FAILS(SKNErrorClosed, @"store: is closed", [store readObjectAtPath:@"head" error:&error]);
  FAILS(SKNErrorClosed, @"store: is closed", [[[SKNVerifier alloc] initWithStore:store error:&error] autorelease]);
}

static void closedSessions() {
  SKNUpdateSession *session = MUST([store() beginUpdateAt:now() error:&error]);
  for (int i = 0; i < 2; ++i) [session close];
  FAILS(SKNErrorClosed, @"session: is closed", [session wantedObjectWithError:&error]);
  FAILS(SKNErrorClosed, @"session: is closed", [session supplyObject:[NSData data] error:&error]);
  FAILS(SKNErrorClosed, @"session: is closed", [session objectNotFoundWithError:&error]);
  FAILS(SKNErrorClosed, @"session: is closed", [session deltaRefusalWithError:&error]);
  FAILS(SKNErrorClosed, @"session: is closed", [session commitWithError:&error]);
  FAILS(SKNErrorClosed, @"session: is closed", [session runFromSource:store() error:&error]);
}

static void closedVerifiers() {
  SKNVerifier *verifier = world::verifier(nil);
  for (int i = 0; i < 2; ++i) [verifier close];
  NSArray<NSData *> *one = [NSArray arrayWithObject:[NSData data]];
  FAILS(SKNErrorClosed, @"verifier: is closed", [verifier verifyText:@"x" at:now() error:&error]);
  FAILS(SKNErrorClosed, @"verifier: is closed", [verifier verifyContent:[NSData data] at:now() error:&error]);
  FAILS(SKNErrorClosed, @"verifier: is closed", [verifier verifyTogether:one at:now() error:&error]);
  FAILS(SKNErrorClosed, @"verifier: is closed", [verifier explainText:@"x" at:now() error:&error]);
  SKNDay *day = [[[SKNDay alloc] initWithDaysSince1970:0] autorelease];
  FAILS(SKNErrorClosed, @"verifier: is closed", [verifier explainText:@"x" onDay:day error:&error]);
}

static void closedScanners() {
  SKNScanner *scanner = [MUST([[SKNScanner alloc] initWithOptions:nil error:&error]) autorelease];
  SKNFrame *frame = picture(@"pictures/empty.pgm");
  for (int i = 0; i < 2; ++i) [scanner close];
  FAILS(SKNErrorClosed, @"scanner: is closed", [scanner processFrame:frame atTimestamp:1 error:&error]);
  FAILS(SKNErrorClosed, @"scanner: is closed", [scanner readStill:frame effort:SKNEffortFast error:&error]);
  FAILS(SKNErrorClosed, @"scanner: is closed", [scanner resetWithError:&error]);
}

static constexpr Test tests[] = {
    {"a closed store says so, and closing again does nothing", closedStores},
    {"a closed session says so", closedSessions},
    {"a closed verifier says so", closedVerifiers},
    {"a closed scanner says so", closedScanners},
};
extern const Group closedGroup;
const Group closedGroup = groupOf("closed", tests);

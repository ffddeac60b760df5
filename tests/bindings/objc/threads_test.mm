// Several threads.
#include "check.h"

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

using namespace world;

/// Runs `work` in a number of threads that Foundation does not know, as Swift's are.
static void inThreads(int count, const std::function<void(int)> &work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&work, i] {
      GSRegisterCurrentThread();
      @autoreleasepool {
        work(i);
      }
      GSUnregisterCurrentThread();
    });
  }
  for (std::thread &thread : threads) thread.join();
}

static void verdicts() {
  SKNTrustStore *store = world::store();
  SKNVerifier *verifier = [MUST([[SKNVerifier alloc] initWithStore:store error:&error]) autorelease];
  NSString *good = text(@"texts/good");
  SKNMoment *noon = now();
  NSData *bundle = bytes(@"second.skb");
  std::atomic<int> accepted{0};
  inThreads(4, [&](int thread) {
    if (thread == 0) [store updateWithBundle:bundle at:noon error:nullptr];
    for (int i = 0; i < 50; ++i) {
      @autoreleasepool {
        if ([[verifier verifyText:good at:noon error:nullptr] outcome] == SKNOutcomeAccepted) ++accepted;
      }
    }
  });
  CHECK(accepted == 200);
}

/// Two threads call until one is refused; only SKNErrorInUse counts as a refusal.
static bool collide(const std::function<bool(NSError **)> &call) {
  std::atomic<bool> refused{false}, odd{false};
  inThreads(2, [&](int) {
    while (!refused && !odd) {
      @autoreleasepool {
        NSError *error = nil;
        if (call(&error)) continue;
        ([error code] == SKNErrorInUse ? refused : odd) = true;
      }
    }
  });
  return refused && !odd;
}

static void collisions() {
  SKNFrame *good = picture(@"pictures/good.pgm");
  SKNScanner *scanner = [MUST([[SKNScanner alloc] initWithOptions:nil error:&error]) autorelease];
  CHECK(collide([&](NSError **error) { return [scanner processFrame:good atTimestamp:1 error:error] != nil; }));
  MUST([scanner processFrame:good atTimestamp:2 error:&error]);
  SKNUpdateSession *session = MUST([store() beginUpdateAt:now() error:&error]);
  CHECK(collide([&](NSError **error) { return [session wantedObjectWithError:error] != nil; }));
  CHECK(MUST([session wantedObjectWithError:&error]) != nil);
}

static void closing() {
  SKNTrustStore *store = world::store();
  NSString *good = text(@"texts/good");
  SKNMoment *noon = now();
  SKNFrame *frame = picture(@"pictures/empty.pgm");
  std::atomic<int> wrong{0};
  for (int round = 0; round < 20; ++round) {
    SKNVerifier *verifier = [[SKNVerifier alloc] initWithStore:store error:nullptr];
    SKNScanner *scanner = [[SKNScanner alloc] initWithOptions:nil error:nullptr];
    std::atomic<int> running{3};
    inThreads(4, [&](int thread) {
      if (thread == 3) {
        while (running == 3) std::this_thread::yield();  // somebody is inside
        [verifier close];
        [scanner close];
        return;
      }
      for (int i = 0;; ++i) {
        @autoreleasepool {
          NSError *error = nil;
          const bool done = thread == 0 ? [scanner processFrame:frame atTimestamp:i error:&error] != nil
                                        : [verifier verifyText:good at:noon error:&error] != nil;
          if (i == 0) --running;
          if (done) continue;
          if ([error code] != SKNErrorClosed) ++wrong;
          break;
        }
      }
    });
    [verifier release];
    [scanner release];
  }
  CHECK(wrong == 0);
}

static constexpr Test tests[] = {
    {"verdicts come from several threads while an update is applied", verdicts},
    {"a scanner and a session refuse a second thread, and go on", collisions},
    {"a verifier and a scanner may be closed while calls are inside", closing},
};
extern const Group threadsGroup;
const Group threadsGroup = groupOf("threads", tests);

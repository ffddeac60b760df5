// Runs the tests of every Catch2 program here. Exit code: 0 all passed, 1 something failed, 4 nothing
// failed but something was skipped. (Catch2's own code is the number of failures, or 4 for "skipped".)

#if __has_include(<catch2/catch_session.hpp>)
#include <catch2/catch_session.hpp>
#include <catch2/reporters/catch_reporter_event_listener.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>
#else
#define CATCH_CONFIG_RUNNER
#endif

#include "support/catch.h"

#include <iostream>

namespace {

constexpr int kFailed = 1;
constexpr int kSkipped = 4;

bool any_failed = false;
bool any_skipped = false;

}  // namespace

#if __has_include(<catch2/catch_session.hpp>)
using Listener = Catch::EventListenerBase;
#else
using Listener = Catch::TestEventListenerBase;

namespace skan::testing {

void note_skip(std::string_view reason) {
  any_skipped = true;
  std::cout << "SKIPPED: " << reason << '\n';
}

}  // namespace skan::testing
#endif

namespace {

class Tally : public Listener {
 public:
  using Listener::Listener;
  void testRunEnded(const Catch::TestRunStats& run) override {
    if (run.totals.assertions.failed > 0 || run.totals.testCases.failed > 0) any_failed = true;
#if __has_include(<catch2/catch_session.hpp>)
    if (run.totals.testCases.skipped > 0) any_skipped = true;
#endif
  }
};

CATCH_REGISTER_LISTENER(Tally)

}  // namespace

int main(int argc, char** argv) {
  const int result = Catch::Session().run(argc, argv);
  if (any_failed) return kFailed;
  if (any_skipped) return kSkipped;
  return result == 0 ? 0 : kFailed;
}

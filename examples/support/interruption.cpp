#include "support/interruption.h"

#include <csignal>

namespace skan::programs {
namespace {

volatile std::sig_atomic_t caught = 0;

extern "C" void note_interruption(int signal) {
  caught = 1;
  std::signal(signal, SIG_DFL);
}

}  // namespace

void catch_interruptions() {
  std::signal(SIGINT, note_interruption);
  std::signal(SIGTERM, note_interruption);
}

bool interrupted() noexcept { return caught != 0; }

}  // namespace skan::programs

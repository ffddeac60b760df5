#include "faults/killed_child.h"

#include <csignal>
#include <stdexcept>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace skan::testing {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;

constexpr char kBegun = 'b', kDone = 'd';

[[noreturn]] void be_the_child(int out, const std::function<bool()>& work) {
  const auto say = [&](char word) { return ::write(out, &word, 1) == 1; };
  const bool done = say(kBegun) && work() && say(kDone);
  ::_exit(done ? 0 : 1);
}

/// Waits for one word until `deadline`; 0 if none comes.
char hear(int in, std::optional<Clock::time_point> deadline) {
  pollfd ready{in, POLLIN, 0};
  while (deadline && ::poll(&ready, 1, 0) == 0) {
    if (Clock::now() >= *deadline) return 0;
  }
  char word = 0;
  return ::read(in, &word, 1) == 1 ? word : char(0);
}

}  // namespace

Killed run_and_kill(const std::function<bool()>& work, std::optional<microseconds> delay) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no child");
  if (child == 0) be_the_child(ends[1], work);
  ::close(ends[1]);
  Killed out;
  if (hear(ends[0], {}) != kBegun) throw std::runtime_error("the child did not begin");
  const auto begun = Clock::now();
  out.reported = hear(ends[0], delay ? std::optional(begun + *delay) : std::nullopt) == kDone;
  if (delay) ::kill(child, SIGKILL);
  out.lasted = std::chrono::duration_cast<microseconds>(Clock::now() - begun);
  ::waitpid(child, nullptr, 0);
  // It may have finished between the deadline and the kill.
  out.reported = out.reported || hear(ends[0], {}) == kDone;
  ::close(ends[0]);
  return out;
}

}  // namespace skan::testing

#include "cli/connection_watch.h"

#include <sys/socket.h>

namespace skan::cli {
namespace {

constexpr std::size_t kSlowest = 2'000;  // bytes a second: skan trust update gives up there, too

}  // namespace

void ConnectionWatch::wait_until(int socket, Clock::time_point end) {
  const std::lock_guard lock(mutex_);
  ends_[socket] = end;
}

void ConnectionWatch::expect_request(int socket, Clock::time_point now) {
  wait_until(socket, now + patience_);
}

void ConnectionWatch::expect_taking(int socket, std::size_t bytes, Clock::time_point now) {
  wait_until(socket, now + patience_ + std::chrono::seconds(bytes / kSlowest));
}

void ConnectionWatch::forget(int socket) {
  const std::lock_guard lock(mutex_);
  ends_.erase(socket);
}

void ConnectionWatch::end_late(Clock::time_point now) {
  // Under the lock, so that a number is not another connection's by then.
  const std::lock_guard lock(mutex_);
  for (const auto& [socket, end] : ends_) {
    if (now > end) ::shutdown(socket, SHUT_RDWR);
  }
}

}  // namespace skan::cli

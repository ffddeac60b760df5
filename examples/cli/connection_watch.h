// How long a server waits for each of its connections.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>

namespace skan::cli {

/// Ends connections whose request, or the taking of whose answer, lasts longer than anybody's may. A limit on silence
/// alone, which libmicrohttpd has, lets who sends a byte now and then keep a connection for ever.
///
/// Safe from any thread.
class ConnectionWatch {
 public:
  using Clock = std::chrono::steady_clock;

  /// A request must be there after `patience`, and its answer be taken at 2,000 bytes a second after as long again.
  explicit ConnectionWatch(std::chrono::seconds patience) : patience_(patience) {}

  /// `socket` is open and waits for a request: the first, or the next one.
  void expect_request(int socket, Clock::time_point now);
  /// `bytes` are on their way to `socket`.
  void expect_taking(int socket, std::size_t bytes, Clock::time_point now);
  /// `socket` is about to be closed.
  void forget(int socket);

  /// Shuts down those that are late; their owner then closes them.
  void end_late(Clock::time_point now);

 private:
  void wait_until(int socket, Clock::time_point end);

  const std::chrono::seconds patience_;
  std::mutex mutex_;
  std::map<int, Clock::time_point> ends_;
};

}  // namespace skan::cli

// Serving a store's objects over HTTP, by libmicrohttpd.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "skan/trust_store.h"

namespace skan::cli {

/// Gives what TrustStore::read_object() has to whoever asks, under the paths of a published site. Only GET
/// and HEAD; no path leads to a file. Whoever asks for the newest head also makes the store take up what
/// another process has put in force. While the store is damaged or rolled back the answer is 503 to
/// everything: "not found" would be a statement about the data.
///
/// One thread of its own. Nobody gets more than a few connections, and slow and idle clients are cut off: by that
/// thread if they are silent, by end_late_connections() whatever they send.
class ObjectServer {
 public:
  /// Listens at `address`: an IPv4 or a bracketed IPv6 address and a port, 0 for any that is free. `patience` is
  /// how long a client may be silent, and how long its request may take to come.
  /// Fails with invalid_argument (the address), storage (it cannot be listened at).
  static Result<ObjectServer> start(TrustStore store, const std::string& address, std::chrono::seconds patience);

  ObjectServer(ObjectServer&&) noexcept;
  ObjectServer& operator=(ObjectServer&&) noexcept;
  /// Ends all connections.
  ~ObjectServer();

  /// To be called every second or so.
  void end_late_connections();

  /// Where it listens, for example "http://127.0.0.1:8737/".
  const std::string& url() const noexcept;

  struct Impl;  ///< opaque

 private:
  explicit ObjectServer(std::unique_ptr<Impl> impl) noexcept;
  std::unique_ptr<Impl> impl_;
};

}  // namespace skan::cli

// A socket that waits for connections.
#pragma once

#include <string>

#include "skan/result.h"
#include "support/descriptor.h"

namespace skan::cli {

struct ListeningSocket {
  programs::Descriptor socket;
  std::string url;  ///< where it listens, with the port that was chosen
};

/// Listens at `address`: HOST:PORT with an IPv4 or a bracketed IPv6 address; port 0: any that is free.
/// Fails with invalid_argument (not such an address) or storage (it cannot be listened there).
Result<ListeningSocket> listen_at(const std::string& address);

}  // namespace skan::cli

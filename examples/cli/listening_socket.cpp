#include "cli/listening_socket.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <system_error>

#include <fmt/format.h>

namespace skan::cli {
namespace {

using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

constexpr int kWaiting = 64;  // connections that are not yet taken

std::unexpected<Error> not_an_address(const std::string& address) {
  return std::unexpected(
      Error{ErrorCode::invalid_argument,
            fmt::format("--listen {}: is not an address and a port, such as 127.0.0.1:8737, 0.0.0.0:8737 "
                        "(everybody) or [::1]:8737",
                        address)});
}

std::unexpected<Error> cannot_listen(const std::string& address) {
  return std::unexpected(Error{
      ErrorCode::storage, fmt::format("--listen {}: nothing can listen there ({}); name another port, or end "
                                      "what uses it",
                                      address, std::generic_category().message(errno))});
}

bool is_port(const std::string& text) {
  return !text.empty() && text.size() <= 5 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }) && std::stoi(text) <= 65'535;
}

/// "127.0.0.1" and "8737", or "::1" and "8737"; nothing if it is not such a thing.
Addresses look_up(const std::string& address) {
  const auto colon = address.rfind(':');
  if (colon == std::string::npos) return {nullptr, freeaddrinfo};
  std::string host = address.substr(0, colon);
  const std::string port = address.substr(colon + 1);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  if (!is_port(port) || host.empty() || bracketed != (host.find(':') != std::string::npos))
    return {nullptr, freeaddrinfo};
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const bool looked_up = ::getaddrinfo(host.c_str(), port.c_str(), &hints, &found) == 0;
  return {looked_up ? found : nullptr, freeaddrinfo};
}

bool take_address(int socket, const addrinfo& where) {
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (where.ai_family == AF_INET6) ::setsockopt(socket, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
  return ::bind(socket, where.ai_addr, where.ai_addrlen) == 0 && ::listen(socket, kWaiting) == 0;
}

std::string url_of(int socket) {
  sockaddr_storage own{};
  socklen_t size = sizeof own;
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> port{};
  auto* address = reinterpret_cast<sockaddr*>(&own);
  if (::getsockname(socket, address, &size) != 0) return {};
  if (::getnameinfo(address, size, host.data(), host.size(), port.data(), port.size(),
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    return {};
  const bool v6 = own.ss_family == AF_INET6;
  return fmt::format("http://{}{}{}:{}/", v6 ? "[" : "", host.data(), v6 ? "]" : "", port.data());
}

}  // namespace

Result<ListeningSocket> listen_at(const std::string& address) {
  const Addresses where = look_up(address);
  if (!where) return not_an_address(address);
  programs::Descriptor socket(::socket(where->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket.is_open() || !take_address(socket.number(), *where)) return cannot_listen(address);
  std::string url = url_of(socket.number());
  return ListeningSocket{std::move(socket), std::move(url)};
}

}  // namespace skan::cli

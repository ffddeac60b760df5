// Fetching objects of a published site over HTTP, by libcurl.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "cli/download.h"
#include "skan/result.h"

namespace skan::cli {

struct SiteOptions {
  std::string url;           ///< as parse_site_url() gives it
  std::string certificates;  ///< PEM file of whom to believe for https; empty: whom the system believes
  std::chrono::seconds silence{30};  ///< longest wait for a connection, and for the next byte
};

/// What became of asking for an object.
struct Fetched {
  enum class Answer { complete, absent, unreachable };
  Answer answer = Answer::unreachable;
  std::string why;           ///< for `unreachable`: one sentence for people
  bool is_web_page = false;  ///< the server says, or the bytes do, that it is HTML
  std::size_t received = 0;  ///< bytes of the object that came over the network
};

/// Called while an object comes, some times a second at least.
using WatchDownload = std::function<void(const WantedObject&, const Download&)>;

/// A connection to one site, kept open between objects. For one thread.
///
/// Certificates are always verified. Nothing compressed is asked for, so nothing is inflated. Redirects are
/// not followed: a site has one address, and what redirects at a venue is the log-in page of its network.
/// Proxies are taken from the environment as libcurl documents it (https_proxy, http_proxy, no_proxy).
class SiteClient {
 public:
  /// Fails with invalid_argument (`certificates` cannot be read), crypto_unavailable (libcurl does not
  /// start).
  static Result<SiteClient> open(const SiteOptions& options, WatchDownload watch);

  SiteClient(SiteClient&&) noexcept;
  SiteClient& operator=(SiteClient&&) noexcept;
  ~SiteClient();

  /// Fetches `wanted` into `download`: what is missing of it, if it is named by its content, else all.
  /// Repeats what may
  /// go better the next time: three times, or once after silence. Only HTTP's 404 and 410 are `absent`.
  Fetched fetch(const WantedObject& wanted, Download& download);

  struct Impl;  ///< opaque

 private:
  explicit SiteClient(std::unique_ptr<Impl> impl) noexcept;
  std::unique_ptr<Impl> impl_;
};

}  // namespace skan::cli

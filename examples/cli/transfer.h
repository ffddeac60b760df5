// One HTTP request for one object.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <curl/curl.h>

#include "cli/site_client.h"

namespace skan::cli {

/// What one request came to.
struct Attempt {
  Fetched::Answer answer = Fetched::Answer::unreachable;
  std::string why = {};
  bool may_go_better = false;  ///< unreachable now, but asking again may help
  bool was_silent = false;     ///< nothing came for as long as may be waited
};

/// Receives the answer to one request, into a Download that may hold the beginning already.
class Transfer {
 public:
  Transfer(CURL* curl, const WantedObject& wanted, Download& download, const WatchDownload& watch)
      : curl_(curl), wanted_(wanted), download_(download), watch_(watch) {}
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  /// Asks; the handle's address and limits are set already.
  Attempt run();
  /// Bytes of the object that came.
  std::size_t received() const noexcept { return received_; }
  bool is_web_page() const;

 private:
  enum class Stop { none, too_long, too_many_headers, wrong_range, enough_of_an_error };

  static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* self);
  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

  bool take(std::span<const std::byte> piece);
  bool begin_body();
  bool stop(Stop why);
  long status() const;
  std::string header(const char* name) const;
  Attempt judge(CURLcode result, const char* details);
  Attempt judge_status();
  Attempt judge_complete() const;
  Attempt judge_range_refusal();

  CURL* curl_;
  const WantedObject& wanted_;
  Download& download_;
  const WatchDownload& watch_;
  std::string range_;  ///< what was asked for; empty: all
  bool body_began_ = false;
  Stop stop_ = Stop::none;
  std::size_t header_bytes_ = 0, discarded_ = 0, received_ = 0;
};

}  // namespace skan::cli

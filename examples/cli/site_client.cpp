#include "cli/site_client.h"

#include <algorithm>
#include <array>
#include <thread>

#include <curl/curl.h>
#include <fmt/format.h>

#include "cli/transfer.h"
#include "support/files.h"

namespace skan::cli {
namespace {

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

constexpr std::array kPauses = {std::chrono::milliseconds(100), std::chrono::milliseconds(300),
                                std::chrono::milliseconds(900)};
constexpr std::size_t kSlowest = 2'000;  // bytes a second: less is no use
constexpr std::size_t kLargestCertificates = 10'000'000;

void set_limits(CURL* curl, std::chrono::seconds silence) {
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(silence.count()));
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(silence.count()));
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "skan/" SKAN_VERSION);
}

}  // namespace

struct SiteClient::Impl {
  Handle curl;
  SiteOptions options;
  WatchDownload watch;
};

SiteClient::SiteClient(std::unique_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}
SiteClient::SiteClient(SiteClient&&) noexcept = default;
SiteClient& SiteClient::operator=(SiteClient&&) noexcept = default;
SiteClient::~SiteClient() = default;

Result<SiteClient> SiteClient::open(const SiteOptions& options, WatchDownload watch) {
  if (!options.certificates.empty()) {
    // libcurl would only say so after it had connected.
    const auto readable = programs::read_file(options.certificates, kLargestCertificates);
    if (!readable)
      return std::unexpected(Error{ErrorCode::invalid_argument, "--ca " + readable.error().message});
  }
  Handle curl(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? curl_easy_init() : nullptr,
              curl_easy_cleanup);
  if (!curl)
    return std::unexpected(
        Error{ErrorCode::crypto_unavailable, "libcurl cannot be started; check its installation"});
  set_limits(curl.get(), options.silence);
  if (!options.certificates.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_CAINFO, options.certificates.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_CAPATH, nullptr);
  }
  return SiteClient(std::make_unique<Impl>(Impl{std::move(curl), options, std::move(watch)}));
}

Fetched SiteClient::fetch(const WantedObject& wanted, Download& download) {
  if (wanted.exact_size && download.bytes().size() == wanted.max_bytes)
    return {Fetched::Answer::complete, {}, false, 0};
  CURL* curl = impl_->curl.get();
  curl_easy_setopt(curl, CURLOPT_URL, (impl_->options.url + wanted.path).c_str());
  const auto longest =
      impl_->options.silence.count() + static_cast<std::int64_t>(wanted.max_bytes / kSlowest);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(longest));
  Fetched out;
  for (auto pause = kPauses.begin();; ++pause) {
    Transfer transfer(curl, wanted, download, impl_->watch);
    Attempt attempt = transfer.run();
    out.answer = attempt.answer;
    out.why = std::move(attempt.why);
    out.is_web_page = transfer.is_web_page();
    out.received += transfer.received();
    if (out.answer != Fetched::Answer::unreachable || !attempt.may_go_better || pause == kPauses.end())
      return out;
    std::this_thread::sleep_for(*pause);
    if (attempt.was_silent) pause = kPauses.end() - 1;  // long enough; once more is the last time
  }
}

}  // namespace skan::cli

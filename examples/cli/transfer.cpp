#include "cli/transfer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include <fmt/format.h>

namespace skan::cli {
namespace {

constexpr std::size_t kMostHeaders = 65'536;  // bytes, of all answers to one request
constexpr std::size_t kMostDiscarded =
    16'384;                              // of an error's page, so that the connection can be used again
constexpr std::size_t kMostShown = 200;  // characters of what a server says

/// Whether asking again may help: what a bad line does, not what somebody has configured.
bool may_go_better(CURLcode result) {
  constexpr std::array never = {
      CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT,       CURLE_PEER_FAILED_VERIFICATION,
      CURLE_SSL_CACERT_BADFILE,   CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_CIPHER,
      CURLE_OUT_OF_MEMORY,        CURLE_TOO_MANY_REDIRECTS};
  return std::ranges::find(never, result) == never.end();
}

bool may_go_better(long status) {
  return status >= 500 || status == 408 || status == 425 || status == 429;
}

/// The number at the end of `Content-Range: bytes 5-9/100`: the size of the whole.
std::optional<std::size_t> whole_size(std::string_view content_range) {
  const auto slash = content_range.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view digits = content_range.substr(slash + 1);
  std::size_t size = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
  return size;
}

std::string_view beginning_of(std::span<const std::byte> bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()),
                              std::min<std::size_t>(bytes.size(), 64));
  const auto first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

}  // namespace

std::size_t Transfer::on_header(char*, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  transfer.header_bytes_ += size * count;
  if (transfer.header_bytes_ <= kMostHeaders) return size * count;
  transfer.stop(Stop::too_many_headers);
  return 0;
}

std::size_t Transfer::on_body(char* bytes, std::size_t size, std::size_t count, void* self) {
  const auto piece = std::as_bytes(std::span(bytes, size * count));
  return static_cast<Transfer*>(self)->take(piece) ? piece.size() : 0;
}

int Transfer::on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto& transfer = *static_cast<Transfer*>(self);
  transfer.watch_(transfer.wanted_, transfer.download_);
  return 0;
}

bool Transfer::stop(Stop why) {
  stop_ = why;
  return false;
}

long Transfer::status() const {
  long status = 0;
  curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

std::string Transfer::header(const char* name) const {
  curl_header* found = nullptr;
  if (curl_easy_header(curl_, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK) return {};
  return std::string(found->value).substr(0, kMostShown);
}

/// Once per answer: whether what comes goes behind what there is, or in its place.
bool Transfer::begin_body() {
  body_began_ = true;
  const bool behind = status() == 206;
  if (!behind) {
    download_.clear();
    return true;
  }
  const bool asked = !range_.empty() && header("content-range").starts_with("bytes " + range_);
  if (!asked) {
    download_.clear();
    return stop(Stop::wrong_range);
  }
  download_.go_on();
  return true;
}

bool Transfer::take(std::span<const std::byte> piece) {
  if (status() != 200 && status() != 206) {
    discarded_ += piece.size();
    return discarded_ <= kMostDiscarded || stop(Stop::enough_of_an_error);
  }
  if (!body_began_ && !begin_body()) return false;
  received_ += piece.size();
  return download_.append(piece) || stop(Stop::too_long);
}

Attempt Transfer::run() {
  if (wanted_.is_immutable && !download_.bytes().empty())
    range_ = fmt::format("{}-", download_.bytes().size());
  std::array<char, CURL_ERROR_SIZE> details{};
  curl_easy_setopt(curl_, CURLOPT_ERRORBUFFER, details.data());
  curl_easy_setopt(curl_, CURLOPT_RANGE, range_.empty() ? nullptr : range_.c_str());
  curl_easy_setopt(curl_, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  curl_easy_setopt(curl_, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(curl_, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  curl_easy_setopt(curl_, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(curl_, CURLOPT_XFERINFOFUNCTION, &Transfer::on_progress);
  curl_easy_setopt(curl_, CURLOPT_XFERINFODATA, this);
  const CURLcode result = curl_easy_perform(curl_);
  curl_easy_setopt(curl_, CURLOPT_ERRORBUFFER, nullptr);
  return judge(result, details.data());
}

Attempt Transfer::judge(CURLcode result, const char* details) {
  using enum Fetched::Answer;
  switch (stop_) {
    case Stop::too_long:
      return {complete};  // the session refuses it
    case Stop::too_many_headers:
      return {unreachable, "the server sends headers without end", false};
    case Stop::wrong_range:
      return {unreachable, "the server sent another part than was asked for", true};
    case Stop::enough_of_an_error:
      return judge_status();
    case Stop::none:
      break;
  }
  if (result == CURLE_OK) return judge_status();
  std::string why =
      std::string(*details != '\0' ? details : curl_easy_strerror(result)).substr(0, kMostShown);
  if (result == CURLE_PEER_FAILED_VERIFICATION)
    why += "; check the address and the device's clock, or name its authority with --ca";
  return {unreachable, std::move(why), may_go_better(result), result == CURLE_OPERATION_TIMEDOUT};
}

Attempt Transfer::judge_status() {
  using enum Fetched::Answer;
  const long code = status();
  if (code == 404 || code == 410) return {absent};
  if (code == 416 && !range_.empty()) return judge_range_refusal();
  if (code == 200 || code == 206) {
    if (!body_began_ && !begin_body())
      return {unreachable, "the server sent another part than was asked for", true};
    return judge_complete();
  }
  const std::string location = header("location");
  if (code >= 300 && code < 400 && !location.empty()) {
    return {
        unreachable,
        fmt::format("the server sends us on to '{}'; log in to the network if that is its page, or give that "
                    "address if the site has moved there",
                    location),
        false};
  }
  return {unreachable, fmt::format("the server answered with HTTP status {}", code), may_go_better(code)};
}

/// All has come that the server has; whether that is right, the session knows.
Attempt Transfer::judge_complete() const {
  const auto whole = status() == 206 ? whole_size(header("content-range")) : std::nullopt;
  curl_off_t announced = -1;
  curl_easy_getinfo(curl_, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
  const std::size_t size = download_.bytes().size();
  const bool was_cut =
      (whole && size < *whole) || (announced < 0 && wanted_.exact_size && size < wanted_.max_bytes);
  if (was_cut) return {Fetched::Answer::unreachable, "the answer ended early", true};
  return {Fetched::Answer::complete};
}

/// HTTP 416: there is nothing behind what we have. Either it is all there, or it is the beginning of
/// something else.
Attempt Transfer::judge_range_refusal() {
  if (whole_size(header("content-range")) == download_.bytes().size()) return {Fetched::Answer::complete};
  download_.clear();
  return {Fetched::Answer::unreachable, "the server has less than an earlier answer gave", true};
}

bool Transfer::is_web_page() const {
  const std::string_view text = beginning_of(download_.bytes());
  return header("content-type").starts_with("text/html") || text.starts_with("<!") ||
         text.starts_with("<html") || text.starts_with("<HTML");
}

}  // namespace skan::cli

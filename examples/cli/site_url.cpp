#include "cli/site_url.h"

#include <memory>
#include <string_view>

#include <curl/curl.h>
#include <fmt/format.h>

namespace skan::cli {
namespace {

using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::unexpected<Error> refuse(std::string_view why) {
  return std::unexpected(Error{
      ErrorCode::invalid_argument,
      fmt::format("--url: {}; give the address of a published site, such as https://trust.example/site/",
                  why)});
}

/// A part of the address; empty if it has none.
std::string part_of(const Url& url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, 0) != CURLUE_OK) return {};
  const std::unique_ptr<char, decltype(&curl_free)> owner(text, curl_free);
  return text;
}

bool has(const Url& url, CURLUPart part) {
  char* text = nullptr;
  const bool found = curl_url_get(url.get(), part, &text, 0) == CURLUE_OK;
  curl_free(text);
  return found;
}

}  // namespace

Result<std::string> parse_site_url(const std::string& text) {
  const Url url(curl_url(), curl_url_cleanup);
  const bool whole = text.find('\0') == std::string::npos;
  const CURLUcode parsed =
      whole ? curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) : CURLUE_MALFORMED_INPUT;
  if (parsed == CURLUE_UNSUPPORTED_SCHEME) return refuse("only https and http are spoken");
  if (parsed != CURLUE_OK) return refuse("is not an address (a space is written %20)");
  const std::string scheme = part_of(url, CURLUPART_SCHEME);
  if (scheme != "https" && scheme != "http") return refuse("only https and http are spoken");
  if (has(url, CURLUPART_USER) || has(url, CURLUPART_PASSWORD))
    return refuse("holds a user name or a password, which would end up in logs");
  if (has(url, CURLUPART_QUERY) || has(url, CURLUPART_FRAGMENT))
    return refuse("must end with a path, without ? or #");
  const std::string path = part_of(url, CURLUPART_PATH);
  if (!path.ends_with('/') && curl_url_set(url.get(), CURLUPART_PATH, (path + "/").c_str(), 0) != CURLUE_OK)
    return refuse("has a path that cannot be used");
  return part_of(url, CURLUPART_URL);
}

}  // namespace skan::cli

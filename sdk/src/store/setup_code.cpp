#include "skan/setup_code.h"

#include <algorithm>
#include <vector>

#include "codec/base45.h"
#include "codec/cbor.h"
#include "codec/text.h"
#include "words/fingerprint_words.h"

namespace skan {
namespace {

constexpr std::string_view kPrefix = "SKNSETUP1:";
constexpr std::size_t kMaxText = 4'296, kMaxName = 96, kMaxUrl = 512, kMaxId = 32, kFingerprintWords = 10;

/// A host and a path. What stands before an @ looks like the host to whoever reads it, and is none.
bool is_url(std::string_view text) {
  const bool scheme = text.starts_with("https://") || text.starts_with("http://");
  const bool plain = std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
  if (!scheme || !plain || text.size() > kMaxUrl || text.find_first_of("@?#\\") != std::string_view::npos) return false;
  const std::string_view rest = text.substr(text.find("//") + 2);
  return !rest.empty() && rest.front() != '/' && rest.front() != ':';
}

/// `[0-9a-z-]{1,32}`, as policies and channels are named.
bool is_identifier(std::string_view text) {
  return !text.empty() && text.size() <= kMaxId && text.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos;
}

bool is_name(std::string_view text) { return !text.empty() && text.size() <= kMaxName && codec::is_display_text(text); }

/// The letters of the two lists; `as_given` for anything else.
std::string in_small_letters(char32_t c, std::string_view as_given) {
  if (c >= U'A' && c <= U'Z') return std::string(1, static_cast<char>(c - U'A' + U'a'));
  if (c < U'А' || c > U'Я') return std::string(as_given);
  const char32_t small = c - U'А' + U'а';
  return {static_cast<char>(0xC0 | (small >> 6)), static_cast<char>(0x80 | (small & 0x3F))};
}

std::unexpected<Error> malformed() {
  return std::unexpected(Error{ErrorCode::malformed, "this is not a setup code; get the authority's ('skan-authority enroll' makes it)"});
}

void read_field(codec::CborReader& in, codec::CborMap& map, SetupCode& out) {
  switch (map.key()) {
    case 0: {
      const auto id = in.read_bytes(out.authority.bytes.size());
      if (in.ok()) std::ranges::copy(id, out.authority.bytes.begin());
      return;
    }
    case 1: out.name = in.read_display_text(kMaxName); return;
    case 2: out.url = in.read_text(); return;
    case 3: out.policy = in.read_text(); return;
    case 4: out.channel = in.read_text(); return;
    default: map.skip_unknown();
  }
}

}  // namespace

Result<SetupCode> read_setup_code(std::string_view text) {
  if (!text.starts_with(kPrefix) || text.size() > kMaxText) return malformed();
  text.remove_prefix(kPrefix.size());
  std::vector<std::byte> buffer(codec::base45_decoded_size(text.size()));
  const auto bytes = codec::base45_decode(text, buffer);
  if (!bytes) return malformed();
  codec::CborReader in(*bytes);
  SetupCode out;
  codec::CborMap map(in);
  while (map.next()) read_field(in, map, out);
  const bool fields = (!map.has(2) || is_url(out.url)) && (!map.has(3) || is_identifier(out.policy)) && (!map.has(4) || is_identifier(out.channel));
  if (!in.finished() || !map.has(0) || !map.has(1) || !fields) return malformed();
  if (!map.critical()) return out;
  return std::unexpected(Error{ErrorCode::newer_data_format, "this setup code asks for something that this version does not know; update the program"});
}

Result<std::string> write_setup_code(const SetupCode& code) {
  const auto refuse = [](const char* message) { return std::unexpected(Error{ErrorCode::invalid_argument, message}); };
  if (!is_name(code.name)) return refuse("name: 1 to 96 bytes of UTF-8 without control characters are expected");
  if (!code.url.empty() && !is_url(code.url)) return refuse("url: an address that begins with https:// or http://, with a host, without spaces and without @, ?, # and backslash, of at most 512 characters is expected");
  if (!code.policy.empty() && !is_identifier(code.policy)) return refuse("policy: 1 to 32 of the characters 0-9, a-z and '-' are expected");
  if (!is_identifier(code.channel)) return refuse("channel: 1 to 32 of the characters 0-9, a-z and '-' are expected");
  const bool channel = code.channel != SetupCode{}.channel;
  codec::CborWriter out;
  out.map(2u + (code.url.empty() ? 0 : 1) + (code.policy.empty() ? 0 : 1) + (channel ? 1 : 0));
  out.uint(0).bytes(code.authority.bytes);
  out.uint(1).text(code.name);
  if (!code.url.empty()) out.uint(2).text(code.url);
  if (!code.policy.empty()) out.uint(3).text(code.policy);
  if (channel) out.uint(4).text(code.channel);
  return std::string(kPrefix) + codec::base45_encode(out.view());
}

std::string fingerprint(const AuthorityId& authority, FingerprintLanguage language) {
  const auto word = language == FingerprintLanguage::russian ? words::russian_fingerprint_word : words::english_fingerprint_word;
  std::string out;
  for (std::size_t i = 0; i < kFingerprintWords; ++i) {
    out += (i == 0 ? "" : " ") + std::string(word(authority.bytes[i]));
  }
  return out;
}

bool is_fingerprint(const AuthorityId& authority, std::string_view given) {
  std::string canonical;
  while (!given.empty()) {
    const std::string_view before = given;
    const char32_t c = codec::take_scalar(given);
    if (c == codec::kIllFormed) return false;
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space) canonical += in_small_letters(c, before.substr(0, before.size() - given.size()));
    if (space && !canonical.empty() && canonical.back() != ' ') canonical += ' ';
  }
  if (canonical.ends_with(' ')) canonical.pop_back();
  return canonical == fingerprint(authority, FingerprintLanguage::english) || canonical == fingerprint(authority, FingerprintLanguage::russian);
}

}  // namespace skan

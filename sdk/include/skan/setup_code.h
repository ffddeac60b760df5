// What sets up a verifier: a code that the authority hands out, and the words by which people check it.
#pragma once

#include <string>
#include <string_view>

#include "skan/result.h"
#include "skan/trust_store.h"

namespace skan {

/// The content of a setup code (sdk/doc/keys.md section 6). It is not signed: whoever follows it must be told the fingerprint by another
/// way, and compare.
struct SetupCode {
  AuthorityId authority;
  std::string name;              ///< what the authority calls itself; display text of 1 to 96 bytes
  std::string url;               ///< where its site is, http:// or https://; empty: updates come by file
  std::string policy;            ///< the policy that the venue should use; empty: the authority's default
  std::string channel = "main";  ///< the stream of data to take
};

/// Reads the text of a setup code, strictly. Fails with malformed (also: it is something else), newer_data_format.
Result<SetupCode> read_setup_code(std::string_view text);

/// The text, for a QR code's alphanumeric mode. Fails with invalid_argument, naming the field.
Result<std::string> write_setup_code(const SetupCode& code);

/// The languages that fingerprints are read aloud in.
enum class FingerprintLanguage { english, russian };

/// Ten words for an authority id, with spaces between: 80 bits of it, so that finding another id with the same words is out of reach.
std::string fingerprint(const AuthorityId& authority, FingerprintLanguage language);

/// True if `words` is the authority's fingerprint in either language; capitals and the number of spaces do not matter.
bool is_fingerprint(const AuthorityId& authority, std::string_view words);

}  // namespace skan

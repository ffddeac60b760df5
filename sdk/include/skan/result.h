// Failures of the check itself, as opposed to verdicts about what was presented.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace skan {

/// Why an operation could not be carried out. A certificate that is forged, withdrawn or expired
/// is not an error: it is a Verdict. Numbers are fixed and never reused; 0 is no error.
enum class ErrorCode : std::uint8_t {
  invalid_argument = 1,           ///< a parameter breaks the documented precondition; the text names it
  malformed = 2,                  ///< signed trust data or a bundle is not the one canonical encoding
  storage = 3,                    ///< the file system or SQLite refused: missing, unreadable, full, locked
  not_a_store = 4,                ///< the file is not a trust store
  newer_store_format = 5,         ///< the store was written by a newer version of this library
  newer_data_format = 6,          ///< signed data uses a rule that this version does not know
  foreign_store = 7,              ///< store, root or bundle belongs to another authority than the pinned one
  threshold_not_met = 8,          ///< too few, unknown, repeated or wrong signatures
  hash_mismatch = 9,              ///< bytes differ from what the signed manifest or the trailer names
  size_mismatch = 10,             ///< length differs from what the signed data names
  expired_metadata = 11,          ///< signed trust data is past its own expiry
  head_from_future = 12,          ///< the head is dated more than five minutes after now
  lower_sequence = 13,            ///< older than what is in force, or than the host's anchor
  same_sequence_other_bytes = 14, ///< the same version number with different content
  missing_list = 15,              ///< a status list that must be there is absent
  capacity = 16,                  ///< a limit of the format is reached; the text says which
  crypto_unavailable = 17,        ///< libsodium could not be initialised
  overtaken = 18,                 ///< another program changed the store or ledger meanwhile
};

/// The stable name of `code`, as in `sdk/doc/reasons.md`, for example "lower_sequence".
std::string_view name(ErrorCode code) noexcept;

/// An error: a stable code and one English sentence that names the input and the remedy.
/// The text never holds anything about a certificate's holder.
struct Error {
  ErrorCode code;
  std::string message;
};

/// A value, or why there is none.
template <class T>
using Result = std::expected<T, Error>;

}  // namespace skan

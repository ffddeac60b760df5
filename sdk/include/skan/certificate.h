// What a certificate says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace skan {

/// What a certificate attests.
enum class Kind : std::uint8_t { vaccinated = 1, recovered = 2, tested = 3 };

/// The stable name of `kind`: "vaccinated", "recovered", "tested".
const char* name(Kind kind) noexcept;

/// The content of an SKN1 certificate (sdk/doc/format.md sections 4 and 5).
///
/// A plain value. Believe it only inside a Verdict: there it is present only if the signature held.
/// Days count from 1970-01-01 and have no time zone; times are UTC seconds since 1970.
struct Certificate {
  Kind kind{};
  std::uint32_t status_index = 0;          ///< position in the issuer key's status list
  std::string number;                      ///< `[0-9A-Za-z-]{1,32}`
  std::string name_cyrillic;               ///< masked; empty if absent
  std::string name_latin;                  ///< masked; empty if absent
  std::int32_t birth_day = 0;
  std::string document_tail;               ///< masked; empty if absent
  std::optional<std::int32_t> event_day;   ///< exactly one of event_day and event_time is set
  std::optional<std::int64_t> event_time;
  std::string product;                     ///< vaccine, or the test's method; empty if absent
  std::uint8_t dose = 0;                   ///< 0 if absent
  std::uint8_t doses = 0;                  ///< 0 if absent
  std::uint16_t region = 0;                ///< 0 if absent
  std::int64_t issued_at = 0;
  std::optional<std::int64_t> not_before;
  std::int64_t expires = 0;                ///< good while now < expires

  friend bool operator==(const Certificate&, const Certificate&) = default;
};

}  // namespace skan

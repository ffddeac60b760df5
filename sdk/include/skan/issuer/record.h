// What an authority knows of a person before it issues a certificate.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "skan/certificate.h"
#include "skan/result.h"

namespace skan::issuer {

/// One row of a register. Names and documents come in full and are masked here, before anything is
/// signed or stored. What has exactly the form of a mask is taken as masked already; a star anywhere else is
/// refused.
struct Record {
  Kind kind{};
  std::string number;                     ///< certificate number, `[0-9A-Za-z-]{1,32}`
  std::string name_cyrillic;              ///< "Фамилия Имя Отчество"
  std::string name_latin;
  std::int32_t birth_day = 0;             ///< days since 1970-01-01
  std::string document;                   ///< identity document's number; may be empty
  std::optional<std::int32_t> event_day;  ///< exactly one of event_day and event_time
  std::optional<std::int64_t> event_time;
  std::string product;
  std::uint8_t dose = 0;
  std::uint8_t doses = 0;
  std::uint16_t region = 0;
  std::optional<std::int64_t> expires;    ///< technical end; default: the key's
  std::string batch;                      ///< for withdrawals by query: kept in the ledger only, at most kLongestLabel bytes
  std::string office;                     ///< the issuing office, likewise
};

inline constexpr std::size_t kLongestLabel = 64;

/// `И***** И. И.` of "Иванов Иван Иванович": the first letter and five stars, then initials.
std::string mask_name(const std::string& full_name);
/// `12** ***345` of "1234 678345": the first two and the last three characters.
std::string mask_document(const std::string& number);

/// The certificate that `record` becomes, without status index and times. Fails with
/// invalid_argument, naming the field but not its content.
Result<Certificate> to_certificate(const Record& record);

}  // namespace skan::issuer

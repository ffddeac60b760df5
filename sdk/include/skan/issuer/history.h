// What became of one certificate.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "skan/issuer/authority.h"
#include "skan/result.h"

namespace skan::issuer {

/// Something that happened after a certificate was issued.
struct HistoryEvent {
  std::int64_t at = 0;    ///< UTC seconds
  std::string what;       ///< withdrawn, restored, superseded, reissued
  std::string reason;
};

/// A certificate as the ledger knows it; nothing in it names its holder.
struct CertificateHistory {
  std::string number;
  std::array<std::byte, 8> key_id{};
  std::uint32_t status_index = 0;
  std::int64_t issued_at = 0;  ///< UTC seconds
  std::string product, batch, office;
  bool withdrawn = false;
  std::vector<HistoryEvent> events;  ///< oldest first
};

/// The certificate that bears `number` now; nothing if none does. Fails with storage.
Result<std::optional<CertificateHistory>> history_of(Authority& authority, std::string_view number);

}  // namespace skan::issuer

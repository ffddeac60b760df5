// Certificates as QR codes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "skan/result.h"

namespace skan::issuer {

/// A QR code's modules, without quiet zone.
struct QrCode {
  int version = 0;                   ///< 1..40
  int size = 0;                      ///< modules per side
  std::vector<std::uint8_t> dark;    ///< size * size, row-major, 1 = dark
};

/// Encodes `text` at error correction level M in the smallest version that holds it. SKN1 texts use
/// alphanumeric mode throughout. Fails with capacity (too long for a code) or invalid_argument (empty).
Result<QrCode> encode_qr(std::string_view text);

}  // namespace skan::issuer

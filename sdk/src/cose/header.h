// What both envelope kinds share: the protected header and the bytes that are signed.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "codec/cbor.h"
#include "crypto/ed25519.h"

namespace skan::cose {

inline constexpr std::size_t kProtectedHeaderBytes = 13;

/// The one protected header we use, {1: -8 (EdDSA), 4: kid} (RFC 9052 section 3.1, RFC 9053 section 2.2).
std::array<std::byte, kProtectedHeaderBytes> protected_header(const crypto::KeyId& kid) noexcept;

/// Reads a byte string holding that header; a fault in `in` if it holds anything else.
crypto::KeyId read_protected_header(codec::CborReader& in, crypto::Bytes& header) noexcept;

/// The encoded Sig_structure (RFC 9052 section 4.4). Small ones live inside the object, so that
/// checking a certificate allocates nothing.
class SigStructure {
 public:
  /// `sign_protected` is empty for context "Signature1" and the signer's header for "Signature".
  SigStructure(std::string_view context, crypto::Bytes body_protected, crypto::Bytes sign_protected,
               std::string_view external_aad, crypto::Bytes payload);

  crypto::Bytes view() const noexcept { return {data_, size_}; }
  SigStructure(const SigStructure&) = delete;
  SigStructure& operator=(const SigStructure&) = delete;

 private:
  void append(crypto::Bytes bytes) noexcept;
  void append_string(std::uint8_t major, crypto::Bytes bytes) noexcept;

  std::array<std::byte, 4096> small_;
  std::vector<std::byte> large_;
  std::byte* data_;
  std::size_t size_ = 0;
};

}  // namespace skan::cose

// COSE_Sign1 (RFC 9052 section 4.2): one signer, EdDSA.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "crypto/ed25519.h"

namespace skan::cose {

/// A COSE_Sign1 taken apart; every span points into the bytes it was read from.
struct Sign1 {
  crypto::KeyId key_id;
  crypto::Bytes protected_header;
  crypto::Bytes payload;
  crypto::Bytes signature;  ///< 64 bytes
};

/// Reads a tagged (18) COSE_Sign1 whose protected header is exactly {1: -8, 4: kid of 8 bytes},
/// whose unprotected header is empty, in deterministic CBOR with nothing after it. Nothing otherwise.
std::optional<Sign1> read_sign1(crypto::Bytes bytes) noexcept;

/// True if `key` signed `message` with `external_aad` (RFC 9052 section 4.4, context "Signature1").
/// Allocates only if header, payload and external_aad together exceed 4 KB.
bool verify(const Sign1& message, std::string_view external_aad, const crypto::PublicKey& key);

/// Signs `payload` and returns the tagged COSE_Sign1.
std::vector<std::byte> sign1(crypto::Bytes payload, std::string_view external_aad, const crypto::SecretKey& key);

}  // namespace skan::cose

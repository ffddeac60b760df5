// COSE_Sign (RFC 9052 section 4.1): several signers, EdDSA.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "crypto/ed25519.h"

namespace skan::cose {

/// The most signatures that one object may carry.
inline constexpr std::size_t kMaxSigners = 16;

/// One signature of a COSE_Sign; spans point into the bytes it was read from.
struct Signer {
  crypto::KeyId key_id;
  crypto::Bytes protected_header;
  crypto::Bytes signature;  ///< 64 bytes
};

/// A COSE_Sign taken apart.
struct Sign {
  crypto::Bytes payload;
  std::vector<Signer> signers;  ///< 1 to kMaxSigners, strictly ascending by key id
};

/// Reads a tagged (98) COSE_Sign: empty body headers, 1 to kMaxSigners signatures in strictly
/// ascending order of their key ids, each with the protected header {1: -8, 4: kid} and an empty
/// unprotected one, deterministic CBOR, nothing after it. Nothing otherwise.
std::optional<Sign> read_sign(crypto::Bytes bytes);

/// True if `signer`'s signature by `key` holds (RFC 9052 section 4.4, context "Signature").
bool verify(const Sign& message, const Signer& signer, std::string_view external_aad, const crypto::PublicKey& key);

/// One signature of `payload`, to be put together with others: who signs may sit at another machine.
struct SignatureOf {
  crypto::KeyId key_id{};
  crypto::Signature signature{};
};
SignatureOf sign_alone(crypto::Bytes payload, std::string_view external_aad, const crypto::SecretKey& key);
/// True if `key` made it.
bool verify_alone(const SignatureOf& signature, crypto::Bytes payload, std::string_view external_aad, const crypto::PublicKey& key);
/// The tagged COSE_Sign of `payload` with these signatures. Precondition: 1 to kMaxSigners, of distinct keys.
std::vector<std::byte> assemble(crypto::Bytes payload, std::vector<SignatureOf> signatures);

/// Signs `payload` with every key and returns the tagged COSE_Sign.
/// Precondition: 1 to kMaxSigners distinct keys.
std::vector<std::byte> sign(crypto::Bytes payload, std::string_view external_aad,
                            const std::vector<crypto::SecretKey>& keys);

}  // namespace skan::cose

#include "cose/sign.h"

#include <algorithm>

#include "cose/header.h"

namespace skan::cose {
namespace {

constexpr std::string_view kContext = "Signature";
constexpr std::uint64_t kTag = 98;

Signer read_signer(codec::CborReader& in) noexcept {
  Signer signer{};
  in.read_array_of(3);
  signer.key_id = read_protected_header(in, signer.protected_header);
  if (in.read_map() != 0) in.fail();
  signer.signature = in.read_bytes(sizeof(crypto::Signature));
  return signer;
}

}  // namespace

std::optional<Sign> read_sign(crypto::Bytes bytes) {
  codec::CborReader in(bytes);
  Sign out;
  in.expect_tag(kTag);
  in.read_array_of(4);
  in.read_bytes(0);  // RFC 9052 section 3: an empty protected header is a zero-length string
  if (in.read_map() != 0) in.fail();
  out.payload = in.read_bytes();
  const std::size_t count = in.read_array();
  if (count < 1 || count > kMaxSigners) in.fail();
  for (std::size_t i = 0; in.ok() && i < count; ++i) {
    out.signers.push_back(read_signer(in));
    if (i > 0 && out.signers[i].key_id <= out.signers[i - 1].key_id) in.fail();
  }
  if (!in.finished()) return std::nullopt;
  return out;
}

bool verify(const Sign& message, const Signer& signer, std::string_view external_aad, const crypto::PublicKey& key) {
  const SigStructure to_be_signed(kContext, {}, signer.protected_header, external_aad, message.payload);
  return crypto::verify(key, to_be_signed.view(), signer.signature);
}

SignatureOf sign_alone(crypto::Bytes payload, std::string_view external_aad, const crypto::SecretKey& key) {
  const crypto::KeyId kid = crypto::key_id(key.public_key());
  const auto header = protected_header(kid);
  const SigStructure to_be_signed(kContext, {}, header, external_aad, payload);
  return {kid, key.sign(to_be_signed.view())};
}

bool verify_alone(const SignatureOf& signature, crypto::Bytes payload, std::string_view external_aad, const crypto::PublicKey& key) {
  const auto header = protected_header(signature.key_id);
  const SigStructure to_be_signed(kContext, {}, header, external_aad, payload);
  return signature.key_id == crypto::key_id(key) && crypto::verify(key, to_be_signed.view(), signature.signature);
}

std::vector<std::byte> assemble(crypto::Bytes payload, std::vector<SignatureOf> signatures) {
  std::ranges::sort(signatures, {}, &SignatureOf::key_id);
  codec::CborWriter out;
  out.tag(kTag).array(4).bytes({}).map(0).bytes(payload).array(signatures.size());
  for (const SignatureOf& one : signatures) out.array(3).bytes(protected_header(one.key_id)).map(0).bytes(one.signature);
  return std::move(out).take();
}

std::vector<std::byte> sign(crypto::Bytes payload, std::string_view external_aad,
                            const std::vector<crypto::SecretKey>& keys) {
  std::vector<SignatureOf> signatures;
  for (const auto& key : keys) signatures.push_back(sign_alone(payload, external_aad, key));
  return assemble(payload, std::move(signatures));
}

}  // namespace skan::cose

#include "cose/sign1.h"

#include "cose/header.h"

namespace skan::cose {
namespace {

constexpr std::string_view kContext = "Signature1";
constexpr std::uint64_t kTag = 18;

}  // namespace

std::optional<Sign1> read_sign1(crypto::Bytes bytes) noexcept {
  codec::CborReader in(bytes);
  Sign1 out{};
  in.expect_tag(kTag);
  in.read_array_of(4);
  out.key_id = read_protected_header(in, out.protected_header);
  if (in.read_map() != 0) in.fail();
  out.payload = in.read_bytes();
  out.signature = in.read_bytes(sizeof(crypto::Signature));
  if (!in.finished()) return std::nullopt;
  return out;
}

bool verify(const Sign1& message, std::string_view external_aad, const crypto::PublicKey& key) {
  const SigStructure to_be_signed(kContext, message.protected_header, {}, external_aad, message.payload);
  return crypto::verify(key, to_be_signed.view(), message.signature);
}

std::vector<std::byte> sign1(crypto::Bytes payload, std::string_view external_aad, const crypto::SecretKey& key) {
  const auto header = protected_header(crypto::key_id(key.public_key()));
  const SigStructure to_be_signed(kContext, header, {}, external_aad, payload);
  const crypto::Signature signature = key.sign(to_be_signed.view());
  codec::CborWriter out;
  out.tag(kTag).array(4).bytes(header).map(0).bytes(payload).bytes(signature);
  return std::move(out).take();
}

}  // namespace skan::cose

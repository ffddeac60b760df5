#include "cose/header.h"

#include <algorithm>
#include <cstring>

namespace skan::cose {
namespace {

// Heads of five strings and one array: at most 9 bytes each.
constexpr std::size_t kHeadRoom = 64;

crypto::Bytes bytes_of(std::string_view text) noexcept { return std::as_bytes(std::span(text)); }

}  // namespace

std::array<std::byte, kProtectedHeaderBytes> protected_header(const crypto::KeyId& kid) noexcept {
  std::array<std::byte, kProtectedHeaderBytes> header{std::byte{0xA2}, std::byte{0x01}, std::byte{0x27},
                                                          std::byte{0x04}, std::byte{0x48}};
  std::copy(kid.begin(), kid.end(), header.begin() + 5);
  return header;
}

crypto::KeyId read_protected_header(codec::CborReader& in, crypto::Bytes& header) noexcept {
  crypto::KeyId kid{};
  header = in.read_bytes(kProtectedHeaderBytes);
  if (!in.ok()) return kid;
  std::copy_n(header.end() - static_cast<std::ptrdiff_t>(kid.size()), kid.size(), kid.begin());
  if (!std::ranges::equal(header, protected_header(kid))) in.fail();
  return kid;
}

SigStructure::SigStructure(std::string_view context, crypto::Bytes body_protected, crypto::Bytes sign_protected,
                           std::string_view external_aad, crypto::Bytes payload) {
  const std::size_t room = kHeadRoom + context.size() + body_protected.size() + sign_protected.size() +
                           external_aad.size() + payload.size();
  if (room > small_.size()) large_.resize(room);
  data_ = room > small_.size() ? large_.data() : small_.data();
  const bool one_signer = context == "Signature1";
  const std::byte array_of{static_cast<std::uint8_t>(one_signer ? 0x84 : 0x85)};
  append({&array_of, 1});
  append_string(3, bytes_of(context));
  append_string(2, body_protected);
  if (!one_signer) append_string(2, sign_protected);
  append_string(2, bytes_of(external_aad));
  append_string(2, payload);
}

void SigStructure::append(crypto::Bytes bytes) noexcept {
  if (!bytes.empty()) std::memcpy(data_ + size_, bytes.data(), bytes.size());
  size_ += bytes.size();
}

void SigStructure::append_string(std::uint8_t major, crypto::Bytes bytes) noexcept {
  size_ += codec::write_cbor_head(major, bytes.size(), data_ + size_);
  append(bytes);
}

}  // namespace skan::cose

// Profile SKN1: sdk/doc/format.md.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cose/sign1.h"
#include "skan/certificate.h"

namespace skan::certificate {

inline constexpr std::string_view kSkn1Prefix = "SKN1:";
inline constexpr std::string_view kSkn1Aad = "skan/skn1/1";
inline constexpr std::uint32_t kMaxStatusIndex = (1u << 29) - 1;
/// The most characters that a QR code holds (ISO/IEC 18004: version 40 at level L, alphanumeric).
inline constexpr std::size_t kMaxTextLength = 4296;

/// Room for a message while it is looked at; lives on the caller's stack.
using MessageBuffer = std::array<std::byte, kMaxTextLength / 3 * 2>;

/// What the payload says (format.md sections 4 and 5).
struct Payload {
  Certificate certificate;
  bool critical = false;  ///< holds something that only a newer version may judge (section 6)
  bool practice = false;  ///< marked as a training certificate
};

/// A well-formed SKN1 message. `envelope` points into the buffer that it was decoded into.
struct Skn1 {
  cose::Sign1 envelope;
  Payload payload;
};

/// Decodes `text`, prefix included, into `buffer`, checking format.md sections 1 to 5. Nothing if it is
/// malformed. Allocates only the strings of the certificate.
std::optional<Skn1> decode_skn1(std::string_view text, MessageBuffer& buffer);

/// Reads a payload alone. Nothing if it is malformed.
std::optional<Payload> decode_payload(crypto::Bytes bytes);

/// The deterministic payload of `certificate`. Precondition: it keeps format.md sections 4 and 5
/// (is_well_formed). With `practice`, marked as a training certificate.
std::vector<std::byte> encode_payload(const Certificate& certificate, bool practice = false);

/// True if a verifier would read `certificate` back from encode_payload().
bool is_well_formed(const Certificate& certificate);

/// The text of a signed message.
std::string skn1_text(crypto::Bytes message);

}  // namespace skan::certificate

// Codes as pictures, made with libqrencode.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <qrencode.h>

#include "pictures/pictures.h"

namespace skan::testing {

struct FreeCode {
  void operator()(QRcode* code) const noexcept { QRcode_free(code); }
};
using Code = std::unique_ptr<QRcode, FreeCode>;

/// The modules of a code as a picture with the quiet zone of four modules.
inline pictures::Luma drawn(const Code& code, int pixels_per_module) {
  if (!code) throw std::invalid_argument("libqrencode could not make this code");
  const auto modules = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  std::vector<std::uint8_t> dark(modules);
  for (std::size_t i = 0; i < modules; ++i) dark[i] = code->data[i] & 1;
  return pictures::draw_modules(code->width, dark, pixels_per_module, 4);
}

/// A code at level M with `text`, which holds no zero byte, in the densest modes that fit it.
inline pictures::Luma qr_of_text(const std::string& text, int pixels_per_module = 4) {
  return drawn(Code(QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1)), pixels_per_module);
}

/// A code at level M with any bytes.
inline pictures::Luma qr_of_bytes(std::string_view bytes, int pixels_per_module = 4) {
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  return drawn(Code(QRcode_encodeData(static_cast<int>(bytes.size()), data, 0, QR_ECLEVEL_M)),
               pixels_per_module);
}

/// A Micro QR code, version M4 at level L.
inline pictures::Luma micro_qr_of_text(const std::string& text, int pixels_per_module = 4) {
  return drawn(Code(QRcode_encodeStringMQR(text.c_str(), 4, QR_ECLEVEL_L, QR_MODE_8, 1)), pixels_per_module);
}

/// As many characters of QR's alphanumeric set: what a certificate's text looks like.
inline std::string certificate_like_text(std::size_t length, unsigned seed = 1) {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  std::string text = "SKN1:";
  for (std::uint32_t state = seed; text.size() < length;) {
    state = state * 1'664'525u + 1'013'904'223u;
    text += kAlphabet[(state >> 16) % kAlphabet.size()];
  }
  return text;
}

}  // namespace skan::testing

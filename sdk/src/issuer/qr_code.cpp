#include "skan/issuer/qr_code.h"

#include <cerrno>
#include <memory>
#include <string>

#include <qrencode.h>

namespace skan::issuer {
namespace {

struct Free {
  void operator()(QRcode* code) const noexcept { QRcode_free(code); }
};

}  // namespace

Result<QrCode> encode_qr(std::string_view text) {
  if (text.empty()) return std::unexpected(Error{ErrorCode::invalid_argument, "text: nothing to put into a code"});
  const std::string terminated(text);
  if (terminated.find('\0') != std::string::npos) {
    return std::unexpected(Error{ErrorCode::invalid_argument, "text: holds a zero byte"});
  }
  const std::unique_ptr<QRcode, Free> code(QRcode_encodeString(terminated.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
  if (!code) {
    const char* what = errno == ERANGE ? "text: too long for a QR code at level M" : "the code could not be made";
    return std::unexpected(Error{ErrorCode::capacity, what});
  }
  QrCode out{code->version, code->width, {}};
  const auto modules = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  out.dark.reserve(modules);
  for (std::size_t i = 0; i < modules; ++i) out.dark.push_back(code->data[i] & 1);
  return out;
}

}  // namespace skan::issuer

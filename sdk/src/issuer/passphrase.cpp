#include "skan/issuer/passphrase.h"

#include <span>

#include "crypto/ed25519.h"

namespace skan::issuer {
namespace {

void wipe(std::string& text) noexcept {
  crypto::wipe(std::as_writable_bytes(std::span(text)));
  text.clear();
}

}  // namespace

// Copied, not moved: a short text lies inside its string, and a move would leave its bytes behind.
Passphrase::Passphrase(std::string&& text) : text_(text) { wipe(text); }

Passphrase::Passphrase(Passphrase&& other) noexcept : text_(other.text_) { other.forget(); }

Passphrase& Passphrase::operator=(Passphrase&& other) noexcept {
  if (this == &other) return *this;
  forget();
  text_ = other.text_;
  other.forget();
  return *this;
}

Passphrase::~Passphrase() { forget(); }

void Passphrase::forget() noexcept { wipe(text_); }

}  // namespace skan::issuer

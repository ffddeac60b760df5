// What protects an authority's signing keys on disk.
#pragma once

#include <string>
#include <string_view>

namespace skan::issuer {

/// A passphrase in memory that is overwritten when the object goes. Empty: none.
class Passphrase {
 public:
  Passphrase() = default;
  /// Takes the text and overwrites the memory that it came in.
  explicit Passphrase(std::string&& text);
  Passphrase(Passphrase&& other) noexcept;
  Passphrase& operator=(Passphrase&& other) noexcept;
  Passphrase(const Passphrase&) = delete;
  Passphrase& operator=(const Passphrase&) = delete;
  ~Passphrase();

  bool empty() const noexcept { return text_.empty(); }
  /// The bytes; valid as long as the object.
  std::string_view view() const noexcept { return text_; }

 private:
  void forget() noexcept;

  std::string text_;
};

}  // namespace skan::issuer

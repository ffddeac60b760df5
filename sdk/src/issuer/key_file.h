// A signing key in a file of its own: sdk/doc/keys.md section 2.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/ed25519.h"
#include "crypto/password.h"
#include "skan/issuer/passphrase.h"
#include "skan/result.h"

namespace skan::issuer {

/// What sealed key files of one authority have in common, so that one guess at the passphrase opens them all.
struct Seal {
  crypto::Salt salt{};
  crypto::GuessCost cost;
  std::optional<crypto::SealingKey> key;

  /// A new salt, and the key from it. Fails with capacity (the memory for the passphrase's key cannot be had).
  static Result<Seal> make(const Passphrase& passphrase, const crypto::GuessCost& cost);
};

/// A key file that was read and found whole; perhaps still sealed.
class KeyFile {
 public:
  /// Fails with storage (missing, unreadable), capacity (far too long), malformed (no such file, cut off, edited, or for
  /// another role than `role`; empty: any); the text names the file.
  static Result<KeyFile> read(const std::filesystem::path& file, std::string_view role);

  const std::filesystem::path& path() const noexcept { return path_; }
  const std::string& role() const noexcept { return role_; }
  const crypto::PublicKey& public_key() const noexcept { return public_key_; }
  bool is_sealed() const noexcept { return !key_; }
  /// Salt and cost of a sealed file, without the key.
  const Seal& seal() const noexcept { return seal_; }

  /// The signing key of a file that is not sealed, or that `key` opens. Fails with invalid_argument (another passphrase).
  Result<crypto::SecretKey> open(const std::optional<crypto::SealingKey>& key) const;

 private:
  KeyFile() = default;
  bool read_plain(std::string_view text);
  bool read_sealed(std::string_view text);

  std::filesystem::path path_;
  std::string role_;
  crypto::PublicKey public_key_{};
  std::optional<crypto::SecretKey> key_;  ///< of a file that is not sealed
  Seal seal_;
  std::string bound_;                     ///< the lines that the seal covers
  std::vector<std::byte> sealed_;
};

/// Writes a signing key (mode 0600), sealed unless `seal` is null, and makes sure that it is on disk. An existing file is an error. Fails with
/// storage. Precondition: a seal has its key.
Result<void> write_key(const std::filesystem::path& file, std::string_view role, const crypto::SecretKey& key, const Seal* seal);

/// Replaces a key file by the same key under another seal, or none. Whoever reads it sees the old file or the new one. Fails with
/// storage.
Result<void> rewrite_key(const std::filesystem::path& file, std::string_view role, const crypto::SecretKey& key, const Seal* seal);

}  // namespace skan::issuer

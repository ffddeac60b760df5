// The key files of an authority's folder.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "issuer/key_file.h"
#include "trust/objects.h"

namespace skan::issuer {

/// The word for a role in names of key files and on command lines.
std::string_view role_word(trust::RoleName role) noexcept;
/// The role that `word` names, or nothing ("issuer" is none of the root's).
std::optional<trust::RoleName> role_of_word(std::string_view word) noexcept;

inline constexpr std::string_view kIssuerRole = "issuer";

/// Finds, opens and makes the keys in one folder. Each file is `ROLE.key` or `ROLE-KID.key`; which one a role needs
/// is told by its public key, never by its name.
class KeyRing {
 public:
  explicit KeyRing(std::filesystem::path folder) : folder_(std::move(folder)) {}

  const std::filesystem::path& folder() const noexcept { return folder_; }

  /// The file of a key of `role` that is one of `keys`. Fails with storage (there is none, or it cannot be read), malformed
  /// (all that are there are damaged or another authority's).
  Result<KeyFile> find(std::string_view role, std::span<const crypto::PublicKey> keys) const;
  /// The files of all keys of `role` that are among `keys`; damaged files are passed over.
  std::vector<KeyFile> find_all(std::string_view role, std::span<const crypto::PublicKey> keys) const;

  /// Uses `passphrase` for everything from here on. `cost` is for keys that are made, until a file was opened.
  void use(Passphrase passphrase, const crypto::GuessCost& cost);

  bool has_passphrase() const noexcept { return !passphrase_.empty(); }

  /// Fails with invalid_argument (no passphrase, or another one), capacity (its memory cannot be had).
  Result<crypto::SecretKey> open(const KeyFile& file);
  /// find() and open().
  Result<crypto::SecretKey> open(std::string_view role, std::span<const crypto::PublicKey> keys);

  /// Makes a new key and its file, sealed if there is a passphrase. Fails with storage, capacity.
  Result<crypto::SecretKey> create(std::string_view role);
  /// The same as `folder/NAME.key`.
  Result<crypto::SecretKey> create(std::string_view role, const std::string& name);

 private:
  std::vector<std::filesystem::path> files_of(std::string_view role) const;
  /// The key for a sealed file; derived once for each salt.
  Result<crypto::SealingKey> sealing_key(const Seal& seal);
  Result<const Seal*> seal_for_new_keys();

  std::filesystem::path folder_;
  Passphrase passphrase_;
  crypto::GuessCost cost_;
  std::vector<Seal> seals_;  ///< each with its key
};

}  // namespace skan::issuer

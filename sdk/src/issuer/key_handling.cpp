// Key files by themselves, on any machine.
#include "codec/hex.h"
#include "issuer/key_ring.h"
#include "skan/issuer/root_ceremony.h"

namespace skan::issuer {

namespace fs = std::filesystem;

Result<std::string> create_root_key(const fs::path& file, Passphrase passphrase) {
  if (!crypto::ready()) return std::unexpected(Error{ErrorCode::crypto_unavailable, "libsodium has no source of randomness on this system"});
  std::optional<Seal> seal;
  if (!passphrase.empty()) {
    auto made = Seal::make(passphrase, {});
    if (!made) return std::unexpected(made.error());
    seal = *std::move(made);
  }
  const auto key = crypto::SecretKey::generate();
  if (auto written = write_key(file, role_word(trust::RoleName::root), key, seal ? &*seal : nullptr); !written) return std::unexpected(written.error());
  return codec::hex_encode(key.public_key());
}

Result<std::string> public_key_of(const fs::path& key_file) {
  const auto file = KeyFile::read(key_file, {});
  if (!file) return std::unexpected(file.error());
  return codec::hex_encode(file->public_key());
}

Result<bool> is_sealed(const fs::path& key_file) {
  const auto file = KeyFile::read(key_file, {});
  if (!file) return std::unexpected(file.error());
  return file->is_sealed();
}

Result<void> change_passphrase(const fs::path& key_file, Passphrase from, Passphrase to) {
  const auto file = KeyFile::read(key_file, {});
  if (!file) return std::unexpected(file.error());
  KeyRing ring(key_file.parent_path());
  ring.use(std::move(from), {});
  const auto key = ring.open(*file);
  if (!key) return std::unexpected(key.error());
  if (to.empty()) return rewrite_key(key_file, file->role(), *key, nullptr);
  const auto seal = Seal::make(to, {});
  if (!seal) return std::unexpected(seal.error());
  return rewrite_key(key_file, file->role(), *key, &*seal);
}

}  // namespace skan::issuer

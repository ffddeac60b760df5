#include "issuer/key_ring.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "codec/hex.h"
#include "issuer/files.h"

namespace skan::issuer {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, trust::kRoleCount> kRoleWords{"root", "authority", "policy", "manifest", "head"};

bool is_among(const crypto::PublicKey& key, std::span<const crypto::PublicKey> keys) {
  return std::ranges::find(keys, key) != keys.end();
}

}  // namespace

std::string_view role_word(trust::RoleName role) noexcept { return kRoleWords[static_cast<std::size_t>(role)]; }

std::optional<trust::RoleName> role_of_word(std::string_view word) noexcept {
  const auto found = std::ranges::find(kRoleWords, word);
  if (found == kRoleWords.end()) return std::nullopt;
  return static_cast<trust::RoleName>(found - kRoleWords.begin());
}

std::vector<fs::path> KeyRing::files_of(std::string_view role) const {
  std::vector<fs::path> out;
  std::error_code failed;
  for (fs::directory_iterator at(folder_, failed), end; !failed && at != end; at.increment(failed)) {
    const std::string name = at->path().filename().string();
    const bool ours = name.starts_with(role) && name.ends_with(".key") && (name[role.size()] == '.' || name[role.size()] == '-');
    if (ours) out.push_back(at->path());
  }
  std::ranges::sort(out);
  return out;
}

Result<KeyFile> KeyRing::find(std::string_view role, std::span<const crypto::PublicKey> keys) const {
  std::optional<Error> wrong;
  for (const fs::path& path : files_of(role)) {
    auto file = KeyFile::read(path, role);
    if (file && is_among(file->public_key(), keys)) return file;
    if (!file && !wrong) wrong = file.error();
    if (file && !wrong) wrong = Error{ErrorCode::malformed, path.string() + ": is not this authority's " + std::string(role) + " key now; restore it from your backup"};
  }
  if (wrong) return std::unexpected(*wrong);
  const fs::path missing = folder_ / (std::string(role) + ".key");
  return std::unexpected(Error{ErrorCode::storage, missing.string() + ": is not there; put the authority's " + std::string(role) + " key into this folder"});
}

std::vector<KeyFile> KeyRing::find_all(std::string_view role, std::span<const crypto::PublicKey> keys) const {
  std::vector<KeyFile> out;
  for (const fs::path& path : files_of(role)) {
    auto file = KeyFile::read(path, role);
    const bool wanted = file && is_among(file->public_key(), keys);
    const bool known = wanted && std::ranges::find(out, file->public_key(), &KeyFile::public_key) != out.end();
    if (wanted && !known) out.push_back(*std::move(file));
  }
  return out;
}

void KeyRing::use(Passphrase passphrase, const crypto::GuessCost& cost) {
  passphrase_ = std::move(passphrase);
  cost_ = cost;
  seals_.clear();
}

Result<crypto::SealingKey> KeyRing::sealing_key(const Seal& seal) {
  const auto known = std::ranges::find_if(seals_, [&](const Seal& s) { return s.salt == seal.salt && s.cost == seal.cost; });
  if (known != seals_.end()) return *known->key;
  auto key = crypto::SealingKey::derive(passphrase_.view(), seal.salt, seal.cost);
  if (key) return *std::move(key);
  return std::unexpected(Error{ErrorCode::capacity, fmt::format("the passphrase needs {} MB of memory; free some", seal.cost.memory >> 20)});
}

Result<crypto::SecretKey> KeyRing::open(const KeyFile& file) {
  if (!file.is_sealed()) return file.open(std::nullopt);
  if (passphrase_.empty()) return std::unexpected(Error{ErrorCode::invalid_argument, file.path().string() + ": is locked; give its passphrase"});
  auto sealing = sealing_key(file.seal());
  if (!sealing) return std::unexpected(sealing.error());
  auto key = file.open(*sealing);
  // Only a seal that has opened something is the one for new keys: a mistyped passphrase must not lock them.
  const bool known = std::ranges::any_of(seals_, [&](const Seal& s) { return s.salt == file.seal().salt && s.cost == file.seal().cost; });
  if (key && !known) seals_.push_back({file.seal().salt, file.seal().cost, *sealing});
  return key;
}

Result<crypto::SecretKey> KeyRing::open(std::string_view role, std::span<const crypto::PublicKey> keys) {
  const auto file = find(role, keys);
  if (!file) return std::unexpected(file.error());
  return open(*file);
}

Result<const Seal*> KeyRing::seal_for_new_keys() {
  if (passphrase_.empty()) return nullptr;
  if (seals_.empty()) {
    auto made = Seal::make(passphrase_, cost_);
    if (!made) return std::unexpected(made.error());
    seals_.push_back(*std::move(made));
  }
  return &seals_.front();
}

Result<crypto::SecretKey> KeyRing::create(std::string_view role) {
  std::error_code failed;
  const bool taken = fs::exists(folder_ / (std::string(role) + ".key"), failed) || failed;
  if (!taken) return create(role, std::string(role));
  const auto seal = seal_for_new_keys();
  if (!seal) return std::unexpected(seal.error());
  const auto key = crypto::SecretKey::generate();
  const std::string name = fmt::format("{}-{}.key", role, codec::hex_encode(crypto::key_id(key.public_key())));
  if (auto written = write_key(folder_ / name, role, key, *seal); !written) return std::unexpected(written.error());
  return key;
}

Result<crypto::SecretKey> KeyRing::create(std::string_view role, const std::string& name) {
  const auto seal = seal_for_new_keys();
  if (!seal) return std::unexpected(seal.error());
  const auto key = crypto::SecretKey::generate();
  if (auto written = write_key(folder_ / (name + ".key"), role, key, *seal); !written) return std::unexpected(written.error());
  return key;
}

}  // namespace skan::issuer

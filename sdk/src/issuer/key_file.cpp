#include "issuer/key_file.h"

#include <array>
#include <charconv>
#include <vector>

#include <fmt/format.h>

#include "codec/hex.h"
#include "issuer/carried_text.h"
#include "issuer/files.h"

namespace skan::issuer {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPlainMagic = "skan-secret-key 1 ", kSealedMagic = "skan-secret-key 2\n", kCheck = "check: ";
constexpr std::size_t kMaxKeyFile = 1'024;

std::unexpected<Error> malformed(const fs::path& file, std::string_view what) {
  return std::unexpected(Error{ErrorCode::malformed, fmt::format("{}: {}; restore it from your backup", file.string(), what)});
}

bool read_number(std::string_view text, std::uint32_t& out) {
  const auto end = std::from_chars(text.data(), text.data() + text.size(), out);
  return end.ec == std::errc() && end.ptr == text.data() + text.size();
}

/// `argon2id PASSES BYTES`, within the bounds.
bool read_cost(std::string_view text, crypto::GuessCost& cost) {
  constexpr std::string_view kName = "argon2id ";
  const std::size_t space = text.rfind(' ');
  if (!text.starts_with(kName) || space <= kName.size()) return false;
  const bool numbers = read_number(text.substr(kName.size(), space - kName.size()), cost.passes) && read_number(text.substr(space + 1), cost.memory);
  return numbers && cost.passes >= crypto::kLeastCost.passes && cost.passes <= crypto::kMostCost.passes &&
         cost.memory >= crypto::kLeastCost.memory && cost.memory <= crypto::kMostCost.memory;
}

std::string bound_lines(std::string_view role, const crypto::PublicKey& key, const Seal& seal) {
  return fmt::format("{}role: {}\npublic: {}\nkdf: argon2id {} {}\nsalt: {}\n", kSealedMagic, role, codec::hex_encode(key),
                     seal.cost.passes, seal.cost.memory, codec::hex_encode(seal.salt));
}

std::string check_line(std::string_view before) {
  const crypto::Digest check = crypto::digest(crypto::Purpose::carried_file, std::as_bytes(std::span(before)));
  return fmt::format("{}{}\n", kCheck, codec::hex_encode(check));
}

std::string plain_text(std::string_view role, const crypto::SecretKey& key) {
  return fmt::format("{}{} {}\n", kPlainMagic, role, codec::hex_encode(key.seed()));
}

std::string sealed_text(std::string_view role, const crypto::SecretKey& key, const Seal& seal) {
  std::string out = bound_lines(role, key.public_key(), seal);
  const auto sealed = seal.key->seal(key.seed(), std::as_bytes(std::span(out)));
  out += fmt::format("sealed: {}\n", codec::hex_encode(sealed));
  return out + check_line(out);
}

bool is_role(std::string_view text) {
  return !text.empty() && text.size() <= 16 && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
}

}  // namespace

Result<Seal> Seal::make(const Passphrase& passphrase, const crypto::GuessCost& cost) {
  Seal out{crypto::new_salt(), cost, std::nullopt};
  out.key = crypto::SealingKey::derive(passphrase.view(), out.salt, cost);
  if (out.key) return out;
  return std::unexpected(Error{ErrorCode::capacity, fmt::format("the passphrase needs {} MB of memory; free some", cost.memory >> 20)});
}

bool KeyFile::read_plain(std::string_view text) {
  text.remove_prefix(kPlainMagic.size());
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos || !text.ends_with('\n')) return false;
  crypto::Seed seed;
  role_ = text.substr(0, space);
  const bool whole = is_role(role_) && codec::hex_decode(text.substr(space + 1, text.size() - space - 2), seed);
  if (!whole) return false;
  key_ = crypto::SecretKey::from_seed(seed);
  crypto::wipe(seed);
  public_key_ = key_->public_key();
  return true;
}

bool KeyFile::read_sealed(std::string_view text) {
  const std::size_t check = text.rfind(kCheck);
  if (check == std::string_view::npos || text.substr(check) != check_line(text.substr(0, check))) return false;
  std::string_view rest = text.substr(kSealedMagic.size());
  std::array<std::byte, sizeof(crypto::Seed) + crypto::kSealOverhead> sealed;
  const auto role = take_line(rest, "role: ");
  if (!role || !is_role(*role) || !take_hex(rest, "public: ", public_key_)) return false;
  const auto cost = take_line(rest, "kdf: ");
  if (!cost || !read_cost(*cost, seal_.cost) || !take_hex(rest, "salt: ", seal_.salt)) return false;
  const std::size_t sealed_at = text.size() - rest.size();
  if (!take_hex(rest, "sealed: ", sealed) || text.size() - rest.size() != check) return false;
  role_ = *role;
  bound_ = text.substr(0, sealed_at);
  sealed_.assign(sealed.begin(), sealed.end());
  return bound_ == bound_lines(role_, public_key_, seal_);  // one spelling only
}

Result<KeyFile> KeyFile::read(const fs::path& file, std::string_view role) {
  auto bytes = read_file(file, kMaxKeyFile);
  if (!bytes) return std::unexpected(bytes.error());
  const std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  KeyFile out;
  out.path_ = file;
  const bool plain = text.starts_with(kPlainMagic), sealed = text.starts_with(kSealedMagic);
  const bool whole = plain ? out.read_plain(text) : sealed && out.read_sealed(text);
  crypto::wipe(*bytes);
  if (!plain && !sealed) return malformed(file, "is no key file");
  if (!whole) return malformed(file, "is a key file that was cut off or edited");
  if (role.empty() || out.role_ == role) return out;
  return std::unexpected(Error{ErrorCode::malformed, fmt::format("{}: is a key of the role {}, where one of the role {} is wanted; name that one's file", file.string(), out.role_, role)});
}

Result<crypto::SecretKey> KeyFile::open(const std::optional<crypto::SealingKey>& key) const {
  if (key_) return *key_;
  auto seed_bytes = key ? key->open(sealed_, std::as_bytes(std::span(bound_))) : std::nullopt;
  if (!seed_bytes) return std::unexpected(Error{ErrorCode::invalid_argument, path_.string() + ": the passphrase does not open this key; try again"});
  crypto::Seed seed;
  std::copy_n(seed_bytes->begin(), seed.size(), seed.begin());
  auto out = crypto::SecretKey::from_seed(seed);
  crypto::wipe(seed);
  crypto::wipe(*seed_bytes);
  if (out.public_key() != public_key_) return malformed(path_, "holds another key than it names");
  return out;
}

Result<void> write_key(const fs::path& file, std::string_view role, const crypto::SecretKey& key, const Seal* seal) {
  std::string text = seal ? sealed_text(role, key, *seal) : plain_text(role, key);
  auto written = write_secret(file, text);
  crypto::wipe(std::as_writable_bytes(std::span(text)));
  return written;
}

Result<void> rewrite_key(const fs::path& file, std::string_view role, const crypto::SecretKey& key, const Seal* seal) {
  fs::path draft = file;
  draft += ".part";
  std::error_code failed;
  fs::remove(draft, failed);
  if (auto written = write_key(draft, role, key, seal); !written) return written;
  fs::rename(draft, file, failed);
  if (!failed) return sync_folder(file.parent_path());
  return std::unexpected(Error{ErrorCode::storage, file.string() + ": cannot be replaced; check its folder's permissions"});
}

}  // namespace skan::issuer

// Keys and status indices in the ledger.
#include <algorithm>

#include "issuer/ledger.h"
#include "revocation/status_list.h"

namespace skan::issuer {
namespace {

template <std::size_t kSize>
std::array<std::byte, kSize> fixed(std::span<const std::byte> bytes) {
  std::array<std::byte, kSize> out{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), kSize), out.begin());
  return out;
}

std::unexpected<Error> unknown_key(const std::string& path) {
  return std::unexpected(Error{ErrorCode::storage, path + ": does not know the issuer key; restore it from your backup"});
}

}  // namespace

Result<std::vector<LedgerKey>> Ledger::keys() {
  auto rows = prepared("SELECT id, kid, public_key, use, since, next_index, issued FROM issuer_keys ORDER BY id");
  if (!rows) return std::unexpected(rows.error());
  std::vector<LedgerKey> out;
  for (;;) {
    const auto row = about((*rows)->step());
    if (!row) return std::unexpected(row.error());
    if (!*row) return out;
    store::Statement& r = **rows;
    out.push_back({r.integer(0), fixed<8>(r.blob(1)), fixed<32>(r.blob(2)), static_cast<KeyUse>(r.integer(3)), r.integer(4),
                   static_cast<std::uint32_t>(r.integer(5)), static_cast<std::uint64_t>(r.integer(6))});
  }
}

Result<void> Ledger::add_key(const trust::IssuerKey& key, KeyUse use, std::int64_t since) {
  auto statement = prepared("INSERT INTO issuer_keys(kid, public_key, use, since, next_index, issued) VALUES(?, ?, ?, ?, 0, 0)");
  if (!statement) return std::unexpected(statement.error());
  (*statement)->bind(1, crypto::Bytes(key.kid)).bind(2, crypto::Bytes(key.public_key));
  return about((*statement)->bind(3, static_cast<std::int64_t>(use)).bind(4, since).run());
}

Result<void> Ledger::set_key_use(const crypto::KeyId& kid, KeyUse use, std::int64_t since) {
  auto statement = prepared("UPDATE issuer_keys SET use=?, since=? WHERE kid=? RETURNING id");
  if (!statement) return std::unexpected(statement.error());
  (*statement)->bind(1, static_cast<std::int64_t>(use)).bind(2, since);
  const auto row = about((*statement)->bind(3, crypto::Bytes(kid)).step());
  if (!row) return std::unexpected(row.error());
  return *row ? Result<void>() : unknown_key(path_);
}

Result<std::uint32_t> Ledger::index_count(const crypto::KeyId& kid) {
  auto statement = prepared("SELECT next_index FROM issuer_keys WHERE kid=?");
  if (!statement) return std::unexpected(statement.error());
  const auto row = about((*statement)->bind(1, crypto::Bytes(kid)).step());
  if (!row) return std::unexpected(row.error());
  if (!*row) return unknown_key(path_);
  return static_cast<std::uint32_t>((*statement)->integer(0));
}

Result<std::uint32_t> Ledger::take_index(const crypto::KeyId& kid) {
  const auto index = index_count(kid);
  if (!index) return index;
  const auto taken = take_indices(kid, *index, *index + 1);
  if (!taken) return std::unexpected(taken.error());
  // Another connection may have been between the two.
  return *taken ? index : take_index(kid);
}

Result<bool> Ledger::take_indices(const crypto::KeyId& kid, std::uint32_t first, std::uint32_t end) {
  if (end > revocation::kMaxLength) return std::unexpected(Error{ErrorCode::capacity, "the issuer key has no free status index left"});
  auto statement = prepared("UPDATE issuer_keys SET next_index=?1 WHERE kid=?2 AND next_index=?3 RETURNING id");
  if (!statement) return std::unexpected(statement.error());
  (*statement)->bind(1, std::int64_t{end}).bind(2, crypto::Bytes(kid)).bind(3, std::int64_t{first});
  return about((*statement)->step());
}

Result<std::int64_t> Ledger::key_number(const crypto::KeyId& kid) {
  const auto known = key_numbers_.find(kid);
  if (known != key_numbers_.end()) return known->second;
  auto statement = prepared("SELECT id FROM issuer_keys WHERE kid=?");
  if (!statement) return std::unexpected(statement.error());
  const auto row = about((*statement)->bind(1, crypto::Bytes(kid)).step());
  if (!row) return std::unexpected(row.error());
  if (!*row) return unknown_key(path_);
  return key_numbers_.emplace(kid, (*statement)->integer(0)).first->second;
}

Result<crypto::KeyId> Ledger::kid_of(std::int64_t key) {
  for (const auto& [kid, number] : key_numbers_) {
    if (number == key) return kid;
  }
  auto statement = prepared("SELECT kid FROM issuer_keys WHERE id=?");
  if (!statement) return std::unexpected(statement.error());
  const auto row = about((*statement)->bind(1, key).step());
  if (!row) return std::unexpected(row.error());
  if (!*row) return unknown_key(path_);
  const auto kid = fixed<8>((*statement)->blob(0));
  key_numbers_.emplace(kid, key);
  return kid;
}

}  // namespace skan::issuer

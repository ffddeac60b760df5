#include "skan/trust_store.h"

#include <algorithm>

#include "codec/hex.h"
#include "policy/policy_codec.h"
#include "store/trust_store_impl.h"
#include "trust/bundle.h"

namespace skan {
namespace {

Result<void> check_crypto() {
  if (crypto::ready()) return {};
  return std::unexpected(Error{ErrorCode::crypto_unavailable, "libsodium has no source of randomness on this system"});
}

Error beyond_repair(const std::string& path) {
  return {ErrorCode::storage, path + ": is damaged beyond repair; remove it and provision again ('skan trust init')"};
}

/// A path that the file system would cut at a zero byte names another file than was said.
Result<void> check_path(const std::string& path) {
  if (!path.empty() && path.find('\0') == std::string::npos) return {};
  return std::unexpected(Error{ErrorCode::invalid_argument, "path: a file name without a zero byte is expected"});
}

std::string_view state_name(trust::KeyState state) {
  switch (state) {
    case trust::KeyState::active: return "active";
    case trust::KeyState::retired: return "retired";
    case trust::KeyState::compromised: return "compromised";
  }
  return "unknown";
}

IssuerStatus issuer_status(const trust::IssuerKey& key, const trust::Manifest& manifest) {
  IssuerStatus out{key.name, codec::hex_encode(key.kid), std::string(state_name(key.state)), key.valid_from, key.valid_until, 0, {}};
  if (const trust::ListEntry* list = manifest.list(key.kid)) {
    out.list_length = list->length;
    out.list_as_of = list->as_of;
  }
  return out;
}

}  // namespace

Result<AuthorityId> AuthorityId::parse(std::string_view hex) {
  AuthorityId id;
  if (codec::hex_decode(hex, id.bytes)) return id;
  return std::unexpected(
      Error{ErrorCode::invalid_argument, "an authority id is 64 lower-case hexadecimal digits; copy it again"});
}

std::string AuthorityId::hex() const { return codec::hex_encode(bytes); }

Result<TrustStore> TrustStore::provision(const std::string& path, std::span<const std::byte> root,
                                         const AuthorityId& authority, std::string_view channel) {
  if (auto crypto = check_crypto(); !crypto) return std::unexpected(crypto.error());
  if (!policy::is_identifier(channel)) {
    return std::unexpected(Error{ErrorCode::invalid_argument,
                                 "channel: 1 to 32 of the characters a-z, 0-9 and '-' are expected"});
  }
  if (auto checked = check_path(path); !checked) return std::unexpected(checked.error());
  const trust::Identity identity{authority.bytes, std::string(channel)};
  if (auto opened = trust::open_first_root(root, identity.authority_id); !opened) {
    return std::unexpected(opened.error());
  }
  const auto made = store::create_store_file(path, root, identity);
  // Whatever was there already is judged by opening it.
  if (!made && made.error().code != ErrorCode::not_a_store) return std::unexpected(made.error());
  auto opened = open(path, authority);
  if (opened && opened->impl_->snapshot()->damaged) {
    return std::unexpected(Error{ErrorCode::storage, path + ": exists already and is damaged; load an update, or remove it and provision again"});
  }
  if (opened && opened->impl_->identity.channel != channel) {
    return std::unexpected(Error{ErrorCode::foreign_store, path + ": was provisioned for another channel; name another file"});
  }
  return opened;
}

Result<TrustStore> TrustStore::open(const std::string& path, const AuthorityId& authority) {
  if (auto checked = check_path(path); !checked) return std::unexpected(checked.error());
  if (auto crypto = check_crypto(); !crypto) return std::unexpected(crypto.error());
  auto database = store::open_store_file(path);
  if (!database) return std::unexpected(database.error());
  trust::Identity identity{authority.bytes, {}};
  const auto claims = store::read_file_identity(*database);
  if (!claims && !claims.error().is_damage()) return std::unexpected(claims.error().about(path));
  if (!claims) return std::unexpected(beyond_repair(path));
  if (claims->claims_match_root && claims->authority_id != authority.bytes) {
    return std::unexpected(Error{ErrorCode::foreign_store, path + ": is the trust store of another authority; check the authority id"});
  }
  identity.channel = claims->channel;
  if (!policy::is_identifier(identity.channel)) return std::unexpected(beyond_repair(path));
  auto impl = std::make_shared<Impl>(path, std::move(identity), *std::move(database));
  if (auto loaded = impl->reload(); !loaded) return std::unexpected(loaded.error());
  return TrustStore(std::move(impl));
}

Result<UpdateReport> TrustStore::update(std::span<const std::byte> file, Moment moment) {
  const Moment now = moment.bounded();
  const auto bundle = trust::read_bundle(file);
  if (!bundle) return std::unexpected(bundle.error());
  // A connection of its own, so that verdicts in other threads go on reading meanwhile.
  auto database = store::open_store_file(impl_->path);
  if (!database) return std::unexpected(database.error());
  const auto storage = [&](const store::SqliteError& e) { return std::unexpected(e.about(impl_->path)); };
  auto transaction = store::Transaction::begin(*database);
  if (!transaction) return storage(transaction.error());
  // Under the write lock, so that no other process can put something newer in force in between.
  const auto held = store::load_snapshot(*database, impl_->identity);
  if (!held) return storage(held.error());
  const trust::InForce in_force{(*held)->roots, (*held)->head, (*held)->manifest, (*held)->manifest_digest, (*held)->data};
  const auto update = trust::check_update(*bundle, in_force, impl_->identity, now);
  if (!update) return std::unexpected(update.error());
  const bool same_head = in_force.head.content && std::ranges::equal(update->head, in_force.head.bytes);
  if (auto written = store::write_update(*database, *update, same_head); !written) return storage(written.error());
  if (auto committed = transaction->commit(); !committed) return storage(committed.error());
  // So that a copy of the main file is current, and a damaged log takes nothing back. If a reader stands in
  // the way, a later update does it.
  static_cast<void>(database->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  if (auto loaded = impl_->reload(); !loaded) return std::unexpected(loaded.error());
  if (impl_->snapshot()->damaged) return std::unexpected(beyond_repair(impl_->path));
  const bool changed = !same_head || !in_force.data || update->roots.size() != in_force.roots.size();
  return UpdateReport{update->data.head.sequence, update->data.head.issued_at, changed};
}

Result<bool> TrustStore::refresh() { return impl_->reload(); }

TrustStatus TrustStore::status(Moment moment) const {
  const Moment now = moment.bounded();
  const auto snapshot = impl_->snapshot();
  TrustStatus out;
  out.authority.bytes = impl_->identity.authority_id;
  out.channel = impl_->identity.channel;
  out.damaged = snapshot->damaged;
  out.root_version = static_cast<std::uint32_t>(snapshot->roots.size());
  if (!snapshot->data) return out;
  const trust::TrustData& data = *snapshot->data;
  out.epoch = data.root.epoch;
  out.root_expires = data.root.expires;
  out.sequence = data.head.sequence;
  out.issued_at = data.head.issued_at;
  out.data_age = data.age(now.unix_seconds);
  out.freshness = data.freshness(now.unix_seconds);
  out.stale_at = data.stale_at();
  for (const auto& key : data.issuers.keys) out.issuers.push_back(issuer_status(key, data.manifest));
  out.policies = data.policies.policies;
  out.default_policy = data.policies.default_id;
  return out;
}

}  // namespace skan

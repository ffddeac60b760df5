#include "skan/trust_store.h"

#include <algorithm>
#include <tuple>

#include "codec/hex.h"
#include "policy/policy_codec.h"
#include "store/update_session.h"
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

Error other_channel(const std::string& path) {
  return {ErrorCode::foreign_store, path + ": was provisioned for another channel; name another file"};
}

/// A path that the file system would cut at a zero byte names another file than was said.
Result<void> check_path(const std::string& path) {
  if (!path.empty() && path.find('\0') == std::string::npos) return {};
  return std::unexpected(Error{ErrorCode::invalid_argument, "path: a file name without a zero byte is expected"});
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
    return std::unexpected(other_channel(path));
  }
  return opened;
}

Result<TrustStore> TrustStore::open(const std::string& path, const AuthorityId& authority, const OpenOptions& options) {
  if (auto checked = check_path(path); !checked) return std::unexpected(checked.error());
  if (auto crypto = check_crypto(); !crypto) return std::unexpected(crypto.error());
  auto file = store::open_store_file(path);
  if (!file) return std::unexpected(file.error());
  trust::Identity identity{authority.bytes, {}};
  const auto claims = store::read_file_identity(file->database);
  if (!claims && !claims.error().is_damage()) return std::unexpected(claims.error().about(path));
  if (!claims) return std::unexpected(beyond_repair(path));
  if (claims->claims_match_root && claims->authority_id != authority.bytes) {
    return std::unexpected(Error{ErrorCode::foreign_store, path + ": is the trust store of another authority; check the authority id"});
  }
  identity.channel = claims->channel;
  if (!policy::is_identifier(identity.channel)) return std::unexpected(beyond_repair(path));
  if (!options.channel.empty() && options.channel != identity.channel) return std::unexpected(other_channel(path));
  auto impl = std::make_shared<Impl>(path, std::move(identity), options.anchor, *std::move(file));
  if (auto loaded = impl->reload(); !loaded) return std::unexpected(loaded.error());
  return TrustStore(std::move(impl));
}

Result<UpdateReport> TrustStore::update(std::span<const std::byte> file, Moment now) {
  constexpr int kMostAttempts = 100;  // each that fails means that another update has succeeded
  const auto bundle = trust::read_bundle(file);
  for (int attempt = 1;; ++attempt) {
    auto session = UpdateSession::Impl::begin(impl_, now, trust::Origin::bundle);
    if (!session) return std::unexpected(session.error());
    auto supplied = bundle ? (*session)->supply_bundle(*bundle) : (*session)->settle(std::unexpected(bundle.error()));
    auto report = supplied ? (*session)->commit() : Result<UpdateReport>(std::unexpected(supplied.error()));
    const bool overtaken = !report && report.error().code == ErrorCode::overtaken;
    if (!overtaken || attempt == kMostAttempts) return report;
  }
}

Result<bool> TrustStore::refresh() { return impl_->reload(); }

Anchor TrustStore::anchor() const {
  const auto snapshot = impl_->snapshot();
  const trust::InForce& held = snapshot->in_force;
  Anchor out{static_cast<std::uint32_t>(held.roots.size()), 0, 0, 0};
  if (held.head.content) {
    out.epoch = held.head.content->epoch;
    out.sequence = held.head.content->sequence;
  }
  if (held.data) out.data_root_version = held.data->root_version;
  // What the host has told of counts as well: damage must not make it forget.
  const Anchor& told = impl_->anchor;
  out.root_version = std::max(out.root_version, told.root_version);
  out.data_root_version = std::max(out.data_root_version, told.data_root_version);
  std::tie(out.epoch, out.sequence) = std::max(std::tuple(out.epoch, out.sequence), std::tuple(told.epoch, told.sequence));
  return out;
}

Result<void> TrustStore::note_time(Moment moment) {
  constexpr std::int64_t kInterval = 600;  // seconds: flash memory wears out, and nothing needs more
  const Moment now = moment.bounded();
  if (now.source != ClockSource::device) return {};
  // Another process may have noted a later time, or updated.
  if (auto current = impl_->reload(); !current) return std::unexpected(current.error());
  const auto snapshot = impl_->snapshot();
  if (!snapshot->in_force.data) return {};
  const trust::TrustData& data = *snapshot->in_force.data;
  const std::int64_t earliest = std::max(data.head.issued_at, snapshot->noted_time + kInterval);
  const std::int64_t latest = data.head.issued_at + data.tiers().back();
  if (now.unix_seconds < earliest || now.unix_seconds > latest) return {};
  auto file = store::open_writable(impl_->path);
  if (!file) return std::unexpected(file.error());
  const auto written = store::write_noted_time(file->database, now.unix_seconds, latest, data.head.epoch);
  if (!written) return std::unexpected(written.error().about(impl_->path));
  if (auto loaded = impl_->reload(); !loaded) return std::unexpected(loaded.error());
  return {};
}

}  // namespace skan

#include "issuer/next_key.h"

#include <algorithm>

#include "certificate/skn1_layout.h"
#include "codec/hex.h"
#include "cose/sign.h"
#include "issuer/files.h"
#include "issuer/issue_one.h"
#include "trust/encoding.h"
#include "trust/signatures.h"

namespace skan::issuer {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kDay = 86'400;

std::string key_file_name(const crypto::PublicKey& key) { return "issuer-" + codec::hex_encode(crypto::key_id(key)) + ".key"; }

/// How much of its time and its certificates the active key has used, in tenths; from 10 on it is due.
struct Wear {
  std::int64_t tenths = 0;
  std::int64_t room = 0;
};

Result<Wear> wear_of(Ledger& ledger, const LedgerKey& active, std::int64_t now) {
  const auto count = ledger.number_or(kKeyCount, kCertificatesPerKey), days = ledger.number_or(kKeyDays, 0);
  if (!count) return std::unexpected(count.error());
  if (!days) return std::unexpected(days.error());
  Wear wear{active.next_index * std::int64_t{10} / *count, std::max<std::int64_t>(0, *count - active.next_index)};
  if (*days > 0) wear.tenths = std::max(wear.tenths, (now - active.since) * 10 / (*days * kDay));
  if (wear.tenths >= 10) wear.room = 0;
  return wear;
}

/// The keys that sign the issuer list. Where they are kept elsewhere, the list is signed there.
Result<std::vector<crypto::SecretKey>> list_signers(const Authority::Impl& authority) {
  const auto key = read_key(authority.folder / "keys" / "authority.key", "authority");
  if (key) return std::vector{*key};
  return std::unexpected(Error{key.error().code, key.error().message + "; a new issuer key is due, and this key must sign it"});
}

/// An issuer list and the keys it changes, before they are recorded.
struct NewList {
  trust::IssuerList list;
  std::vector<trust::IssuerKey> made;
  std::optional<crypto::SecretKey> active;  ///< that signs from now on, if that is new
};

/// Makes a key like the active one.
Result<crypto::SecretKey> make_key(const Authority::Impl& authority, std::int64_t now, NewList& out) {
  const auto secret = crypto::SecretKey::generate();
  const auto written = write_key(authority.folder / "keys" / key_file_name(secret.public_key()), "issuer", secret);
  if (!written) return std::unexpected(written.error());
  trust::IssuerKey key = authority.active_key();
  const std::int64_t length = key.valid_until - key.valid_from;
  key.public_key = secret.public_key();
  key.kid = crypto::key_id(key.public_key);
  key.valid_from = now;
  key.valid_until = std::min(now + length, static_cast<std::int64_t>(certificate::kMaxTime));
  out.made.push_back(key);
  const auto place = std::ranges::lower_bound(out.list.keys, key.kid, {}, &trust::IssuerKey::kid);
  out.list.keys.insert(place, key);
  return secret;
}

/// Signs the list, records it with the keys' uses, and takes it over.
Result<void> put_in_force(Authority::Impl& authority, NewList next, std::int64_t now, const std::function<Result<void>(Ledger&)>& change) {
  const auto signers = list_signers(authority);
  if (!signers) return std::unexpected(signers.error());
  ++next.list.header.version;
  next.list.header.issued_at = std::max(now, next.list.header.issued_at);
  auto object = cose::sign(trust::write_issuer_list(next.list), trust::kIssuersAad, *signers);
  const auto recorded = in_transaction(authority, [&]() -> Result<void> {
    Ledger& ledger = authority.ledger;
    if (auto set = ledger.set(kIssuersObject, crypto::Bytes(object)); !set) return set;
    for (const trust::IssuerKey& key : next.made) {
      if (auto added = ledger.add_key(key, KeyUse::prepared, now); !added) return added;
    }
    return change(ledger);
  });
  if (!recorded) return recorded;
  authority.issuers = std::move(next.list);
  authority.issuers_object = std::move(object);
  if (next.active) authority.issuer_key = *next.active;
  return {};
}

Result<void> prepare_key(Authority::Impl& authority, std::int64_t now) {
  NewList next{authority.issuers, {}, {}};
  const auto made = make_key(authority, now, next);
  if (!made) return std::unexpected(made.error());
  return put_in_force(authority, std::move(next), now, [](Ledger&) { return Result<void>(); });
}

/// What a device must find before the first second in which the old key signs no more.
void retire(trust::IssuerList& list, const crypto::KeyId& kid, std::int64_t now) {
  const auto key = std::ranges::find(list.keys, kid, &trust::IssuerKey::kid);
  key->state = trust::KeyState::retired;
  key->retired_at = now + 1;  // whatever was issued in this second still counts
}

const LedgerKey* with_use(const std::vector<LedgerKey>& keys, KeyUse use) {
  const auto found = std::ranges::find(keys, use, &LedgerKey::use);
  return found == keys.end() ? nullptr : &*found;
}

}  // namespace

Result<crypto::SecretKey> read_issuer_key(const fs::path& keys, const crypto::PublicKey& key) {
  std::error_code failed;
  const fs::path own = keys / key_file_name(key);
  const fs::path file = fs::exists(own, failed) ? own : keys / "issuer.key";
  auto secret = read_key(file, "issuer");
  if (!secret || secret->public_key() == key) return secret;
  return std::unexpected(Error{ErrorCode::malformed, file.string() + ": is not the issuer key that signs now; restore it from your backup"});
}

Result<std::uint32_t> room_of_active_key(Authority::Impl& authority, std::int64_t now) {
  const auto keys = authority.ledger.keys();
  if (!keys) return std::unexpected(keys.error());
  const LedgerKey* active = with_use(*keys, KeyUse::active);
  if (!active || active->kid != authority.active_key().kid) {
    return std::unexpected(Error{ErrorCode::overtaken, authority.ledger.path() + ": another program has changed the issuer key; run this again to go on with the new one"});
  }
  const auto wear = wear_of(authority.ledger, *active, now);
  if (!wear) return std::unexpected(wear.error());
  return static_cast<std::uint32_t>(wear->room);
}

Result<void> renew_issuer_key(Authority::Impl& authority, std::int64_t now) {
  const auto keys = authority.ledger.keys();
  if (!keys) return std::unexpected(keys.error());
  const LedgerKey* active = with_use(*keys, KeyUse::active);
  if (!active || active->kid != authority.active_key().kid) return {};
  const auto wear = wear_of(authority.ledger, *active, now);
  if (!wear) return std::unexpected(wear.error());
  if (wear->tenths >= 10) return next_issuer_key(authority, now);
  if (wear->tenths < 9 || with_use(*keys, KeyUse::prepared)) return {};
  // Not due yet: if it cannot be made here, there is still time.
  static_cast<void>(prepare_key(authority, now));
  return {};
}

Result<void> next_issuer_key(Authority::Impl& authority, std::int64_t now) {
  const auto keys = authority.ledger.keys();
  if (!keys) return std::unexpected(keys.error());
  const crypto::KeyId old = authority.active_key().kid;
  const LedgerKey* prepared = with_use(*keys, KeyUse::prepared);
  NewList next{authority.issuers, {}, {}};
  const auto secret = prepared ? read_issuer_key(authority.folder / "keys", prepared->public_key) : make_key(authority, now, next);
  if (!secret) return std::unexpected(secret.error());
  next.active = *secret;
  retire(next.list, old, now);
  const crypto::KeyId kid = crypto::key_id(secret->public_key());
  return put_in_force(authority, std::move(next), now, [&](Ledger& ledger) {
    auto retired = ledger.set_key_use(old, KeyUse::retired, now);
    return retired ? ledger.set_key_use(kid, KeyUse::active, now) : retired;
  });
}

}  // namespace skan::issuer

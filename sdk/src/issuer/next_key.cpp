#include "issuer/next_key.h"

#include <algorithm>

#include "certificate/skn1_layout.h"
#include "codec/hex.h"
#include "issuer/issue_one.h"
#include "issuer/sign_parts.h"

namespace skan::issuer {
namespace {

constexpr std::int64_t kDay = 86'400;

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

/// An issuer list and the keys it changes, before they are recorded.
struct NewList {
  trust::IssuerList list;
  std::vector<trust::IssuerKey> made;
  std::optional<crypto::SecretKey> active;  ///< that signs from now on, if that is new
};

/// Makes a key like the active one.
Result<crypto::SecretKey> make_key(Authority::Impl& authority, std::int64_t now, NewList& out) {
  // Before its file is made, which nobody would need.
  if (auto current = authority.need_current(); !current) return std::unexpected(current.error());
  const auto secret = authority.keys.create(kIssuerRole);
  if (!secret) return secret;
  trust::IssuerKey key = authority.active_key();
  const std::int64_t length = key.valid_until - key.valid_from;
  key.public_key = secret->public_key();
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
  auto object = sign_issuers(authority, next.list, std::max(now, next.list.header.issued_at));
  if (!object) return std::unexpected(Error{object.error().code, object.error().message + "; the issuer list must be signed anew"});
  const auto recorded = in_transaction(authority, [&]() -> Result<void> {
    Ledger& ledger = authority.ledger;
    // A list made from an older one would take back what another program declared stolen.
    if (auto current = authority.need_current(); !current) return current;
    if (auto set = ledger.set(kIssuersObject, crypto::Bytes(*object)); !set) return set;
    for (const trust::IssuerKey& key : next.made) {
      if (auto added = ledger.add_key(key, KeyUse::prepared, now); !added) return added;
    }
    return change(ledger);
  });
  if (!recorded) return recorded;
  ++next.list.header.version;
  authority.issuers = std::move(next.list);
  authority.issuers_object = *std::move(object);
  if (!next.active) return {};
  authority.issuer_key.emplace(*next.active);
  authority.active_kid = crypto::key_id(next.active->public_key());
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
  const auto secret = prepared ? authority.keys.open(kIssuerRole, std::span(&prepared->public_key, 1)) : make_key(authority, now, next);
  if (!secret) return std::unexpected(secret.error());
  next.active.emplace(*secret);
  retire(next.list, old, now);
  const crypto::KeyId kid = crypto::key_id(secret->public_key());
  return put_in_force(authority, std::move(next), now, [&](Ledger& ledger) {
    auto retired = ledger.set_key_use(old, KeyUse::retired, now);
    return retired ? ledger.set_key_use(kid, KeyUse::active, now) : retired;
  });
}

Result<void> compromise_issuer_key(Authority::Impl& authority, const crypto::KeyId& kid, std::int64_t now) {
  const auto keys = authority.ledger.keys();
  if (!keys) return std::unexpected(keys.error());
  NewList next{authority.issuers, {}, {}};
  std::vector<crypto::KeyId> lost{kid};
  if (kid == authority.active_kid) {
    const auto secret = make_key(authority, now, next);
    if (!secret) return std::unexpected(secret.error());
    next.active.emplace(*secret);
    // One that was prepared lay beside the stolen one, and has signed nothing yet.
    for (const LedgerKey& key : *keys) {
      if (key.use == KeyUse::prepared) lost.push_back(key.kid);
    }
  }
  for (trust::IssuerKey& key : next.list.keys) {
    if (std::ranges::find(lost, key.kid) != lost.end()) key.state = trust::KeyState::compromised;
  }
  const auto active = next.active ? std::optional(crypto::key_id(next.active->public_key())) : std::nullopt;
  return put_in_force(authority, std::move(next), now, [&](Ledger& ledger) {
    for (const crypto::KeyId& one : lost) {
      if (auto set = ledger.set_key_use(one, KeyUse::compromised, now); !set) return set;
    }
    return active ? ledger.set_key_use(*active, KeyUse::active, now) : Result<void>();
  });
}

}  // namespace skan::issuer

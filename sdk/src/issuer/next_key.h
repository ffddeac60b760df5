// Which issuer key signs, and which one comes after it.
#pragma once

#include "issuer/authority_impl.h"

namespace skan::issuer {

/// How many more certificates the active key may sign; 0 if it must be replaced at `now`. Fails with overtaken if the ledger names another
/// active key than the one that was opened, and storage.
Result<std::uint32_t> room_of_active_key(Authority::Impl& authority, std::int64_t now);

/// Lets the next issuer key take over if the active one has signed as many certificates, or for as long, as the authority wants of one
/// key (kKeyCount, kKeyDays), and has it made and listed when nine tenths of that are reached, so that devices know it in time. A transaction of
/// its own, unless the caller groups. Fails with storage or malformed if a key is due that cannot be made here (the text says what to do).
Result<void> renew_issuer_key(Authority::Impl& authority, std::int64_t now);

/// The same at once, whether due or not: the active key is retired at `now`.
Result<void> next_issuer_key(Authority::Impl& authority, std::int64_t now);

/// Declares a key stolen: what it has signed is rejected from the next publication on. If it was the active one, a new key takes over
/// (none that was prepared: it lay in the same place). Fails as next_issuer_key() does. Precondition: the key is in the issuer list.
Result<void> compromise_issuer_key(Authority::Impl& authority, const crypto::KeyId& kid, std::int64_t now);

}  // namespace skan::issuer

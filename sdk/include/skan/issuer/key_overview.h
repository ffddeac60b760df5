// Which keys and signatures an authority has, and how long they last.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "skan/issuer/authority.h"
#include "skan/result.h"

namespace skan::issuer {

/// One key, as root and issuer list have it.
struct KeyOverview {
  std::string role;        ///< "root", "authority", "policy", "manifest", "head" or "issuer"
  std::string key_id;
  std::string state;       ///< "active"; of an issuer key also "prepared", "retired", "compromised"
  std::string file;        ///< in the authority's folder; empty: it is kept elsewhere
  bool sealed = false;     ///< the file is encrypted
  std::int64_t expires = 0;  ///< 0: with the root
};

std::vector<KeyOverview> list_keys(Authority& authority);

/// Something signed, or a key, that comes to an end.
struct Expiry {
  std::string what;          ///< for people: "root 2", "manifest of publication 17"
  std::int64_t expires = 0;  ///< UTC seconds
};

/// Everything without which devices stop accepting: the root, head and manifest of the last publication, and the issuer key that signs. Issuer list and
/// policies have no end of their own. Fails with storage, malformed.
Result<std::vector<Expiry>> list_expiries(Authority& authority);

/// Lets the next issuer key take over now, whether due or not; the one before stays good for what it has signed. Returns its key id. Fails with
/// threshold_not_met (the keys that sign the issuer list are not here), invalid_argument (locked), storage.
Result<std::string> rotate_issuer_key(Authority& authority, std::int64_t now);

}  // namespace skan::issuer

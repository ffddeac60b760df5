// A new root: proposed at the authority, signed wherever the root keys are, put together, and put in force.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "skan/issuer/authority.h"
#include "skan/issuer/passphrase.h"
#include "skan/result.h"

namespace skan::issuer {

/// What the next root is to change. Roles are named "root", "authority", "policy", "manifest", "head".
struct RootChange {
  std::vector<std::string> replace{};                             ///< roles whose keys are all replaced by one that is made now, in the folder's keys
  std::vector<std::pair<std::string, std::string>> add{};         ///< role, public key (64 hexadecimal digits)
  std::vector<std::pair<std::string, std::string>> remove{};      ///< role, key id (16 hexadecimal digits)
  std::vector<std::pair<std::string, std::uint32_t>> thresholds{};  ///< role, how many must sign
  bool compromised = false;                                       ///< a key is replaced because it was stolen: the epoch rises
  std::int64_t years = 10;                                        ///< 1..30
};

/// A proposal as read from its file (sdk/doc/keys.md section 4).
struct RootProposal {
  AuthorityId authority;
  std::uint32_t version = 0;         ///< of the root that is proposed
  std::vector<std::string> summary;  ///< what it says and what it changes, computed from the data and not copied from the file
  std::vector<std::byte> digest;     ///< names the proposal in signatures, 32 bytes
};

/// A key file for one who signs roots. Fails with storage (also: the file exists), capacity, crypto_unavailable. Returns the public key, 64
/// hexadecimal digits.
Result<std::string> create_root_key(const std::filesystem::path& file, Passphrase passphrase);

/// The public key of any key file, without opening it. Fails with storage, capacity, malformed.
Result<std::string> public_key_of(const std::filesystem::path& key_file);
/// The role that a key file is for, and whether it is sealed. Fails as above.
Result<bool> is_sealed(const std::filesystem::path& key_file);

/// The same key under another passphrase; an empty `to` leaves it open to whoever reads the file. Fails with invalid_argument (`from` is not
/// its passphrase), storage, malformed, capacity.
Result<void> change_passphrase(const std::filesystem::path& key_file, Passphrase from, Passphrase to);

/// The text of the proposal's file. Keys that `change` makes are in the folder afterwards, and not in use before a root names
/// them. Fails with invalid_argument (no such role or key, a threshold that cannot be met, nothing to change), storage, capacity.
Result<std::string> propose_root(Authority& authority, const RootChange& change, std::int64_t now);

/// Checks the chain of roots in a proposal from the authority id down, and that its summary is that of its data. Fails with malformed,
/// foreign_store, threshold_not_met, lower_sequence.
Result<RootProposal> read_root_proposal(std::string_view text);

/// The text of the signature's file. Fails as read_root_proposal() does; with invalid_argument (the key is in neither root, or the passphrase is
/// another's), storage, malformed, capacity (the key file).
Result<std::string> sign_root(std::string_view proposal, const std::filesystem::path& key_file, Passphrase passphrase);

/// Puts the proposed root in force: holds the signatures against the thresholds of the old root and of the new one, signs issuer list and
/// policies anew where the new root asks for other keys, and writes `public/root-N.cose`. All of it or nothing; the same again changes nothing. Fails with
/// malformed (not such a file), invalid_argument (a signature of another proposal, a foreign key, one that is there twice), threshold_not_met (too few),
/// lower_sequence (another root is in force now), storage.
Result<std::uint32_t> combine_root(Authority& authority, std::string_view proposal, const std::vector<std::string>& signatures,
                                   std::int64_t now);

}  // namespace skan::issuer

// Files of an authority: secrets that only the owner may read.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "crypto/ed25519.h"
#include "skan/result.h"

namespace skan::issuer {

/// Makes `folder`, readable by its owner only. Fails with storage.
Result<void> make_private_folder(const std::filesystem::path& folder);

/// Writes a signing key (mode 0600) and makes sure it is on disk. An existing file is an error. Fails with storage.
Result<void> write_key(const std::filesystem::path& file, std::string_view role, const crypto::SecretKey& key);

/// Fails with storage (missing or unreadable) or malformed (not such a key, or for another role).
Result<crypto::SecretKey> read_key(const std::filesystem::path& file, std::string_view role);

/// Whether a written file must outlive a power cut.
enum class Durability { ordinary, synced };

/// Writes a file. Fails with storage.
Result<void> write_file(const std::filesystem::path& file, crypto::Bytes bytes, Durability durability = Durability::synced);
/// Reads a file of at most `max` bytes. Fails with storage or capacity.
Result<std::vector<std::byte>> read_file(const std::filesystem::path& file, std::size_t max);

}  // namespace skan::issuer

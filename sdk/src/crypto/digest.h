// BLAKE2b digests and where each is used.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string_view>

namespace skan::crypto {

using Bytes = std::span<const std::byte>;
using Digest = std::array<std::byte, 32>;

/// What a digest is for. The names are BLAKE2b personalisations (RFC 7693 section 2.5, zero padded
/// to 16 bytes), so that the digest of one kind of object never equals that of another.
enum class Purpose { key, root, manifest, part, block, list, bundle, pack, carried_file };

/// 32-byte BLAKE2b of the concatenation of `pieces`.
Digest digest(Purpose purpose, std::initializer_list<Bytes> pieces) noexcept;
inline Digest digest(Purpose purpose, Bytes bytes) noexcept { return digest(purpose, {bytes}); }

}  // namespace skan::crypto

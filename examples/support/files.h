// Reading and writing whole files.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "skan/result.h"

namespace skan::programs {

/// The whole of a regular file of at most `largest` bytes. Fails with storage (missing, unreadable, not a
/// regular file) or capacity (larger); the text names `path`.
Result<std::vector<std::byte>> read_file(const std::filesystem::path& path, std::size_t largest);

/// Whether a written file must outlive a power cut.
enum class Durability { ordinary, synced };

/// Puts `content` at `path` (mode 0644) through a new file beside it and a rename: whoever reads `path` sees
/// the old content or the new one, never half. Fails with storage; the text names `path`.
Result<void> write_file(const std::filesystem::path& path, std::span<const std::byte> content,
                        Durability durability = Durability::ordinary);
Result<void> write_file(const std::filesystem::path& path, std::string_view content,
                        Durability durability = Durability::ordinary);

}  // namespace skan::programs

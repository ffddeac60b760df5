// A publication as a tree of files that any web server can serve.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "skan/issuer/authority.h"
#include "skan/result.h"

namespace skan::issuer {

/// What write_site() did.
struct SiteReport {
  std::size_t written = 0;  ///< files that were not there yet
  std::size_t removed = 0;  ///< files that nothing has named for kSiteKept, or that were left half written
};

/// How long, in seconds, files stay after the last publication that named them: devices may be in the middle of
/// an older one, and caches may still hold its head.
inline constexpr std::int64_t kSiteKept = 14 * 86'400;

/// Writes `publication` into `folder` (sdk/doc/trust.md section 12), which is made if it does not exist. Every file
/// appears whole or not at all, and the head after all that it leads to. Files that no publication of the last 14 days before
/// `now` (UTC seconds) has named are removed, and what a killed publisher left half written; files that are not a site's are left
/// alone. Others that write into the same folder wait for each other, where the file system has locks.
///
/// Fails with storage; with invalid_argument (a publication without a head), foreign_store (another
/// authority's or channel's site); with lower_sequence if the folder holds a newer publication's head, which then stays.
Result<SiteReport> write_site(const std::filesystem::path& folder, const Publication& publication, std::int64_t now);

}  // namespace skan::issuer

// A store as an earlier version of this library wrote it.
#pragma once

#include "faults/sql_file.h"
#include "revocation/status_list.h"
#include "support/bytes.h"

namespace skan::testing {

/// Rewrites a closed store in version 1 of the format, in which blocks were found by their digests.
inline void make_version_1(const std::string& file) {
  SqlFile sql(file);
  sql.run("CREATE TABLE old_blocks(id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT");
  const auto count = sql.number("SELECT count(*) FROM blocks");
  for (std::int64_t at = 0; at < count; ++at) {
    const std::string from = " FROM blocks ORDER BY id LIMIT 1 OFFSET " + std::to_string(at);
    const Bytes block = from_hex(sql.text("SELECT hex(bytes)" + from));
    const auto digest = revocation::block_digest(std::span(block).first<revocation::kBlockBytes>());
    sql.run("INSERT OR IGNORE INTO old_blocks SELECT id, ?, bytes" + from, digest);
  }
  sql.run("DROP TABLE blocks; ALTER TABLE old_blocks RENAME TO blocks; ALTER TABLE lists DROP COLUMN block_rows;"
          "PRAGMA user_version=1");
}

}  // namespace skan::testing

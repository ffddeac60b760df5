// The ledger's tables.
#pragma once

#include <cstdint>

#include "store/sqlite.h"

namespace skan::issuer {

inline constexpr std::int64_t kLedgerApplicationId = 0x534B4C45;  // "SKLE"
inline constexpr std::int64_t kLedgerVersion = 3;

/// Makes the tables in an empty file.
store::SqliteResult<void> create_ledger_tables(store::Database& database);

/// Brings a ledger of an earlier version up to date, in one transaction.
store::SqliteResult<void> migrate_ledger(store::Database& database);

/// Binds a certificate number as it stands in the ledger: as an integer if it is the decimal form of one of at most 18 digits,
/// which takes half the room, or else as text. No two numbers bind alike.
void bind_number(store::Statement& statement, int parameter, std::string_view number);

}  // namespace skan::issuer

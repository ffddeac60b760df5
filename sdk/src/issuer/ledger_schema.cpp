#include "issuer/ledger_schema.h"

#include <charconv>
#include <string>

#include "certificate/skn1.h"
#include "issuer/ledger_entry.h"

namespace skan::issuer {
namespace {

using store::Database;
using store::SqliteResult;

constexpr const char* kState = "CREATE TABLE IF NOT EXISTS state(name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;";

/// Version 2: what was published, for deltas from it: each list once, however often it was published.
constexpr const char* kPublications =
    "CREATE TABLE IF NOT EXISTS publications(sequence INTEGER PRIMARY KEY, published_at INTEGER NOT NULL,"
    " manifest_digest BLOB NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS publication_lists(sequence INTEGER NOT NULL, kid BLOB NOT NULL, digest BLOB NOT NULL,"
    " PRIMARY KEY(sequence, kid)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS list_wires(digest BLOB PRIMARY KEY, length INTEGER NOT NULL, wire BLOB NOT NULL) STRICT;";

/// Version 3: several keys, certificates in the order of their indices, numbers that can pass to a successor, and a history.
constexpr const char* kCertificates =
    "CREATE TABLE issuer_keys(id INTEGER PRIMARY KEY, kid BLOB NOT NULL UNIQUE, public_key BLOB NOT NULL,"
    " use INTEGER NOT NULL, since INTEGER NOT NULL, next_index INTEGER NOT NULL, issued INTEGER NOT NULL) STRICT;"
    "CREATE TABLE certificates(id INTEGER PRIMARY KEY, issued_at INTEGER NOT NULL, product INTEGER NOT NULL,"
    " batch INTEGER NOT NULL, office INTEGER NOT NULL, message BLOB NOT NULL) STRICT;"
    "CREATE TABLE numbers(number ANY PRIMARY KEY, certificate INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE labels(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE actions(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL, reason TEXT NOT NULL) STRICT;"
    "CREATE TABLE events(certificate INTEGER NOT NULL, action INTEGER NOT NULL, successor INTEGER NOT NULL,"
    " PRIMARY KEY(certificate, action)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE withdrawn(certificate INTEGER PRIMARY KEY, action INTEGER NOT NULL) STRICT;"
    "PRAGMA user_version=3;";

/// The tables that keys, certificates and withdrawals were in until version 2.
constexpr const char* kMoveKeys =
    "INSERT INTO issuer_keys SELECT rowid, kid, public_key, 1, 0, next_index,"
    " (SELECT count(*) FROM old_certificates c WHERE c.kid=k.kid) FROM keys k;"
    "INSERT INTO actions SELECT row_number() OVER (ORDER BY revoked_at), revoked_at, 1, ''"
    " FROM (SELECT DISTINCT revoked_at FROM old_certificates WHERE revoked_at IS NOT NULL);"
    "INSERT INTO withdrawn SELECT (k.id<<29)|c.status_index, a.id FROM old_certificates c JOIN issuer_keys k USING(kid)"
    " JOIN actions a ON a.at=c.revoked_at;"
    "INSERT INTO events SELECT certificate, action, 0 FROM withdrawn;";

constexpr const char* kOldRows =
    "SELECT c.number, (k.id<<29)|c.status_index, c.issued_at, c.message FROM old_certificates c JOIN issuer_keys k USING(kid)"
    " ORDER BY 2";

/// What a certificate was given for, of ledgers that did not note it.
std::string product_of(std::span<const std::byte> message) {
  const auto envelope = cose::read_sign1(message);
  const auto payload = envelope ? certificate::decode_payload(envelope->payload) : std::nullopt;
  return payload ? payload->certificate.product : std::string();
}

SqliteResult<std::int64_t> product_label(Database& database, const std::string& product) {
  if (product.empty()) return 0;
  auto insert = database.prepare("INSERT INTO labels(text) VALUES(?1) ON CONFLICT(text) DO UPDATE SET text=text RETURNING id");
  if (!insert) return std::unexpected(insert.error());
  const auto row = insert->bind(1, std::string_view(product)).step();
  if (!row) return std::unexpected(row.error());
  return insert->integer(0);
}

SqliteResult<void> move_row(Database& database, const store::Statement& row, store::Statement& certificate, store::Statement& number) {
  const auto label = product_label(database, product_of(row.blob(3)));
  if (!label) return std::unexpected(label.error());
  certificate.bind(1, row.integer(1)).bind(2, row.integer(2)).bind(3, *label).bind(4, row.blob(3));
  if (auto done = certificate.run(); !done) return done;
  bind_number(number, 1, row.text(0));
  return number.bind(2, row.integer(1)).run();
}

SqliteResult<void> move_rows(Database& database) {
  auto rows = database.prepare(kOldRows);
  if (!rows) return std::unexpected(rows.error());
  auto certificate = database.prepare("INSERT INTO certificates VALUES(?1, ?2, ?3, 0, 0, ?4)");
  if (!certificate) return std::unexpected(certificate.error());
  auto number = database.prepare("INSERT INTO numbers VALUES(?1, ?2)");
  if (!number) return std::unexpected(number.error());
  for (;;) {
    const auto more = rows->step();
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
    if (auto moved = move_row(database, *rows, *certificate, *number); !moved) return moved;
  }
}

SqliteResult<void> move_everything(Database& database) {
  for (const char* sql : {kPublications, "ALTER TABLE certificates RENAME TO old_certificates", kCertificates, kMoveKeys}) {
    if (auto done = database.execute(sql); !done) return done;
  }
  if (auto moved = move_rows(database); !moved) return moved;
  return database.execute("DROP TABLE old_certificates; DROP TABLE keys;");
}

}  // namespace

SqliteResult<void> create_ledger_tables(Database& database) {
  if (auto wal = database.execute("PRAGMA journal_mode=WAL; PRAGMA application_id=0x534B4C45;"); !wal) return wal;
  auto transaction = store::Transaction::begin(database);
  if (!transaction) return std::unexpected(transaction.error());
  for (const char* sql : {kState, kPublications, kCertificates}) {
    if (auto made = database.execute(sql); !made) return made;
  }
  return transaction->commit();
}

SqliteResult<void> migrate_ledger(Database& database) {
  auto transaction = store::Transaction::begin(database);
  if (!transaction) return std::unexpected(transaction.error());
  // Another process may have been faster.
  const auto version = database.query_integer("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  if (*version == kLedgerVersion) return {};
  if (auto moved = move_everything(database); !moved) return moved;
  return transaction->commit();
}

void bind_number(store::Statement& statement, int parameter, std::string_view number) {
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(number.data(), number.data() + number.size(), value);
  const bool whole = problem == std::errc() && end == number.data() + number.size();
  const bool canonical = whole && number.size() <= 18 && (number[0] != '0' || number.size() == 1) && number[0] != '-';
  if (canonical) {
    statement.bind(parameter, value);
  } else {
    statement.bind(parameter, number);
  }
}

}  // namespace skan::issuer

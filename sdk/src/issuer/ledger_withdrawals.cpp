// What happened to certificates after they were issued.
#include "issuer/ledger.h"

namespace skan::issuer {

Result<std::int64_t> Ledger::add_action(ActionKind kind, std::string_view reason, std::int64_t at) {
  auto statement = prepared("INSERT INTO actions(at, kind, reason) VALUES(?, ?, ?)");
  if (!statement) return std::unexpected(statement.error());
  const auto done = about((*statement)->bind(1, at).bind(2, static_cast<std::int64_t>(kind)).bind(3, reason).run());
  if (!done) return std::unexpected(done.error());
  return database_.last_row();
}

Result<void> Ledger::add_event(CertificateId id, std::int64_t action, std::int64_t successor) {
  auto statement = prepared("INSERT INTO events VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET successor=max(successor, excluded.successor)");
  if (!statement) return std::unexpected(statement.error());
  return about((*statement)->bind(1, static_cast<std::int64_t>(id)).bind(2, action).bind(3, successor).run());
}

Result<bool> Ledger::withdraw(CertificateId id, std::int64_t action) {
  auto statement = prepared("INSERT INTO withdrawn VALUES(?, ?) ON CONFLICT DO NOTHING RETURNING certificate");
  if (!statement) return std::unexpected(statement.error());
  const auto changed = about((*statement)->bind(1, static_cast<std::int64_t>(id)).bind(2, action).step());
  if (!changed || !*changed) return changed;
  if (auto noted = add_event(id, action, 0); !noted) return std::unexpected(noted.error());
  return true;
}

Result<bool> Ledger::restore(CertificateId id, std::int64_t action) {
  auto statement = prepared("DELETE FROM withdrawn WHERE certificate=? RETURNING certificate");
  if (!statement) return std::unexpected(statement.error());
  const auto changed = about((*statement)->bind(1, static_cast<std::int64_t>(id)).step());
  if (!changed || !*changed) return changed;
  if (auto noted = add_event(id, action, 0); !noted) return std::unexpected(noted.error());
  return true;
}

Result<std::vector<LedgerEvent>> Ledger::events(CertificateId id) {
  auto rows = prepared("SELECT a.at, a.kind, a.reason, e.successor FROM events e JOIN actions a ON a.id=e.action WHERE e.certificate=? ORDER BY a.id");
  if (!rows) return std::unexpected(rows.error());
  (*rows)->bind(1, static_cast<std::int64_t>(id));
  std::vector<LedgerEvent> out;
  for (;;) {
    const auto row = about((*rows)->step());
    if (!row) return std::unexpected(row.error());
    if (!*row) return out;
    store::Statement& r = **rows;
    out.push_back({r.integer(0), static_cast<ActionKind>(r.integer(1)), r.text(2), CertificateId{r.integer(3)}});
  }
}

Result<void> Ledger::for_each_match(const LedgerQuery& query, const std::function<bool(CertificateId, bool)>& visit) {
  auto rows = prepared(
      "SELECT id, EXISTS(SELECT 1 FROM withdrawn WHERE certificate=id) FROM certificates WHERE issued_at>=?1 AND issued_at<?2"
      " AND (?3='' OR product=(SELECT id FROM labels WHERE text=?3)) AND (?4='' OR batch=(SELECT id FROM labels WHERE text=?4))"
      " AND (?5='' OR office=(SELECT id FROM labels WHERE text=?5)) ORDER BY id");
  if (!rows) return std::unexpected(rows.error());
  (*rows)->bind(1, query.issued_from.value_or(0)).bind(2, query.issued_until.value_or(INT64_MAX));
  (*rows)->bind(3, std::string_view(query.product)).bind(4, std::string_view(query.batch)).bind(5, std::string_view(query.office));
  for (;;) {
    const auto row = about((*rows)->step());
    if (!row) return std::unexpected(row.error());
    if (!*row || !visit(CertificateId{(*rows)->integer(0)}, (*rows)->integer(1) != 0)) return {};
  }
}

Result<void> Ledger::for_each_revoked(const crypto::KeyId& kid, const std::function<void(std::uint32_t)>& visit) {
  const auto key = key_number(kid);
  if (!key) return std::unexpected(key.error());
  auto rows = prepared("SELECT certificate FROM withdrawn WHERE certificate>=? AND certificate<?");
  if (!rows) return std::unexpected(rows.error());
  (*rows)->bind(1, static_cast<std::int64_t>(certificate_id(*key, 0))).bind(2, static_cast<std::int64_t>(certificate_id(*key + 1, 0)));
  for (;;) {
    const auto row = about((*rows)->step());
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    visit(index_of(CertificateId{(*rows)->integer(0)}));
  }
}

Result<std::int64_t> Ledger::count(bool only_revoked) {
  return about(database_.query_integer(only_revoked ? "SELECT count(*) FROM withdrawn" : "SELECT coalesce(sum(issued), 0) FROM issuer_keys"));
}

}  // namespace skan::issuer

// Certificates and their numbers in the ledger.
#include "certificate/skn1.h"
#include "issuer/ledger.h"
#include "issuer/ledger_schema.h"

namespace skan::issuer {
namespace {

constexpr const char* kNewNumber = "INSERT INTO numbers VALUES(?, ?)";

}  // namespace

// One select list for two statements that must be literals.
#define SKAN_CERTIFICATE_COLUMNS \
  "SELECT id, issued_at, product, batch, office, message, EXISTS(SELECT 1 FROM withdrawn WHERE certificate=id) FROM certificates "

Result<std::int64_t> Ledger::label(const std::string& text) {
  if (text.empty()) return 0;
  const auto known = labels_.find(text);
  if (known != labels_.end()) return known->second;
  auto statement = prepared("INSERT INTO labels(text) VALUES(?1) ON CONFLICT(text) DO UPDATE SET text=text RETURNING id");
  if (!statement) return std::unexpected(statement.error());
  const auto row = about((*statement)->bind(1, std::string_view(text)).step());
  if (!row) return std::unexpected(row.error());
  return labels_.emplace(text, (*statement)->integer(0)).first->second;
}

Result<std::string> Ledger::label_text(std::int64_t id) {
  if (id == 0) return std::string();
  const auto known = label_texts_.find(id);
  if (known != label_texts_.end()) return known->second;
  auto statement = prepared("SELECT text FROM labels WHERE id=?");
  if (!statement) return std::unexpected(statement.error());
  const auto row = about((*statement)->bind(1, id).step());
  if (!row) return std::unexpected(row.error());
  return label_texts_.emplace(id, *row ? (*statement)->text(0) : std::string()).first->second;
}

Result<LedgerEntry> Ledger::entry_of(const store::Statement& row) {
  LedgerEntry entry;
  entry.id = CertificateId{row.integer(0)};
  entry.status_index = index_of(entry.id);
  entry.issued_at = row.integer(1);
  const auto message = row.blob(5);
  entry.message.assign(message.begin(), message.end());
  entry.withdrawn = row.integer(6) != 0;
  const auto kid = kid_of(key_of(entry.id));
  const auto product = label_text(row.integer(2)), batch = label_text(row.integer(3)), office = label_text(row.integer(4));
  if (!kid) return std::unexpected(kid.error());
  for (const auto* text : {&product, &batch, &office}) {
    if (!*text) return std::unexpected(text->error());
  }
  entry.kid = *kid;
  entry.product = *product;
  entry.batch = *batch;
  entry.office = *office;
  return entry;
}

Result<std::optional<CertificateId>> Ledger::locate(std::string_view number) {
  auto statement = prepared("SELECT certificate FROM numbers WHERE number=?");
  if (!statement) return std::unexpected(statement.error());
  bind_number(**statement, 1, number);
  const auto row = about((*statement)->step());
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::nullopt;
  return CertificateId{(*statement)->integer(0)};
}

Result<std::optional<LedgerEntry>> Ledger::find(std::string_view number) {
  const auto id = locate(number);
  if (!id) return std::unexpected(id.error());
  if (!*id) return std::nullopt;
  auto entry = read(**id);
  if (entry && *entry) (*entry)->number = number;
  return entry;
}

Result<std::optional<LedgerEntry>> Ledger::read(CertificateId id) {
  auto statement = prepared(SKAN_CERTIFICATE_COLUMNS "WHERE id=?");
  if (!statement) return std::unexpected(statement.error());
  const auto row = about((*statement)->bind(1, static_cast<std::int64_t>(id)).step());
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::nullopt;
  return entry_of(**statement);
}

Result<std::vector<LedgerEntry>> Ledger::read_page(const crypto::KeyId& kid, std::uint32_t from_index, std::size_t at_most) {
  const auto key = key_number(kid);
  if (!key) return std::unexpected(key.error());
  auto statement = prepared(SKAN_CERTIFICATE_COLUMNS "WHERE id>=? AND id<? ORDER BY id LIMIT ?");
  if (!statement) return std::unexpected(statement.error());
  (*statement)->bind(1, static_cast<std::int64_t>(certificate_id(*key, from_index)));
  (*statement)->bind(2, static_cast<std::int64_t>(certificate_id(*key + 1, 0))).bind(3, static_cast<std::int64_t>(at_most));
  std::vector<LedgerEntry> out;
  for (;;) {
    const auto row = about((*statement)->step());
    if (!row) return std::unexpected(row.error());
    if (!*row) return out;
    auto entry = entry_of(**statement);
    if (!entry) return std::unexpected(entry.error());
    out.push_back(*std::move(entry));
  }
}

Result<std::array<std::int64_t, 3>> Ledger::labels_of(const LedgerEntry& entry) {
  const std::array<const std::string*, 3> texts{&entry.product, &entry.batch, &entry.office};
  std::array<std::int64_t, 3> out{};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    auto& last = last_labels_[i];
    if (last.first != *texts[i]) {
      const auto id = label(*texts[i]);
      if (!id) return std::unexpected(id.error());
      last = {*texts[i], *id};
    }
    out[i] = last.second;
  }
  return out;
}

Result<CertificateId> Ledger::insert(const LedgerEntry& entry) {
  const auto key = key_number(entry.kid);
  if (!key) return std::unexpected(key.error());
  const auto labels = labels_of(entry);
  if (!labels) return std::unexpected(labels.error());
  const CertificateId id = certificate_id(*key, entry.status_index);
  auto certificate = prepared("INSERT INTO certificates VALUES(?, ?, ?, ?, ?, ?)");
  if (!certificate) return std::unexpected(certificate.error());
  (*certificate)->bind(1, static_cast<std::int64_t>(id)).bind(2, entry.issued_at).bind(3, (*labels)[0]).bind(4, (*labels)[1]).bind(5, (*labels)[2]);
  if (auto done = about((*certificate)->bind_borrowed(6, entry.message).run()); !done) return std::unexpected(done.error());
  return id;
}

Result<void> Ledger::count_issued(const crypto::KeyId& kid, std::size_t more) {
  auto count = prepared("UPDATE issuer_keys SET issued=issued+?1 WHERE kid=?2");
  if (!count) return std::unexpected(count.error());
  return about((*count)->bind(1, static_cast<std::int64_t>(more)).bind(2, crypto::Bytes(kid)).run());
}

Result<void> Ledger::set_number(const char* sql, std::string_view number, CertificateId id) {
  auto statement = prepared(sql);
  if (!statement) return std::unexpected(statement.error());
  bind_number(**statement, 1, number);
  return about((*statement)->bind(2, static_cast<std::int64_t>(id)).run());
}

Result<void> Ledger::add(const LedgerEntry& entry) {
  const auto id = insert(entry);
  if (!id) return std::unexpected(id.error());
  if (auto counted = count_issued(entry.kid, 1); !counted) return counted;
  return set_number(kNewNumber, entry.number, *id);
}

Result<void> Ledger::add_all(std::span<const LedgerEntry* const> by_index, std::span<const LedgerEntry* const> by_number) {
  if (by_index.empty()) return {};
  const auto key = key_number(by_index.front()->kid);
  if (!key) return std::unexpected(key.error());
  for (const LedgerEntry* entry : by_index) {
    if (auto id = insert(*entry); !id) return std::unexpected(id.error());
  }
  for (const LedgerEntry* entry : by_number) {
    if (auto done = set_number(kNewNumber, entry->number, certificate_id(*key, entry->status_index)); !done) return done;
  }
  return count_issued(by_index.front()->kid, by_index.size());
}

Result<void> Ledger::add_successor(const LedgerEntry& entry, CertificateId predecessor, std::int64_t action) {
  const auto id = insert(entry);
  if (!id) return std::unexpected(id.error());
  if (auto counted = count_issued(entry.kid, 1); !counted) return counted;
  const auto bearer = locate(entry.number);
  if (!bearer) return std::unexpected(bearer.error());
  if (*bearer && **bearer != predecessor) {
    return std::unexpected(Error{ErrorCode::invalid_argument, "number: belongs to another certificate; give the correction a new number"});
  }
  const auto numbered = set_number("INSERT INTO numbers VALUES(?1, ?2) ON CONFLICT(number) DO UPDATE SET certificate=?2", entry.number, *id);
  if (!numbered) return numbered;
  return add_event(predecessor, action, static_cast<std::int64_t>(*id));
}

}  // namespace skan::issuer

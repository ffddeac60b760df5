#include "skan/issuer/history.h"

#include "issuer/authority_impl.h"

namespace skan::issuer {
namespace {

const char* word(ActionKind kind) {
  switch (kind) {
    case ActionKind::withdraw: return "withdrawn";
    case ActionKind::restore: return "restored";
    case ActionKind::supersede: return "superseded";
    case ActionKind::reissue: return "reissued";
  }
  return "changed";
}

}  // namespace

Result<std::optional<CertificateHistory>> history_of(Authority& authority, std::string_view number) {
  Ledger& ledger = authority.inside().ledger;
  const auto entry = ledger.find(number);
  if (!entry) return std::unexpected(entry.error());
  if (!*entry) return std::nullopt;
  const LedgerEntry& e = **entry;
  CertificateHistory out{e.number, e.kid, e.status_index, e.issued_at, e.product, e.batch, e.office, e.withdrawn, {}};
  const auto events = ledger.events(e.id);
  if (!events) return std::unexpected(events.error());
  for (const LedgerEvent& event : *events) out.events.push_back({event.at, word(event.kind), event.reason});
  return out;
}

}  // namespace skan::issuer

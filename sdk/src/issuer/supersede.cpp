#include <algorithm>

#include "codec/text.h"
#include "issuer/issue_one.h"
#include "issuer/next_key.h"
#include "skan/issuer/withdrawal.h"

namespace skan::issuer {
namespace {

constexpr std::size_t kLongestReason = 200;
constexpr auto kReplaced = "replaces: was replaced by another correction already; correct that one";

std::unexpected<Error> refuse(const char* message) { return std::unexpected(Error{ErrorCode::invalid_argument, message}); }

Result<bool> was_replaced(Ledger& ledger, CertificateId old) {
  const auto events = ledger.events(old);
  if (!events) return std::unexpected(events.error());
  return std::ranges::any_of(*events, [](const LedgerEvent& event) { return event.kind == ActionKind::supersede; });
}

/// Whether `successor` took the place of `old`, perhaps after others: a correction whose key was stolen was issued anew.
Result<bool> descends_from(Ledger& ledger, CertificateId successor, CertificateId old) {
  for (CertificateId at = old;;) {
    const auto events = ledger.events(at);
    if (!events) return std::unexpected(events.error());
    const auto next = std::ranges::find_if(*events, [&](const LedgerEvent& event) { return event.successor > at; });
    if (next == events->end()) return false;
    if (next->successor == successor) return true;
    at = next->successor;
  }
}

/// The correction that was made already, if it was.
Result<std::optional<LedgerEntry>> find_made(Ledger& ledger, const LedgerEntry& old, const Draft& draft) {
  const auto present = ledger.find(draft.certificate.number);
  if (!present) return present;
  if (!*present) {
    const auto replaced = was_replaced(ledger, old.id);
    if (!replaced) return std::unexpected(replaced.error());
    if (*replaced) return refuse(kReplaced);
    return std::nullopt;
  }
  const bool same = was_issued_for((*present)->message, draft);
  if ((*present)->id == old.id && !same) return std::nullopt;
  const auto replaced = (*present)->id == old.id ? Result<bool>(true) : descends_from(ledger, (*present)->id, old.id);
  if (!replaced) return std::unexpected(replaced.error());
  if (same && *replaced && (*present)->withdrawn) return refuse("number: this correction was made before and withdrawn since ('show' tells why)");
  if (same && *replaced) return present;
  return refuse("number: belongs to another certificate; give the correction a new number");
}

Result<Issued> replace(Authority::Impl& authority, const LedgerEntry& old, Draft& draft, const std::string& reason, std::int64_t now) {
  Ledger& ledger = authority.ledger;
  // Once more, in the transaction: another program may have been faster.
  const auto replaced = was_replaced(ledger, old.id);
  if (!replaced) return std::unexpected(replaced.error());
  if (*replaced) return refuse(kReplaced);
  const auto entry = sign_next(authority, draft, now);
  if (!entry) return std::unexpected(entry.error());
  const auto action = ledger.add_action(ActionKind::supersede, reason, now);
  if (!action) return std::unexpected(action.error());
  if (auto added = ledger.add_successor(*entry, old.id, *action); !added) return std::unexpected(added.error());
  if (auto withdrawn = ledger.withdraw(old.id, *action); !withdrawn) return std::unexpected(withdrawn.error());
  return issued_of(*entry, false);
}

}  // namespace

Result<Issued> supersede(Authority& authority, const std::string& replaces, const Record& corrected, const std::string& reason,
                         std::int64_t now) {
  Authority::Impl& inside = authority.inside();
  const bool good_reason = !reason.empty() && reason.size() <= kLongestReason && codec::is_display_text(reason);
  if (!good_reason) return refuse("reason: 1 to 200 bytes of text without control characters are expected");
  auto draft = make_draft(corrected);
  if (!draft) return std::unexpected(draft.error());
  const auto old = inside.ledger.find(replaces);
  if (!old) return std::unexpected(old.error());
  if (!*old) return refuse("replaces: no certificate with this number was ever issued");
  const auto made = find_made(inside.ledger, **old, *draft);
  if (!made) return std::unexpected(made.error());
  if (*made) return issued_of(**made, true);
  if (auto open = inside.need_keys(); !open) return std::unexpected(open.error());
  if (auto ready = renew_issuer_key(inside, now); !ready) return std::unexpected(ready.error());
  return in_transaction(inside, [&] { return replace(inside, **old, *draft, reason, now); });
}

}  // namespace skan::issuer

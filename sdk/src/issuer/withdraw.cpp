#include "skan/issuer/withdrawal.h"

#include <algorithm>
#include <functional>
#include <map>

#include "codec/hex.h"
#include "codec/text.h"
#include "issuer/issue_one.h"

namespace skan::issuer {
namespace {

constexpr std::size_t kLongestReason = 200;

std::unexpected<Error> refuse(std::string message) {
  return std::unexpected(Error{ErrorCode::invalid_argument, std::move(message)});
}

/// The selected certificates that change, and what else is to tell of the selection.
struct Plan {
  std::vector<CertificateId> ids;
  ChangeReport report;
};

/// Judges one selected certificate: true if it changes.
using Judge = std::function<Result<bool>(CertificateId, bool withdrawn, ChangeReport&)>;

Result<bool> is_superseded(Ledger& ledger, CertificateId id) {
  const auto events = ledger.events(id);
  if (!events) return std::unexpected(events.error());
  return std::ranges::any_of(*events, [](const LedgerEvent& event) { return event.kind == ActionKind::supersede; });
}

Result<void> select_numbers(Ledger& ledger, const std::vector<std::string>& numbers, const Judge& judge, Plan& plan) {
  for (const std::string& number : numbers) {
    const auto entry = ledger.find(number);
    if (!entry) return std::unexpected(entry.error());
    if (!*entry) return refuse(number + ": was never issued; nothing was changed");
    const auto changes = judge((*entry)->id, (*entry)->withdrawn, plan.report);
    if (!changes) return std::unexpected(Error{changes.error().code, number + ": " + changes.error().message});
    if (*changes) plan.ids.push_back((*entry)->id);
  }
  std::ranges::sort(plan.ids);
  const auto repeated = std::ranges::unique(plan.ids);
  plan.report.unchanged += static_cast<std::uint64_t>(repeated.size());
  plan.ids.erase(repeated.begin(), repeated.end());
  return {};
}

Result<void> select_matches(Ledger& ledger, const CertificateQuery& query, const Judge& judge, Plan& plan) {
  std::optional<Error> failure;
  const LedgerQuery wanted{query.product, query.batch, query.office, query.issued_from, query.issued_until};
  const auto visited = ledger.for_each_match(wanted, [&](CertificateId id, bool withdrawn) {
    const auto changes = judge(id, withdrawn, plan.report);
    if (!changes) failure = changes.error();
    if (changes && *changes) plan.ids.push_back(id);
    return changes.has_value();
  });
  if (failure) return std::unexpected(*failure);
  return visited;
}

/// Counts by key, and whether the count must be confirmed.
Result<void> weigh(Ledger& ledger, Plan& plan) {
  std::map<std::int64_t, std::uint64_t> changed;
  for (const CertificateId id : plan.ids) ++changed[key_of(id)];
  const auto keys = ledger.keys();
  if (!keys) return std::unexpected(keys.error());
  plan.report.changed = plan.ids.size();
  for (const LedgerKey& key : *keys) {
    const auto found = changed.find(key.id);
    if (found == changed.end()) continue;
    plan.report.keys.push_back({codec::hex_encode(key.kid), key.issued, found->second});
    if (found->second * 100 > key.issued && plan.ids.size() > 1) plan.report.needs_confirmation = true;
  }
  return {};
}

Result<void> check(const Selection& selection, const ChangeOptions& options) {
  const auto& query = selection.query;
  const bool says_something = query && (!query->product.empty() || !query->batch.empty() || !query->office.empty() ||
                                        query->issued_from || query->issued_until);
  if (query && !says_something) return refuse("the query names nothing; say which certificates are meant");
  if (query && !selection.numbers.empty()) return refuse("either numbers or a query is expected, not both");
  const bool reason = !options.reason.empty() && options.reason.size() <= kLongestReason && codec::is_display_text(options.reason);
  if (!reason) return refuse("reason: 1 to 200 bytes of text without control characters are expected");
  return {};
}

Result<Plan> plan_of(Ledger& ledger, const Selection& selection, const Judge& judge) {
  Plan plan;
  const auto selected = selection.query ? select_matches(ledger, *selection.query, judge, plan)
                                        : select_numbers(ledger, selection.numbers, judge, plan);
  if (!selected) return std::unexpected(selected.error());
  if (auto weighed = weigh(ledger, plan); !weighed) return std::unexpected(weighed.error());
  return plan;
}

Result<void> check_confirmed(const ChangeReport& report, const ChangeOptions& options) {
  const auto count = std::to_string(report.changed);
  if (options.confirmed_count && *options.confirmed_count != report.changed) {
    return refuse(count + " certificates would change, not the confirmed " + std::to_string(*options.confirmed_count) +
                  "; nothing was changed");
  }
  if (!report.needs_confirmation || options.confirmed_count) return {};
  return refuse(count + " certificates would change, more than 1 % of a key's; if all of them are meant, confirm exactly that count");
}

using Apply = Result<bool> (Ledger::*)(CertificateId, std::int64_t);

Result<ChangeReport> change(Authority& authority, const Selection& selection, const ChangeOptions& options, std::int64_t now,
                            ActionKind kind, const Judge& judge, Apply apply) {
  if (auto checked = check(selection, options); !checked) return std::unexpected(checked.error());
  Ledger& ledger = authority.inside().ledger;
  return in_transaction(authority.inside(), [&]() -> Result<ChangeReport> {
    const auto plan = plan_of(ledger, selection, judge);
    if (!plan) return std::unexpected(plan.error());
    if (options.dry_run || plan->ids.empty()) return plan->report;
    if (auto confirmed = check_confirmed(plan->report, options); !confirmed) return std::unexpected(confirmed.error());
    const auto action = ledger.add_action(kind, options.reason, now);
    if (!action) return std::unexpected(action.error());
    for (const CertificateId id : plan->ids) {
      if (auto done = (ledger.*apply)(id, *action); !done) return std::unexpected(done.error());
    }
    return plan->report;
  });
}

Result<bool> was_in_force(CertificateId, bool withdrawn, ChangeReport& report) {
  if (withdrawn) ++report.unchanged;
  return !withdrawn;
}

}  // namespace

Result<ChangeReport> withdraw(Authority& authority, const Selection& selection, const ChangeOptions& options, std::int64_t now) {
  return change(authority, selection, options, now, ActionKind::withdraw, was_in_force, &Ledger::withdraw);
}

Result<ChangeReport> restore(Authority& authority, const Selection& selection, const ChangeOptions& options, std::int64_t now) {
  Ledger& ledger = authority.inside().ledger;
  const Judge judge = [&](CertificateId id, bool withdrawn, ChangeReport& report) -> Result<bool> {
    if (!withdrawn) ++report.unchanged;
    if (!withdrawn) return false;
    const auto superseded = is_superseded(ledger, id);
    if (!superseded) return superseded;
    if (*superseded && !selection.query) return refuse("was replaced by a correction, and stays withdrawn; nothing was changed");
    if (*superseded) ++report.superseded;
    return !*superseded;
  };
  return change(authority, selection, options, now, ActionKind::restore, judge, &Ledger::restore);
}

Result<std::size_t> Authority::revoke(const std::vector<std::string>& numbers, std::int64_t now) {
  const Selection selection{numbers, {}};
  const auto planned = withdraw(*this, selection, {"withdrawn", true, {}}, now);
  if (!planned) return std::unexpected(planned.error());
  const auto done = withdraw(*this, selection, {"withdrawn", false, planned->changed}, now);
  if (!done) return std::unexpected(done.error());
  return done->changed;
}

}  // namespace skan::issuer

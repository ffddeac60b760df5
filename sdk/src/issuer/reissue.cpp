// Certificates of a stolen issuer key, anew under another one.
#include <algorithm>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "certificate/skn1.h"
#include "codec/hex.h"
#include "cose/sign1.h"
#include "issuer/draft.h"
#include "issuer/issue_one.h"
#include "issuer/next_key.h"
#include "skan/issuer/drill.h"

namespace skan::issuer {
namespace {

constexpr std::uint32_t kPage = 5'000;  // certificates in one transaction

std::unexpected<Error> error(ErrorCode code, std::string message) { return std::unexpected(Error{code, std::move(message)}); }

/// A certificate that is to be reissued.
struct Renewal {
  CertificateId predecessor{};
  Draft draft;
  LedgerEntry entry;
};

/// Where the work stands, in the ledger: the first index that was not looked at.
std::string progress_name(const crypto::KeyId& kid) { return "reissue." + codec::hex_encode(kid); }

Result<std::optional<Renewal>> renewal_of(const LedgerEntry& old, std::int64_t now, const trust::IssuerKey& key) {
  if (old.withdrawn) return std::nullopt;
  const auto envelope = cose::read_sign1(old.message);
  auto payload = envelope ? certificate::decode_payload(envelope->payload) : std::nullopt;
  if (!payload) return error(ErrorCode::malformed, fmt::format("the ledger's certificate {} is damaged; restore the ledger from your backup", old.status_index));
  Renewal out{old.id, {std::move(payload->certificate), true, old.batch, old.office, key.practice}, {}};
  Certificate& certificate = out.draft.certificate;
  if (certificate.expires <= now) return std::nullopt;
  certificate.issued_at = now;
  certificate.expires = std::min(certificate.expires, key.valid_until);
  // What would begin after its end is in no verifier's eyes a certificate.
  if (certificate.not_before && *certificate.not_before >= certificate.expires) return std::nullopt;
  return out;
}

/// Signs on all cores.
void sign_all(std::vector<Renewal>& renewals, const crypto::SecretKey& key, const crypto::KeyId& kid) {
  const std::size_t share = renewals.size() / std::max(1u, std::thread::hardware_concurrency()) + 1;
  std::vector<std::jthread> threads;
  for (std::size_t begin = 0; begin < renewals.size(); begin += share) {
    threads.emplace_back([&, begin] {
      const std::size_t end = std::min(renewals.size(), begin + share);
      for (std::size_t i = begin; i < end; ++i) renewals[i].entry = sign_draft(renewals[i].draft, key, kid);
    });
  }
}

/// One stolen key's certificates, page by page.
class Reissue {
 public:
  Reissue(Authority::Impl& authority, const crypto::KeyId& stolen, std::int64_t now) : authority_(authority), stolen_(stolen), now_(now) {}

  /// The next page, in one transaction. False if there was none.
  Result<bool> next();
  Result<void> start();
  Result<void> find_place();

  ReissueProgress progress() const noexcept { return {at_, total_}; }
  ReissueReport report;

 private:
  Result<std::vector<Renewal>> read(const std::vector<LedgerEntry>& page, std::uint32_t room);
  Result<void> record(std::vector<Renewal>& renewals);

  Authority::Impl& authority_;
  const crypto::KeyId stolen_;
  const std::int64_t now_;
  std::uint32_t at_ = 0;
  std::uint32_t total_ = 0;
  std::int64_t action_ = 0;
};

Result<void> Reissue::start() {
  const auto total = authority_.ledger.index_count(stolen_);
  if (!total) return std::unexpected(total.error());
  total_ = *total;
  return find_place();
}

/// From the ledger each time: another program may be at the same work.
Result<void> Reissue::find_place() {
  const auto at = authority_.ledger.number_or(progress_name(stolen_), 0);
  if (!at) return std::unexpected(at.error());
  at_ = static_cast<std::uint32_t>(*at);
  return {};
}

/// Fewer than the page has, if the key that signs has no room for more; at_ stands behind the last.
Result<std::vector<Renewal>> Reissue::read(const std::vector<LedgerEntry>& page, std::uint32_t room) {
  std::vector<Renewal> out;
  for (const LedgerEntry& old : page) {
    if (out.size() == room) break;
    auto renewal = renewal_of(old, now_, authority_.active_key());
    if (!renewal) return std::unexpected(renewal.error());
    at_ = old.status_index + 1;
    if (*renewal) {
      out.push_back(**std::move(renewal));
    } else {
      ++report.left;
    }
  }
  return out;
}

Result<void> Reissue::record(std::vector<Renewal>& renewals) {
  Ledger& ledger = authority_.ledger;
  if (auto current = authority_.need_current_issuers(); !current) return current;
  const trust::IssuerKey& key = authority_.active_key();
  const auto first = ledger.index_count(key.kid);
  if (!first) return std::unexpected(first.error());
  for (std::size_t i = 0; i < renewals.size(); ++i) renewals[i].draft.certificate.status_index = *first + static_cast<std::uint32_t>(i);
  sign_all(renewals, *authority_.issuer_key, key.kid);
  const auto taken = ledger.take_indices(key.kid, *first, *first + static_cast<std::uint32_t>(renewals.size()));
  if (!taken) return std::unexpected(taken.error());
  if (!*taken) return error(ErrorCode::overtaken, "the ledger was changed by another program meanwhile; start again");
  if (action_ == 0) {
    const auto action = ledger.add_action(ActionKind::reissue, "the issuer key was stolen", now_);
    if (!action) return std::unexpected(action.error());
    action_ = *action;
  }
  for (const Renewal& renewal : renewals) {
    if (auto added = ledger.add_successor(renewal.entry, renewal.predecessor, action_); !added) return added;
  }
  return ledger.set(progress_name(stolen_), std::int64_t{at_});
}

Result<bool> Reissue::next() {
  if (auto ready = renew_issuer_key(authority_, now_); !ready) return std::unexpected(ready.error());
  const auto room = room_of_active_key(authority_, now_);
  if (!room) return std::unexpected(room.error());
  const std::int64_t action_before = action_;
  const auto done = in_transaction(authority_, [&]() -> Result<bool> {
    if (auto found = find_place(); !found) return std::unexpected(found.error());
    const auto page = authority_.ledger.read_page(stolen_, at_, kPage);
    if (!page) return std::unexpected(page.error());
    if (page->empty()) return false;
    auto renewals = read(*page, *room);
    if (!renewals) return std::unexpected(renewals.error());
    report.reissued += renewals->size();
    if (auto recorded = record(*renewals); !recorded) return std::unexpected(recorded.error());
    return true;
  });
  if (!done) action_ = action_before;
  return done;
}

}  // namespace

Result<ReissueReport> reissue_after_theft(Authority& authority, std::string_view issuer_key_id, std::int64_t now,
                                          const std::function<bool(const ReissueProgress&)>& watch) {
  Authority::Impl& inside = authority.inside();
  crypto::KeyId kid{};
  const trust::IssuerKey* stolen = codec::hex_decode(issuer_key_id, kid) ? inside.issuers.find(kid) : nullptr;
  if (!stolen) return error(ErrorCode::invalid_argument, fmt::format("{}: is no issuer key of this authority; 'skan-authority keys' lists them", issuer_key_id));
  if (auto open = inside.need_keys(); !open) return std::unexpected(open.error());
  if (stolen->state != trust::KeyState::compromised) {
    if (auto declared = compromise_issuer_key(inside, kid, now); !declared) return std::unexpected(declared.error());
  }
  Reissue work(inside, kid, now);
  if (auto started = work.start(); !started) return std::unexpected(started.error());
  for (;;) {
    const auto more = work.next();
    if (!more) return std::unexpected(more.error());
    work.report.finished = !*more;
    if (!*more || !watch(work.progress())) break;
  }
  work.report.new_key_id = codec::hex_encode(inside.active_key().kid);
  return work.report;
}

}  // namespace skan::issuer

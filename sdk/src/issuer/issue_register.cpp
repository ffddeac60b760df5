#include "skan/issuer/issue_register.h"

#include <deque>
#include <thread>

#include "certificate/skn1.h"
#include "issuer/bounded_queue.h"
#include "issuer/issue_batch.h"
#include "issuer/next_key.h"

namespace skan::issuer {
namespace {

using BatchPointer = std::unique_ptr<Batch>;  // its address stays while workers are at it

/// One run: a reader thread makes batches, the calling thread leads them through the ledger, a pool drafts and signs.
class RegisterRun {
 public:
  RegisterRun(Authority::Impl& authority, const IssueHooks& hooks, const IssuePace& pace, IssueTotals& totals)
      : authority_(authority), ledger_(authority.ledger), hooks_(hooks), pace_(pace), totals_(totals), pool_(pace.threads) {}

  Result<void> run();

 private:
  void read();
  bool pass_on(BatchPointer& filling);
  Result<void> lead();
  BatchPointer next();
  Result<void> send(BatchPointer batch);
  Result<std::uint32_t> find_room(const Batch& batch);
  Result<void> finish();
  Result<void> record_durably(Batch& batch);
  Result<void> settle(Batch& batch);
  Result<void> hand_out(Batch& batch);
  bool stopped() const { return hooks_.stop && hooks_.stop(); }

  Authority::Impl& authority_;
  Ledger& ledger_;
  const IssueHooks& hooks_;
  const IssuePace& pace_;
  IssueTotals& totals_;
  BoundedQueue<BatchPointer> queue_{1};
  Result<void> read_result_;
  std::deque<BatchPointer> rests_;  // of batches that were split between two keys
  BatchPointer flying_;             // is being signed
  Met met_;
  WorkerPool pool_;                 // last, so that its threads end first
};

Result<void> RegisterRun::run() {
  std::thread reader([this] { read(); });
  auto led = lead();
  queue_.close();
  reader.join();
  return led ? read_result_ : led;
}

void RegisterRun::read() {
  auto filling = std::make_unique<Batch>();
  read_result_ = hooks_.read([&](RegisterRow row) {
    if (stopped()) return false;
    filling->read.push_back(std::move(row));
    return filling->read.size() < pace_.batch || pass_on(filling);
  });
  if (!filling->read.empty()) pass_on(filling);
  queue_.close();
}

bool RegisterRun::pass_on(BatchPointer& filling) {
  start_drafts(pool_, *filling);
  auto full = std::exchange(filling, std::make_unique<Batch>());
  filling->read.reserve(full->read.size());
  const std::shared_ptr<WorkerPool::Job> job = full->job;
  if (queue_.push(full)) return true;
  job->wait();  // nobody takes it any more, and it must not go while workers are at it
  return false;
}

BatchPointer RegisterRun::next() {
  if (!rests_.empty()) {
    auto rest = std::move(rests_.front());
    rests_.pop_front();
    return rest;
  }
  auto batch = queue_.pop();
  if (!batch) return nullptr;
  (*batch)->job->wait();
  (*batch)->read = {};
  return *std::move(batch);
}

Result<void> RegisterRun::lead() {
  while (BatchPointer batch = next()) {
    if (auto sent = send(std::move(batch)); !sent) return sent;
    totals_.stopped = stopped();
    if (totals_.stopped) break;
  }
  return finish();
}

/// Has the batch signed, and meanwhile finishes the one before.
Result<void> RegisterRun::send(BatchPointer batch) {
  refuse_repeated(*batch, flying_.get());
  if (auto found = look_up(ledger_, *batch); !found) return found;
  batch->now = hooks_.now();
  const auto room = find_room(*batch);
  if (!room) return std::unexpected(room.error());
  const trust::IssuerKey& key = authority_.active_key();
  const auto count = ledger_.index_count(key.kid);
  if (!count) return std::unexpected(count.error());
  batch->first_index = flying_ && flying_->kid == key.kid ? flying_->end_index : *count;
  batch->key = authority_.issuer_key;
  auto rest = std::make_unique<Batch>();
  assign(*batch, key, *room, *rest);
  if (!rest->rows.empty()) rests_.push_front(std::move(rest));
  start_signing(pool_, *batch);
  const auto finished = finish();
  flying_ = std::move(batch);
  if (!finished) flying_->job->wait();
  return finished;
}

/// How many certificates the active key may still sign, after the next one took over if that is none.
Result<std::uint32_t> RegisterRun::find_room(const Batch& batch) {
  auto room = room_of_active_key(authority_, batch.now);
  if (!room) return room;
  const bool same_key = flying_ && flying_->kid == authority_.active_key().kid;
  const std::uint32_t taken = same_key ? flying_->new_count() : 0;
  if (*room > taken) return *room - taken;
  if (auto finished = finish(); !finished) return std::unexpected(finished.error());
  if (auto renewed = renew_issuer_key(authority_, batch.now); !renewed) return std::unexpected(renewed.error());
  return room_of_active_key(authority_, batch.now);
}

Result<void> RegisterRun::finish() {
  if (!flying_) return {};
  const BatchPointer batch = std::move(flying_);
  batch->job->wait();
  auto recorded = record_durably(*batch);
  if (!recorded) {
    ledger_.rollback();
    return recorded;
  }
  if (auto handed_out = hand_out(*batch); !handed_out) return handed_out;
  return renew_issuer_key(authority_, batch->now);
}

Result<void> RegisterRun::record_durably(Batch& batch) {
  if (batch.new_count() == 0) return {};
  if (auto begun = ledger_.begin(); !begun) return begun;
  const auto version = ledger_.version_of_others();
  if (!version) return std::unexpected(version.error());
  if (*version != batch.ledger_version) {
    if (auto settled = settle(batch); !settled) return settled;
  }
  auto recorded = record(ledger_, batch);
  if (recorded && !*recorded) {
    if (auto settled = settle(batch); !settled) return settled;
    recorded = record(ledger_, batch);
  }
  if (!recorded) return std::unexpected(recorded.error());
  return ledger_.commit();
}

/// Another program has changed the ledger since the batch was looked up: within the transaction all is asked, dated and signed anew. (What is
/// issued after a publication must not be dated before it, or verifiers could not tell that it is newer than their list.)
Result<void> RegisterRun::settle(Batch& batch) {
  const auto keys = ledger_.keys();
  if (!keys) return std::unexpected(keys.error());
  for (const LedgerKey& key : *keys) {
    if (key.kid != batch.kid || key.use == KeyUse::active) continue;
    return std::unexpected(Error{ErrorCode::overtaken, ledger_.path() + ": another program has put a new issuer key in force; run this again to go on with it"});
  }
  if (auto found = look_up(ledger_, batch); !found) return found;
  const auto first = ledger_.index_count(batch.kid);
  if (!first) return std::unexpected(first.error());
  batch.now = hooks_.now();
  batch.first_index = *first;
  Batch none;
  assign(batch, authority_.active_key(), static_cast<std::uint32_t>(batch.rows.size()), none);
  start_signing(pool_, batch);
  batch.job->wait();
  return {};
}

Result<void> RegisterRun::hand_out(Batch& batch) {
  const auto key = ledger_.key_number(batch.kid);
  if (!key) return std::unexpected(key.error());
  std::vector<IssuedRow> rows;
  rows.reserve(batch.rows.size());
  for (BatchRow& row : batch.rows) {
    const CertificateId id = row.is_new ? certificate_id(*key, row.entry.status_index) : row.id;
    const bool repeated = row.draft && met_.again(id);
    if (repeated && !row.is_new) row.refuse("number: stands in an earlier row already");
    if (row.is_new) {
      row.result.message = std::move(row.entry.message);
      row.result.number = std::move(row.entry.number);
    }
    if (row.result.outcome == RowOutcome::refused) row.result = {std::move(row.result.place), RowOutcome::refused, std::move(row.result.refusal), {}, {}, 0, {}};
    rows.push_back(std::move(row.result));
  }
  if (auto handed_out = hooks_.hand_out(rows); !handed_out) return handed_out;
  for (const IssuedRow& row : rows) {
    ++(row.outcome == RowOutcome::issued ? totals_.issued : row.outcome == RowOutcome::refused ? totals_.refused : totals_.already_issued);
  }
  return {};
}

}  // namespace

std::string text_of(std::span<const std::byte> message) { return certificate::skn1_text(message); }

Result<void> issue_register(Authority& authority, const IssueHooks& hooks, const IssuePace& pace, IssueTotals& totals) {
  if (auto open = authority.inside().need_keys(); !open) return open;
  if (auto ready = renew_issuer_key(authority.inside(), hooks.now()); !ready) return ready;
  return RegisterRun(authority.inside(), hooks, pace, totals).run();
}

}  // namespace skan::issuer

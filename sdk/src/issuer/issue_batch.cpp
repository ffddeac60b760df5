#include "issuer/issue_batch.h"

#include <algorithm>

namespace skan::issuer {
namespace {

constexpr auto kRepeated = "number: stands in an earlier row already";

/// The ledger's own order for numbers without leading zeros, so that its pages are visited one after another.
bool comes_before(std::string_view a, std::string_view b) { return a.size() != b.size() ? a.size() < b.size() : a < b; }

std::string_view number_of(const BatchRow& row) { return row.draft->certificate.number; }

void draft_row(RegisterRow& read, BatchRow& row) {
  row.result.place = std::move(read.place);
  if (!read.record) return row.refuse(std::move(read.record.error().message));
  auto draft = make_draft(*read.record);
  if (!draft) return row.refuse(std::move(draft.error().message));
  row.draft = *std::move(draft);
}

/// The row has this certificate already, or must not get it.
void compare(const LedgerEntry& entry, BatchRow& row) {
  if (!was_issued_for(entry.message, *row.draft)) {
    return row.refuse("number: was issued before with other data; give this certificate a new number, or use 'supersede'");
  }
  if (entry.withdrawn) return row.refuse("number: was issued before and withdrawn since ('show' tells why); restore it, or issue under a new number");
  row.id = entry.id;
  row.result.outcome = RowOutcome::already_issued;
  row.result.number = entry.number;
  row.result.key_id = entry.kid;
  row.result.status_index = entry.status_index;
  row.result.message = entry.message;
}

/// What comes from row `at` on is for another batch.
void split(Batch& batch, std::size_t at, Batch& rest) {
  const auto from = batch.rows.begin() + static_cast<std::ptrdiff_t>(at);
  rest.rows.assign(std::make_move_iterator(from), std::make_move_iterator(batch.rows.end()));
  batch.rows.erase(from, batch.rows.end());
}

}  // namespace

void BatchRow::refuse(std::string why) {
  result.outcome = RowOutcome::refused;
  result.refusal = std::move(why);
  draft.reset();
  is_new = false;
}

bool Batch::has_number(std::string_view number) const {
  const auto less = [this](std::size_t row, std::string_view value) { return comes_before(number_of(rows[row]), value); };
  const auto place = std::lower_bound(by_number.begin(), by_number.end(), number, less);
  return place != by_number.end() && number_of(rows[*place]) == number;
}

bool Met::again(CertificateId id) {
  std::vector<bool>& bits = bits_[key_of(id)];
  const std::size_t index = index_of(id);
  if (index >= bits.size()) bits.resize(index + 1 + index / 2);
  const bool before = bits[index];
  bits[index] = true;
  return before;
}

void start_drafts(WorkerPool& pool, Batch& batch) {
  batch.rows.resize(batch.read.size());
  RegisterRow* const read = batch.read.data();
  BatchRow* const rows = batch.rows.data();
  batch.job = pool.start(batch.rows.size(), [read, rows](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) draft_row(read[i], rows[i]);
  });
}

void refuse_repeated(Batch& batch, const Batch* earlier) {
  batch.by_number.clear();
  for (std::size_t i = 0; i < batch.rows.size(); ++i) {
    if (batch.rows[i].draft) batch.by_number.push_back(i);
  }
  const auto before = [&](std::size_t a, std::size_t b) {
    const std::string_view first = number_of(batch.rows[a]), second = number_of(batch.rows[b]);
    return first == second ? a < b : comes_before(first, second);  // of rows with one number the first comes first
  };
  if (!std::ranges::is_sorted(batch.by_number, before)) std::ranges::sort(batch.by_number, before);
  std::vector<std::size_t> good;
  good.reserve(batch.by_number.size());
  for (const std::size_t i : batch.by_number) {
    BatchRow& row = batch.rows[i];
    const bool here = !good.empty() && number_of(batch.rows[good.back()]) == number_of(row);
    if (here || (earlier && earlier->has_number(number_of(row)))) {
      row.refuse(kRepeated);
    } else {
      good.push_back(i);
    }
  }
  batch.by_number = std::move(good);
}

Result<void> look_up(Ledger& ledger, Batch& batch) {
  const auto version = ledger.version_of_others();
  if (!version) return std::unexpected(version.error());
  batch.ledger_version = *version;
  for (const std::size_t i : batch.by_number) {
    BatchRow& row = batch.rows[i];
    const auto id = ledger.locate(number_of(row));
    if (!id) return std::unexpected(id.error());
    row.is_new = !*id;
    if (row.is_new) continue;
    const auto entry = ledger.find(number_of(row));
    if (!entry) return std::unexpected(entry.error());
    if (*entry) compare(**entry, row);
  }
  std::erase_if(batch.by_number, [&](std::size_t i) { return !batch.rows[i].draft; });
  return {};
}

void assign(Batch& batch, const trust::IssuerKey& key, std::uint32_t room, Batch& rest) {
  batch.kid = key.kid;
  batch.end_index = batch.first_index;
  for (std::size_t i = 0; i < batch.rows.size(); ++i) {
    BatchRow& row = batch.rows[i];
    if (!row.is_new) continue;
    if (batch.end_index - batch.first_index == room) {
      split(batch, i, rest);
      break;
    }
    if (auto fits = fit_to_key(*row.draft, key, batch.now); !fits) {
      row.refuse(std::move(fits.error().message));
    } else {
      row.draft->certificate.status_index = batch.end_index++;
    }
  }
  std::erase_if(batch.by_number, [&](std::size_t i) { return i >= batch.rows.size() || !batch.rows[i].draft; });
}

void start_signing(WorkerPool& pool, Batch& batch) {
  BatchRow* const rows = batch.rows.data();
  const crypto::SecretKey* const key = &*batch.key;
  batch.job = pool.start(batch.rows.size(), [rows, key, kid = batch.kid](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      BatchRow& row = rows[i];
      if (!row.is_new) continue;
      row.entry = sign_draft(*row.draft, *key, kid);
      row.result.outcome = RowOutcome::issued;
      row.result.key_id = kid;
      row.result.status_index = row.entry.status_index;
      }
  });
}

Result<bool> record(Ledger& ledger, const Batch& batch) {
  if (batch.end_index == batch.first_index) return true;
  const auto taken = ledger.take_indices(batch.kid, batch.first_index, batch.end_index);
  if (!taken || !*taken) return taken;
  std::vector<const LedgerEntry*> by_index, by_number;
  for (const BatchRow& row : batch.rows) {
    if (row.is_new) by_index.push_back(&row.entry);
  }
  for (const std::size_t i : batch.by_number) {
    if (batch.rows[i].is_new) by_number.push_back(&batch.rows[i].entry);
  }
  if (auto added = ledger.add_all(by_index, by_number); !added) return std::unexpected(added.error());
  return true;
}

}  // namespace skan::issuer

// Rows of a register on their way through the ledger.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "issuer/authority_impl.h"
#include "issuer/draft.h"
#include "issuer/worker_pool.h"
#include "skan/issuer/issue_register.h"

namespace skan::issuer {

/// One row between reading and handing out.
struct BatchRow {
  std::optional<Draft> draft;  ///< nothing once the row is refused
  IssuedRow result;
  LedgerEntry entry;           ///< of a certificate that is new
  bool is_new = false;
  CertificateId id{};          ///< of one that was there already

  void refuse(std::string why);
};

/// Rows that become one transaction. Owned by one thread after the other.
struct Batch {
  std::vector<RegisterRow> read;
  std::vector<BatchRow> rows;
  std::shared_ptr<WorkerPool::Job> job;
  std::vector<std::size_t> by_number;        ///< rows that are not refused, in the order of their numbers
  std::optional<crypto::SecretKey> key;      ///< that signs the new ones
  crypto::KeyId kid{};
  std::uint32_t first_index = 0;
  std::uint32_t end_index = 0;
  std::int64_t now = 0;
  std::int64_t ledger_version = 0;

  bool has_number(std::string_view number) const;
  std::uint32_t new_count() const noexcept { return end_index - first_index; }
};

/// Which certificates a run has met, by key and index: one bit each.
class Met {
 public:
  /// True if it was met before; now it is.
  bool again(CertificateId id);

 private:
  std::map<std::int64_t, std::vector<bool>> bits_;
};

/// Starts making drafts of what was read.
void start_drafts(WorkerPool& pool, Batch& batch);

/// Orders the rows by their numbers and refuses those whose number stands in an earlier row, here or in `earlier` (may be null).
void refuse_repeated(Batch& batch, const Batch* earlier);

/// Asks the ledger which rows have their certificate already, and refuses those that must not get it. Fails with storage.
Result<void> look_up(Ledger& ledger, Batch& batch);

/// Fits every row that is new to the key, at batch.now, and numbers at most `room` of them from batch.first_index on. What comes after the
/// last that found room is moved into `rest`.
void assign(Batch& batch, const trust::IssuerKey& key, std::uint32_t room, Batch& rest);

/// Starts signing what is new.
void start_signing(WorkerPool& pool, Batch& batch);

/// Adds what is new to the ledger, within a transaction. False, and nothing is added, if the indices were taken meanwhile. Fails with storage.
Result<bool> record(Ledger& ledger, const Batch& batch);

}  // namespace skan::issuer

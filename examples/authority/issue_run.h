// From a register's rows to certificates on disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "authority/people_reader.h"
#include "skan/issuer/authority.h"
#include "support/utc_time.h"

namespace skan::authority {

struct IssuePaths {
  std::filesystem::path in;   ///< the register
  std::filesystem::path out;  ///< the folder for the certificates
  bool pictures = false;      ///< also write each code as a PNG
  bool json = false;          ///< print each row's result on standard output
};

/// What a run has done.
struct IssueTotals {
  std::size_t issued = 0;
  std::size_t already_issued = 0;
  std::size_t refused = 0;
};

/// Which certificates a run has met. Each has its own status index, so a number that comes twice is told at
/// the cost of one bit per certificate.
class Met {
 public:
  /// True if `index` was met before; now it is.
  bool again(std::uint32_t index);

 private:
  std::vector<bool> bits_;
};

/// Issues in batches: first the ledger's transaction, then the files, so that no file exists whose
/// certificate is not in the ledger. Refused rows go to standard error and do not stop it.
class IssueRun {
 public:
  /// Borrows all three. Each transaction's certificates are issued at its own time.
  IssueRun(issuer::Authority& authority, const IssuePaths& paths, const programs::Clock& clock)
      : authority_(authority), paths_(paths), clock_(clock) {}

  /// Fails as read_people() and Authority::issue() do, and with storage if a file cannot be written; what
  /// totals() counts by then is done.
  Result<void> run();

  const IssueTotals& totals() const { return totals_; }

 private:
  struct RowResult {
    std::string place;
    std::optional<issuer::Issued> issued;
    std::string refusal;
  };

  bool take(ReadRow row);
  bool issue(const ReadRow& row);
  Result<void> begin_batch();
  bool next_batch();
  Result<void> end_batch();
  Result<void> hand_out(const std::string& place, const issuer::Issued& issued);
  void refuse(const RowResult& row);

  issuer::Authority& authority_;
  const IssuePaths& paths_;
  const programs::Clock& clock_;
  std::int64_t now_ = 0;  ///< of the transaction under way
  std::vector<RowResult> batch_;
  Met met_;
  std::optional<Error> failure_;
  IssueTotals totals_;
};

}  // namespace skan::authority

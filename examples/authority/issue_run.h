// From a register's rows to certificates on disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <span>
#include <string>

#include "authority/card_files.h"
#include "authority/people_reader.h"
#include "skan/issuer/issue_register.h"
#include "skan/issuer/packed_file.h"
#include "support/rate_line.h"
#include "support/utc_time.h"

namespace skan::authority {

struct IssuePaths {
  std::filesystem::path in;      ///< the register
  CardFiles cards;               ///< files for each certificate, if its folder is named
  std::filesystem::path pack;    ///< one file for all, if it is named
  std::filesystem::path report;  ///< where refused rows go, if it is named; otherwise to standard error
  std::string batch, office;     ///< for rows that name none
  std::uint64_t threads = 2;
  bool json = false;             ///< print each row's result on standard output
};

/// Issues to a register, and writes what was issued once it is in the ledger. Refused rows do not stop it.
class IssueRun {
 public:
  /// Borrows all three.
  IssueRun(issuer::Authority& authority, const IssuePaths& paths, const programs::Clock& clock)
      : authority_(authority), paths_(paths), clock_(clock) {}

  /// Fails as read_people(), issue_register() and PackWriter do, and with storage if a file cannot be written; what
  /// totals() counts by then is done.
  Result<void> run();

  const issuer::IssueTotals& totals() const { return totals_; }

 private:
  Result<void> open_outputs();
  bool pass_on(ReadRow row, const issuer::RowSink& sink) const;
  Result<void> hand_out(std::span<const issuer::IssuedRow> rows);
  Result<void> write_cards(std::span<const issuer::IssuedRow> rows) const;
  void tell(const issuer::IssuedRow& row);
  void refuse(const issuer::IssuedRow& row);

  issuer::Authority& authority_;
  const IssuePaths& paths_;
  const programs::Clock& clock_;
  ReadingProgress reading_;
  programs::RateLine line_{"rows"};
  std::optional<issuer::PackWriter> pack_;
  std::ofstream report_;
  std::uint64_t done_ = 0;
  issuer::IssueTotals totals_;
};

}  // namespace skan::authority

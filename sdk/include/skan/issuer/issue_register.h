// Issuing to the people of a whole register.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "skan/issuer/authority.h"
#include "skan/issuer/record.h"
#include "skan/result.h"

namespace skan::issuer {

/// One row of a register.
struct RegisterRow {
  std::string place;      ///< for messages: "line 7"
  Result<Record> record;  ///< or why it cannot be read; nothing of a person in the text
};

/// Takes rows in their order; false ends the reading.
using RowSink = std::function<bool(RegisterRow)>;

enum class RowOutcome : std::uint8_t { refused = 0, issued = 1, already_issued = 2 };

/// What became of a row.
struct IssuedRow {
  std::string place;
  RowOutcome outcome = RowOutcome::refused;
  std::string refusal;             ///< why it was refused; otherwise empty
  std::string number;              ///< from here on empty if refused
  std::array<std::byte, 8> key_id{};
  std::uint32_t status_index = 0;
  std::vector<std::byte> message;  ///< the signed certificate; text_of() makes a code's text of it
};

/// "SKN1:..." of a signed certificate.
std::string text_of(std::span<const std::byte> message);

/// What a run calls.
struct IssueHooks {
  /// Reads the register into the sink. Runs on a thread of its own, once.
  std::function<Result<void>(const RowSink&)> read;
  /// Takes rows in their order, once each, on the calling thread. By then the ledger holds what they say, durably.
  std::function<Result<void>(std::span<const IssuedRow>)> hand_out;
  /// The time of issue, asked for each batch on the calling thread: UTC seconds.
  std::function<std::int64_t()> now;
  /// Whether to stop; asked after each batch, and by the reader before each row, so from two threads.
  std::function<bool()> stop;
};

struct IssuePace {
  unsigned threads = 2;         ///< that sign, at least 1
  std::size_t batch = 20'000;   ///< rows in one transaction
};

/// What a run has done.
struct IssueTotals {
  std::uint64_t issued = 0;
  std::uint64_t already_issued = 0;
  std::uint64_t refused = 0;
  bool stopped = false;  ///< by hooks.stop
};

/// Issues to every row that read() delivers, in batches: rows are read, signed and recorded at the same time, on `pace.threads` + 2
/// threads, in a few batches' memory however long the register is. A row that cannot be issued is handed out as refused and stops nothing.
///
/// Each batch is one transaction of the ledger, and is handed out after it. Whatever ends the program in between, the same
/// register again finds what was recorded (already_issued), hands it out again, and goes on after it: no certificate is lost, none is
/// issued twice, no status index is used twice. What other programs record or publish meanwhile is respected. A certificate that
/// was withdrawn since is refused. Where the issuer key has signed its share, the next one takes over in the middle of the register.
///
/// Fails with what read() and hand_out() fail with, and with storage and malformed as Authority::issue() does; what was handed out by then
/// stays, and `totals` counts it. The authority is not used otherwise meanwhile, and not within begin() and commit().
Result<void> issue_register(Authority& authority, const IssueHooks& hooks, const IssuePace& pace, IssueTotals& totals);

}  // namespace skan::issuer

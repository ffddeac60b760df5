#include "authority/issue_run.h"

#include <algorithm>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "authority/commands.h"
#include "support/interruption.h"
#include "support/json_line.h"

namespace skan::authority {
namespace {

using issuer::IssuedRow;
using issuer::RowOutcome;
using programs::Json;

constexpr std::size_t kFilesAtOnce = 500;  // rows in one transaction where each gets files of its own

void print(const Json& json) { fmt::print("{}\n", programs::json_line(json)); }

}  // namespace

Result<void> IssueRun::run() {
  if (auto opened = open_outputs(); !opened) return opened;
  const issuer::IssueHooks hooks{
      [this](const issuer::RowSink& sink) {
        return read_people(paths_.in, [&](ReadRow row) { return pass_on(std::move(row), sink); }, reading_);
      },
      [this](std::span<const IssuedRow> rows) { return hand_out(rows); },
      [this] { return clock_.now().unix_seconds; },
      [] { return programs::interrupted(); }};
  issuer::IssuePace pace;
  pace.threads = static_cast<unsigned>(std::clamp<std::uint64_t>(paths_.threads, 1, 64));
  if (!paths_.cards.folder.empty()) pace.batch = kFilesAtOnce;
  auto issued = issuer::issue_register(authority_, hooks, pace, totals_);
  line_.clear();
  if (!report_.is_open()) return issued;
  report_.close();
  if (issued && !report_) return std::unexpected(Error{ErrorCode::storage, paths_.report.native() + ": cannot be written; check free space"});
  return issued;
}

Result<void> IssueRun::open_outputs() {
  if (!paths_.cards.folder.empty()) {
    if (auto made = make_folder(paths_.cards.folder); !made) return made;
  }
  if (!paths_.pack.empty()) {
    const auto status = authority_.status();
    if (!status) return std::unexpected(status.error());
    auto pack = issuer::PackWriter::open(paths_.pack, status->authority);
    if (!pack) return std::unexpected(pack.error());
    if (pack->cut_off() > 0) {
      programs::complain(kProgram, fmt::format("{}: its end was not whole: {} bytes were cut off; what was in them is put in again if it is in this register",
                                               paths_.pack.native(), pack->cut_off()));
    }
    pack_ = *std::move(pack);
  }
  if (paths_.report.empty()) return {};
  report_.open(paths_.report, std::ios::binary | std::ios::trunc);
  report_ << "row,reason\n";
  if (report_) return {};
  return std::unexpected(Error{ErrorCode::storage, paths_.report.native() + ": cannot be written; name another file"});
}

bool IssueRun::pass_on(ReadRow row, const issuer::RowSink& sink) const {
  if (row.record && !row.replaces.empty()) {
    row.record = std::unexpected(Error{ErrorCode::invalid_argument, "replaces: corrections are made with 'supersede'"});
  }
  if (row.record && row.record->batch.empty()) row.record->batch = paths_.batch;
  if (row.record && row.record->office.empty()) row.record->office = paths_.office;
  return sink({std::move(row.place), std::move(row.record)});
}

Result<void> IssueRun::hand_out(std::span<const IssuedRow> rows) {
  if (pack_) {
    if (auto appended = pack_->append(rows); !appended) return appended;
  }
  if (!paths_.cards.folder.empty()) {
    if (auto written = write_cards(rows); !written) return written;
  }
  for (const IssuedRow& row : rows) {
    if (row.outcome == RowOutcome::refused) refuse(row);
    if (paths_.json) tell(row);
  }
  done_ += rows.size();
  const std::uint64_t all = reading_.bytes_in_all, read = reading_.bytes_read;
  line_.show(done_, all > 0 ? static_cast<double>(read) / static_cast<double>(all) : 0);
  return {};
}

/// Pictures take longer than all else, so several threads make them.
Result<void> IssueRun::write_cards(std::span<const IssuedRow> rows) const {
  const std::size_t threads = paths_.cards.png || paths_.cards.svg ? std::clamp<std::size_t>(paths_.threads, 1, 64) : 1;
  std::vector<Result<void>> results(threads);
  const auto work = [&](std::size_t first) {
    for (std::size_t i = first; i < rows.size() && results[first]; i += threads) {
      if (rows[i].outcome == RowOutcome::refused) continue;
      results[first] = write_card(paths_.cards, rows[i].number, issuer::text_of(rows[i].message));
    }
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back(work, i);
  work(0);
  for (std::thread& other : others) other.join();
  const auto failed = std::ranges::find_if(results, [](const Result<void>& result) { return !result; });
  return failed == results.end() ? Result<void>() : *failed;
}

void IssueRun::tell(const IssuedRow& row) {
  const bool refused = row.outcome == RowOutcome::refused;
  const CardFiles& cards = paths_.cards;
  const bool files = !refused && !cards.folder.empty();
  print({{"row", row.place},
         {"outcome", refused ? "refused" : row.outcome == RowOutcome::issued ? "issued" : "already_issued"},
         {"number", refused ? Json(nullptr) : Json(row.number)},
         {"status_index", refused ? Json(nullptr) : Json(row.status_index)},
         {"text", files ? Json(cards.text(row.number).native()) : Json(nullptr)},
         {"picture", files && cards.png ? Json(cards.picture(row.number).native()) : Json(nullptr)},
         {"error", refused ? Json(row.refusal) : Json(nullptr)}});
}

/// Without the number: in a row whose columns have slipped anything may stand in its place.
void IssueRun::refuse(const IssuedRow& row) {
  if (report_.is_open()) {
    std::string reason = row.refusal;
    std::ranges::replace(reason, '"', '\'');
    report_ << row.place << ",\"" << reason << "\"\n";
    return;
  }
  line_.clear();
  programs::complain(kProgram, fmt::format("{}, {}: {}", paths_.in.native(), row.place, row.refusal));
}

}  // namespace skan::authority

#include "authority/issue_run.h"

#include <utility>

#include <fmt/format.h>

#include "authority/commands.h"
#include "pictures/pictures.h"
#include "skan/issuer/qr_code.h"
#include "support/files.h"
#include "support/json_line.h"

namespace skan::authority {
namespace {

namespace fs = std::filesystem;
using issuer::Issued;
using programs::Json;

constexpr std::size_t kBatch = 500;  // rows in one transaction of the ledger
constexpr int kPixelsPerModule = 8;
constexpr int kQuietModules = 4;  // ISO/IEC 18004 section 5.3.8

Result<void> write_picture(const fs::path& path, const std::string& text) {
  const auto code = issuer::encode_qr(text);
  if (!code) return std::unexpected(code.error());
  const auto picture = pictures::draw_modules(code->size, code->dark, kPixelsPerModule, kQuietModules);
  const auto png = pictures::encode_png(picture);
  if (!png) return std::unexpected(png.error());
  return programs::write_file(path, *png);
}

void print(const Json& json) {
  fmt::print("{}\n", programs::json_line(json));
}

}  // namespace

bool Met::again(std::uint32_t index) {
  if (index >= bits_.size()) bits_.resize(std::size_t{index} + 1 + index / 2);
  const bool before = bits_[index];
  bits_[index] = true;
  return before;
}

Result<void> IssueRun::run() {
  if (auto begun = begin_batch(); !begun) return begun;
  const auto read = read_people(paths_.in, [this](ReadRow row) { return take(std::move(row)); });
  if (failure_) return std::unexpected(std::move(*failure_));
  if (auto ended = end_batch(); !ended) return ended;
  return read;
}

bool IssueRun::take(ReadRow row) {
  if (!row.record) {
    batch_.push_back({std::move(row.place), std::nullopt, row.record.error().message});
  } else if (!issue(row)) {
    return false;
  }
  return batch_.size() < kBatch || next_batch();
}

bool IssueRun::issue(const ReadRow& row) {
  auto issued = authority_.issue(*row.record, now_);
  if (!issued && issued.error().code != ErrorCode::invalid_argument) {
    failure_ = std::move(issued.error());
    return false;
  }
  if (!issued) {
    batch_.push_back({row.place, std::nullopt, issued.error().message});
  } else if (met_.again(issued->status_index)) {
    batch_.push_back({row.place, std::nullopt, "number: stands in an earlier row already"});
  } else {
    batch_.push_back({row.place, std::move(*issued), {}});
  }
  return true;
}

/// The time is taken anew each time: what is issued after a publication must not be dated before it, or
/// verifiers could not tell that it is newer than their list.
Result<void> IssueRun::begin_batch() {
  auto begun = authority_.begin();
  now_ = clock_.now().unix_seconds;
  return begun;
}

bool IssueRun::next_batch() {
  auto done = end_batch();
  if (done) done = begin_batch();
  if (!done) failure_ = std::move(done.error());
  return done.has_value();
}

Result<void> IssueRun::end_batch() {
  if (auto durable = authority_.commit(); !durable) return durable;
  for (const RowResult& row : batch_) {
    if (!row.issued) {
      refuse(row);
    } else if (auto handed_out = hand_out(row.place, *row.issued); !handed_out) {
      return handed_out;
    }
  }
  batch_.clear();
  return {};
}

Result<void> IssueRun::hand_out(const std::string& place, const Issued& issued) {
  const fs::path text = paths_.out / (issued.number + ".txt");
  const fs::path picture = paths_.out / (issued.number + ".png");
  if (auto written = programs::write_file(text, issued.text + "\n"); !written) return written;
  if (paths_.pictures) {
    if (auto written = write_picture(picture, issued.text); !written) return written;
  }
  ++(issued.already_issued ? totals_.already_issued : totals_.issued);
  if (!paths_.json) return {};
  print({{"row", place},
         {"outcome", issued.already_issued ? "already_issued" : "issued"},
         {"number", issued.number},
         {"status_index", issued.status_index},
         {"text", text.native()},
         {"picture", paths_.pictures ? Json(picture.native()) : Json(nullptr)},
         {"error", nullptr}});
  return {};
}

/// Without the number: in a row whose columns have slipped anything may stand in its place.
void IssueRun::refuse(const RowResult& row) {
  ++totals_.refused;
  programs::complain(kProgram, fmt::format("{}, {}: {}", paths_.in.native(), row.place, row.refusal));
  if (!paths_.json) return;
  print({{"row", row.place},
         {"outcome", "refused"},
         {"number", nullptr},
         {"status_index", nullptr},
         {"text", nullptr},
         {"picture", nullptr},
         {"error", row.refusal}});
}

}  // namespace skan::authority

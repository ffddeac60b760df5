// Verdicts as one line each: for programs (JSON) and for people.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "skan/trust_store.h"
#include "skan/verdict.h"
#include "support/terminal.h"

namespace skan::cli {

/// What was looked at, and how long that took.
struct Presented {
  std::string input;
  std::size_t text_length = 0;  ///< bytes; 0 if there was no text
  std::int64_t read_us = 0;     ///< from file to text; microseconds
  std::int64_t verify_us = 0;   ///< from text to verdict; microseconds
};

/// One JSON object without line end; `skan verify --help` lists its fields.
std::string verdict_json(const Presented& presented, const Verdict& verdict);
/// `{"input":...,"error":...}`.
std::string unreadable_json(std::string_view input, std::string_view message);

/// How many of what a run of `skan verify` has seen.
struct Tally {
  std::size_t pictures = 0;
  std::size_t texts = 0;
  std::size_t unreadable = 0;
  std::size_t accepted = 0;
  std::size_t rejected = 0;
  std::size_t undetermined = 0;
};

/// What the summary says about how it was judged.
struct Basis {
  TrustStatus status;
  std::string policy;  ///< as chosen; empty: the default
  Moment now;
};

/// Writes verdicts as lines for people, in columns.
class VerdictLines {
 public:
  /// `input_width`: of the widest input's name, in columns. `stale_at`: when the trust data will be too old.
  VerdictLines(programs::Paint paint, std::size_t input_width, std::int64_t stale_at)
      : paint_(paint), input_width_(input_width), stale_at_(stale_at) {}

  /// After new trust data was taken up.
  void set_stale_at(std::int64_t stale_at) { stale_at_ = stale_at; }

  std::string line(std::string_view input, const Verdict& verdict) const;
  std::string summary(const Tally& tally, const Basis& basis) const;

 private:
  std::string mark(Outcome outcome) const;
  std::string accepted(const Verdict& verdict) const;
  std::string until(std::int64_t changes_at) const;

  programs::Paint paint_;
  std::size_t input_width_;
  std::int64_t stale_at_;
};

}  // namespace skan::cli

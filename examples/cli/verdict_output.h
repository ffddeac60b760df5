// Verdicts as one line each: for programs (JSON) and for people.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "skan/trust_store.h"
#include "skan/verdict.h"
#include "skan/words.h"
#include "skan/verifier.h"
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
/// The same of one text under several policies, each as in verdict_json() where it differs; `skan explain --help` lists
/// the fields.
std::string policies_json(std::string_view input, const std::vector<PolicyVerdict>& verdicts);
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

/// The data are younger than the time that somebody stated: then an age of theirs would say nothing.
bool is_of_later_date(const TrustStatus& status, Moment now);

/// en or ru. Fails with invalid_argument, naming --lang.
Result<Language> language_of(const std::string& tag);

/// Until when data answers for `policy`: the channel's limit, or the policy's own, whichever is shorter. In UTC seconds.
std::int64_t good_until(const TrustStatus& status, const Policy& policy);

/// Writes verdicts as lines for people, in columns.
class VerdictLines {
 public:
  /// `input_width`: of the widest input's name, in columns.
  VerdictLines(programs::Paint paint, std::size_t input_width, Language language = Language::english)
      : paint_(paint), input_width_(input_width), language_(language), catalogue_(language) {}

  std::string line(std::string_view input, const Verdict& verdict) const;
  /// What is asked about, above the lines of the policies: the code, its event as far as a policy shows it, and when.
  std::string question(std::string_view input, const std::vector<PolicyVerdict>& answers, std::string_view when) const;
  /// A UTC second or a day since 1970-01-01, as people write it.
  std::string time(std::int64_t unix_seconds) const;
  std::string day(std::int32_t day) const;
  /// What one policy says: the outcome, the policy, and until when or why not; nothing of the holder.
  std::string policy_line(const PolicyVerdict& answer) const;
  std::string summary(const Tally& tally, const Basis& basis) const;

 private:
  std::string mark(Outcome outcome) const;
  std::string accepted(const Verdict& verdict) const;
  std::string mark_in_russian(Outcome outcome) const;
  std::string event_in_russian(const Verdict& verdict) const;
  std::string time_in_russian(std::int64_t unix_seconds) const;
  std::string policy_line_in_russian(const PolicyVerdict& answer) const;
  std::string line_in_russian(std::string_view input, const Verdict& verdict) const;
  std::string summary_in_russian(const Tally& tally, const Basis& basis) const;

  programs::Paint paint_;
  std::size_t input_width_;
  Language language_;
  Catalogue catalogue_;
};

}  // namespace skan::cli

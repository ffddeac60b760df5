#include <algorithm>
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "cli/verdict_output.h"
#include "skan/words.h"
#include "support/utc_time.h"

namespace skan::cli {
namespace {

using programs::one_line;
using programs::padded;
using programs::people_age;
using programs::people_day;
using programs::people_time;

constexpr std::size_t kReasonWidth = 18;  // unsupported_format
constexpr std::size_t kValidityWidth = 46;

std::string event_of(const Certificate& certificate) {
  return fmt::format("{} {}", name(certificate.kind),
                     certificate.event_day ? people_day(*certificate.event_day)
                                           : people_time(certificate.event_time.value_or(0)));
}

/// What the operator compares with a document; masked by the issuer.
std::string masked_fields(const Certificate& certificate) {
  const std::string& holder =
      certificate.name_cyrillic.empty() ? certificate.name_latin : certificate.name_cyrillic;
  std::string out = fmt::format("{}  {}", holder, programs::format_day(certificate.birth_day));
  if (!certificate.document_tail.empty()) out += "  " + certificate.document_tail;
  return one_line(out);
}

/// Only what the rest of the line does not show already.
bool is_worth_telling(Note note) {
  return note != Note::document_check_required && note != Note::stated_time;
}

std::string notes_of(const Verdict& verdict) {
  std::string out;
  for (const Note note : verdict.notes) {
    if (is_worth_telling(note)) out += fmt::format("  ({}: {})", name(note), words(note).meaning);
  }
  return out;
}

bool has(const std::vector<Note>& notes, Note note) {
  return std::ranges::find(notes, note) != notes.end();
}

/// `expired, policy_refused   past its technical end; ...: do not admit`: all that was found, and what to do
/// about the first of it.
std::string why_not(const Verdict& verdict) {
  std::vector<std::string_view> names;
  std::vector<std::string> meanings;
  for (const Reason reason : verdict.reasons) {
    const bool has_detail = reason == Reason::policy_refused && !verdict.detail.empty();
    names.push_back(name(reason));
    meanings.push_back(has_detail ? one_line(verdict.detail) : std::string(words(reason).meaning));
  }
  const std::string_view action =
      verdict.reasons.empty() ? words(verdict.outcome).operator_action
                              : words(verdict.reasons.front(), verdict.evidence.freshness).operator_action;
  return fmt::format("{}  {}: {}", padded(fmt::format("{}", fmt::join(names, ", ")), kReasonWidth),
                     fmt::join(meanings, "; "), action);
}

std::string counted(std::size_t count, std::string_view one, std::string_view several) {
  return fmt::format("{} {}", count, count == 1 ? one : several);
}

std::string totals(const Tally& tally) {
  std::vector<std::string> parts;
  if (tally.pictures > 0) parts.push_back(counted(tally.pictures, "picture", "pictures"));
  if (tally.texts > 0) parts.push_back(counted(tally.texts, "text", "texts"));
  if (tally.accepted > 0) parts.push_back(fmt::format("{} accepted", tally.accepted));
  if (tally.rejected > 0) parts.push_back(fmt::format("{} rejected", tally.rejected));
  if (tally.undetermined > 0) parts.push_back(fmt::format("{} undetermined", tally.undetermined));
  if (tally.unreadable > 0) parts.push_back(fmt::format("{} unreadable", tally.unreadable));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string policy_of(const Basis& basis) {
  const std::string& id = basis.policy.empty() ? basis.status.default_policy : basis.policy;
  const auto found = std::ranges::find(basis.status.policies, id, &Policy::id);
  if (found == basis.status.policies.end()) return fmt::format("policy {} (unknown)", one_line(id));
  return fmt::format("policy {} v{}", id, found->version);
}

std::string data_and_policy(const Basis& basis) {
  const TrustStatus& status = basis.status;
  if (status.damaged) return "stored data DAMAGED";
  if (status.sequence == 0) return "no trust data yet";
  return fmt::format("data #{} of {}, {} old ({}), {}", status.sequence, people_time(status.issued_at),
                     people_age(status.data_age.value_or(0)), name(status.freshness), policy_of(basis));
}

}  // namespace

std::string VerdictLines::line(std::string_view input, const Verdict& verdict) const {
  const std::string told = verdict.outcome == Outcome::accepted ? accepted(verdict) : why_not(verdict);
  return fmt::format("  {}  {}  {}", mark(verdict.outcome), padded(one_line(input), input_width_), told);
}

std::string VerdictLines::mark(Outcome outcome) const {
  switch (outcome) {
    case Outcome::accepted:
      return paint_.green("✔ ACCEPTED    ");
    case Outcome::rejected:
      return paint_.red("✘ REJECTED    ");
    case Outcome::undetermined:
      break;
  }
  return paint_.yellow("? UNDETERMINED");
}

std::string VerdictLines::accepted(const Verdict& verdict) const {
  if (!verdict.certificate) return notes_of(verdict);
  const Certificate& certificate = *verdict.certificate;
  const std::string validity =
      event_of(certificate) + (verdict.changes_at ? until(*verdict.changes_at) : std::string());
  const bool compare = has(verdict.notes, Note::document_check_required);
  return fmt::format("{}  {}{}{}", padded(validity, kValidityWidth), compare ? "compare with document: " : "",
                     paint_.bold(masked_fields(certificate)), paint_.dim(notes_of(verdict)));
}

/// The data's age ends most acceptances long before the policy does; the holder's date must not be
/// mistaken for it.
std::string VerdictLines::until(std::int64_t changes_at) const {
  return fmt::format(", {} {}", changes_at == stale_at_ ? "on this data until" : "until",
                     people_time(changes_at));
}

std::string VerdictLines::summary(const Tally& tally, const Basis& basis) const {
  std::string told = fmt::format("  {}    {}", paint_.bold(totals(tally)), data_and_policy(basis));
  if (basis.now.source == ClockSource::stated) {
    told += ", " + paint_.yellow("time stated: " + people_time(basis.now.unix_seconds));
  }
  return told;
}

}  // namespace skan::cli

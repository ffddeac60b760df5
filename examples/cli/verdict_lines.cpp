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
using programs::people_until;

constexpr std::size_t kReasonWidth = 18;  // unsupported_format
constexpr std::size_t kValidityWidth = 46;

bool shows(const Verdict& verdict, Field field) {
  return std::ranges::find(verdict.shown, field) != verdict.shown.end();
}

std::string value_of(const Certificate& certificate, Field field) {
  const bool has_dose = certificate.dose != 0;
  switch (field) {
    case Field::name: return certificate.name_cyrillic.empty() ? certificate.name_latin : certificate.name_cyrillic;
    case Field::birth_date: return programs::format_day(certificate.birth_day);
    case Field::document: return certificate.document_tail;
    case Field::product: return certificate.product;
    case Field::dose: return has_dose ? fmt::format("dose {}/{}", certificate.dose, certificate.doses) : std::string();
    case Field::region: return certificate.region == 0 ? std::string() : fmt::format("region {}", certificate.region);
    case Field::number: return "no. " + certificate.number;
    case Field::kind:
    case Field::event: break;  // stand before the others
  }
  return {};
}

/// What the policy lets the operator see, to be compared with a document; masked by the issuer.
std::string shown_fields(const Verdict& verdict) {
  std::vector<std::string> out;
  for (const Field field : verdict.shown) {
    std::string value = value_of(*verdict.certificate, field);
    if (!value.empty()) out.push_back(one_line(value));
  }
  return fmt::format("{}", fmt::join(out, "  "));
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
    const bool is_link = reason == Reason::lookalike_link && verdict.link_fault != LinkFault::none;
    names.push_back(name(reason));
    meanings.push_back(has_detail ? one_line(verdict.detail)
                                  : std::string(is_link ? Catalogue().words(verdict.link_fault).meaning : words(reason).meaning));
  }
  const std::string_view action =
      verdict.reasons.empty() ? words(verdict.outcome).operator_action
                              : words(verdict.reasons.front(), verdict.evidence.freshness).operator_action;
  // A policy's own sentence has the date already.
  const bool comes = verdict.changes_at && verdict.changes_to == Outcome::accepted && verdict.detail.empty();
  const std::string from = comes ? "; accepted from " + people_time(*verdict.changes_at) : std::string();
  return fmt::format("{}  {}{}: {}", padded(fmt::format("{}", fmt::join(names, ", ")), kReasonWidth),
                     fmt::join(meanings, "; "), from, action);
}

/// "vaccinated 1 Jun 2021", as far as the policy shows it.
std::string event_of(const Verdict& verdict) {
  if (!verdict.certificate) return {};
  const Certificate& certificate = *verdict.certificate;
  std::string out = shows(verdict, Field::kind) ? name(certificate.kind) : "";
  if (!shows(verdict, Field::event)) return out;
  if (!out.empty()) out += ' ';
  return out + (certificate.event_day ? people_day(*certificate.event_day) : people_time(certificate.event_time.value_or(0)));
}

std::string until(std::int64_t end, const Verdict& verdict) {
  return people_until(end, verdict.evidence.utc_offset_minutes);
}

/// The first of the reasons, with its figures.
std::string meaning_of(const Verdict& verdict) {
  if (verdict.reasons.empty()) return {};
  if (!verdict.detail.empty()) return one_line(verdict.detail);
  return fmt::format("{}: {}", name(verdict.reasons.front()), words(verdict.reasons.front()).meaning);
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
  return fmt::format("good until {}, policy {} v{}", people_time(good_until(basis.status, *found)), id, found->version);
}

std::string data_and_policy(const Basis& basis) {
  const TrustStatus& status = basis.status;
  if (status.damaged) return "stored data DAMAGED";
  if (status.sequence == 0) return "no trust data yet";
  const std::string age = is_of_later_date(status, basis.now) ? "of a later date than the stated time"
                                                              : fmt::format("{} old ({})", people_age(status.data_age.value_or(0)), name(status.freshness));
  return fmt::format("data #{} of {}, {}, {}", status.sequence, people_time(status.issued_at), age, policy_of(basis));
}

}  // namespace

bool is_of_later_date(const TrustStatus& status, Moment now) { return now.source == ClockSource::stated && status.issued_at > now.unix_seconds; }

std::int64_t good_until(const TrustStatus& status, const Policy& policy) {
  return policy.freshness ? std::min(status.stale_at, status.issued_at + *policy.freshness) : status.stale_at;
}

Result<Language> language_of(const std::string& tag) {
  if (tag == "en") return Language::english;
  if (tag == "ru") return Language::russian;
  return std::unexpected(Error{ErrorCode::invalid_argument, fmt::format("--lang is '{}'; it must be en or ru", tag)});
}

std::string VerdictLines::line(std::string_view input, const Verdict& verdict) const {
  if (language_ == Language::russian) return line_in_russian(input, verdict);
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
  std::string validity = event_of(verdict);
  // Not when the data ends: the holder's date must not be mistaken for it.
  if (verdict.accepted_until) validity += (validity.empty() ? "until " : ", until ") + until(*verdict.accepted_until, verdict);
  if (!verdict.together_with.empty()) validity += fmt::format(", with {} more", verdict.together_with.size());
  const bool compare = has(verdict.notes, Note::document_check_required);
  return fmt::format("{}  {}{}{}", padded(validity, kValidityWidth), compare ? "compare with document: " : "",
                     paint_.bold(shown_fields(verdict)), paint_.dim(notes_of(verdict)));
}

std::string VerdictLines::time(std::int64_t unix_seconds) const {
  return language_ == Language::russian ? time_in_russian(unix_seconds) : people_time(unix_seconds);
}

std::string VerdictLines::day(std::int32_t day) const {
  return language_ == Language::russian ? catalogue_.date(day) : people_day(day);
}

std::string VerdictLines::question(std::string_view input, const std::vector<PolicyVerdict>& answers, std::string_view when) const {
  std::string event;
  for (const PolicyVerdict& answer : answers) {
    if (event.empty()) event = language_ == Language::russian ? event_in_russian(answer.verdict) : event_of(answer.verdict);
  }
  return fmt::format("{}: {}{}{} {}", one_line(input), event, event.empty() ? "" : ", ", language_ == Language::russian ? "на" : "on", when);
}

std::string VerdictLines::policy_line(const PolicyVerdict& answer) const {
  if (language_ == Language::russian) return policy_line_in_russian(answer);
  const Verdict& verdict = answer.verdict;
  std::string told = verdict.outcome == Outcome::accepted ? std::string() : meaning_of(verdict);
  if (verdict.accepted_until) {
    const bool accepted = verdict.outcome == Outcome::accepted;
    told += (accepted ? "until " : "; by the rules alone until ") + until(*verdict.accepted_until, verdict);
  }
  return fmt::format("  {}  {}  {}", mark(verdict.outcome), padded(answer.policy.id, input_width_), told);
}

std::string VerdictLines::summary(const Tally& tally, const Basis& basis) const {
  if (language_ == Language::russian) return summary_in_russian(tally, basis);
  std::string told = fmt::format("  {}    {}", paint_.bold(totals(tally)), data_and_policy(basis));
  if (basis.now.source == ClockSource::stated) {
    told += ", " + paint_.yellow("time stated: " + people_time(basis.now.unix_seconds));
  }
  return told;
}

}  // namespace skan::cli

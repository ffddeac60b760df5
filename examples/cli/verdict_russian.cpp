// Verdicts in Russian, for people.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>

#include "cli/verdict_output.h"
#include "support/utc_time.h"

namespace skan::cli {
namespace {

using programs::one_line;
using programs::padded;

constexpr std::size_t kOutcomeWidth = 13;   // Не определено
constexpr std::size_t kValidityWidth = 62;

std::string value_of(const Catalogue& words, const Certificate& certificate, Field field) {
  switch (field) {
    case Field::name: return certificate.name_cyrillic.empty() ? certificate.name_latin : certificate.name_cyrillic;
    case Field::birth_date: return words.date(certificate.birth_day);
    case Field::document: return certificate.document_tail;
    case Field::product: return certificate.product;
    case Field::dose: return certificate.dose == 0 ? std::string() : fmt::format("доза {}/{}", certificate.dose, certificate.doses);
    case Field::region: return certificate.region == 0 ? std::string() : fmt::format("регион {}", certificate.region);
    case Field::number: return "№ " + certificate.number;
    case Field::kind:
    case Field::event: break;  // stand before the others
  }
  return {};
}

/// What the policy lets the operator see, to be compared with a document; masked by the issuer.
std::string shown_fields(const Catalogue& words, const Verdict& verdict) {
  std::vector<std::string> out;
  for (const Field field : verdict.shown) {
    std::string value = one_line(value_of(words, *verdict.certificate, field));
    if (!value.empty()) out.push_back(std::move(value));
  }
  return fmt::format("{}", fmt::join(out, "  "));
}

/// " (UTC+3)", " (UTC+5:30)".
std::string zone(int utc_offset_minutes) {
  const int amount = std::abs(utc_offset_minutes);
  const std::string minutes = amount % 60 == 0 ? std::string() : fmt::format(":{:02}", amount % 60);
  return fmt::format(" (UTC{}{}{})", utc_offset_minutes < 0 ? '-' : '+', amount / 60, minutes);
}

std::string event_of(const Catalogue& words, const Verdict& verdict) {
  const Certificate& certificate = *verdict.certificate;
  const auto shows = [&](Field field) { return std::ranges::find(verdict.shown, field) != verdict.shown.end(); };
  std::string out(shows(Field::kind) ? words.word(certificate.kind) : std::string_view());
  if (!shows(Field::event)) return out;
  if (!out.empty()) out += ' ';
  return out + (certificate.event_day ? words.date(*certificate.event_day)
                                      : words.date_and_time(certificate.event_time.value_or(0), verdict.evidence.utc_offset_minutes) + zone(verdict.evidence.utc_offset_minutes));
}

std::string accepted_in_russian(const Catalogue& words, const Verdict& verdict) {
  std::string out;
  if (verdict.certificate) {
    std::string validity = event_of(words, verdict);
    if (const std::string end = words.outlook(verdict); !end.empty()) validity += (validity.empty() ? "" : ", ") + end;
    out = padded(validity, kValidityWidth) + "  " + shown_fields(words, verdict);
  }
  for (const Note note : verdict.notes) {
    if (note != Note::stated_time) out += fmt::format("  ({})", words.words(note).headline);
  }
  return out;
}

/// All that was found, and what to do about the first of it.
std::string why_not_in_russian(const Catalogue& words, const Verdict& verdict) {
  if (verdict.reasons.empty()) return std::string(words.words(verdict.outcome).operator_action);
  const Words first = words.words(verdict.reasons.front(), verdict.evidence.freshness);
  std::vector<std::string> meanings = {words.meaning(verdict)};
  for (std::size_t i = 1; i < verdict.reasons.size(); ++i) meanings.emplace_back(words.words(verdict.reasons[i]).meaning);
  if (std::string start = words.outlook(verdict); !start.empty()) meanings.push_back(std::move(start));
  return fmt::format("{}: {} — {}", first.headline, one_line(fmt::format("{}", fmt::join(meanings, "; "))), first.operator_action);
}

std::string utc_in_russian(const Catalogue& words, std::int64_t time) { return words.date_and_time(time, 0) + " (всемирное время)"; }

std::string policy_in_russian(const Catalogue& words, const Basis& basis) {
  const std::string& id = basis.policy.empty() ? basis.status.default_policy : basis.policy;
  const auto found = std::ranges::find(basis.status.policies, id, &Policy::id);
  if (found == basis.status.policies.end()) return fmt::format("правила {} (неизвестны)", one_line(id));
  return fmt::format("годны до {}, правила «{}», версия {}", utc_in_russian(words, good_until(basis.status, *found)), one_line(found->title_russian),
                     found->version);
}

std::string basis_in_russian(const Catalogue& words, const Basis& basis) {
  const TrustStatus& status = basis.status;
  if (status.damaged) return std::string(words.words(Reason::store_damaged).meaning);
  if (status.sequence == 0) return std::string(words.words(Reason::trust_data_missing).meaning);
  const std::string age = is_of_later_date(status, basis.now) ? "позже заданного времени"
                                                              : fmt::format("возраст: {} ({})", words.age(status.data_age.value_or(0)), words.words(status.freshness).headline);
  return fmt::format("данные № {} от {}, {}, {}", status.sequence, utc_in_russian(words, status.issued_at), age, policy_in_russian(words, basis));
}

}  // namespace

std::string VerdictLines::event_in_russian(const Verdict& verdict) const {
  return verdict.certificate ? event_of(catalogue_, verdict) : std::string();
}

std::string VerdictLines::time_in_russian(std::int64_t unix_seconds) const { return utc_in_russian(catalogue_, unix_seconds); }

std::string VerdictLines::mark_in_russian(Outcome outcome) const {
  const std::string told = fmt::format("{} {}", mark_of(outcome), padded(catalogue_.words(outcome).headline, kOutcomeWidth));
  return outcome == Outcome::accepted ? paint_.green(told) : outcome == Outcome::rejected ? paint_.red(told) : paint_.yellow(told);
}

std::string VerdictLines::line_in_russian(std::string_view input, const Verdict& verdict) const {
  const bool accepted = verdict.outcome == Outcome::accepted;
  return fmt::format("  {}  {}  {}", mark_in_russian(verdict.outcome), padded(one_line(input), input_width_),
                     accepted ? accepted_in_russian(catalogue_, verdict) : why_not_in_russian(catalogue_, verdict));
}

std::string VerdictLines::policy_line_in_russian(const PolicyVerdict& answer) const {
  const Verdict& verdict = answer.verdict;
  std::string told = verdict.outcome == Outcome::accepted ? std::string() : one_line(catalogue_.meaning(verdict));
  if (const std::string end = catalogue_.outlook(verdict); !end.empty()) told += (told.empty() ? "" : "; ") + end;
  return fmt::format("  {}  {}  {}", mark_in_russian(verdict.outcome), padded(answer.policy.id, input_width_), told);
}

std::string VerdictLines::summary_in_russian(const Tally& tally, const Basis& basis) const {
  std::vector<std::string> parts;
  const auto count = [](std::size_t number) { return static_cast<std::int64_t>(number); };
  if (tally.pictures > 0) parts.push_back(catalogue_.counted(count(tally.pictures), Unit::pictures));
  if (tally.texts > 0) parts.push_back(catalogue_.counted(count(tally.texts), Unit::texts));
  if (tally.accepted > 0) parts.push_back(fmt::format("принято: {}", tally.accepted));
  if (tally.rejected > 0) parts.push_back(fmt::format("отказано: {}", tally.rejected));
  if (tally.undetermined > 0) parts.push_back(fmt::format("не определено: {}", tally.undetermined));
  if (tally.unreadable > 0) parts.push_back(fmt::format("не прочитано: {}", tally.unreadable));
  std::string told = fmt::format("  {}    {}", paint_.bold(fmt::format("{}", fmt::join(parts, ", "))), basis_in_russian(catalogue_, basis));
  if (basis.now.source == ClockSource::stated) {
    told += ", " + paint_.yellow("время задано: " + time_in_russian(basis.now.unix_seconds));
  }
  return told;
}

}  // namespace skan::cli

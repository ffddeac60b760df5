// Sentences with figures and dates in them.
#include <array>
#include <chrono>
#include <initializer_list>
#include <utility>

#include <fmt/format.h>

#include "codec/text.h"
#include "skan/words.h"

namespace skan {
namespace {

constexpr std::int64_t kMinute = 60, kHour = 3'600, kDay = 86'400;

using Filling = std::pair<std::string_view, std::string>;

/// `text` with every `{name}` replaced; a name that is not given stays. One pass, so that what is filled in is not
/// looked into again.
std::string filled(std::string_view text, std::initializer_list<Filling> fillings) {
  std::string out;
  while (!text.empty()) {
    const Filling* found = nullptr;
    for (const Filling& filling : fillings) {
      const std::string_view name = filling.first;
      const bool here = text.size() >= name.size() + 2 && text[0] == '{' && text.substr(1, name.size()) == name && text[name.size() + 1] == '}';
      if (here) found = &filling;
    }
    out += found ? std::string_view(found->second) : text.substr(0, 1);
    text.remove_prefix(found ? found->first.size() + 2 : 1);
  }
  return out;
}

std::string_view form(PluralRule rule, std::int64_t count) noexcept {
  const std::int64_t tens = count % 100 < 0 ? -(count % 100) : count % 100;
  const std::int64_t ones = tens % 10;
  switch (rule) {
    case PluralRule::one_other: return count == 1 || count == -1 ? ".one" : ".other";
    case PluralRule::slavic:
      if (tens >= 11 && tens <= 14) return ".many";
      return ones == 1 ? ".one" : ones >= 2 && ones <= 4 ? ".few" : ".many";
    case PluralRule::other: break;
  }
  return ".other";
}

std::string_view key_of(Unit unit) noexcept {
  constexpr std::array<std::string_view, 9> kKeys = {"seconds", "minutes", "hours", "days", "months", "years", "doses", "pictures", "texts"};
  const auto at = static_cast<std::size_t>(unit);
  return at < kKeys.size() ? kKeys[at] : std::string_view();
}

Unit unit_of(AgeUnit unit) noexcept {
  switch (unit) {
    case AgeUnit::hours: return Unit::hours;
    case AgeUnit::months: return Unit::months;
    case AgeUnit::days: break;
  }
  return Unit::days;
}

std::chrono::sys_days day_at(std::int64_t time, std::int32_t utc_offset_minutes) noexcept {
  return std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds{std::chrono::seconds{time + utc_offset_minutes * kMinute}});
}

std::string_view key_of(const HolderAge& age) noexcept {
  if (age.to >= HolderAge{}.to) return "refusal.holder_age.from";
  return age.from == 0 ? "refusal.holder_age.to" : "refusal.holder_age";
}

/// Products come from signed data, but are shown only if they show as what they are.
std::string join(const std::vector<std::string>& products) {
  std::string out;
  for (const auto& product : products) {
    if (codec::is_display_text(product)) out += (out.empty() ? "" : ", ") + product;
  }
  return out;
}

}  // namespace

std::string Catalogue::counted(std::int64_t count, Unit unit) const {
  const std::string key(key_of(unit));
  std::string_view found = text(key + std::string(form(plurals_, count)));
  // A language that was made from another one and has no such form yet.
  for (const std::string_view other : {".other", ".many", ".one"}) {
    if (found.empty()) found = text(key + std::string(other));
  }
  return filled(found, {{"n", std::to_string(count)}});
}

std::string Catalogue::age(std::int64_t seconds) const {
  if (seconds < kHour) return counted(seconds < 0 ? 0 : seconds / kMinute, Unit::minutes);
  if (seconds < 2 * kDay) return counted(seconds / kHour, Unit::hours);
  return counted(seconds / kDay, Unit::days);
}

std::string Catalogue::date(std::int32_t day) const {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  const auto month = fmt::format("month.{}", static_cast<unsigned>(date.month()));
  return filled(text("date"), {{"day", std::to_string(static_cast<unsigned>(date.day()))},
                               {"month", std::string(text(month))},
                               {"year", std::to_string(static_cast<int>(date.year()))}});
}

std::string Catalogue::date_and_time(std::int64_t time, std::int32_t utc_offset_minutes) const {
  const auto day = day_at(time, utc_offset_minutes);
  const auto number = day.time_since_epoch().count();
  const std::int64_t second = time + utc_offset_minutes * kMinute - number * kDay;
  return filled(text("time"), {{"date", date(static_cast<std::int32_t>(number))},
                               {"clock", fmt::format("{:02}:{:02}", second / kHour, second % kHour / kMinute)}});
}

std::string Catalogue::data_age(const Evidence& evidence) const {
  if (!evidence.data_age) return {};
  if (*evidence.data_age < kMinute) return std::string(text("data_age.now"));
  return filled(text("data_age"), {{"age", age(*evidence.data_age)}});
}

std::string Catalogue::refusal(const PolicyFinding& finding) const {
  const PolicyRequirement& wanted = finding.requirement;
  const Unit unit = unit_of(wanted.unit);
  const auto with_limit = [&](std::string_view key, std::uint32_t limit) {
    return filled(text(key), {{"age", counted(finding.age, unit)}, {"limit", counted(limit, unit)}});
  };
  switch (finding.refusal) {
    case Refusal::none: break;
    case Refusal::kind: return std::string(text("refusal.kind"));
    case Refusal::product: return filled(text("refusal.product"), {{"products", join(wanted.products)}});
    case Refusal::dose:
      if (wanted.minimum_dose == 0) return std::string(text("refusal.course"));
      return filled(text("refusal.dose"), {{"n", std::to_string(wanted.minimum_dose)}});
    case Refusal::holder_age:
      return filled(text(key_of(finding.holder_age)), {{"from", std::to_string(finding.holder_age.from)}, {"to", std::to_string(finding.holder_age.to)}});
    case Refusal::too_late: return with_limit("refusal.too_late", wanted.maximum_age);
    case Refusal::too_early: return with_limit("refusal.too_early", wanted.minimum_age);
    case Refusal::incomplete: return filled(text("refusal.incomplete"), {{"kind", std::string(word(wanted.kind))}});
    case Refusal::other_holder: return std::string(text("refusal.other_holder"));
  }
  return {};
}

/// An end at midnight is told by the last day, a beginning at midnight by the first; any other moment with its time.
std::string Catalogue::end_or_start(std::string_view key, std::int64_t time, std::int32_t utc_offset_minutes) const {
  const auto day = day_at(time, utc_offset_minutes);
  const bool midnight = day.time_since_epoch().count() * kDay == time + utc_offset_minutes * kMinute;
  const auto number = static_cast<std::int32_t>(day.time_since_epoch().count()) - (key == "until" ? 1 : 0);
  return filled(text(std::string(key) + (midnight ? ".day" : ".time")),
                {{"date", midnight ? date(number) : date_and_time(time, utc_offset_minutes)}});
}

std::string Catalogue::outlook(const Verdict& verdict) const {
  const std::int32_t offset = verdict.evidence.utc_offset_minutes;
  if (verdict.outcome == Outcome::accepted) {
    const auto end = verdict.accepted_until ? verdict.accepted_until : verdict.changes_at;
    return end ? end_or_start("until", *end, offset) : std::string();
  }
  const bool comes = verdict.changes_at && verdict.changes_to == Outcome::accepted;
  return comes ? end_or_start("from", *verdict.changes_at, offset) : std::string();
}

std::string Catalogue::change(const Verdict& verdict) const {
  if (verdict.outcome != Outcome::accepted || !verdict.changes_at) return outlook(verdict);
  std::string out = end_or_start("until", *verdict.changes_at, verdict.evidence.utc_offset_minutes);
  if (verdict.change_cause == ChangeCause::data_age) out += ", " + std::string(text("change.data_age"));
  if (verdict.change_cause == ChangeCause::list_age) out += ", " + std::string(text("change.list_age"));
  return out;
}

std::string Catalogue::meaning(const Verdict& verdict) const {
  if (verdict.reasons.empty()) return std::string(words(verdict.outcome).meaning);
  if (verdict.finding) return refusal(*verdict.finding);
  if (verdict.link_fault != LinkFault::none) return std::string(words(verdict.link_fault).meaning);
  return std::string(words(verdict.reasons.front()).meaning);
}

}  // namespace skan

#include <array>
#include <ranges>

#include "codec/text.h"
#include "skan/words.h"
#include "words/tables.h"

namespace skan {
namespace {

constexpr std::size_t kMaxText = 1'000, kMaxHeadlineWords = 3;

struct Part {
  std::string_view name;
  std::string_view Words::* field;
};

constexpr std::array kParts = {Part{".headline", &Words::headline}, Part{".meaning", &Words::meaning},
                               Part{".operator", &Words::operator_action}, Part{".holder", &Words::holder_action}};

bool take_end(std::string_view& text, std::string_view end) noexcept {
  if (!text.ends_with(end)) return false;
  text.remove_suffix(end.size());
  return true;
}

std::size_t count_words(std::string_view text) {
  std::size_t count = 0;
  for (const auto word : std::views::split(text, ' ')) count += word.empty() ? 0u : 1u;
  return count;
}

/// A form that this language's plurals may ask for, though the built-in language has no such form.
bool is_plural_form(std::string_view key) noexcept {
  constexpr std::array<std::string_view, 4> kForms = {".one", ".few", ".many", ".other"};
  for (const std::string_view form : kForms) {
    std::string_view unit = key;
    if (!take_end(unit, form)) continue;
    return words_tables::english().phrase(unit, ".other").has_value();
  }
  return false;
}

bool is_key(std::string_view key) noexcept {
  const words_tables::Table built_in = words_tables::english();
  if (built_in.phrase(key) || is_plural_form(key)) return true;
  for (const Part& part : kParts) {
    std::string_view entry = key;
    if (take_end(entry, part.name)) return built_in.words(entry).has_value();
  }
  return false;
}

}  // namespace

Catalogue::Catalogue(Language language)
    : Catalogue(language == Language::russian ? "ru" : "en",
                language == Language::russian ? PluralRule::slavic : PluralRule::one_other, language) {}

Catalogue::Catalogue(std::string tag, PluralRule plurals, Language base)
    : tag_(std::move(tag)), plurals_(plurals), base_(base) {}

bool Catalogue::set(std::string_view key, std::string text) {
  const bool fits = !text.empty() && text.size() <= kMaxText && codec::is_display_text(text);
  if (!fits || !is_key(key)) return false;
  if (key.ends_with(".headline") && count_words(text) > kMaxHeadlineWords) return false;
  set_.insert_or_assign(std::string(key), std::move(text));
  return true;
}

std::string_view Catalogue::built_in(std::string_view key) const {
  return words_tables::table(base_).phrase(key).value_or(std::string_view());
}

std::string_view Catalogue::text(std::string_view key) const {
  const auto set = set_.find(key);
  return set == set_.end() ? built_in(key) : std::string_view(set->second);
}

Words Catalogue::entry(std::string_view list, std::string_view name) const {
  const auto built_in = words_tables::table(base_).words(list, name);
  if (!built_in) return {};
  Words found = *built_in;
  if (set_.empty()) return found;
  const std::string key = std::string(list) + std::string(name);
  for (const Part& part : kParts) {
    const auto set = set_.find(key + std::string(part.name));
    if (set != set_.end()) found.*part.field = set->second;
  }
  return found;
}

Words Catalogue::words(Reason reason, Freshness freshness) const {
  Words found = entry("reason.", name(reason));
  if (freshness != Freshness::fresh) return found;
  const Words fresh = entry("fresh.", name(reason));
  if (!fresh.operator_action.empty()) found.operator_action = fresh.operator_action;
  return found;
}

Words Catalogue::words(Outcome outcome) const { return entry("outcome.", name(outcome)); }
Words Catalogue::words(Note note) const { return entry("note.", name(note)); }
Words Catalogue::words(Hint hint) const { return entry("hint.", name(hint)); }
Words Catalogue::words(Freshness freshness) const { return entry("freshness.", name(freshness)); }
Words Catalogue::words(ClockState clock) const { return entry("clock.", name(clock)); }
Words Catalogue::words(Revocation revocation) const { return entry("revocation.", name(revocation)); }
Words Catalogue::words(LinkFault fault) const { return entry("link.", name(fault)); }
Words Catalogue::words(ErrorCode code) const { return entry("error.", name(code)); }
std::string_view Catalogue::word(Kind kind) const { return text(std::string("kind.") + name(kind)); }

}  // namespace skan

#include "skan/words.h"

#include <algorithm>
#include <ranges>

#include "words/tables.h"

namespace skan {
namespace {

using words_tables::Row;

/// `key` is `list`, a dot and `name`.
bool is_key_of(std::string_view key, std::string_view list, std::string_view name) noexcept {
  return key.size() == list.size() + 1 + name.size() && key.starts_with(list) && key[list.size()] == '.' &&
         key.ends_with(name);
}

Words in_english(std::string_view list, std::string_view name) noexcept {
  const auto rows = words_tables::english().rows;
  const auto row = std::ranges::find_if(rows, [&](const Row& r) { return is_key_of(r.key, list, name); });
  return row == rows.end() ? Words{} : row->words;
}

}  // namespace

words_tables::Table words_tables::table(Language language) noexcept {
  return language == Language::russian ? russian() : english();
}

Shape shape_of(Outcome outcome) noexcept { return outcome == Outcome::accepted ? Shape::go : Shape::stop; }

std::string_view mark_of(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::accepted: return "✔";
    case Outcome::rejected: return "✘";
    case Outcome::undetermined: break;
  }
  return "?";
}

Words words(Reason reason, Freshness freshness) noexcept {
  Words found = in_english("reason", name(reason));
  if (freshness != Freshness::fresh) return found;
  const Words fresh = in_english("fresh", name(reason));
  if (!fresh.operator_action.empty()) found.operator_action = fresh.operator_action;
  return found;
}

Words words(Note note) noexcept { return in_english("note", name(note)); }

Words words(Outcome outcome) noexcept { return in_english("outcome", name(outcome)); }

}  // namespace skan

#include "skan/words.h"

#include "words/tables.h"

namespace skan {
namespace {

Words in_english(std::string_view list, std::string_view name) noexcept {
  return words_tables::english().words(list, name).value_or(Words{});
}

}  // namespace

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
  Words found = in_english("reason.", name(reason));
  if (freshness != Freshness::fresh) return found;
  const Words fresh = in_english("fresh.", name(reason));
  if (!fresh.operator_action.empty()) found.operator_action = fresh.operator_action;
  return found;
}

Words words(Note note) noexcept { return in_english("note.", name(note)); }

Words words(Outcome outcome) noexcept { return in_english("outcome.", name(outcome)); }

}  // namespace skan

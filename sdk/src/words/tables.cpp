#include "words/tables.h"

namespace skan::words_tables {
namespace {

/// The place of the text that is `key` followed by `rest`, among every `step`-th; the number of all if there is none.
std::size_t find(const Texts& texts, std::size_t step, std::string_view key, std::string_view rest) noexcept {
  std::size_t i = 0;
  for (; i < texts.offsets.size(); i += step) {
    const std::string_view text = texts[i];
    if (text.size() == key.size() + rest.size() && text.starts_with(key) && text.ends_with(rest)) break;
  }
  return i;
}

}  // namespace

std::optional<Words> Table::words(std::string_view key, std::string_view rest) const noexcept {
  const std::size_t i = find(rows_, kRowTexts, key, rest);
  if (i >= rows_.offsets.size()) return std::nullopt;
  return Words{rows_[i + 1], rows_[i + 2], rows_[i + 3], rows_[i + 4]};
}

std::optional<std::string_view> Table::phrase(std::string_view key, std::string_view rest) const noexcept {
  const std::size_t i = find(phrases_, kPhraseTexts, key, rest);
  if (i >= phrases_.offsets.size()) return std::nullopt;
  return phrases_[i + 1];
}

Table table(Language language) noexcept { return language == Language::russian ? russian() : english(); }

}  // namespace skan::words_tables

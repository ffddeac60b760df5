// The texts that are built in.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "skan/words.h"
#include "words/text_pool.h"

namespace skan::words_tables {

/// The words of one member of a list; `key` is its list and name, "reason.revoked". Rows under "fresh" replace the
/// operator's action while the trust data is fresh.
struct Row {
  std::string_view key;
  Words words;
};

/// A piece of a sentence, with `{names}` to be filled in.
struct Phrase {
  std::string_view key;
  std::string_view text;
};

inline constexpr std::size_t kRowTexts = 5, kPhraseTexts = 2;

/// The rows' texts one by one, as a pool takes them.
template <std::size_t kCount>
constexpr std::array<std::string_view, kCount * kRowTexts> texts_of(const Row (&rows)[kCount]) {
  std::array<std::string_view, kCount * kRowTexts> texts;
  auto* next = texts.data();
  for (const auto& [key, words] : rows) {
    for (const auto text : {key, words.headline, words.meaning, words.operator_action, words.holder_action}) *next++ = text;
  }
  return texts;
}

template <std::size_t kCount>
constexpr std::array<std::string_view, kCount * kPhraseTexts> texts_of(const Phrase (&phrases)[kCount]) {
  std::array<std::string_view, kCount * kPhraseTexts> texts;
  auto* next = texts.data();
  for (const auto& [key, phrase] : phrases) {
    for (const auto text : {key, phrase}) *next++ = text;
  }
  return texts;
}

/// Texts of a pool.
struct Texts {
  const char* bytes;
  std::span<const std::uint16_t> offsets;

  template <std::size_t kBytes, std::size_t kTexts>
  constexpr Texts(const TextPool<kBytes, kTexts>& pool) noexcept : bytes(pool.bytes.data()), offsets(pool.offsets) {}
  std::string_view operator[](std::size_t i) const noexcept { return bytes + offsets[i]; }
};

/// The built-in texts of a language, found by their keys. A key may be given in two pieces.
class Table {
 public:
  constexpr Table(Texts rows, Texts phrases) noexcept : rows_(rows), phrases_(phrases) {}

  std::optional<Words> words(std::string_view key, std::string_view rest = {}) const noexcept;
  std::optional<std::string_view> phrase(std::string_view key, std::string_view rest = {}) const noexcept;

 private:
  Texts rows_, phrases_;
};

Table english() noexcept;
Table russian() noexcept;

/// The built-in texts of `language`.
Table table(Language language) noexcept;

}  // namespace skan::words_tables

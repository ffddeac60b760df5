// The texts that are built in.
#pragma once

#include <span>
#include <string_view>

#include "skan/words.h"

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

struct Table {
  std::span<const Row> rows;
  std::span<const Phrase> phrases;
};

Table english() noexcept;
Table russian() noexcept;

/// The built-in texts of `language`.
Table table(Language language) noexcept;

}  // namespace skan::words_tables

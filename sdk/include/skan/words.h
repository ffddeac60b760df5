// What reasons, notes and outcomes mean to the people at the door.
#pragma once

#include <string_view>

#include "skan/reason.h"
#include "skan/verdict.h"

namespace skan {

/// One entry of the list, in plain English. Never empty unless said so; holds nothing about a holder.
/// The texts are constants of the library.
struct Words {
  std::string_view headline;         ///< at most three words, for a big screen
  std::string_view meaning;          ///< one clause without full stop: what was found
  std::string_view operator_action;  ///< one clause without full stop: what to do; empty for nothing
};

/// The words for `reason`. `freshness` is that of the verdict's evidence: an update of the trust data is
/// suggested only where it can help, so for most reasons not while the data is fresh.
/// All three are empty for a number outside the list.
Words words(Reason reason, Freshness freshness = Freshness::none) noexcept;

/// The words for a note on an accepted certificate; empty for a number outside the list.
Words words(Note note) noexcept;

/// The words for an outcome as a whole; empty for a number outside the list.
Words words(Outcome outcome) noexcept;

}  // namespace skan

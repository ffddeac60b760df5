#include "skan/c/words.h"

#include "arguments.h"
#include "skan/words.h"

using namespace skan::c;

namespace {

template <class Enum>
Enum known(skan_list list, std::int32_t number) {
  skan_text name{};
  if (skan_name(list, number, &name, nullptr) != SKAN_OK) refuse("number", std::to_string(number) + " is not in this list");
  return static_cast<Enum>(number);
}

skan::Words words_of(skan_list list, std::int32_t number, skan::Freshness freshness) {
  switch (list) {
    case SKAN_LIST_OUTCOME: return skan::words(known<skan::Outcome>(list, number));
    case SKAN_LIST_REASON: return skan::words(known<skan::Reason>(list, number), freshness);
    case SKAN_LIST_NOTE: return skan::words(known<skan::Note>(list, number));
    default: refuse("list", "there are words for outcomes, reasons and notes only");
  }
}

}  // namespace

skan_status skan_words_read(skan_list list, std::int32_t number, skan_freshness freshness, skan_language language,
                            skan_words* words, skan_error* error) noexcept {
  const SizedOut out(words, "words");
  return guarded(error, [&] {
    out.check();
    const auto age = number_in(freshness, skan::Freshness::none, skan::Freshness::stale, "freshness");
    if (language != SKAN_LANGUAGE_ENGLISH) refuse("language", std::to_string(language) + " is not a number of its list");
    const skan::Words found = words_of(list, number, age);
    skan_words told{};
    told.headline = skan::c::told(found.headline);
    told.meaning = skan::c::told(found.meaning);
    told.operator_action = skan::c::told(found.operator_action);
    out.put(told);
  });
}

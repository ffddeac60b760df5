#include "skan/c/words.h"

#include "bytes_handle.h"
#include "skan/words.h"
#include "verdict_handle.h"

using namespace skan::c;

struct skan_catalogue : Tagged<11> {
  explicit skan_catalogue(skan::Catalogue catalogue) : value(std::move(catalogue)) {}

  skan::Catalogue value;
};

namespace {

/// The built-in languages, made once: what they say are constants.
const skan::Catalogue& built_in(skan::Language language) {
  static const skan::Catalogue& english = *new skan::Catalogue(skan::Language::english);
  static const skan::Catalogue& russian = *new skan::Catalogue(skan::Language::russian);
  return language == skan::Language::russian ? russian : english;
}

skan::Language language_in(skan_language language, const char* argument) {
  return number_in(language, skan::Language::english, skan::Language::russian, argument);
}

template <class Enum>
Enum known(skan_list list, std::int32_t number) {
  skan_text name{};
  if (skan_name(list, number, &name, nullptr) != SKAN_OK) refuse("number", std::to_string(number) + " is not in this list");
  return static_cast<Enum>(number);
}

skan::ErrorCode known_error(std::int32_t number) {
  const bool has_words = number > SKAN_OK && number < SKAN_ERROR_IN_USE;
  return known<skan::ErrorCode>(SKAN_LIST_STATUS, has_words ? number : -1);
}

skan::Words words_of(const skan::Catalogue& its, skan_list list, std::int32_t number, skan::Freshness freshness) {
  switch (list) {
    case SKAN_LIST_STATUS: return its.words(known_error(number));
    case SKAN_LIST_OUTCOME: return its.words(known<skan::Outcome>(list, number));
    case SKAN_LIST_REASON: return its.words(known<skan::Reason>(list, number), freshness);
    case SKAN_LIST_NOTE: return its.words(known<skan::Note>(list, number));
    case SKAN_LIST_FRESHNESS: return its.words(known<skan::Freshness>(list, number));
    case SKAN_LIST_CLOCK_STATE: return its.words(known<skan::ClockState>(list, number));
    case SKAN_LIST_REVOCATION: return its.words(known<skan::Revocation>(list, number));
    case SKAN_LIST_KIND: return {.headline = its.word(known<skan::Kind>(list, number))};
    case SKAN_LIST_HINT: return its.words(known<skan::Hint>(list, number));
    case SKAN_LIST_LINK_FAULT: return its.words(known<skan::LinkFault>(list, number));
    default: refuse("list", "there are no words for list " + std::to_string(list));
  }
}

skan_words told(const skan::Words& words) noexcept {
  skan_words out{};
  out.headline = skan::c::told(words.headline);
  out.meaning = skan::c::told(words.meaning);
  out.operator_action = skan::c::told(words.operator_action);
  out.holder_action = skan::c::told(words.holder_action);
  return out;
}

skan_words entry(const skan::Catalogue& its, skan_list list, std::int32_t number, skan_freshness freshness) {
  const auto age = number_in(freshness, skan::Freshness::none, skan::Freshness::stale, "freshness");
  return ::told(words_of(its, list, number, age));
}

std::string clause_of(const skan::Catalogue& its, const skan::Verdict& verdict, skan_clause clause) {
  switch (clause) {
    case SKAN_CLAUSE_MEANING: return its.meaning(verdict);
    case SKAN_CLAUSE_REFUSAL: return verdict.finding ? its.refusal(*verdict.finding) : std::string();
    case SKAN_CLAUSE_OUTLOOK: return its.outlook(verdict);
    case SKAN_CLAUSE_CHANGE: return its.change(verdict);
    case SKAN_CLAUSE_DATA_AGE: return its.data_age(verdict.evidence);
    default: refuse("clause", std::to_string(clause) + " is not a number of its list");
  }
}

/// Runs `say` with the catalogue, and hands out what it says.
template <class Say>
skan_status told_by(const skan_catalogue* catalogue, skan_bytes** text, skan_error* error, const Say& say) noexcept {
  const Out out(text, "text");
  return guarded(error, [&] {
    out.check();
    const std::string said = say(in(catalogue, "catalogue").value);
    const auto bytes = std::as_bytes(std::span(said));
    out.put(new skan_bytes({bytes.begin(), bytes.end()}));
  });
}

}  // namespace

skan_status skan_words_read(skan_list list, std::int32_t number, skan_freshness freshness, skan_language language,
                            skan_words* words, skan_error* error) noexcept {
  const SizedOut out(words, "words");
  return guarded(error, [&] {
    out.check();
    out.put(entry(built_in(language_in(language, "language")), list, number, freshness));
  });
}

skan_status skan_shape_of(skan_outcome outcome, skan_shape* shape, skan_text* mark, skan_error* error) noexcept {
  const Out out_shape(shape, "shape");
  const Out out_mark(mark, "mark");
  return guarded(error, [&] {
    out_shape.check_if_wanted();
    out_mark.check_if_wanted();
    const auto its = number_in(outcome, skan::Outcome::undetermined, skan::Outcome::accepted, "outcome");
    out_shape.put(static_cast<skan_shape>(skan::shape_of(its)));
    out_mark.put(skan::c::told(skan::mark_of(its)));
  });
}

skan_status skan_catalogue_create(skan_language language, skan_catalogue** catalogue, skan_error* error) noexcept {
  const Out out(catalogue, "catalogue");
  return guarded(error, [&] {
    out.check();
    out.put(new skan_catalogue(skan::Catalogue(language_in(language, "language"))));
  });
}

skan_status skan_catalogue_derive(const char* tag, std::size_t tag_length, skan_plural_rule plurals, skan_language base,
                                  skan_catalogue** catalogue, skan_error* error) noexcept {
  const Out out(catalogue, "catalogue");
  return guarded(error, [&] {
    out.check();
    const std::string name(utf8_in(tag, tag_length, "tag"));
    const auto rule = number_in(plurals, skan::PluralRule::one_other, skan::PluralRule::other, "plurals");
    out.put(new skan_catalogue(skan::Catalogue(name, rule, language_in(base, "base"))));
  });
}

skan_status skan_catalogue_free(skan_catalogue** catalogue) noexcept {
  return freed(catalogue, "catalogue");
}

skan_status skan_catalogue_set(skan_catalogue* catalogue, const char* key, std::size_t key_length, const char* text,
                               std::size_t text_length, skan_error* error) noexcept {
  return guarded(error, [&] {
    skan::Catalogue& its = in(catalogue, "catalogue").value;
    const auto name = utf8_in(key, key_length, "key");
    if (its.set(name, std::string(utf8_in(text, text_length, "text")))) return;
    refuse("key", "there is no such key, or the text does not fit it; sdk/doc/words.md says what does");
  });
}

skan_status skan_catalogue_language(const skan_catalogue* catalogue, skan_text* tag, skan_error* error) noexcept {
  const Out out(tag, "tag");
  return guarded(error, [&] {
    out.check();
    out.put(skan::c::told(in(catalogue, "catalogue").value.language()));
  });
}

skan_status skan_catalogue_words(const skan_catalogue* catalogue, skan_list list, std::int32_t number,
                                 skan_freshness freshness, skan_words* words, skan_error* error) noexcept {
  const SizedOut out(words, "words");
  return guarded(error, [&] {
    out.check();
    out.put(entry(in(catalogue, "catalogue").value, list, number, freshness));
  });
}

skan_status skan_catalogue_clause(const skan_catalogue* catalogue, const skan_verdict* verdict, skan_clause clause,
                                  skan_bytes** text, skan_error* error) noexcept {
  return told_by(catalogue, text, error, [&](const skan::Catalogue& its) {
    return clause_of(its, in(verdict, "verdict").value, clause);
  });
}

skan_status skan_catalogue_count(const skan_catalogue* catalogue, std::int64_t count, skan_unit unit, skan_bytes** text,
                                 skan_error* error) noexcept {
  return told_by(catalogue, text, error, [&](const skan::Catalogue& its) {
    return its.counted(count, number_in(unit, skan::Unit::seconds, skan::Unit::texts, "unit"));
  });
}

skan_status skan_catalogue_age(const skan_catalogue* catalogue, std::int64_t seconds, skan_bytes** text,
                               skan_error* error) noexcept {
  return told_by(catalogue, text, error, [&](const skan::Catalogue& its) { return its.age(seconds); });
}

skan_status skan_catalogue_date(const skan_catalogue* catalogue, std::int32_t day, skan_bytes** text,
                                skan_error* error) noexcept {
  return told_by(catalogue, text, error, [&](const skan::Catalogue& its) { return its.date(day); });
}

skan_status skan_catalogue_date_and_time(const skan_catalogue* catalogue, std::int64_t time,
                                         std::int32_t utc_offset_minutes, skan_bytes** text,
                                         skan_error* error) noexcept {
  return told_by(catalogue, text, error, [&](const skan::Catalogue& its) {
    return its.date_and_time(time, utc_offset_minutes);
  });
}

// What verdicts mean to the people at the door, in Russian, English, or a language of the host's.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "skan/reason.h"
#include "skan/result.h"
#include "skan/scanner.h"
#include "skan/verdict.h"

namespace skan {

/// The languages that are built in.
enum class Language : std::uint8_t { english = 0, russian = 1 };

/// What to show beside the words, so that nobody depends on colours: `stop` wherever nobody is admitted.
enum class Shape : std::uint8_t { stop = 0, go = 1 };
Shape shape_of(Outcome outcome) noexcept;
/// One character for an outcome, each of another form: ✔ ✘ ?
std::string_view mark_of(Outcome outcome) noexcept;

/// One entry. Holds nothing about a holder.
struct Words {
  std::string_view headline = {};         ///< at most three words, for a big screen
  std::string_view meaning = {};          ///< one clause without full stop: what was found
  std::string_view operator_action = {};  ///< one clause without full stop: what to do; empty for nothing
  std::string_view holder_action = {};    ///< the same for the holder, in plain language; empty for nothing
};

/// The English words for `reason`; all empty for a number outside the list. `freshness` is that of the verdict's evidence: an
/// update of the trust data is suggested only where it can help, so for most reasons not while the data is fresh.
Words words(Reason reason, Freshness freshness = Freshness::none) noexcept;
Words words(Note note) noexcept;
Words words(Outcome outcome) noexcept;

/// Which form of a word a number takes (Unicode CLDR, cardinal plurals of whole numbers).
enum class PluralRule : std::uint8_t {
  one_other = 0,  ///< 1 day, 2 days: English, German, Kazakh and most others
  slavic = 1,     ///< 1 день, 2 дня, 5 дней, 21 день: Russian, Ukrainian, Belarusian
  other = 2,      ///< one form for all: Chinese, Vietnamese
};

/// What counted() counts.
enum class Unit : std::uint8_t { seconds = 0, minutes = 1, hours = 2, days = 3, months = 4, years = 5, doses = 6, pictures = 7, texts = 8 };

/// Everything that the library can say, in one language: a value that a host may change. A text that it does not
/// have is taken from the built-in language that it was made from.
///
/// The keys are listed in sdk/doc/words.md. Texts that are returned as views live as long as the catalogue, until it is
/// next changed. Const calls are safe from any thread. Dates are written out by the texts alone; no locale is asked.
class Catalogue {
 public:
  /// A built-in language.
  explicit Catalogue(Language language = Language::english);
  /// Another language, `tag` as in BCP 47 ("kk"), made from a built-in one until its texts are set.
  Catalogue(std::string tag, PluralRule plurals, Language base);

  /// Sets one text. `key` as in sdk/doc/words.md, for example "reason.revoked.headline" or "days.few". False, and
  /// nothing changed, if there is no such key, if `text` is empty or longer than 1,000 bytes, if it is not text that
  /// shows as what it is (well-formed UTF-8 without control and invisible characters), or if a headline has more than
  /// three words.
  bool set(std::string_view key, std::string text);

  /// The language's tag: "en", "ru".
  const std::string& language() const noexcept { return tag_; }

  /// As words() above, in this language. All empty for a number outside the list.
  Words words(Outcome outcome) const;
  Words words(Reason reason, Freshness freshness = Freshness::none) const;
  Words words(Note note) const;
  Words words(Hint hint) const;
  Words words(Freshness freshness) const;
  Words words(ClockState clock) const;
  Words words(Revocation revocation) const;
  Words words(LinkFault fault) const;
  Words words(ErrorCode code) const;
  std::string_view word(Kind kind) const;

  /// "5 days", "5 дней". A negative count is written with a minus and takes the form of its amount.
  std::string counted(std::int64_t count, Unit unit) const;
  /// `seconds` in the unit that suits: whole minutes under an hour, hours under two days, else days; 0 for negative ones.
  std::string age(std::int64_t seconds) const;
  /// "9 July 2021", "9 июля 2021"; `day` counts from 1970-01-01.
  std::string date(std::int32_t day) const;
  /// "9 July 2021, 18:05" in the time zone `utc_offset_minutes` east of UTC; `time` in UTC seconds.
  std::string date_and_time(std::int64_t time, std::int32_t utc_offset_minutes) const;

  /// How old the trust data is, as a clause; empty if there is none.
  std::string data_age(const Evidence& evidence) const;
  /// Which rule of the policy refused, with its figures, as a clause.
  std::string refusal(const PolicyFinding& finding) const;
  /// What the holder is told about later ("accepted until 9 July 2021"), whatever becomes of the trust data, as a clause; empty
  /// if nothing is known.
  std::string outlook(const Verdict& verdict) const;
  /// What the operator is told about later: when this verdict changes next, and whether an update prevents it.
  std::string change(const Verdict& verdict) const;
  /// What was found first, with its particulars: for the line under the headline.
  std::string meaning(const Verdict& verdict) const;

 private:
  std::string_view text(std::string_view key) const;
  std::string_view built_in(std::string_view key) const;
  Words entry(std::string_view list, std::string_view name) const;
  std::string end_or_start(std::string_view key, std::int64_t time, std::int32_t utc_offset_minutes) const;

  std::string tag_;
  PluralRule plurals_ = PluralRule::one_other;
  Language base_ = Language::english;
  std::map<std::string, std::string, std::less<>> set_;
};

}  // namespace skan

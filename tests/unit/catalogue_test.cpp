// The catalogue of words: both languages complete and well formed, numbers and dates, languages of the host's.
#include "skan/words.h"

#include "support/catch.h"

#include <fstream>
#include <regex>
#include <set>
#include <string>
#include <vector>

using skan::Catalogue;
using skan::Language;
using skan::PluralRule;
using skan::Unit;
using skan::Words;

namespace {

constexpr int kNumbers = 256;

/// The words of every member of every list, with a name for the test's message.
std::vector<std::pair<std::string, Words>> everything(const Catalogue& catalogue) {
  std::vector<std::pair<std::string, Words>> out;
  const auto add = [&](const char* list, auto member) {
    if (name(member) != "unknown") out.emplace_back(std::string(list) + "." + std::string(name(member)), catalogue.words(member));
  };
  for (int number = 0; number < kNumbers; ++number) {
    add("outcome", static_cast<skan::Outcome>(number));
    add("reason", static_cast<skan::Reason>(number));
    add("note", static_cast<skan::Note>(number));
    add("hint", static_cast<skan::Hint>(number));
    add("freshness", static_cast<skan::Freshness>(number));
    add("error", static_cast<skan::ErrorCode>(number));
    if (number > 0) add("link", static_cast<skan::LinkFault>(number));
    // "unknown" is a member of these two.
    if (number < 4) out.emplace_back("clock", catalogue.words(static_cast<skan::ClockState>(number)));
    if (number < 6) out.emplace_back("revocation", catalogue.words(static_cast<skan::Revocation>(number)));
  }
  return out;
}

bool has_latin_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

bool is_untidy(std::string_view text) {
  return text.starts_with(' ') || text.ends_with(' ') || text.ends_with('.') || text.find("  ") != text.npos || text.find(" ,") != text.npos;
}

std::size_t count_words(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

skan::Verdict refused(skan::Refusal refusal) {
  skan::Verdict v;
  v.outcome = skan::Outcome::rejected;
  v.reasons = {skan::Reason::policy_refused};
  v.finding.emplace();
  v.finding->refusal = refusal;
  v.finding->requirement.kind = skan::Kind::recovered;
  v.finding->requirement.maximum_age = 180;
  v.finding->requirement.minimum_age = 21;
  v.finding->age = 190;
  return v;
}

}  // namespace

TEST_CASE("both languages have a short headline and a meaning for every member of every list") {
  const Language language = GENERATE(Language::english, Language::russian);
  const auto all = everything(Catalogue(language));
  CHECK(all.size() == 85);
  for (const auto& [key, found] : all) {
    INFO(key);
    CHECK_FALSE(found.headline.empty());
    CHECK(count_words(found.headline) <= 3);
    CHECK_FALSE(found.meaning.empty());
    for (const auto text : {found.headline, found.meaning, found.operator_action, found.holder_action}) {
      CHECK_FALSE(is_untidy(text));
      CHECK(has_latin_letter(text) == (language == Language::english && !text.empty()));
    }
  }
}

TEST_CASE("both languages tell operator and holder what to do about every reason") {
  for (const Language language : {Language::english, Language::russian}) {
    for (const auto& [key, found] : everything(Catalogue(language))) {
      INFO(key);
      const bool needs_action = key.starts_with("reason.") || key.starts_with("outcome.");
      CHECK((!needs_action || !found.operator_action.empty()));
      CHECK((!needs_action || !found.holder_action.empty()));
      CHECK((!key.starts_with("error.") || !found.operator_action.empty()));
      CHECK((!key.starts_with("hint.") || key == "hint.none" || !found.holder_action.empty()));
    }
  }
}

TEST_CASE("where one language asks somebody to act, so does the other") {
  const auto english = everything(Catalogue(Language::english));
  const auto russian = everything(Catalogue(Language::russian));
  REQUIRE(english.size() == russian.size());
  for (std::size_t i = 0; i < english.size(); ++i) {
    INFO(english[i].first);
    CHECK(english[i].second.operator_action.empty() == russian[i].second.operator_action.empty());
    CHECK(english[i].second.holder_action.empty() == russian[i].second.holder_action.empty());
  }
}

TEST_CASE("an update is suggested in Russian, too, only where it helps") {
  const Catalogue russian(Language::russian);
  CHECK(russian.words(skan::Reason::unknown_issuer, skan::Freshness::fresh).operator_action == "не пропускайте");
  CHECK(russian.words(skan::Reason::unknown_issuer, skan::Freshness::recent).operator_action ==
        "не пропускайте; обновите данные для проверки и сканируйте ещё раз");
}

TEST_CASE("each outcome has a mark of its own, and only accepted is a go") {
  CHECK(mark_of(skan::Outcome::accepted) == "✔");
  CHECK(mark_of(skan::Outcome::rejected) == "✘");
  CHECK(mark_of(skan::Outcome::undetermined) == "?");
  for (int number = 0; number < kNumbers; ++number) {
    const auto outcome = static_cast<skan::Outcome>(number);
    CHECK((shape_of(outcome) == skan::Shape::go) == (outcome == skan::Outcome::accepted));
  }
}

TEST_CASE("Russian numbers take the right form") {
  const Catalogue russian(Language::russian);
  const auto [count, told] = GENERATE(table<std::int64_t, std::string>(
      {{0, "0 дней"},     {1, "1 день"},     {2, "2 дня"},      {3, "3 дня"},      {4, "4 дня"},     {5, "5 дней"},
       {10, "10 дней"},   {11, "11 дней"},   {12, "12 дней"},   {14, "14 дней"},   {15, "15 дней"},  {19, "19 дней"},
       {20, "20 дней"},   {21, "21 день"},   {22, "22 дня"},    {24, "24 дня"},    {25, "25 дней"},  {101, "101 день"},
       {110, "110 дней"}, {111, "111 дней"}, {112, "112 дней"}, {114, "114 дней"}, {121, "121 день"}, {122, "122 дня"},
       {180, "180 дней"}, {1000, "1000 дней"}, {1001, "1001 день"}, {1011, "1011 дней"}, {-1, "-1 день"}, {-12, "-12 дней"}}));
  CHECK(russian.counted(count, Unit::days) == told);
}

TEST_CASE("every unit has its Russian forms") {
  const Catalogue russian(Language::russian);
  const auto [unit, one, two, five] = GENERATE(table<Unit, std::string, std::string, std::string>(
      {{Unit::seconds, "1 секунда", "2 секунды", "5 секунд"}, {Unit::minutes, "1 минута", "2 минуты", "5 минут"},
       {Unit::hours, "1 час", "2 часа", "5 часов"},           {Unit::days, "1 день", "2 дня", "5 дней"},
       {Unit::months, "1 месяц", "2 месяца", "5 месяцев"},    {Unit::years, "1 год", "2 года", "5 лет"},
       {Unit::doses, "1 доза", "2 дозы", "5 доз"},            {Unit::pictures, "1 снимок", "2 снимка", "5 снимков"},
       {Unit::texts, "1 текст", "2 текста", "5 текстов"}}));
  CHECK(russian.counted(1, unit) == one);
  CHECK(russian.counted(2, unit) == two);
  CHECK(russian.counted(5, unit) == five);
}

TEST_CASE("English numbers take the right form") {
  const Catalogue english;
  CHECK(english.counted(0, Unit::days) == "0 days");
  CHECK(english.counted(1, Unit::days) == "1 day");
  CHECK(english.counted(-1, Unit::hours) == "-1 hour");
  CHECK(english.counted(11, Unit::months) == "11 months");
  CHECK(english.counted(21, Unit::pictures) == "21 pictures");
}

TEST_CASE("dates are written out") {
  const Catalogue russian(Language::russian), english;
  CHECK(russian.date(18'817) == "9 июля 2021");
  CHECK(english.date(18'817) == "9 July 2021");
  CHECK(russian.date(0) == "1 января 1970");
  CHECK(russian.date(-1) == "31 декабря 1969");
  CHECK(russian.date(19'051 + 366) == "1 марта 2023");
  CHECK(russian.date_and_time(18'817 * 86'400LL, 180) == "9 июля 2021, 03:00");
  CHECK(russian.date_and_time(18'817 * 86'400LL, -60) == "8 июля 2021, 23:00");
  CHECK(english.date_and_time(18'817 * 86'400LL + 86'399, 0) == "9 July 2021, 23:59");
}

TEST_CASE("an age is told in the unit that suits") {
  const Catalogue russian(Language::russian);
  CHECK(russian.age(-5) == "0 минут");
  CHECK(russian.age(59) == "0 минут");
  CHECK(russian.age(60) == "1 минута");
  CHECK(russian.age(3'599) == "59 минут");
  CHECK(russian.age(3'600) == "1 час");
  CHECK(russian.age(2 * 86'400 - 1) == "47 часов");
  CHECK(russian.age(2 * 86'400) == "2 дня");
  skan::Evidence evidence;
  CHECK(russian.data_age(evidence).empty());
  evidence.data_age = 3 * 3'600;
  CHECK(russian.data_age(evidence) == "возраст данных для проверки: 3 часа");
  CHECK(Catalogue().data_age(evidence) == "the trust data is 3 hours old");
}

TEST_CASE("a refusal is told with its figures") {
  const Catalogue russian(Language::russian), english;
  const skan::Verdict late = refused(skan::Refusal::too_late);
  CHECK(russian.meaning(late) == "прошло времени: 190 дней, принимается не больше: 180 дней");
  CHECK(english.meaning(late) == "190 days since the event, accepted up to 180 days");
  CHECK(russian.meaning(refused(skan::Refusal::too_early)) == "прошло времени: 190 дней, нужно не меньше: 21 день");
  CHECK(russian.meaning(refused(skan::Refusal::incomplete)) == "принимается только вместе с другим сертификатом: перенесённая болезнь");
  CHECK(russian.meaning(refused(skan::Refusal::dose)) == "нужна последняя доза курса");
  for (int number = 1; number <= 8; ++number) {
    INFO(number);
    const skan::Verdict v = refused(static_cast<skan::Refusal>(number));
    CHECK_FALSE(english.meaning(v).empty());
    CHECK_FALSE(has_latin_letter(russian.meaning(v)));
    CHECK(russian.meaning(v).find('{') == std::string::npos);
  }
  skan::Verdict by_age = refused(skan::Refusal::holder_age);
  by_age.finding->holder_age = {18, 150};
  CHECK(russian.meaning(by_age) == "принимается, если владельцу не меньше 18 полных лет");
  by_age.finding->holder_age = {0, 17};
  CHECK(russian.meaning(by_age) == "принимается, если владельцу не больше 17 полных лет");
}

TEST_CASE("products that do not show as what they are are not shown") {
  skan::Verdict v = refused(skan::Refusal::product);
  v.finding->requirement.products = {"Sputnik V", "bad\x1B[2J", "{kind}"};
  CHECK(Catalogue().meaning(v) == "only these products are accepted here: Sputnik V, {kind}");
}

TEST_CASE("an end at midnight is told by its last day, any other moment by its time") {
  const Catalogue russian(Language::russian), english;
  skan::Verdict v;
  v.outcome = skan::Outcome::accepted;
  v.evidence.utc_offset_minutes = 180;
  v.accepted_until = 18'818 * 86'400LL - 3 * 3'600;  // midnight in Moscow after 9 July
  CHECK(russian.outlook(v) == "принимается по 9 июля 2021 включительно");
  CHECK(english.outlook(v) == "accepted until 9 July 2021");
  v.changes_at = *v.accepted_until + 60;
  v.change_cause = skan::ChangeCause::data_age;
  CHECK(russian.change(v) == "принимается до 10 июля 2021, 00:01, если не обновить данные для проверки");
  v = refused(skan::Refusal::too_early);
  CHECK(russian.outlook(v).empty());
  v.changes_at = 18'817 * 86'400LL;
  v.changes_to = skan::Outcome::accepted;
  CHECK(russian.outlook(v) == "принимается с 9 июля 2021");
}

TEST_CASE("a verdict on an imitation says what gave it away") {
  skan::Verdict v;
  v.outcome = skan::Outcome::rejected;
  v.reasons = {skan::Reason::lookalike_link};
  v.link_fault = skan::LinkFault::misspelt;
  CHECK(Catalogue(Language::russian).meaning(v) == "имя портала написано с ошибкой");
}

TEST_CASE("a host's language takes what is set from it and the rest from the language it was made from") {
  Catalogue kazakh("kk", PluralRule::one_other, Language::russian);
  CHECK(kazakh.language() == "kk");
  CHECK(kazakh.words(skan::Outcome::accepted).headline == "Принято");
  REQUIRE(kazakh.set("outcome.accepted.headline", "Қабылданды"));
  REQUIRE(kazakh.set("days.other", "{n} күн"));
  REQUIRE(kazakh.set("fresh.unknown_issuer.operator", "өткізбеңіз"));
  REQUIRE(kazakh.set("month.7", "шілде"));
  CHECK(kazakh.words(skan::Outcome::accepted).headline == "Қабылданды");
  CHECK(kazakh.words(skan::Outcome::accepted).meaning == "подлинный, действует и принимается по правилам");
  CHECK(kazakh.words(skan::Reason::unknown_issuer, skan::Freshness::fresh).operator_action == "өткізбеңіз");
  CHECK(kazakh.counted(5, Unit::days) == "5 күн");
  CHECK(kazakh.counted(5, Unit::hours) == "5 часов");  // Russian has no form "other": its "many" stands in
  CHECK(kazakh.date(18'817) == "9 шілде 2021");
  const Catalogue copy = kazakh;
  CHECK(copy.words(skan::Outcome::accepted).headline == "Қабылданды");
  CHECK(Catalogue(Language::russian).words(skan::Outcome::accepted).headline == "Принято");
}

TEST_CASE("a text that could not be shown, or for no key, is refused and changes nothing") {
  Catalogue catalogue;
  CHECK_FALSE(catalogue.set("reason.revokd.headline", "Withdrawn"));
  CHECK_FALSE(catalogue.set("reason.revoked", "Withdrawn"));
  CHECK_FALSE(catalogue.set("reason.revoked.colour", "red"));
  CHECK_FALSE(catalogue.set("", "x"));
  CHECK_FALSE(catalogue.set("weeks.one", "{n} week"));
  CHECK_FALSE(catalogue.set("days.two", "{n} days"));
  CHECK_FALSE(catalogue.set("reason.revoked.headline", ""));
  CHECK_FALSE(catalogue.set("reason.revoked.headline", "one two three four"));
  CHECK_FALSE(catalogue.set("reason.revoked.meaning", "a\nb"));
  CHECK_FALSE(catalogue.set("reason.revoked.meaning", "a\u202Eb"));
  CHECK_FALSE(catalogue.set("reason.revoked.meaning", "\xD0"));
  CHECK_FALSE(catalogue.set("reason.revoked.meaning", std::string(1'001, 'a')));
  CHECK(catalogue.words(skan::Reason::revoked).headline == "Withdrawn");
}

TEST_CASE("a number outside a list has no words in any language") {
  const Catalogue russian(Language::russian);
  CHECK(russian.words(static_cast<skan::Reason>(200)).headline.empty());
  CHECK(russian.words(static_cast<skan::Hint>(200)).headline.empty());
  CHECK(russian.words(skan::LinkFault::none).headline.empty());
  CHECK(russian.counted(1, static_cast<Unit>(200)).empty());
}

TEST_CASE("the page of words has the Russian texts and the phrases that the program has") {
  std::ifstream page(std::string(SKAN_SOURCE_DIR) + "/sdk/doc/words.md");
  const Catalogue russian(Language::russian);
  std::set<std::string> lines;
  for (std::string line; std::getline(page, line);) lines.insert(line);
  for (const auto& [key, w] : everything(russian)) {
    if (key == "clock" || key == "revocation") continue;  // without their names
    std::string row = "| `" + key + "` |";
    for (const auto text : {w.headline, w.meaning, w.operator_action, w.holder_action}) {
      row += text.empty() ? " |" : " " + std::string(text) + " |";
    }
    INFO(row);
    CHECK(lines.contains(row));
  }
}

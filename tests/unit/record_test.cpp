#include "skan/issuer/record.h"

#include "certificate/skn1.h"
#include "support/catch.h"
#include "support/dates.h"

#include <string>

using namespace skan;
using namespace skan::testing;
using issuer::mask_document;
using issuer::mask_name;
using issuer::Record;

namespace {

Record full_record() {
  Record r;
  r.kind = Kind::vaccinated;
  r.number = "9770000012345678";
  r.name_cyrillic = "Иванов Иван Иванович";
  r.name_latin = "Ivanov Ivan Ivanovich";
  r.birth_day = day("1985-04-12");
  r.document = "1234 678345";
  r.event_day = day("2021-06-15");
  r.product = "Sputnik V";
  r.dose = 2;
  r.doses = 2;
  r.region = 77;
  return r;
}

using Change = void (*)(Record&);

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

/// Each change to a right record is refused with an error that begins with the field and holds no content.
void check_refused(const std::vector<std::pair<std::string, Change>>& changes) {
  for (const auto& [field, change] : changes) {
    Record r = full_record();
    change(r);
    const auto c = to_certificate(r);
    CAPTURE(field, r.number, r.product);
    REQUIRE_FALSE(c);
    CHECK(c.error().code == ErrorCode::invalid_argument);
    CHECK(c.error().message.substr(0, field.size() + 1) == field + ":");
    CHECK(c.error().message.find("Secret") == std::string::npos);
  }
}

}  // namespace

TEST_CASE("a name is masked to its first letter, five stars and initials") {
  const auto [full, masked] =
      GENERATE(table<std::string, std::string>({{"Иванов Иван Иванович", "И***** И. И."},
                                                {"Ivanov Ivan Ivanovich", "I***** I. I."},
                                                {"Ли Ян", "Л***** Я."},
                                                {"Ё", "Ё*****"},
                                                {"Петров-Водкин Кузьма", "П***** К."},
                                                {"Ибн Сина Абу Али Хусейн", "И***** С. А. А. Х."},
                                                {"  Иванов   Иван ", "И***** И."},
                                                {"李 明", "李***** 明."},
                                                {"\U0001D49C B", "\U0001D49C***** B."},
                                                {"", ""},
                                                {"   ", ""}}));
  CHECK(mask_name(full) == masked);
}

TEST_CASE("the length of a name does not show in its mask") {
  CHECK(mask_name("А Б В") == "А***** Б. В.");
  CHECK(mask_name(std::string("А") + std::string(80, 'x') + " Б В") == "А***** Б. В.");
}

TEST_CASE("only what has exactly the form of a mask is taken as masked already") {
  CHECK(mask_name("И***** И. И.") == "И***** И. И.");
  CHECK(mask_document("12** ***345") == "12** ***345");
  Record r = full_record();
  r.name_cyrillic = "Иванов* Иван Иванович";
  CHECK(to_certificate(r).error().message.starts_with("name: a star"));
  r = full_record();
  r.document = "4509 112233*";
  CHECK(to_certificate(r).error().message.starts_with("document: a star"));
}

TEST_CASE("a document is masked to its first two and last three characters") {
  const auto [full, masked] = GENERATE(table<std::string, std::string>({{"1234 678345", "12** ***345"},
                                                                        {"12 34 678345", "12** ***345"},
                                                                        {"1234678345", "12** ***345"},
                                                                        {"IМ-АБ № 678345", "IМ** ***345"},
                                                                        {"12345678", "12** ***678"},
                                                                        {"АБВГДЕЖЗ", "АБ** ***ЕЖЗ"},
                                                                        {"", ""}}));
  CHECK(mask_document(full) == masked);
}

TEST_CASE("a document too short to hide anything shows nothing") {
  for (const auto* document : {"1", "12345", "1234567", "1 2 3 4 5 6 7", "АБВГДЕЖ", "   "}) {
    CAPTURE(document);
    CHECK(mask_document(document) == "** ***");
  }
}

TEST_CASE("a document that has exactly the form of a mask stays as it is") {
  for (const auto* document : {"12** ***345", "АБ** ***ЕЖЗ", "** ***"})
    CHECK(mask_document(document) == document);
}

TEST_CASE("a record becomes a certificate with its names and document masked") {
  const auto c = to_certificate(full_record());
  REQUIRE(c);
  CHECK(c->kind == Kind::vaccinated);
  CHECK(c->number == "9770000012345678");
  CHECK(c->name_cyrillic == "И***** И. И.");
  CHECK(c->name_latin == "I***** I. I.");
  CHECK(c->birth_day == day("1985-04-12"));
  CHECK(c->document_tail == "12** ***345");
  CHECK(c->event_day == day("2021-06-15"));
  CHECK_FALSE(c->event_time);
  CHECK(c->product == "Sputnik V");
  CHECK(c->dose == 2);
  CHECK(c->doses == 2);
  CHECK(c->region == 77);
  CHECK(c->status_index == 0);
  CHECK_FALSE(c->not_before);
  CHECK(certificate::is_well_formed(*c));
}

TEST_CASE("what a record may leave out stays out of the certificate") {
  Record r = full_record();
  r.name_latin = r.document = r.product = "";
  r.dose = r.doses = 0;
  r.region = 0;
  r.kind = Kind::recovered;
  const auto c = to_certificate(r);
  REQUIRE(c);
  CHECK(c->name_latin.empty());
  CHECK(c->document_tail.empty());
  CHECK(c->product.empty());
}

TEST_CASE("a test's sample keeps its exact time") {
  Record r = full_record();
  r.kind = Kind::tested;
  r.product = "PCR";
  r.dose = r.doses = 0;
  r.event_day.reset();
  r.event_time = utc("2021-06-30 10:20:30");
  const auto c = to_certificate(r);
  REQUIRE(c);
  CHECK(c->event_time == utc("2021-06-30 10:20:30"));
  CHECK_FALSE(c->event_day);
}

TEST_CASE("a wrong record is refused, and the error names the field but not its content") {
  const std::vector<std::pair<std::string, Change>> changes{
      {"number", [](Record& r) { r.number = ""; }},
      {"number", [](Record& r) { r.number = "7700 Secret"; }},
      {"number", [](Record& r) { r.number = "Secret/../7"; }},
      {"number", [](Record& r) { r.number = std::string(33, '7'); }},
      {"kind", [](Record& r) { r.kind = Kind{}; }},
      {"kind", [](Record& r) { r.kind = static_cast<Kind>(4); }},
      {"name", [](Record& r) { r.name_cyrillic = r.name_latin = ""; }},
      {"name", [](Record& r) { r.name_cyrillic = "Secret\n"; }},
      {"name", [](Record& r) { r.name_cyrillic = "Secret\xD0"; }},
      {"name_latin", [](Record& r) { r.name_latin = "Secret\u202E"; }},
      {"document", [](Record& r) { r.document = "Secret\t345"; }},
      {"product", [](Record& r) { r.product = "Secret\u200B"; }},
      {"product",
       [](Record& r) {
         r.kind = Kind::tested;
         r.product = "";
       }},
      {"event_date", [](Record& r) { r.event_day.reset(); }},
      {"event_date", [](Record& r) { r.event_time = 1; }},
      {"dose", [](Record& r) { r.dose = 0; }},
      {"dose", [](Record& r) { r.doses = 0; }},
      {"dose", [](Record& r) { r.dose = 3; }}};
  check_refused(changes);
}

TEST_CASE("the limits of a record's fields are within a certificate's") {
  Record r = full_record();
  r.number = std::string(32, 'z');
  r.region = 999;
  r.dose = r.doses = 99;
  r.birth_day = -100'000;
  r.event_day = 2'932'896;
  r.product = std::string(32, 'P');
  CHECK(to_certificate(r));
}

TEST_CASE("a value out of range is refused, and the error names the field but not its content") {
  check_refused({{"name", [](Record& r) { r.name_cyrillic = "Secret" + repeated(" x", 40); }},
                 {"name_latin", [](Record& r) { r.name_latin = "Secret" + repeated(" x", 40); }},
                 {"birth_date", [](Record& r) { r.birth_day = -100'001; }},
                 {"birth_date", [](Record& r) { r.birth_day = 2'932'897; }},
                 {"event_date", [](Record& r) { r.event_day = -100'001; }},
                 {"event_date", [](Record& r) { r.event_day = 2'932'897; }},
                 {"product", [](Record& r) { r.product = std::string(33, 'S'); }},
                 {"dose", [](Record& r) { r.dose = r.doses = 100; }},
                 {"region", [](Record& r) { r.region = 1'000; }}});
}

TEST_CASE("a name of spaces only is no name") {
  check_refused({{"name", [](Record& r) { r.name_cyrillic = "   "; }}});
  check_refused({{"name_latin", [](Record& r) {
                    r.name_cyrillic = "";
                    r.name_latin = "   ";
                  }}});
}

TEST_CASE("an event time out of range is refused by the name of its field") {
  for (const std::int64_t time : {std::int64_t{-1}, std::int64_t{253'402'300'800}}) {
    Record r = full_record();
    r.event_day.reset();
    r.event_time = time;
    const auto c = to_certificate(r);
    REQUIRE_FALSE(c);
    CHECK(c.error().message.starts_with("event_time: "));
  }
}

TEST_CASE("a star in anything but a mask is refused, so that no full name passes for a masked one") {
  check_refused({{"name", [](Record& r) { r.name_cyrillic = "Secret* Secret"; }},
                 {"name", [](Record& r) { r.name_cyrillic = "S***** Secret"; }},
                 {"name", [](Record& r) { r.name_cyrillic = "Secret***** S."; }},
                 {"name", [](Record& r) { r.name_cyrillic = "И**** И. И."; }},
                 {"name", [](Record& r) { r.name_cyrillic = "И****** И. И."; }},
                 {"name", [](Record& r) { r.name_cyrillic = "И***** И И."; }},
                 {"name", [](Record& r) { r.name_cyrillic = "*"; }},
                 {"name_latin", [](Record& r) { r.name_latin = "Secret S*****"; }},
                 {"document", [](Record& r) { r.document = "Secret*"; }},
                 {"document", [](Record& r) { r.document = "1234** ***345"; }},
                 {"document", [](Record& r) { r.document = "12** ***3456"; }},
                 {"document", [](Record& r) { r.document = "12** **345"; }},
                 {"document", [](Record& r) { r.document = "12*** ***345"; }}});
}

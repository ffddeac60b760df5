// Policies as they are edited: inheritance, and every fault by file, policy and field.
#include "skan/issuer/policy_file.h"

#include "support/catch.h"

#include <algorithm>

#include "codec/cbor.h"
#include "policy/policy_codec.h"

using namespace skan;
using issuer::PolicyFile;
using issuer::read_policy_files;

namespace {

constexpr const char* kParent = R"({"id": "up", "version": 2, "title": {"ru": "Верх", "en": "Up"},
  "rules": {"a": {"kind": "vaccinated", "age": {"unit": "months", "from": 0, "to": 12}},
            "b": {"kind": "recovered", "age": {"unit": "days", "from": 0, "to": 180}}},
  "utc_offset": "+03:00", "document_check": true, "shown": ["document", "name"],
  "newer_than_data_hours": 72, "freshness_hours": 24})";

std::string child(const std::string& fields, const std::string& id = "down") {
  return R"({"id": ")" + id + R"(", "version": 1, "inherits": "up", "title": {"ru": "Низ", "en": "Down"})" + fields + "}";
}

/// The parent with `from` replaced by `to`.
std::string edited(const std::string& from, const std::string& to) {
  std::string text = kParent;
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// The policy `down`, read from its file and the parent's.
Policy read_child(const std::string& fields) {
  const auto policies = read_policy_files({{"down.json", child(fields)}, {"up.json", kParent}});
  INFO((policies ? "" : policies.error().message));
  REQUIRE(policies);
  return policies->front();
}

std::string fault_of(const std::vector<PolicyFile>& files) {
  const auto policies = read_policy_files(files);
  if (policies) return "read";
  CHECK(policies.error().code == ErrorCode::invalid_argument);
  return policies.error().message;
}

void check_fault(const std::string& json, const std::string& begins_with) {
  const std::string fault = fault_of({{"up.json", json}});
  CAPTURE(fault, json);
  CHECK(fault.starts_with("up.json: " + begins_with));
}

}  // namespace

TEST_CASE("a policy's file is read with every field in its place") {
  const auto policies = read_policy_files({{"x", R"({"$schema": "any", "comment": "for editors", "id": "full", "version": 7,
    "title": {"ru": "Полная", "en": "Full"},
    "rules": {"both": {"all_of": [{"kind": "recovered", "age": {"unit": "months", "from": 6, "to": 12}},
                                  {"kind": "tested", "age": {"unit": "hours", "from": 0, "to": 72}, "products": ["b", "a"]}],
                       "holder_age": {"from": 18, "to": 64}},
              "one": {"kind": "vaccinated", "age": {"unit": "days", "from": 14, "to": 365}, "course_complete": true,
                      "minimum_dose": 2}},
    "utc_offset": "-09:30", "document_check": false, "shown": ["number", "name"], "newer_than_data_hours": 0,
    "freshness_hours": 48})"}});
  REQUIRE(policies);
  Policy expected;
  expected.id = "full";
  expected.version = 7;
  expected.title_russian = "Полная";
  expected.title_english = "Full";
  expected.rules = {{{{Kind::recovered, AgeUnit::months, 6, 12, {}, false, 0}, {Kind::tested, AgeUnit::hours, 0, 72, {"a", "b"}, false, 0}},
                     HolderAge{18, 64}},
                    {{{Kind::vaccinated, AgeUnit::days, 14, 365, {}, true, 2}}, {}}};
  expected.utc_offset_minutes = -570;
  expected.document_check = false;
  expected.shown = {Field::name, Field::number};
  expected.freshness = 48 * 3'600;
  CHECK(policies->front() == expected);
}

TEST_CASE("what a policy does not give it takes over, field by field and rule by rule") {
  const auto policies = read_policy_files({{"up.json", kParent}});
  REQUIRE(policies);
  const Policy up = policies->front(), down = read_child("");
  CHECK(down.rules == up.rules);
  CHECK(down.utc_offset_minutes == 180);
  CHECK(down.freshness == 24 * 3'600);
  CHECK(down.shown == up.shown);
  CHECK(down.version == 1);
  CHECK(down.title_english == "Down");
  const Policy other = read_child(R"(, "rules": {"b": {"kind": "recovered", "age": {"unit": "months", "from": 0, "to": 6}},
                                                 "c": {"kind": "tested", "age": {"unit": "hours", "from": 0, "to": 72}}})");
  REQUIRE(other.rules.size() == 3);
  CHECK(other.rules[0] == up.rules[0]);
  CHECK(other.rules[1].requirements[0].unit == AgeUnit::months);
  CHECK(other.rules[2].requirements[0].kind == Kind::tested);
}

TEST_CASE("null drops an inherited rule or an inherited field that may be absent") {
  CHECK(read_child(R"(, "rules": {"b": null})").rules.size() == 1);
  CHECK_FALSE(read_child(R"(, "freshness_hours": null)").freshness);
  CHECK(fault_of({{"d", child(R"(, "rules": {"a": null, "b": null})")}, {"u", kParent}}).starts_with("d: down: rules: must be 1 to 64"));
  CHECK(fault_of({{"d", child(R"(, "shown": null)")}, {"u", kParent}}).starts_with("d: down: shown: is missing"));
}

TEST_CASE("a grandchild takes over what its parent took over, and what the parent dropped stays dropped") {
  const auto policies = read_policy_files({{"up.json", kParent}, {"down.json", child(R"(, "rules": {"b": null}, "utc_offset": "+05:00")")},
      {"low.json", R"({"id": "low", "version": 1, "inherits": "down", "title": {"ru": "Н", "en": "L"}, "shown": []})"}});
  REQUIRE(policies);
  const Policy& low = (*policies)[1];
  CHECK(low.id == "low");
  CHECK(low.rules.size() == 1);
  CHECK(low.utc_offset_minutes == 300);
  CHECK(low.shown.empty());
}

TEST_CASE("a circle of inheritance is refused and shown, however long") {
  const auto file = [](std::string id, std::string parent) {
    return PolicyFile{id + ".json", R"({"id": ")" + id + R"(", "version": 1, "inherits": ")" + parent + R"(", "title": {"ru": "а", "en": "a"}})"};
  };
  CHECK(fault_of({file("a", "a")}) == "a.json: a: inherits: goes in a circle: a -> a; let one of them stand alone");
  const std::string fault = fault_of({file("a", "b"), file("b", "c"), file("c", "a")});
  CHECK(fault == "c.json: c: inherits: goes in a circle: a -> b -> c -> a; let one of them stand alone");
}

TEST_CASE("a parent that is not there is refused by name") {
  CHECK(fault_of({{"down.json", child("")}}) ==
        "down.json: down: inherits: there is no policy 'up' among these files; name its file as well");
  check_fault(edited(R"("version": 2)", R"("version": 2, "inherits": 5)"), "up: inherits: must be the identifier of another policy");
}

TEST_CASE("a fault in a parent's file is told of that file") {
  const std::string bad = edited("+03:00", "Moscow");
  CHECK(fault_of({{"a.json", child("", "a")}, {"up.json", bad}}).starts_with("up.json: up: utc_offset: "));
}

TEST_CASE("each fault of a policy's file names the field and what to do") {
  const auto [from, to, fault] = GENERATE(table<std::string, std::string, std::string>({
      {R"("version": 2)", R"("version": 2, "colour": "red")", "up: colour: is not known here; there are"},
      {R"("version": 2, )", "", "up: version: is missing; give 1, and raise it"},
      {R"("version": 2)", R"("version": 0)", "up: version: must be a whole number from 1 to 4294967295"},
      {R"("version": 2)", R"("version": 1.5)", "up: version: must be a whole number"},
      {R"("version": 2)", R"("version": 18446744073709551615)", "up: version: must be a whole number"},
      {R"("version": 2)", R"("version": 1e999)", "holds a number that is out of range"},
      {R"("id": "up")", R"("id": "Up")", "Up: id: must be 1 to 32 of 0-9, a-z and -"},
      {R"("id": "up", )", "", "id: is missing or not a text"},
      {R"(, "en": "Up")", "", "up: title.en: is missing; give the title in English"},
      {R"("ru": "Верх", )", "", "up: title.ru: is missing; give the title in Russian"},
      {R"("en": "Up")", R"("en": "")", "up: title.en: must be a text of 1 to 96 bytes"},
      {R"("en": "Up")", R"("en": "Up", "de": "Auf")", "up: title.de: is not known here; there are ru, en"},
      {R"({"ru": "Верх", "en": "Up"})", R"("Up")", "up: title: must be an object with ru, en"},
      {R"("from": 0, "to": 180)", R"("from": 181, "to": 180)", "up: rules.b.age: begins after it ends"},
      {R"("from": 0, "to": 180)", R"("from": 0)", "up: rules.b.age.to: is missing; give the last age"},
      {R"("from": 0, "to": 180)", R"("to": 180)", "up: rules.b.age.from: is missing; give the first age"},
      {R"("from": 0, "to": 180)", R"("from": -1, "to": 180)", "up: rules.b.age.from: must be a whole number from 0 to 10000"},
      {R"("from": 0, "to": 180)", R"("from": 0, "to": 10001)", "up: rules.b.age.to: must be a whole number from 0 to 10000"},
      {R"("unit": "days")", R"("unit": "weeks")", "up: rules.b.age.unit: must be one of hours, days, months"},
      {R"("unit": "days", )", "", "up: rules.b.age.unit: is missing; give hours, days or months"},
      {R"("kind": "recovered")", R"("kind": "well")", "up: rules.b.kind: must be one of vaccinated, recovered, tested"},
      {R"("kind": "recovered", )", "", "up: rules.b.kind: is missing; give vaccinated"},
      {R"("kind": "recovered")", R"("kind": "recovered", "colour": 1)", "up: rules.b.colour: is not known here"},
      {R"("kind": "recovered")", R"("kind": "recovered", "products": [])", "up: rules.b.products: must be a list of 1 to 64"},
      {R"("kind": "recovered")", R"("kind": "recovered", "products": ["x", "x"])", "up: rules.b.products: names one product twice"},
      {R"("kind": "recovered")", R"("kind": "recovered", "products": ["x", 5])", "up: rules.b.products[1]: must be a text"},
      {R"("kind": "recovered")", R"("kind": "recovered", "course_complete": 1)", "up: rules.b.course_complete: must be true or false"},
      {R"("kind": "recovered")", R"("kind": "recovered", "minimum_dose": 0)", "up: rules.b.minimum_dose: must be a whole number from 1 to 23"},
      {R"("kind": "recovered")", R"("kind": "recovered", "holder_age": {"from": 9, "to": 8})", "up: rules.b.holder_age: begins after it ends"},
      {R"("kind": "recovered")", R"("kind": "recovered", "holder_age": {"to": 8})", "up: rules.b.holder_age.from: is missing"},
      {R"("kind": "recovered")", R"("all_of": [], "kind": "recovered")", "up: rules.b.age: is not known here; there are all_of, holder_age"},
      {R"({"kind": "recovered", "age": {"unit": "days", "from": 0, "to": 180}})", R"({"all_of": []})", "up: rules.b.all_of: must be a list of 1 to 4"},
      {R"({"kind": "recovered", "age": {"unit": "days", "from": 0, "to": 180}})", R"({"all_of": [{"kind": "tested"}]})", "up: rules.b.all_of[0].age: is missing"},
      {R"({"kind": "recovered", "age": {"unit": "days", "from": 0, "to": 180}})", R"([])", "up: rules.b: must be an object"},
      {R"("utc_offset": "+03:00", )", "", "up: utc_offset: is missing; give the time zone"},
      {"+03:00", "+14:01", "up: utc_offset: must be a difference from UTC such as +03:00"},
      {"+03:00", "+3", "up: utc_offset: must be a difference"},
      {"+03:00", "+03:60", "up: utc_offset: must be a difference"},
      {R"("document_check": true, )", "", "up: document_check: is missing"},
      {R"("document_check": true)", R"("document_check": "yes")", "up: document_check: must be true or false"},
      {R"(["document", "name"])", R"(["document", "face"])", "up: shown[1]: must be one of name, birth_date"},
      {R"(["document", "name"])", R"(["name", "name"])", "up: shown: names one field twice"},
      {R"("newer_than_data_hours": 72, )", "", "up: newer_than_data_hours: is missing"},
      {R"("newer_than_data_hours": 72)", R"("newer_than_data_hours": 87601)", "up: newer_than_data_hours: must be a whole number from 0 to 87600"},
      {R"("freshness_hours": 24)", R"("freshness_hours": 0)", "up: freshness_hours: must be a whole number from 1 to 87600"},
      {R"("version": 2)", R"("version": 2, "version": 3)", "version: stands twice in one object"},
      {R"("unit": "days")", R"("unit": "days", "unit": "hours")", "unit: stands twice in one object"},
      {R"("version": 2,)", R"("version": 2)", "is not JSON in UTF-8; look at line 1"},
  }));
  check_fault(edited(from, to), fault);
}

TEST_CASE("a file that is no object is refused") {
  for (const auto* json : {"", "[]", "5", "null", "{", "\"x\"", "{\"id\": \"\xFF\"}"}) {
    CAPTURE(json);
    CHECK(fault_of({{"f.json", json}}).starts_with("f.json: "));
  }
}

TEST_CASE("two policies of one identifier are refused, and both files are named") {
  CHECK(fault_of({{"one.json", kParent}, {"two.json", kParent}}) ==
        "two.json: id: 'up' is also that of one.json; give each policy its own");
}

TEST_CASE("whatever passes the check is what a verifier reads") {
  for (const Policy& policy : issuer::shipped_policies()) {
    codec::CborWriter out;
    policy::write_policy(out, policy);
    const auto bytes = std::move(out).take();
    codec::CborReader in(bytes);
    std::string fault;
    CHECK(policy::read_policy(in, fault) == policy);
    CHECK(in.finished());
  }
}

TEST_CASE("the shipped policies are the federal rules and three of regions, and each is told in plain words") {
  std::vector<std::string> ids;
  for (const Policy& policy : issuer::shipped_policies()) {
    ids.push_back(policy.id);
    CHECK(issuer::describe(policy).starts_with(policy.id + " v1: " + policy.title_english));
  }
  CHECK(ids == std::vector<std::string>{"ru-federal-2021", "ru-federal-2021-11", "ru-kam-example", "ru-kgd-example", "ru-mow-2021-06-28"});
  CHECK(std::ranges::find(ids, issuer::kShippedDefault) != ids.end());
}

TEST_CASE("a policy is told with its ages, combinations, holders, time zone and data") {
  const auto policies = issuer::shipped_policies();
  const auto told = [&](std::string_view id) { return issuer::describe(*std::ranges::find(policies, id, &Policy::id)); };
  const auto has = [](const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; };
  CHECK(has(told("ru-mow-2021-06-28"), "recovered up to 180 days ago"));
  CHECK(has(told("ru-kgd-example"), "recovered 6 to 12 months ago AND tested (PCR) up to 72 hours ago"));
  CHECK(has(told("ru-kgd-example"), "tested (PCR, antigen) up to 7 days ago; holders of 0 to 17 years"));
  CHECK(has(told("ru-kgd-example"), "UTC+02:00"));
  CHECK(has(told("ru-kam-example"), "14 to 365 days ago, the course complete, dose 2 or later"));
  CHECK(has(told("ru-kam-example"), "operator  sees name, document; compares it"));
  CHECK(has(told("ru-kam-example"), "trust data of 48 hours and older"));
}

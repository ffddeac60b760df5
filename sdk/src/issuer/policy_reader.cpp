#include "issuer/policy_reader.h"

#include <algorithm>

#include "policy/policy_codec.h"

namespace skan::issuer {
namespace {

constexpr std::int64_t kHour = 3'600;

std::string read_identifier(const Place& place) {
  const std::string id = place.text(32);
  if (!policy::is_identifier(id)) place.fail("must be 1 to 32 of 0-9, a-z and -");
  return id;
}

/// "+03:00" as minutes.
std::int32_t read_offset(const Place& place) {
  const std::string text = place.text(6);
  const auto is_digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  const bool is_formed = text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' && is_digit(1) && is_digit(2) &&
                         is_digit(4) && text[4] < '6' && is_digit(5);
  const std::int32_t minutes = is_formed ? std::stoi(text.substr(1, 2)) * 60 + std::stoi(text.substr(4, 2)) : 0;
  if (!is_formed || minutes > policy::kMaxUtcOffset) place.fail("must be a difference from UTC such as +03:00, at most 14:00");
  return text[0] == '-' ? -minutes : minutes;
}

void read_age(const Place& place, PolicyRequirement& out) {
  place.allow({"unit", "from", "to"});
  out.unit = static_cast<AgeUnit>(place.need("unit", "give hours, days or months").choice({"hours", "days", "months"}));
  out.minimum_age = static_cast<std::uint32_t>(place.need("from", "give the first age that is accepted").integer(0, policy::kMaxAge));
  out.maximum_age = static_cast<std::uint32_t>(place.need("to", "give the last age that is accepted").integer(0, policy::kMaxAge));
  if (out.minimum_age > out.maximum_age) place.fail("begins after it ends; no certificate is both as old and as new as that");
}

std::vector<std::string> read_products(const Place& place) {
  std::vector<std::string> out;
  for (const Place& item : place.items(1, policy::kMaxProducts)) out.push_back(item.text(policy::kMaxProduct));
  std::ranges::sort(out);
  if (std::ranges::adjacent_find(out) != out.end()) place.fail("names one product twice; leave one");
  return out;
}

PolicyRequirement read_requirement(const Place& place) {
  PolicyRequirement out;
  const Place kind = place.need("kind", "give vaccinated, recovered or tested");
  out.kind = static_cast<Kind>(kind.choice({"vaccinated", "recovered", "tested"}) + 1);
  read_age(place.need("age", "give unit, from and to"), out);
  if (const Place products = place.at("products"); products.is_there()) out.products = read_products(products);
  if (const Place course = place.at("course_complete"); course.is_there()) out.course_complete = course.boolean();
  if (const Place dose = place.at("minimum_dose"); dose.is_there()) out.minimum_dose = static_cast<std::uint8_t>(dose.integer(1, 23));
  return out;
}

HolderAge read_holder_age(const Place& place) {
  place.allow({"from", "to"});
  HolderAge out;
  out.from = static_cast<std::uint8_t>(place.need("from", "give the first age in years").integer(0, policy::kMaxHolderAge));
  out.to = static_cast<std::uint8_t>(place.need("to", "give the last age in years").integer(0, policy::kMaxHolderAge));
  if (out.from > out.to) place.fail("begins after it ends; nobody is of that age");
  return out;
}

PolicyRule read_rule(const Place& place) {
  PolicyRule out;
  if (const Place all = place.at("all_of"); all.is_there()) {
    place.allow({"all_of", "holder_age"});
    for (const Place& item : all.items(1, policy::kMaxRequirements)) {
      item.allow({"kind", "age", "products", "course_complete", "minimum_dose"});
      out.requirements.push_back(read_requirement(item));
    }
  } else {
    place.allow({"kind", "age", "products", "course_complete", "minimum_dose", "all_of", "holder_age"});
    out.requirements.push_back(read_requirement(place));
  }
  if (const Place age = place.at("holder_age"); age.is_there()) out.holder_age = read_holder_age(age);
  return out;
}

std::vector<PolicyRule> read_rules(const Place& place) {
  std::vector<PolicyRule> out;
  const std::vector<Place> rules = place.members();
  if (rules.empty() || rules.size() > policy::kMaxRules) place.fail("must be 1 to 64 rules, each under a name");
  for (const Place& rule : rules) out.push_back(read_rule(rule));
  return out;
}

std::vector<Field> read_shown(const Place& place) {
  std::vector<Field> out;
  for (const Place& item : place.items(0, 9)) {
    const std::size_t field =
        item.choice({"name", "birth_date", "document", "kind", "event", "product", "dose", "region", "number"});
    out.push_back(static_cast<Field>(field));
  }
  std::ranges::sort(out);
  if (std::ranges::adjacent_find(out) != out.end()) place.fail("names one field twice; leave one");
  return out;
}

std::int64_t read_hours(const Place& place, std::int64_t least) {
  return place.integer(least, policy::kMaxDuration / kHour) * kHour;
}

}  // namespace

Policy read_policy_object(const Json& object, Faults& faults) {
  const Place all(faults, "", object);
  all.allow({"$schema", "comment", "id", "version", "inherits", "title", "rules", "utc_offset", "document_check", "shown",
             "newer_than_data_hours", "freshness_hours"});
  Policy out;
  out.id = read_identifier(all.need("id", "give 1 to 32 of 0-9, a-z and -"));
  out.version = static_cast<std::uint32_t>(all.need("version", "give 1, and raise it with every change").integer(1, 0xFFFFFFFF));
  const Place title = all.need("title", "give ru and en");
  title.allow({"ru", "en"});
  out.title_russian = title.need("ru", "give the title in Russian").text(policy::kMaxTitle);
  out.title_english = title.need("en", "give the title in English").text(policy::kMaxTitle);
  out.rules = read_rules(all.need("rules", "give at least one, or inherit them"));
  out.utc_offset_minutes = read_offset(all.need("utc_offset", "give the time zone in which days count, such as +03:00"));
  out.document_check = all.need("document_check", "give true if the holder must show a document").boolean();
  out.shown = read_shown(all.need("shown", "give the fields that the operator may see"));
  out.newer_than_data = read_hours(all.need("newer_than_data_hours", "give 0 to accept nothing that is newer than the list"), 0);
  // Data of no age at all is never there: 0 would accept nothing.
  if (const Place hours = all.at("freshness_hours"); hours.is_there()) out.freshness = read_hours(hours, 1);
  return out;
}

}  // namespace skan::issuer

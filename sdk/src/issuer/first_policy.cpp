#include "issuer/first_policy.h"

namespace skan::issuer {

Policy federal_policy_2021() {
  Policy p;
  p.id = "ru-federal-2021";
  p.title_russian = "Федеральные правила 2021 года";
  p.title_english = "Federal rules of 2021";
  p.rules = {{{{Kind::vaccinated, AgeUnit::months, 0, 12, {}, true}}, {}},
             {{{Kind::recovered, AgeUnit::months, 0, 6, {}, false}}, {}},
             {{{Kind::tested, AgeUnit::hours, 0, 72, {"PCR"}, false}}, {}}};
  p.utc_offset_minutes = 180;
  p.newer_than_data = 72 * 3'600;
  p.shown = {Field::name, Field::birth_date, Field::document, Field::kind, Field::event};
  return p;
}

}  // namespace skan::issuer

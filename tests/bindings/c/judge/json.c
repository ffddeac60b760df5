#include "json.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

/* Whether the next member is the first of its object. */
static bool is_first;

static void open_object(void) {
  putchar('{');
  is_first = true;
}

static void close_object(void) {
  putchar('}');
  is_first = false;
}

static void key(const char* name) {
  printf("%s\"%s\":", is_first ? "" : ",", name);
  is_first = false;
}

static void put_text(skan_text text) {
  putchar('"');
  for (size_t i = 0; i < text.length; ++i) {
    const unsigned char c = (unsigned char)text.data[i];
    if (c == '"' || c == '\\') putchar('\\');
    if (c < 0x20) printf("\\u%04x", c);
    else putchar(c);
  }
  putchar('"');
}

static void text_or_null(const char* name, skan_text text) {
  key(name);
  if (text.length == 0) fputs("null", stdout);
  else put_text(text);
}

static void text_if_any(const char* name, skan_text text) {
  if (text.length == 0) return;
  key(name);
  put_text(text);
}

static void number(const char* name, int64_t value) {
  key(name);
  printf("%" PRId64, value);
}

static void number_or_null(const char* name, bool is_there, int64_t value) {
  if (is_there) {
    number(name, value);
  } else {
    key(name);
    fputs("null", stdout);
  }
}

static void number_if_any(const char* name, int64_t value) {
  if (value != 0) number(name, value);
}

static void put_name(skan_list list, int32_t value) {
  skan_text name = {NULL, 0};
  skan_name(list, value, &name, NULL);
  put_text(name);
}

static void member(const char* name, skan_list list, int32_t value) {
  key(name);
  put_name(list, value);
}

static void members(const char* name, skan_list list, const int32_t* values, size_t count) {
  key(name);
  putchar('[');
  for (size_t i = 0; i < count; ++i) {
    if (i > 0) putchar(',');
    put_name(list, values[i]);
  }
  putchar(']');
}

/* Days since 1970 as year, month and day: Howard Hinnant's civil_from_days. */
static void put_date(int64_t days) {
  days += 719468;
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const int64_t day_of_era = days - era * 146097;
  const int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month = (5 * day_of_year + 2) / 153;
  const int64_t day = day_of_year - (153 * month + 2) / 5 + 1;
  const int64_t calendar_month = month < 10 ? month + 3 : month - 9;
  const int64_t year = year_of_era + era * 400 + (calendar_month <= 2 ? 1 : 0);
  printf("%04" PRId64 "-%02" PRId64 "-%02" PRId64, year, calendar_month, day);
}

static void date(const char* name, int32_t day) {
  key(name);
  putchar('"');
  put_date(day);
  putchar('"');
}

static void time_or_null(const char* name, bool is_there, int64_t seconds) {
  key(name);
  if (!is_there) {
    fputs("null", stdout);
    return;
  }
  const int64_t second = (seconds % 86400 + 86400) % 86400;
  putchar('"');
  put_date((seconds - second) / 86400);
  printf("T%02" PRId64 ":%02" PRId64 ":%02" PRId64 "Z\"", second / 3600, second / 60 % 60, second % 60);
}

static void put_certificate(const skan_verdict* verdict, size_t index) {
  skan_certificate its = {.size = sizeof its};
  skan_verdict_certificate(verdict, index, &its, NULL);
  open_object();
  member("kind", SKAN_LIST_KIND, its.kind);
  key("number");
  put_text(its.number);
  text_if_any("name", its.name_cyrillic);
  text_if_any("name_latin", its.name_latin);
  date("birth_date", its.birth_day);
  text_if_any("document", its.document_tail);
  if (its.has_event_day) date("event_date", its.event_day);
  if (its.has_event_time) time_or_null("event_time", true, its.event_time);
  text_if_any("product", its.product);
  number_if_any("dose", its.dose);
  number_if_any("doses", its.doses);
  number_if_any("region", its.region);
  time_or_null("issued_at", true, its.issued_at);
  time_or_null("expires", true, its.expires);
  if (its.has_not_before) time_or_null("not_before", true, its.not_before);
  close_object();
}

static void put_certificates(const skan_verdict* verdict, size_t count) {
  key("certificate");
  if (count > 0) put_certificate(verdict, 0);
  else fputs("null", stdout);
  key("together_with");
  putchar('[');
  for (size_t i = 1; i < count; ++i) {
    if (i > 1) putchar(',');
    put_certificate(verdict, i);
  }
  putchar(']');
}

static void put_evidence(const skan_verdict* verdict) {
  skan_evidence its = {.size = sizeof its};
  skan_verdict_evidence(verdict, &its, NULL);
  const bool has_policy = its.policy.length > 0;
  key("evidence");
  open_object();
  number_or_null("sequence", its.sequence != 0, (int64_t)its.sequence);
  number_or_null("data_age_s", its.has_data_age, its.data_age);
  member("freshness", SKAN_LIST_FRESHNESS, its.freshness);
  member("clock", SKAN_LIST_CLOCK_STATE, its.clock);
  text_or_null("issuer", its.issuer);
  text_or_null("key_id", its.key_id);
  text_or_null("policy", its.policy);
  number_or_null("policy_version", has_policy, its.policy_version);
  number_or_null("utc_offset_minutes", has_policy, its.utc_offset_minutes);
  member("revocation", SKAN_LIST_REVOCATION, its.revocation);
  close_object();
}

static void put_requirement(const skan_verdict* verdict) {
  skan_requirement its = {.size = sizeof its};
  skan_verdict_requirement(verdict, &its, NULL);
  key("requirement");
  if (its.kind == 0) {
    fputs("null", stdout);
    return;
  }
  open_object();
  member("kind", SKAN_LIST_KIND, its.kind);
  member("unit", SKAN_LIST_AGE_UNIT, its.unit);
  number("minimum_age", its.minimum_age);
  number("maximum_age", its.maximum_age);
  if (its.product_count > 0) {
    key("products");
    for (size_t i = 0; i < its.product_count; ++i) {
      putchar(i == 0 ? '[' : ',');
      put_text(its.products[i]);
    }
    putchar(']');
  }
  if (its.course_complete) {
    key("course_complete");
    fputs("true", stdout);
  }
  number_if_any("minimum_dose", its.minimum_dose);
  close_object();
}

static void put_finding(const skan_verdict* verdict, bool has_finding) {
  skan_finding its = {.size = sizeof its};
  key("finding");
  if (!has_finding) {
    fputs("null", stdout);
    return;
  }
  skan_verdict_finding(verdict, &its, NULL);
  const bool is_of_event = its.refusal == SKAN_REFUSAL_TOO_EARLY || its.refusal == SKAN_REFUSAL_TOO_LATE;
  const bool is_of_age = its.refusal == SKAN_REFUSAL_HOLDER_AGE;
  open_object();
  member("refusal", SKAN_LIST_REFUSAL, its.refusal);
  put_requirement(verdict);
  number_or_null("age", is_of_event, its.age);
  key("holder_age");
  if (is_of_age) printf("{\"from\":%d,\"to\":%d}", (int)its.holder_age_from, (int)its.holder_age_to);
  else fputs("null", stdout);
  time_or_null("boundary", is_of_event || is_of_age, its.boundary);
  close_object();
}

static void put_change(const skan_verdict_info* its) {
  time_or_null("changes_at", its->has_changes_at, its->changes_at);
  if (its->has_changes_at) {
    member("changes_to", SKAN_LIST_OUTCOME, its->changes_to);
    member("change_cause", SKAN_LIST_CHANGE_CAUSE, its->change_cause);
  } else {
    text_or_null("changes_to", (skan_text){NULL, 0});
    text_or_null("change_cause", (skan_text){NULL, 0});
  }
  time_or_null("accepted_until", its->has_accepted_until, its->accepted_until);
}

static void put_link_fault(skan_link_fault fault) {
  if (fault == SKAN_LINK_FAULT_NONE) text_or_null("link_fault", (skan_text){NULL, 0});
  else member("link_fault", SKAN_LIST_LINK_FAULT, fault);
}

skan_status print_verdict(const skan_verdict* verdict, skan_error* error) {
  skan_verdict_info its = {.size = sizeof its};
  const skan_status status = skan_verdict_read(verdict, &its, error);
  if (status != SKAN_OK) return status;
  open_object();
  member("outcome", SKAN_LIST_OUTCOME, its.outcome);
  members("reasons", SKAN_LIST_REASON, its.reasons, its.reason_count);
  members("notes", SKAN_LIST_NOTE, its.notes, its.note_count);
  text_or_null("detail", its.detail);
  put_finding(verdict, its.has_finding);
  key("format");
  put_text(its.format);
  put_link_fault(its.link_fault);
  put_certificates(verdict, its.certificate_count);
  number("about", (int64_t)its.about);
  members("shown", SKAN_LIST_FIELD, its.shown, its.shown_count);
  put_evidence(verdict);
  put_change(&its);
  close_object();
  putchar('\n');
  return status;
}

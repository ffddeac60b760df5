#include <optional>

#include "cli/verdict_output.h"
#include "support/json_line.h"
#include "support/utc_time.h"

namespace skan::cli {
namespace {

using programs::format_day;
using programs::format_time;
using programs::Json;

/// Null where the check did not get that far.
Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json time_or_null(std::optional<std::int64_t> time) {
  return time ? Json(format_time(*time)) : Json(nullptr);
}

template <class List>
Json names_of(const List& list) {
  Json names = Json::array();
  for (const auto item : list) names.push_back(name(item));
  return names;
}

Json certificate_json(const Certificate& certificate) {
  Json out;
  const auto put_text = [&out](const char* field, const std::string& text) {
    if (!text.empty()) out[field] = text;
  };
  const auto put_number = [&out](const char* field, unsigned number) {
    if (number != 0) out[field] = number;
  };
  out["kind"] = name(certificate.kind);
  out["number"] = certificate.number;
  put_text("name", certificate.name_cyrillic);
  put_text("name_latin", certificate.name_latin);
  out["birth_date"] = format_day(certificate.birth_day);
  put_text("document", certificate.document_tail);
  if (certificate.event_day) out["event_date"] = format_day(*certificate.event_day);
  if (certificate.event_time) out["event_time"] = format_time(*certificate.event_time);
  put_text("product", certificate.product);
  put_number("dose", certificate.dose);
  put_number("doses", certificate.doses);
  put_number("region", certificate.region);
  out["issued_at"] = format_time(certificate.issued_at);
  out["expires"] = format_time(certificate.expires);
  if (certificate.not_before) out["not_before"] = format_time(*certificate.not_before);
  return out;
}

Json evidence_json(const Evidence& evidence) {
  Json out;
  out["sequence"] = evidence.sequence == 0 ? Json(nullptr) : Json(evidence.sequence);
  out["data_age_s"] = evidence.data_age ? Json(*evidence.data_age) : Json(nullptr);
  out["freshness"] = name(evidence.freshness);
  out["clock"] = name(evidence.clock);
  out["issuer"] = text_or_null(evidence.issuer);
  out["key_id"] = text_or_null(evidence.key_id);
  out["policy"] = text_or_null(evidence.policy);
  out["revocation"] = name(evidence.revocation);
  return out;
}

}  // namespace

std::string verdict_json(const Presented& presented, const Verdict& verdict) {
  Json out;
  out["input"] = presented.input;
  out["outcome"] = name(verdict.outcome);
  out["reasons"] = names_of(verdict.reasons);
  out["notes"] = names_of(verdict.notes);
  out["format"] = verdict.format;
  out["certificate"] = verdict.certificate ? certificate_json(*verdict.certificate) : Json(nullptr);
  out["evidence"] = evidence_json(verdict.evidence);
  out["changes_at"] = time_or_null(verdict.changes_at);
  out["text_length"] = presented.text_length;
  out["elapsed_us"] = {{"read", presented.read_us}, {"verify", presented.verify_us}};
  return programs::json_line(out);
}

std::string unreadable_json(std::string_view input, std::string_view message) {
  Json out;
  out["input"] = input;
  out["error"] = message;
  return programs::json_line(out);
}

}  // namespace skan::cli

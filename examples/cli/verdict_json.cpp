#include <optional>

#include "cli/verdict_output.h"
#include "skan/words.h"
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
  const bool has_policy = !evidence.policy.empty();
  out["policy"] = text_or_null(evidence.policy);
  out["policy_version"] = has_policy ? Json(evidence.policy_version) : Json(nullptr);
  out["utc_offset_minutes"] = has_policy ? Json(evidence.utc_offset_minutes) : Json(nullptr);
  out["revocation"] = name(evidence.revocation);
  return out;
}

/// As a policy's file has it, without what it does not ask for.
Json requirement_json(const PolicyRequirement& requirement) {
  Json out;
  out["kind"] = name(requirement.kind);
  out["unit"] = name(requirement.unit);
  out["minimum_age"] = requirement.minimum_age;
  out["maximum_age"] = requirement.maximum_age;
  if (!requirement.products.empty()) out["products"] = requirement.products;
  if (requirement.course_complete) out["course_complete"] = true;
  if (requirement.minimum_dose != 0) out["minimum_dose"] = requirement.minimum_dose;
  return out;
}

Json finding_json(const std::optional<PolicyFinding>& finding) {
  if (!finding) return nullptr;
  const bool is_early = finding->refusal == Refusal::too_early, is_late = finding->refusal == Refusal::too_late;
  const bool is_of_age = finding->refusal == Refusal::holder_age;
  Json out;
  out["refusal"] = name(finding->refusal);
  out["requirement"] = finding->requirement.kind == Kind{} ? Json(nullptr) : requirement_json(finding->requirement);
  out["age"] = is_early || is_late ? Json(finding->age) : Json(nullptr);
  out["holder_age"] = is_of_age ? Json{{"from", finding->holder_age.from}, {"to", finding->holder_age.to}} : Json(nullptr);
  out["boundary"] = is_early || is_late || is_of_age ? Json(format_time(finding->boundary)) : Json(nullptr);
  return out;
}

/// When the outcome changes next, and how.
void put_change(Json& out, const Verdict& verdict) {
  const bool changes = verdict.changes_at.has_value();
  out["changes_at"] = time_or_null(verdict.changes_at);
  out["changes_to"] = changes ? Json(name(verdict.changes_to)) : Json(nullptr);
  out["change_cause"] = changes ? Json(name(verdict.change_cause)) : Json(nullptr);
  out["accepted_until"] = time_or_null(verdict.accepted_until);
}

std::string_view operator_action(const Verdict& verdict) {
  return verdict.reasons.empty() ? words(verdict.outcome).operator_action
                                 : words(verdict.reasons.front(), verdict.evidence.freshness).operator_action;
}

Json policy_json(const PolicyVerdict& answer) {
  const Verdict& verdict = answer.verdict;
  Json out;
  out["policy"] = answer.policy.id;
  out["version"] = answer.policy.version;
  out["title_russian"] = answer.policy.title_russian;
  out["title_english"] = answer.policy.title_english;
  out["outcome"] = name(verdict.outcome);
  out["reasons"] = names_of(verdict.reasons);
  out["detail"] = text_or_null(verdict.detail);
  out["finding"] = finding_json(verdict.finding);
  put_change(out, verdict);
  return out;
}

}  // namespace

std::string verdict_json(const Presented& presented, const Verdict& verdict) {
  Json out;
  out["input"] = presented.input;
  out["outcome"] = name(verdict.outcome);
  out["reasons"] = names_of(verdict.reasons);
  out["notes"] = names_of(verdict.notes);
  out["detail"] = text_or_null(verdict.detail);
  out["finding"] = finding_json(verdict.finding);
  out["operator"] = operator_action(verdict);
  out["format"] = verdict.format;
  out["link_fault"] = verdict.link_fault == LinkFault::none ? Json(nullptr) : Json(name(verdict.link_fault));
  out["certificate"] = verdict.certificate ? certificate_json(*verdict.certificate) : Json(nullptr);
  out["together_with"] = Json::array();
  for (const Certificate& certificate : verdict.together_with) out["together_with"].push_back(certificate_json(certificate));
  out["about"] = verdict.about;
  out["shown"] = names_of(verdict.shown);
  out["evidence"] = evidence_json(verdict.evidence);
  put_change(out, verdict);
  out["text_length"] = presented.text_length;
  out["elapsed_us"] = {{"read", presented.read_us}, {"verify", presented.verify_us}};
  return programs::json_line(out);
}

std::string policies_json(std::string_view input, const std::vector<PolicyVerdict>& verdicts) {
  Json out;
  out["input"] = input;
  out["policies"] = Json::array();
  for (const PolicyVerdict& answer : verdicts) out["policies"].push_back(policy_json(answer));
  return programs::json_line(out);
}

std::string unreadable_json(std::string_view input, std::string_view message) {
  Json out;
  out["input"] = input;
  out["error"] = message;
  return programs::json_line(out);
}

}  // namespace skan::cli

#include "record.h"

namespace skan::java {
namespace {

void add_evidence(Call& call, Record& record, const skan_verdict* verdict) {
  auto evidence = sized<skan_evidence>();
  call.must(skan_verdict_evidence(verdict, &evidence, call.error()));
  record.number(evidence.freshness).number(evidence.clock).number(evidence.revocation).number(evidence.sequence);
  record.optional(evidence.has_data_age, evidence.data_age).number(evidence.policy_version);
  record.number(evidence.utc_offset_minutes);
  record.text(evidence.issuer).text(evidence.key_id).text(evidence.policy);
}

void add_certificate(Call& call, Record& record, const skan_verdict* verdict, std::size_t index) {
  auto its = sized<skan_certificate>();
  call.must(skan_verdict_certificate(verdict, index, &its, call.error()));
  record.number(its.kind).number(its.status_index).number(its.birth_day).text(its.number);
  record.text(its.name_cyrillic).text(its.name_latin).text(its.document_tail).text(its.product);
  record.optional(its.has_event_day, its.event_day).optional(its.has_event_time, its.event_time);
  record.number(its.dose).number(its.doses).number(its.issued_at);
  record.optional(its.has_not_before, its.not_before).number(its.expires).number(its.region);
}

void add_finding(Call& call, Record& record, const skan_verdict* verdict) {
  auto finding = sized<skan_finding>();
  call.must(skan_verdict_finding(verdict, &finding, call.error()));
  auto requirement = sized<skan_requirement>();
  call.must(skan_verdict_requirement(verdict, &requirement, call.error()));
  record.number(finding.refusal).number(finding.holder_age_from).number(finding.holder_age_to);
  record.number(finding.age).number(finding.boundary).number(finding.utc_offset_minutes);
  add_requirement(record, requirement);
}

void add_rule(Call& call, Record& record, const skan_policy* policy, std::size_t rule) {
  auto its = sized<skan_rule_info>();
  call.must(skan_policy_rule(policy, rule, &its, call.error()));
  record.number(its.has_holder_age).number(its.holder_age_from).number(its.holder_age_to);
  record.number(std::uint64_t{its.requirement_count});
  for (std::size_t i = 0; i < its.requirement_count; ++i) {
    auto requirement = sized<skan_requirement>();
    call.must(skan_policy_requirement(policy, rule, i, &requirement, call.error()));
    add_requirement(record, requirement);
  }
}

}  // namespace

void add_requirement(Record& record, const skan_requirement& its) {
  record.number(its.kind).number(its.unit).number(its.minimum_age).number(its.maximum_age);
  record.number(its.course_complete).number(its.minimum_dose).number(std::uint64_t{its.product_count});
  for (std::size_t i = 0; i < its.product_count; ++i) record.text(its.products[i]);
}

void add_policy(Call& call, Record& record, const skan_policy* policy) {
  auto its = sized<skan_policy_info>();
  call.must(skan_policy_read(policy, &its, call.error()));
  record.text(its.id).number(its.version).text(its.title_russian).text(its.title_english);
  record.number(its.utc_offset_minutes).number(its.document_check).number(its.needs_newer_app);
  record.optional(its.has_freshness, its.freshness).number(its.newer_than_data);
  record.numbers(its.shown, its.shown_count).number(std::uint64_t{its.rule_count});
  for (std::size_t i = 0; i < its.rule_count; ++i) add_rule(call, record, policy, i);
}

void add_verdict(Call& call, Record& record, const skan_verdict* verdict, const skan_catalogue* catalogue) {
  auto info = sized<skan_verdict_info>();
  call.must(skan_verdict_read(verdict, &info, call.error()));
  record.number(info.outcome).numbers(info.reasons, info.reason_count).numbers(info.notes, info.note_count);
  record.text(info.format).number(info.link_fault).number(std::uint64_t{info.about});
  record.optional(info.has_changes_at, info.changes_at).number(info.changes_to).number(info.change_cause);
  record.optional(info.has_accepted_until, info.accepted_until).numbers(info.shown, info.shown_count);
  record.text(info.detail);
  add_evidence(call, record, verdict);
  record.number(std::uint64_t{info.certificate_count});
  for (std::size_t i = 0; i < info.certificate_count; ++i) add_certificate(call, record, verdict, i);
  record.number(info.has_finding);
  if (info.has_finding != 0) add_finding(call, record, verdict);
  record.number(catalogue != nullptr ? 1 : 0);
  if (catalogue != nullptr) add_clauses(call, record, catalogue, verdict);
}

}  // namespace skan::java

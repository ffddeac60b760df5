#include "skan/c/verdict.h"

#include "policy_handle.h"
#include "verdict_handle.h"

using namespace skan::c;

skan_verdict::skan_verdict(skan::Verdict verdict)
    : value(std::move(verdict)),
      reasons(numbers_of(value.reasons)),
      notes(numbers_of(value.notes)),
      shown(numbers_of(value.shown)) {
  if (value.finding) products = told(value.finding->requirement.products);
}

namespace {

void tell_change(const skan::Verdict& value, skan_verdict_info& out) noexcept {
  out.has_changes_at = value.changes_at ? 1 : 0;
  out.changes_at = value.changes_at.value_or(0);
  out.changes_to = static_cast<skan_outcome>(value.changes_to);
  out.change_cause = static_cast<skan_change_cause>(value.change_cause);
  out.has_accepted_until = value.accepted_until ? 1 : 0;
  out.accepted_until = value.accepted_until.value_or(0);
}

skan_verdict_info told(const skan_verdict& verdict) noexcept {
  const skan::Verdict& value = verdict.value;
  skan_verdict_info out{};
  out.outcome = static_cast<skan_outcome>(value.outcome);
  out.reasons = data_of(verdict.reasons);
  out.reason_count = verdict.reasons.size();
  out.notes = data_of(verdict.notes);
  out.note_count = verdict.notes.size();
  out.format = skan::c::told(value.format);
  out.certificate_count = value.certificate ? 1 + value.together_with.size() : 0;
  out.about = value.about;
  out.has_finding = value.finding ? 1 : 0;
  tell_change(value, out);
  out.link_fault = static_cast<skan_link_fault>(value.link_fault);
  out.shown = data_of(verdict.shown);
  out.shown_count = verdict.shown.size();
  out.detail = skan::c::told(value.detail);
  return out;
}

skan_evidence told(const skan::Evidence& evidence) noexcept {
  skan_evidence out{};
  out.freshness = static_cast<skan_freshness>(evidence.freshness);
  out.clock = static_cast<skan_clock_state>(evidence.clock);
  out.revocation = static_cast<skan_revocation>(evidence.revocation);
  out.sequence = evidence.sequence;
  out.data_age = evidence.data_age.value_or(0);
  out.has_data_age = evidence.data_age ? 1 : 0;
  out.policy_version = evidence.policy_version;
  out.utc_offset_minutes = evidence.utc_offset_minutes;
  out.issuer = skan::c::told(evidence.issuer);
  out.key_id = skan::c::told(evidence.key_id);
  out.policy = skan::c::told(evidence.policy);
  return out;
}

void tell_times(const skan::Certificate& value, skan_certificate& out) noexcept {
  out.has_event_day = value.event_day ? 1 : 0;
  out.event_day = value.event_day.value_or(0);
  out.has_event_time = value.event_time ? 1 : 0;
  out.event_time = value.event_time.value_or(0);
  out.issued_at = value.issued_at;
  out.has_not_before = value.not_before ? 1 : 0;
  out.not_before = value.not_before.value_or(0);
  out.expires = value.expires;
}

skan_certificate told(const skan::Certificate& value) noexcept {
  skan_certificate out{};
  out.kind = static_cast<skan_kind>(value.kind);
  out.status_index = value.status_index;
  out.birth_day = value.birth_day;
  out.number = skan::c::told(value.number);
  out.name_cyrillic = skan::c::told(value.name_cyrillic);
  out.name_latin = skan::c::told(value.name_latin);
  out.document_tail = skan::c::told(value.document_tail);
  out.product = skan::c::told(value.product);
  tell_times(value, out);
  out.dose = value.dose;
  out.doses = value.doses;
  out.region = value.region;
  return out;
}

skan_finding told(const skan::PolicyFinding& finding) noexcept {
  skan_finding out{};
  out.refusal = static_cast<skan_refusal>(finding.refusal);
  out.holder_age_from = finding.holder_age.from;
  out.holder_age_to = finding.holder_age.to;
  out.age = finding.age;
  out.boundary = finding.boundary;
  out.utc_offset_minutes = finding.utc_offset_minutes;
  return out;
}

const skan::Certificate& certificate_of(const skan::Verdict& verdict, std::size_t index) {
  if (index == 0 && verdict.certificate) return *verdict.certificate;
  if (!verdict.certificate) refuse("index", "this verdict has no certificate; see certificate_count");
  return element(verdict.together_with, index - 1);
}

const skan::PolicyFinding& finding_of(const skan_verdict& verdict) {
  if (!verdict.value.finding) refuse("verdict", "has no finding; see has_finding");
  return *verdict.value.finding;
}

}  // namespace

skan_status skan_verdict_read(const skan_verdict* verdict, skan_verdict_info* info, skan_error* error) noexcept {
  const SizedOut out(info, "info");
  return guarded(error, [&] {
    out.check();
    out.put(::told(in(verdict, "verdict")));
  });
}

skan_status skan_verdict_evidence(const skan_verdict* verdict, skan_evidence* evidence, skan_error* error) noexcept {
  const SizedOut out(evidence, "evidence");
  return guarded(error, [&] {
    out.check();
    out.put(::told(in(verdict, "verdict").value.evidence));
  });
}

skan_status skan_verdict_certificate(const skan_verdict* verdict, std::size_t index, skan_certificate* certificate,
                                     skan_error* error) noexcept {
  const SizedOut out(certificate, "certificate");
  return guarded(error, [&] {
    out.check();
    out.put(::told(certificate_of(in(verdict, "verdict").value, index)));
  });
}

skan_status skan_verdict_finding(const skan_verdict* verdict, skan_finding* finding, skan_error* error) noexcept {
  const SizedOut out(finding, "finding");
  return guarded(error, [&] {
    out.check();
    out.put(::told(finding_of(in(verdict, "verdict"))));
  });
}

skan_status skan_verdict_requirement(const skan_verdict* verdict, skan_requirement* requirement,
                                     skan_error* error) noexcept {
  const SizedOut out(requirement, "requirement");
  return guarded(error, [&] {
    out.check();
    const skan_verdict& its = in(verdict, "verdict");
    out.put(skan::c::told(finding_of(its).requirement, its.products));
  });
}

skan_status skan_verdict_free(skan_verdict** verdict) noexcept {
  return freed(verdict, "verdict");
}

/* Verdicts, and all that can be asked of them. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

static skan_verdict* asked(const char* policy, const char* text_file, skan_verdict_info* info) {
  SIZED(skan_error, error);
  skan_store* store = make_store(NULL);
  skan_verdict* verdict = verdict_on(store, policy, text_file, NOW);
  CHECK(skan_store_free(&store) == SKAN_OK); /* a verdict outlives the store */
  CHECK_OK(skan_verdict_read(verdict, info, &error));
  return verdict;
}

static bool is_refused_for(const skan_verdict_info* info, skan_outcome outcome, skan_reason reason) {
  return info->outcome == outcome && info->reason_count == 1 && info->reasons[0] == reason && info->note_count == 0;
}

static void accepted(void) {
  SIZED(skan_error, error);
  SIZED(skan_verdict_info, info);
  SIZED(skan_evidence, evidence);
  skan_verdict* verdict = asked("", "texts/good", &info);
  CHECK(info.outcome == SKAN_OUTCOME_ACCEPTED && info.reason_count == 0 && info.reasons == NULL);
  CHECK(info.certificate_count == 1 && info.has_finding == 0 && info.detail.length == 0);
  CHECK_TEXT(info.format, "skn1");
  CHECK(info.has_changes_at && info.changes_at == NOW - HOUR + 7 * DAY && info.changes_to == SKAN_OUTCOME_UNDETERMINED);
  CHECK(info.change_cause == SKAN_CHANGE_CAUSE_DATA_AGE);
  CHECK(info.has_accepted_until && info.accepted_until > info.changes_at);
  CHECK_OK(skan_verdict_evidence(verdict, &evidence, &error));
  CHECK(evidence.sequence == 1 && evidence.has_data_age && evidence.data_age == HOUR);
  CHECK(evidence.freshness == SKAN_FRESHNESS_FRESH && evidence.clock == SKAN_CLOCK_STATE_PLAUSIBLE);
  CHECK(evidence.revocation == SKAN_REVOCATION_NOT_REVOKED && evidence.policy_version == 3);
  CHECK_TEXT(evidence.issuer, "Issuer active");
  CHECK_TEXT(evidence.policy, "any");
  CHECK(evidence.key_id.length == 16);
  skan_verdict_free(&verdict);
}

static void certificate(void) {
  SIZED(skan_error, error);
  SIZED(skan_verdict_info, info);
  SIZED(skan_certificate, its);
  skan_verdict* verdict = asked("", "texts/good", &info);
  CHECK_OK(skan_verdict_certificate(verdict, 0, &its, &error));
  CHECK(its.kind == SKAN_KIND_VACCINATED && its.status_index == 5 && its.birth_day != 0 && its.number.length > 0);
  CHECK(its.name_cyrillic.length + its.name_latin.length > 0 && its.product.length > 0);
  CHECK(its.has_event_day && its.event_day == (NOW - 30 * DAY) / DAY && !its.has_event_time && its.event_time == 0);
  CHECK(its.issued_at < NOW && its.expires > NOW && its.dose >= 1 && its.doses >= its.dose);
  CHECK_REFUSED(skan_verdict_certificate(verdict, 1, &its, &error), "index");
  CHECK(its.kind == 0 && its.number.data == NULL && its.size == sizeof its);
  skan_verdict_free(&verdict);
}

static void rejected(void) {
  SIZED(skan_verdict_info, info);
  skan_verdict* verdict = asked("", "texts/revoked", &info);
  CHECK(is_refused_for(&info, SKAN_OUTCOME_REJECTED, SKAN_REASON_REVOKED));
  skan_verdict_free(&verdict);
  verdict = asked("", "texts/expired", &info);
  CHECK(is_refused_for(&info, SKAN_OUTCOME_REJECTED, SKAN_REASON_EXPIRED));
  skan_verdict_free(&verdict);
}

static void unknown_policy(void) {
  SIZED(skan_verdict_info, info);
  skan_verdict* verdict = asked("elsewhere", "texts/good", &info);
  CHECK(is_refused_for(&info, SKAN_OUTCOME_UNDETERMINED, SKAN_REASON_UNKNOWN_POLICY));
  skan_verdict_free(&verdict);
}

static void findings(void) {
  SIZED(skan_error, error);
  SIZED(skan_verdict_info, info);
  SIZED(skan_finding, finding);
  SIZED(skan_requirement, requirement);
  skan_verdict* verdict = asked("strict", "texts/good", &info);
  CHECK(is_refused_for(&info, SKAN_OUTCOME_REJECTED, SKAN_REASON_POLICY_REFUSED));
  CHECK(info.has_finding == 1 && info.detail.length > 0);
  CHECK_OK(skan_verdict_finding(verdict, &finding, &error));
  CHECK(finding.refusal == SKAN_REFUSAL_PRODUCT);
  CHECK_OK(skan_verdict_requirement(verdict, &requirement, &error));
  CHECK(requirement.kind == SKAN_KIND_VACCINATED && requirement.product_count == 1);
  CHECK_TEXT(requirement.products[0], "Second");
  skan_verdict_free(&verdict);

  verdict = asked("", "texts/good", &info);
  CHECK_REFUSED(skan_verdict_finding(verdict, &finding, &error), "verdict");
  CHECK_REFUSED(skan_verdict_requirement(verdict, &requirement, &error), "verdict");
  skan_verdict_free(&verdict);
}

static void notes(void) {
  SIZED(skan_verdict_info, info);
  skan_verdict* verdict = asked("checked", "texts/good", &info);
  CHECK(info.outcome == SKAN_OUTCOME_ACCEPTED && info.note_count == 1 &&
        info.notes[0] == SKAN_NOTE_DOCUMENT_CHECK_REQUIRED);
  skan_verdict_free(&verdict);
}

static skan_verifier* verifier_of(const char* policy) {
  SIZED(skan_error, error);
  SIZED(skan_verifier_options, options);
  options.policy = (skan_text){policy, strlen(policy)};
  skan_store* store = make_store(NULL);
  skan_verifier* verifier = NULL;
  CHECK_OK(skan_verifier_create(store, &options, &verifier, &error));
  CHECK(skan_store_free(&store) == SKAN_OK); /* the verifier keeps it open */
  return verifier;
}

static void any_bytes(void) {
  SIZED(skan_error, error);
  SIZED(skan_verdict_info, info);
  SIZED(skan_certificate, certificate);
  static const char zeros[5000];
  skan_verifier* verifier = verifier_of("");
  skan_verdict* verdict = NULL;
  CHECK_OK(skan_verifier_verify(verifier, zeros, sizeof zeros, NOW, DEVICE, &verdict, &error));
  CHECK_OK(skan_verdict_read(verdict, &info, &error));
  CHECK(is_refused_for(&info, SKAN_OUTCOME_UNDETERMINED, SKAN_REASON_NOT_A_CERTIFICATE));
  CHECK_REFUSED(skan_verdict_certificate(verdict, 0, &certificate, &error), "index");
  skan_verdict_free(&verdict);
  CHECK_OK(skan_verifier_verify(verifier, NULL, 0, NOW, DEVICE, &verdict, &error));
  CHECK_OK(skan_verdict_read(verdict, &info, &error));
  CHECK(is_refused_for(&info, SKAN_OUTCOME_UNDETERMINED, SKAN_REASON_NOT_A_CERTIFICATE));
  skan_verdict_free(&verdict);
  CHECK_OK(skan_verifier_verify(verifier, "SKN1:!", 6, NOW, DEVICE, &verdict, &error));
  CHECK_OK(skan_verdict_read(verdict, &info, &error));
  CHECK(is_refused_for(&info, SKAN_OUTCOME_REJECTED, SKAN_REASON_MALFORMED));
  skan_verdict_free(&verdict);
  skan_verifier_free(&verifier);
}

static void no_code(void) {
  SIZED(skan_error, error);
  SIZED(skan_verdict_info, info);
  skan_verdict* verdict = NULL;
  CHECK_OK(skan_verdict_of_no_code(&verdict, &error));
  CHECK_OK(skan_verdict_read(verdict, &info, &error));
  CHECK(is_refused_for(&info, SKAN_OUTCOME_UNDETERMINED, SKAN_REASON_NO_CODE_FOUND));
  skan_verdict_free(&verdict);
}

static void together(void) {
  SIZED(skan_error, error);
  SIZED(skan_verdict_info, info);
  SIZED(skan_certificate, certificate);
  struct bytes recovered = read_data("texts/recovered"), tested = read_data("texts/tested");
  const skan_text texts[] = {{recovered.data, recovered.length}, {tested.data, tested.length}, {NULL, 1}};
  skan_verifier* verifier = verifier_of("pair");
  skan_verdict* verdict = NULL;
  CHECK_OK(skan_verifier_verify_together(verifier, texts, 2, NOW, DEVICE, &verdict, &error));
  CHECK_OK(skan_verdict_read(verdict, &info, &error));
  CHECK(info.outcome == SKAN_OUTCOME_ACCEPTED && info.certificate_count == 2);
  CHECK_OK(skan_verdict_certificate(verdict, 1, &certificate, &error));
  CHECK(certificate.kind == SKAN_KIND_TESTED && certificate.has_event_time && certificate.event_time == NOW - 10 * HOUR);
  CHECK_REFUSED(skan_verdict_certificate(verdict, 2, &certificate, &error), "index");
  CHECK_REFUSED(skan_verdict_certificate(verdict, SIZE_MAX, &certificate, &error), "index");
  skan_verdict_free(&verdict);
  CHECK_OK(skan_verifier_verify_together(verifier, texts, 1, NOW, DEVICE, &verdict, &error));
  CHECK_OK(skan_verdict_read(verdict, &info, &error));
  CHECK(is_refused_for(&info, SKAN_OUTCOME_REJECTED, SKAN_REASON_POLICY_REFUSED));
  skan_verdict_free(&verdict);
  CHECK_REFUSED(skan_verifier_verify_together(verifier, texts, 0, NOW, DEVICE, &verdict, &error), "text_count");
  CHECK_REFUSED(skan_verifier_verify_together(verifier, texts, 5, NOW, DEVICE, &verdict, &error), "text_count");
  CHECK_REFUSED(skan_verifier_verify_together(verifier, NULL, 2, NOW, DEVICE, &verdict, &error), "texts");
  CHECK_REFUSED(skan_verifier_verify_together(verifier, texts, 3, NOW, DEVICE, &verdict, &error), "texts");
  CHECK_REFUSED(skan_verifier_verify_together(verifier, texts, 2, NOW, 9, &verdict, &error), "source");
  CHECK(verdict == NULL);
  skan_verifier_free(&verifier);
  free(recovered.data);
  free(tested.data);
}

static void check_entry(const skan_explanation* explanation, size_t index, const char* id, skan_outcome outcome) {
  SIZED(skan_error, error);
  SIZED(skan_policy_info, policy_info);
  SIZED(skan_verdict_info, verdict_info);
  const skan_policy* policy = NULL;
  const skan_verdict* verdict = NULL;
  CHECK_OK(skan_explanation_entry(explanation, index, &policy, &verdict, &error));
  CHECK_OK(skan_policy_read(policy, &policy_info, &error));
  CHECK_OK(skan_verdict_read(verdict, &verdict_info, &error));
  CHECK_TEXT(policy_info.id, id);
  CHECK(verdict_info.outcome == outcome);
}

static void explained(void) {
  SIZED(skan_error, error);
  struct bytes text = read_data("texts/good");
  skan_verifier* verifier = verifier_of("");
  skan_explanation* explanation = NULL;
  size_t count = 0;
  CHECK_OK(skan_verifier_explain(verifier, text.data, text.length, NOW, DEVICE, &explanation, &error));
  CHECK_OK(skan_explanation_count(explanation, &count, &error));
  CHECK(count == 5);
  check_entry(explanation, 0, "any", SKAN_OUTCOME_ACCEPTED);
  check_entry(explanation, 2, "future", SKAN_OUTCOME_UNDETERMINED);
  check_entry(explanation, 4, "strict", SKAN_OUTCOME_REJECTED);
  CHECK_REFUSED(skan_explanation_entry(explanation, 5, NULL, NULL, &error), "index");
  CHECK(skan_explanation_free(&explanation) == SKAN_OK);
  CHECK_OK(skan_verifier_explain_on(verifier, text.data, text.length, (int32_t)(NOW / DAY) + 2000, &explanation, &error));
  check_entry(explanation, 0, "any", SKAN_OUTCOME_REJECTED);
  CHECK(skan_explanation_free(&explanation) == SKAN_OK && explanation == NULL);
  skan_verifier_free(&verifier);
  free(text.data);
}

static void floors(void) {
  SIZED(skan_error, error);
  SIZED(skan_verdict_info, info);
  SIZED(skan_verifier_options, options);
  struct bytes text = read_data("texts/good");
  options.clock_floor = NOW + DAY;
  skan_store* store = make_store(NULL);
  skan_verifier* verifier = NULL;
  skan_verdict* verdict = NULL;
  CHECK_OK(skan_verifier_create(store, &options, &verifier, &error));
  CHECK_OK(skan_verifier_verify(verifier, text.data, text.length, NOW, DEVICE, &verdict, &error));
  CHECK_OK(skan_verdict_read(verdict, &info, &error));
  CHECK(is_refused_for(&info, SKAN_OUTCOME_UNDETERMINED, SKAN_REASON_CLOCK_SUSPECT));
  skan_verdict_free(&verdict);
  skan_verifier_free(&verifier);
  options.policy = (skan_text){"\xFF", 1};
  CHECK_REFUSED(skan_verifier_create(store, &options, &verifier, &error), "options.policy");
  skan_store_free(&store);
  free(text.data);
}

/* The first reason, or 0 if it is accepted with the note. */
static skan_reason practised(uint32_t size, int32_t practice) {
  SIZED(skan_error, error);
  SIZED(skan_verdict_info, info);
  SIZED(skan_verifier_options, options);
  struct bytes text = read_data("texts/training");
  skan_store* store = make_store(NULL);
  skan_verifier* verifier = NULL;
  skan_verdict* verdict = NULL;
  options.size = size;
  options.practice = practice;
  CHECK_OK(skan_verifier_create(store, &options, &verifier, &error));
  CHECK_OK(skan_verifier_verify(verifier, text.data, text.length, NOW, DEVICE, &verdict, &error));
  CHECK_OK(skan_verdict_read(verdict, &info, &error));
  const bool noted = info.note_count > 0 && info.notes[info.note_count - 1] == SKAN_NOTE_PRACTICE;
  CHECK(noted == (info.outcome == SKAN_OUTCOME_ACCEPTED));
  const skan_reason reason = info.reason_count > 0 ? info.reasons[0] : 0;
  skan_verdict_free(&verdict);
  skan_verifier_free(&verifier);
  skan_store_free(&store);
  free(text.data);
  return reason;
}

static void practice(void) {
  SIZED(skan_error, error);
  SIZED(skan_verifier_options, options);
  const uint32_t first_size = offsetof(skan_verifier_options, practice); /* as compiled before there was the field */
  CHECK(practised(sizeof options, 0) == SKAN_REASON_PRACTICE_CERTIFICATE);
  CHECK(practised(first_size, 1) == SKAN_REASON_PRACTICE_CERTIFICATE);
  CHECK(practised(sizeof options, 1) == 0);
  skan_store* store = make_store(NULL);
  skan_verifier* verifier = NULL;
  options.practice = 2;
  CHECK_REFUSED(skan_verifier_create(store, &options, &verifier, &error), "options.practice");
  skan_store_free(&store);
}

const struct test verifier_tests[] = {
    {"a genuine certificate is accepted, with what that rests on and until when", accepted},
    {"a certificate's fields are told", certificate},
    {"withdrawn and expired certificates are rejected for that", rejected},
    {"an unknown policy is no failure but a doubt", unknown_policy},
    {"a refusal of the policy tells which rule, with its figures", findings},
    {"a policy that wants the document says so in a note", notes},
    {"a text may be any bytes of any length", any_bytes},
    {"a picture without a code has a verdict too", no_code},
    {"certificates presented together are judged together", together},
    {"a text is explained under every policy", explained},
    {"the host's floor for the clock counts", floors},
    {"a training certificate is accepted where the host says so, and not for one who does not know the option", practice},
    {NULL, NULL}};

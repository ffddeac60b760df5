#include "issuer/draft.h"

#include "certificate/skn1.h"

namespace skan::issuer {
namespace {

std::unexpected<Error> refuse(const char* message) { return std::unexpected(Error{ErrorCode::invalid_argument, message}); }

constexpr std::int64_t kDay = 86'400;

/// A date is a place's own, and nowhere more than a day ahead of UTC; the register's clock and ours may differ as well.
bool has_happened(const Certificate& certificate, std::int64_t now) {
  const std::int64_t latest = now + kDay;
  if (certificate.event_time) return *certificate.event_time <= latest;
  return !certificate.event_day || *certificate.event_day * kDay <= latest;
}

bool is_label(const std::string& text) { return text.size() <= kLongestLabel; }

}  // namespace

Result<Draft> make_draft(const Record& record) {
  auto certificate = to_certificate(record);
  if (!certificate) return std::unexpected(certificate.error());
  Draft draft{*std::move(certificate), record.expires.has_value(), record.batch, record.office, false};
  if (!is_label(draft.batch)) return refuse("batch: at most 64 bytes are expected");
  if (!is_label(draft.office)) return refuse("office: at most 64 bytes are expected");
  if (record.expires) draft.certificate.expires = *record.expires;
  return draft;
}

Result<void> fit_to_key(Draft& draft, const trust::IssuerKey& key, std::int64_t now) {
  Certificate& certificate = draft.certificate;
  certificate.issued_at = now;
  draft.practice = key.practice;
  if (!draft.own_expiry) certificate.expires = key.valid_until;
  if (now < key.valid_from || certificate.expires > key.valid_until) return refuse("expires: lies outside the issuer key's validity");
  if (certificate.expires <= now) return refuse("expires: lies before the time of issue");
  if (!has_happened(certificate, now)) return refuse(certificate.event_time ? "event_time: lies in the future; check it, or issue when it has come" : "event_date: lies in the future; check it, or issue when it has come");
  return {};
}

bool was_issued_for(crypto::Bytes message, const Draft& draft) {
  const auto envelope = cose::read_sign1(message);
  const auto payload = envelope ? certificate::decode_payload(envelope->payload) : std::nullopt;
  if (!payload) return false;
  Certificate wanted = draft.certificate;
  wanted.status_index = payload->certificate.status_index;
  wanted.issued_at = payload->certificate.issued_at;
  if (!draft.own_expiry) wanted.expires = payload->certificate.expires;
  return wanted == payload->certificate;
}

LedgerEntry sign_draft(const Draft& draft, const crypto::SecretKey& key, const crypto::KeyId& kid) {
  const Certificate& certificate = draft.certificate;
  LedgerEntry entry;
  entry.number = certificate.number;
  entry.kid = kid;
  entry.status_index = certificate.status_index;
  entry.message = cose::sign1(certificate::encode_payload(certificate, draft.practice), certificate::kSkn1Aad, key);
  entry.issued_at = certificate.issued_at;
  entry.product = certificate.product;
  entry.batch = draft.batch;
  entry.office = draft.office;
  return entry;
}

}  // namespace skan::issuer

#include "skan/verifier.h"

#include <algorithm>

#include "certificate/recognise.h"
#include "certificate/skn1.h"
#include "codec/hex.h"
#include "store/trust_store_impl.h"
#include "verifier/judgement.h"

namespace skan {
namespace {

/// One text against one version of the trust data. The questions come in the order in which a person
/// would ask them. A rejection ends it, because it rests on positive evidence; doubts are collected,
/// so that the operator learns of all of them at once.
class Judge {
 public:
  Judge(TrustStore::Impl& store, const store::Snapshot& snapshot, const VerifierOptions& options, Moment now)
      : store_(store), snapshot_(snapshot), held_(snapshot.in_force), options_(options), now_(now) {}

  Verdict judge(std::string_view text) {
    if (held_.data) describe_data(*held_.data);
    const certificate::Format format = certificate::recognise(text);
    v_.format = name(format);
    switch (format) {
      case certificate::Format::skn1: return judge_skn1(text);
      case certificate::Format::skn_newer: return end(Reason::needs_newer_app);
      case certificate::Format::online_link: return end(Reason::online_link);
      case certificate::Format::unknown: return end(Reason::not_a_certificate);
      default: return end(Reason::unsupported_format);
    }
  }

  /// True if a block of a status list could not be had, perhaps because another process updated.
  bool met_damage() const noexcept { return met_damage_; }

 private:
  Verdict judge_skn1(std::string_view text) {
    certificate::MessageBuffer buffer;
    const auto message = certificate::decode_skn1(text, buffer);
    if (!message) return end(Reason::malformed);
    v_.evidence.key_id = codec::hex_encode(message->envelope.key_id);
    if (snapshot_.damaged) return end(Reason::store_damaged);
    if (snapshot_.rolled_back) return end(Reason::store_rolled_back);
    if (!held_.data) return end(Reason::trust_data_missing);
    const trust::IssuerKey* key = held_.data->issuers.find(message->envelope.key_id);
    if (!key) return end(Reason::unknown_issuer);
    v_.evidence.issuer = key->name;
    if (!cose::verify(message->envelope, certificate::kSkn1Aad, key->public_key)) return end(Reason::bad_signature);
    if (message->payload.critical || key->needs_newer_app) return end(Reason::needs_newer_app);
    v_.certificate = message->payload.certificate;
    return judge_authentic(*v_.certificate, *key, *held_.data);
  }

  Verdict judge_authentic(const Certificate& c, const trust::IssuerKey& key, const trust::TrustData& data) {
    if (key.state == trust::KeyState::compromised) return end(Reason::key_compromised);
    if (!verifier::may_sign(key, c)) return end(Reason::key_not_for_this);
    const Policy* policy = find_policy(data);
    if (is_revoked(c, key, data, policy)) return end(Reason::revoked);
    if (const auto reason = judge_times(c, policy, data)) return end(*reason);
    if (policy) {
      if (const auto reason = judge_policy(c, *policy)) return end(*reason);
    }
    return v_.reasons.empty() ? accept(c, *policy, data) : std::move(v_);
  }

  void describe_data(const trust::TrustData& data) {
    clock_ = verifier::read_clock(now_, std::max(options_.clock_floor, snapshot_.noted_time), data);
    v_.evidence.sequence = data.head.sequence;
    v_.evidence.data_age = data.age(clock_.now);
    v_.evidence.freshness = data.freshness(clock_.now);
    v_.evidence.clock = clock_.state;
  }

  const Policy* find_policy(const trust::TrustData& data) {
    const Policy* policy = data.policies.find(options_.policy);
    if (!policy || policy->needs_newer_app) {
      doubt(policy ? Reason::needs_newer_app : Reason::unknown_policy);
      return nullptr;
    }
    v_.evidence.policy = policy->id;
    v_.evidence.policy_version = policy->version;
    return policy;
  }

  bool is_revoked(const Certificate& c, const trust::IssuerKey& key, const trust::TrustData& data,
                  const Policy* policy) {
    v_.evidence.revocation = Revocation::not_available;
    if (!key.needs_list()) return false;
    const trust::ListEntry& list = *data.manifest.list(key.kid);  // check_lists_present made sure
    if (c.status_index >= list.length) {
      const bool newer = policy && verifier::is_newer_than_list(c, list.as_of, *policy, clock_.now);
      if (!newer) doubt(Reason::index_unknown);
      newer_than_list_until_ = newer ? list.as_of + policy->newer_than_data + 1 : kLastSecond;
      v_.evidence.revocation = newer ? Revocation::issued_after_list : Revocation::unknown;
      return false;
    }
    const auto bit = store_.read_bit(snapshot_, static_cast<std::size_t>(&list - data.manifest.lists.data()), c.status_index);
    met_damage_ = !bit;
    if (!bit) doubt(Reason::store_damaged);
    v_.evidence.revocation = !bit ? Revocation::unknown : *bit ? Revocation::revoked : Revocation::not_revoked;
    return bit.value_or(false);
  }

  std::optional<Reason> judge_times(const Certificate& c, const Policy* policy, const trust::TrustData& data) {
    if (clock_.contradicts(c)) v_.evidence.clock = clock_.state = ClockState::suspect;
    if (clock_.state == ClockState::suspect) doubt(Reason::clock_suspect);
    if (clock_.stale) doubt(Reason::trust_data_stale);
    if (c.expires <= clock_.floor || (clock_.now >= c.expires && clock_.is_believed())) return Reason::expired;
    const std::int64_t start = verifier::start_of(c, clock_);
    if (clock_.now >= start || !clock_.is_believed()) return {};
    if (policy) promise(start, c, *policy, data);
    return Reason::not_yet_valid;
  }

  std::optional<Reason> judge_policy(const Certificate& c, const Policy& policy) {
    const policy::Ruling ruling = policy::judge(policy, c, clock_.now);
    accepted_until_ = ruling.boundary;
    const bool by_time = ruling.refusal == policy::Refusal::too_early || ruling.refusal == policy::Refusal::too_late;
    if (ruling.refusal == policy::Refusal::none || (by_time && !clock_.is_believed())) return {};
    v_.detail = verifier::explain(ruling, policy);
    if (ruling.refusal == policy::Refusal::too_early) promise(ruling.boundary, c, policy, *held_.data);
    return Reason::policy_refused;
  }

  /// Says that waiting until `time` helps, if nothing else stands in the way then.
  void promise(std::int64_t time, const Certificate& c, const Policy& policy, const trust::TrustData& data) {
    const bool within = time < c.expires && time < data.stale_at() && time < newer_than_list_until_;
    const bool accepted = policy::judge(policy, c, time).refusal == policy::Refusal::none;
    if (v_.reasons.empty() && within && accepted) v_.changes_at = time;
  }

  Verdict accept(const Certificate& c, const Policy& policy, const trust::TrustData& data) {
    v_.outcome = Outcome::accepted;
    v_.changes_at = std::min({accepted_until_, c.expires, data.stale_at(), newer_than_list_until_});
    if (v_.evidence.revocation == Revocation::issued_after_list) v_.notes.push_back(Note::issued_after_list);
    if (v_.evidence.freshness == Freshness::ageing) v_.notes.push_back(Note::data_ageing);
    if (v_.evidence.revocation == Revocation::not_available) v_.notes.push_back(Note::revocation_not_available);
    if (policy.document_check) v_.notes.push_back(Note::document_check_required);
    if (clock_.state == ClockState::stated) v_.notes.push_back(Note::stated_time);
    return std::move(v_);
  }

  Verdict end(Reason reason) {
    v_.outcome = outcome_of(reason);
    v_.reasons.assign(1, reason);
    return std::move(v_);
  }

  void doubt(Reason reason) { v_.reasons.push_back(reason); }

  TrustStore::Impl& store_;
  const store::Snapshot& snapshot_;
  const trust::InForce& held_;
  const VerifierOptions& options_;
  const Moment now_;
  verifier::Clock clock_;
  Verdict v_;  // undetermined until something is proved
  std::int64_t accepted_until_ = 0;
  std::int64_t newer_than_list_until_ = kLastSecond;
  bool met_damage_ = false;
};

}  // namespace

Verifier::Verifier(const TrustStore& store, VerifierOptions options) : store_(store), options_(std::move(options)) {
  options_.clock_floor = std::clamp<std::int64_t>(options_.clock_floor, 0, kLastSecond);
}

Verdict Verifier::verify(std::string_view text, Moment now) const {
  TrustStore::Impl& store = *store_.impl_;
  for (bool retried = false;; retried = true) {
    const auto snapshot = store.snapshot();
    Judge judge(store, *snapshot, options_, now.bounded());
    Verdict verdict = judge.judge(text);
    if (!judge.met_damage() || retried) return verdict;
    // Blocks of an overtaken version may be gone: then the verdict starts again, once, from the new one,
    // whichever thread noticed it first.
    static_cast<void>(store.reload());
    if (store.snapshot() == snapshot) return verdict;
  }
}

Verdict no_code_found() {
  Verdict v;
  v.outcome = outcome_of(Reason::no_code_found);
  v.reasons = {Reason::no_code_found};
  return v;
}

}  // namespace skan

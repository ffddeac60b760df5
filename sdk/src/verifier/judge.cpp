#include "verifier/judge.h"

#include <algorithm>

#include "certificate/keyboard.h"
#include "certificate/recognise.h"
#include "certificate/skn1.h"
#include "codec/hex.h"

namespace skan::verifier {

Judge::Judge(TrustStore::Impl& store, const store::Snapshot& snapshot, const VerifierOptions& options, Moment now)
    : store_(store), snapshot_(snapshot), held_(snapshot.in_force), options_(options), now_(now) {}

Verdict Judge::judge(std::span<const std::string_view> texts) {
  describe_data();
  std::optional<Verdict> undecided;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    v_.about = i;
    if (examine(texts[i])) continue;
    // A rejection of a later text outranks a doubt about an earlier one.
    if (v_.outcome == Outcome::rejected || texts.size() == 1) return std::move(v_);
    if (!undecided) undecided = v_;
    v_.reasons.clear();
    v_.outcome = Outcome::undetermined;
  }
  return undecided ? *std::move(undecided) : judge_holder();
}

bool Judge::examine(std::string_view presented) {
  v_.certificate.reset();
  v_.evidence.key_id.clear();
  v_.evidence.issuer.clear();
  std::string repaired;
  const std::string_view text = certificate::repair(presented, repaired);
  const certificate::Recognised found = certificate::recognise(text);
  v_.format = name(found.format);
  v_.link_fault = found.fault;
  switch (found.format) {
    case certificate::Format::skn1: return examine_skn1(text);
    case certificate::Format::skn_newer: return end(Reason::needs_newer_app);
    case certificate::Format::online_link: return end(Reason::online_link);
    case certificate::Format::lookalike_link: return end(Reason::lookalike_link);
    case certificate::Format::unknown: return end(Reason::not_a_certificate);
    default: return end(Reason::unsupported_format);
  }
}

bool Judge::examine_skn1(std::string_view text) {
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
  return examine_authentic({*v_.certificate, v_.evidence.issuer, v_.evidence.key_id}, *key, message->payload.practice);
}

bool Judge::examine_authentic(Held held, const trust::IssuerKey& key, bool practice) {
  if (key.state == trust::KeyState::compromised) return end(Reason::key_compromised);
  if (practice != key.practice || !may_sign(key, held.certificate)) return end(Reason::key_not_for_this);
  if (practice && !options_.practice) return end(Reason::practice_certificate);
  met_practice_ = met_practice_ || practice;
  if (!asked_for_policy_) find_policy();
  if (is_revoked(held, key)) return end(Reason::revoked);
  held.text = v_.about;
  held.is_shown_again = std::ranges::any_of(presented_, [&](const Held& other) {
    return other.key_id == held.key_id && other.certificate.number == held.certificate.number;
  });
  presented_.push_back(std::move(held));
  return true;
}

void Judge::describe_data() {
  if (!held_.data) return;
  const trust::TrustData& data = *held_.data;
  clock_ = read_clock(now_, std::max(options_.clock_floor, snapshot_.noted_time), data);
  stale_at_ = data.stale_at();
  v_.evidence.sequence = data.head.sequence;
  v_.evidence.data_age = data.age(clock_.now);
  v_.evidence.freshness = data.freshness(clock_.now);
  v_.evidence.clock = clock_.state;
}

void Judge::find_policy() {
  asked_for_policy_ = true;
  const Policy* policy = held_.data->policies.find(options_.policy);
  if (!policy || policy->needs_newer_app) {
    return doubt(policy ? Reason::needs_newer_app : Reason::unknown_policy);
  }
  policy_ = policy;
  v_.evidence.policy = policy->id;
  v_.evidence.policy_version = policy->version;
  v_.evidence.utc_offset_minutes = policy->utc_offset_minutes;
  v_.shown = policy->shown;
  if (policy->freshness) stale_at_ = std::min(stale_at_, held_.data->head.issued_at + *policy->freshness);
}

bool Judge::is_revoked(Held& held, const trust::IssuerKey& key) {
  if (!key.needs_list()) {
    note_revocation(Revocation::not_available);
    return false;
  }
  const trust::Manifest& manifest = held_.data->manifest;
  const trust::ListEntry& list = *manifest.list(key.kid);  // check_lists_present made sure
  const Certificate& c = held.certificate;
  if (c.status_index >= list.length) {
    const bool newer = policy_ && is_newer_than_list(c, list.as_of, *policy_, clock_.now);
    if (!newer) doubt(Reason::index_unknown);
    if (newer) held.listed_until = list.as_of + policy_->newer_than_data + 1;
    note_revocation(newer ? Revocation::issued_after_list : Revocation::unknown);
    return false;
  }
  const auto bit = store_.read_bit(snapshot_, static_cast<std::size_t>(&list - manifest.lists.data()), c.status_index);
  met_damage_ = met_damage_ || !bit;
  if (!bit) doubt(Reason::store_damaged);
  note_revocation(!bit ? Revocation::unknown : *bit ? Revocation::revoked : Revocation::not_revoked);
  return bit.value_or(false);
}

/// Of several certificates, the one of which least is known counts.
void Judge::note_revocation(Revocation found) {
  const auto rank = [](Revocation r) {
    static constexpr std::array kFromBest{Revocation::not_checked,   Revocation::not_revoked, Revocation::issued_after_list,
                                          Revocation::not_available, Revocation::unknown,     Revocation::revoked};
    return std::ranges::find(kFromBest, r) - kFromBest.begin();
  };
  if (rank(found) > rank(v_.evidence.revocation)) v_.evidence.revocation = found;
}

Verdict Judge::judge_holder() {
  for (const Held& held : presented_) {
    if (held.is_shown_again) continue;
    certificates_.push_back(&held.certificate);
    holders_.push_back(&held);
    if (certificates_.size() > 1) v_.together_with.push_back(held.certificate);
  }
  turn_to(presented_.front());
  if (const auto reason = judge_times()) return ended(*reason);
  if (policy_) {
    if (const auto reason = judge_policy()) return ended(*reason);
  }
  if (policy_until_ <= clock_.now) return std::move(v_);
  // Whoever asks about another time wants to know what the rules will say, although our data will not reach so far.
  if (v_.reasons.empty() || clock_.state == ClockState::stated) v_.accepted_until = std::min(policy_until_, expiry());
  return v_.reasons.empty() ? accept() : std::move(v_);
}

std::optional<Reason> Judge::judge_times() {
  const auto contradicts = [&](const Held& held) { return clock_.contradicts(held.certificate); };
  if (std::ranges::any_of(presented_, contradicts)) v_.evidence.clock = clock_.state = ClockState::suspect;
  if (clock_.state == ClockState::suspect) doubt(Reason::clock_suspect);
  if (clock_.now >= stale_at_) {
    v_.evidence.freshness = Freshness::stale;
    doubt(Reason::trust_data_stale);
  }
  for (const Held& held : presented_) {
    turn_to(held);
    const Certificate& c = held.certificate;
    if (c.expires <= clock_.floor || (clock_.now >= c.expires && clock_.is_believed())) return Reason::expired;
    if (clock_.now >= start_of(c, clock_) || !clock_.is_believed()) continue;
    promise();
    return Reason::not_yet_valid;
  }
  turn_to(presented_.front());
  return {};
}

const Judge::Held* Judge::find_stranger() const {
  // Each with each: of three, two that name no name in common prove nothing by the third.
  for (std::size_t i = 1; i < presented_.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (!policy::is_one_holder(presented_[j].certificate, presented_[i].certificate)) return &presented_[i];
    }
  }
  return nullptr;
}

std::optional<Reason> Judge::judge_policy() {
  if (const Held* stranger = find_stranger()) {
    turn_to(*stranger);
    v_.finding.emplace().refusal = Refusal::other_holder;
    v_.detail = explain(*v_.finding, *policy_, *v_.certificate);
    return Reason::policy_refused;
  }
  const policy::Ruling ruling = policy::judge(*policy_, certificates_, clock_.now);
  if (ruling.refusal == Refusal::none) {
    policy_until_ = ruling.boundary;
    return {};
  }
  if (!clock_.is_believed() && policy::accepts_sometime(*policy_, certificates_)) return {};
  turn_to(*holders_[ruling.certificate]);
  v_.finding = finding_of(ruling, *policy_, *v_.certificate, clock_.now);
  v_.detail = explain(*v_.finding, *policy_, *v_.certificate);
  promise();
  return Reason::policy_refused;
}

Verdict Judge::accept() {
  v_.outcome = Outcome::accepted;
  limit();
  const auto is_beyond_list = [](const Held& held) { return held.listed_until != kLastSecond; };
  if (std::ranges::any_of(presented_, is_beyond_list)) v_.notes.push_back(Note::issued_after_list);
  if (v_.evidence.freshness == Freshness::ageing) v_.notes.push_back(Note::data_ageing);
  if (v_.evidence.revocation == Revocation::not_available) v_.notes.push_back(Note::revocation_not_available);
  if (policy_->document_check) v_.notes.push_back(Note::document_check_required);
  if (clock_.state == ClockState::stated) v_.notes.push_back(Note::stated_time);
  if (met_practice_) v_.notes.push_back(Note::practice);
  return std::move(v_);
}

policy::Window Judge::limits() const {
  policy::Window out{0, stale_at_};
  for (const Held& held : presented_) {
    out.from = std::max(out.from, start_of(held.certificate, clock_));
    out.until = std::min({out.until, held.certificate.expires, held.listed_until});
  }
  return out;
}

void Judge::promise() {
  if (!v_.reasons.empty() || !policy_ || !clock_.is_believed()) return;
  const policy::Window allowed = limits();
  v_.changes_at = policy::next_acceptance(*policy_, certificates_, allowed, clock_.now);
  if (!v_.changes_at) return;
  v_.changes_to = Outcome::accepted;
  v_.change_cause = *v_.changes_at == allowed.from ? ChangeCause::validity : ChangeCause::policy;
}

std::int64_t Judge::expiry() const {
  std::int64_t expires = kLastSecond;
  for (const Held& held : presented_) expires = std::min(expires, held.certificate.expires);
  return expires;
}

void Judge::limit() {
  std::int64_t listed_until = kLastSecond;
  for (const Held& held : presented_) listed_until = std::min(listed_until, held.listed_until);
  const std::int64_t end = std::min({*v_.accepted_until, stale_at_, listed_until});
  v_.changes_at = end;
  v_.change_cause = end == policy_until_ ? ChangeCause::policy
                    : end == expiry()    ? ChangeCause::validity
                    : end == stale_at_   ? ChangeCause::data_age
                                         : ChangeCause::list_age;
  // A device's clock beyond what the trust data covers proves nothing any more.
  const bool is_believed = clock_.state == ClockState::stated || end < held_.data->stale_at();
  v_.changes_to = end == v_.accepted_until && is_believed ? Outcome::rejected : Outcome::undetermined;
}

void Judge::turn_to(const Held& held) {
  v_.about = held.text;
  v_.certificate = held.certificate;
  v_.evidence.issuer = held.issuer;
  v_.evidence.key_id = held.key_id;
}

bool Judge::end(Reason reason) {
  v_.outcome = outcome_of(reason);
  v_.reasons.assign(1, reason);
  return false;
}

/// Two certificates may give the same doubt.
void Judge::doubt(Reason reason) {
  if (std::ranges::find(v_.reasons, reason) == v_.reasons.end()) v_.reasons.push_back(reason);
}

Verdict Judge::ended(Reason reason) {
  end(reason);
  return std::move(v_);
}

}  // namespace skan::verifier

#include "skan/verifier.h"

#include <algorithm>

#include "store/trust_store_impl.h"
#include "verifier/judge.h"

namespace skan {

Verifier::Verifier(const TrustStore& store, VerifierOptions options) : store_(store), options_(std::move(options)) {
  options_.clock_floor = std::clamp<std::int64_t>(options_.clock_floor, 0, kLastSecond);
}

Verdict Verifier::verify(std::string_view text, Moment now) const {
  return judge(std::span(&text, 1), options_, now);
}

Result<Verdict> Verifier::verify_together(std::span<const std::string_view> texts, Moment now) const {
  if (texts.empty() || texts.size() > kMaxTogether) {
    return std::unexpected(Error{ErrorCode::invalid_argument, "texts: 1 to 4 certificates can be presented together, not " +
                                                                  std::to_string(texts.size())});
  }
  return judge(texts, options_, now);
}

std::vector<PolicyVerdict> Verifier::explain(std::string_view text, Moment now) const {
  return explain_at(text, [now](const Policy&) { return now; });
}

std::vector<PolicyVerdict> Verifier::explain_on(std::string_view text, std::int32_t day) const {
  return explain_at(text, [day](const Policy& policy) {
    return Moment{policy::start_of_day(day, policy.utc_offset_minutes), ClockSource::stated};
  });
}

template <class MomentOf>
std::vector<PolicyVerdict> Verifier::explain_at(std::string_view text, MomentOf moment_of) const {
  std::vector<PolicyVerdict> out;
  const auto snapshot = store_.impl_->snapshot();
  if (!snapshot->in_force.data) return out;
  VerifierOptions options = options_;
  for (const Policy& policy : snapshot->in_force.data->policies.policies) {
    options.policy = policy.id;
    out.push_back({policy, judge(std::span(&text, 1), options, moment_of(policy))});
  }
  return out;
}

Verdict Verifier::judge(std::span<const std::string_view> texts, const VerifierOptions& options, Moment now) const {
  TrustStore::Impl& store = *store_.impl_;
  for (bool retried = false;; retried = true) {
    const auto snapshot = store.snapshot();
    verifier::Judge judge(store, *snapshot, options, now.bounded());
    Verdict verdict = judge.judge(texts);
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

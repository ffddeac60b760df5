#include "faults/witnesses.h"

namespace skan::testing {

Witnesses::Witnesses(std::uint64_t last) {
  const auto text = [&](std::uint64_t index) {
    return authority_.text(TestAuthority::certificate(static_cast<std::uint32_t>(index)));
  };
  for (std::uint64_t n = 0; n <= last; ++n) withdrawn_by_.push_back(text(100 + n));
  good_ = {text(5), text(9'000)};
  revoked_ = {text(3), text(17'000)};
  stolen_ = authority_.text(TestAuthority::certificate(), "stolen");
  foreign_ = TestAuthority("second").text(TestAuthority::certificate());
  never_accepted_ = {text(3), text(17'000), stolen_, foreign_, authority_.text(TestAuthority::certificate(), "nobody")};
}

Publication Witnesses::publication(std::uint64_t sequence, std::uint32_t root_version, std::uint32_t blocks) const {
  Draft draft = authority_.draft(sequence);
  const revocation::StatusList& usual = draft.lists[0].list;
  revocation::StatusList longer(usual.length() + blocks * revocation::kBlockBits);
  for (std::uint32_t index = 0; index < usual.length(); ++index) {
    if (usual.contains(index)) longer.insert(index);
  }
  for (std::uint32_t at = 0; at < blocks; ++at) {
    longer.insert(usual.length() + at * revocation::kBlockBits + at * 8 % 8'000 + static_cast<std::uint32_t>(sequence));
  }
  draft.lists[0].list = std::move(longer);
  while (draft.roots.size() < root_version) draft.roots.push_back(authority_.next_root(draft.roots.back()));
  return authority_.sign(draft);
}

std::string Witnesses::wrong_verdict(const TrustStore& store, std::uint64_t sequence, const Allowed& allowed) const {
  const Verifier verifier(store);
  const auto complaint = [&](const std::string& text, const std::string& expected) {
    const Verdict v = verifier.verify(text, device(kNow));
    if (v.evidence.sequence != sequence) return "a verdict from sequence " + std::to_string(v.evidence.sequence);
    return summary(v) == expected ? std::string() : summary(v) + " in place of " + expected;
  };
  for (const auto& text : good_) {
    if (const auto wrong = complaint(text, "accepted"); !wrong.empty()) return wrong;
  }
  for (const auto& text : revoked_) {
    if (const auto wrong = complaint(text, "rejected: revoked"); !wrong.empty()) return wrong;
  }
  if (const auto wrong = complaint(stolen_, "rejected: key_compromised"); !wrong.empty()) return wrong;
  if (const auto wrong = complaint(foreign_, "undetermined: unknown_issuer"); !wrong.empty()) return wrong;
  for (const std::uint64_t n : {allowed.before, allowed.after}) {
    const auto wrong = complaint(withdrawn_by_.at(n), n == sequence ? "rejected: revoked" : "accepted");
    if (!wrong.empty()) return wrong + " for what publication " + std::to_string(n) + " withdraws";
  }
  return {};
}

Belief Witnesses::belief_of(const TrustStore& store, const Allowed& allowed) const {
  const TrustStatus status = store.status(device(kNow));
  Belief out{{}, status.sequence, status.root_version};
  if (status.damaged) {
    out.wrong = "damaged";
  } else if (status.sequence != allowed.before && status.sequence != allowed.after) {
    out.wrong = "sequence " + std::to_string(status.sequence);
  } else if (status.root_version < allowed.least_root) {
    out.wrong = "root " + std::to_string(status.root_version);
  } else {
    out.wrong = wrong_verdict(store, status.sequence, allowed);
  }
  return out;
}

Belief Witnesses::belief_of_file(const std::string& file, const Allowed& allowed) const {
  const auto store = TrustStore::open(file, authority_.id());
  return store ? belief_of(*store, allowed) : Belief{"does not open: " + store.error().message};
}

bool Witnesses::accepts_wrongly(const TrustStore& store) const {
  const Verifier verifier(store);
  for (const auto& text : never_accepted_) {
    if (verifier.verify(text, device(kNow)).outcome == Outcome::accepted) return true;
  }
  return false;
}

}  // namespace skan::testing

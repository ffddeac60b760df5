// What is presented, against one version of the trust data.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "policy/ruling.h"
#include "skan/verifier.h"
#include "store/trust_store_impl.h"
#include "verifier/judgement.h"

namespace skan::verifier {

/// One verdict. The questions come in the order in which a person would ask them. A rejection ends it,
/// because it rests on positive evidence; doubts are collected, so that the operator learns of all of
/// them at once.
class Judge {
 public:
  Judge(TrustStore::Impl& store, const store::Snapshot& snapshot, const VerifierOptions& options, Moment now);

  /// The verdict on `texts`, which one holder presents together.
  Verdict judge(std::span<const std::string_view> texts);

  /// True if a block of a status list could not be had, perhaps because another process updated.
  bool met_damage() const noexcept { return met_damage_; }

 private:
  /// A certificate whose signature holds.
  struct Held {
    Certificate certificate;
    std::string issuer;
    std::string key_id;
    std::int64_t listed_until = kLastSecond;  ///< when our list will be too old for it
    std::size_t text = 0;                     ///< which of the texts it is from
    bool is_shown_again = false;              ///< one before it has the same number: it meets no requirement of its own
  };

  // Each returns false if that decided the verdict.
  bool examine(std::string_view presented);
  bool examine_skn1(std::string_view text);
  bool examine_authentic(Held held, const trust::IssuerKey& key, bool practice);

  void describe_data();
  void find_policy();
  bool is_revoked(Held& held, const trust::IssuerKey& key);
  void note_revocation(Revocation found);

  Verdict judge_holder();
  std::optional<Reason> judge_times();
  std::optional<Reason> judge_policy();
  /// The first certificate that cannot be of the same holder as one before it.
  const Held* find_stranger() const;
  Verdict accept();

  /// Says from when it will be accepted, if waiting is all that is needed.
  void promise();
  /// Says until when it is accepted, and why no longer.
  void limit();
  /// When the certificates and our knowledge of them allow acceptance.
  policy::Window limits() const;
  /// When the first of the certificates ends.
  std::int64_t expiry() const;
  /// Points the verdict at one of the certificates.
  void turn_to(const Held& held);

  /// Ends the verdict; false, for examine().
  bool end(Reason reason);
  Verdict ended(Reason reason);
  void doubt(Reason reason);

  TrustStore::Impl& store_;
  const store::Snapshot& snapshot_;
  const trust::InForce& held_;
  const VerifierOptions& options_;
  const Moment now_;
  Clock clock_;
  Verdict v_;  // undetermined until something is proved
  const Policy* policy_ = nullptr;
  bool asked_for_policy_ = false;
  std::vector<Held> presented_;
  std::vector<const Certificate*> certificates_;  // those in presented_ that may meet requirements
  std::vector<const Held*> holders_;              // the same
  std::int64_t stale_at_ = kLastSecond;           // when our data will be too old for the policy
  std::int64_t policy_until_ = 0;                 // when the policy accepts no longer; past if it does not accept
  bool met_damage_ = false;
  bool met_practice_ = false;  // one of presented_ is a training certificate
};

}  // namespace skan::verifier

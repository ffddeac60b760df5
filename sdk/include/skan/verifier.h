// From a code's text to a verdict.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "skan/moment.h"
#include "skan/policy.h"
#include "skan/result.h"
#include "skan/trust_store.h"
#include "skan/verdict.h"

namespace skan {

/// How a Verifier judges.
struct VerifierOptions {
  std::string policy;            ///< identifier of the venue's policy; empty: the authority's default
  std::int64_t clock_floor = 0;  ///< a time (UTC seconds) before which the device's clock cannot be right; the data's own time
                                 ///< and what note_time() stored count as well
  bool practice = false;         ///< for training: training certificates are judged like others and accepted with Note::practice;
                                 ///< otherwise they are Reason::practice_certificate. Never set it where people are admitted
};

/// How many certificates one holder may present together.
inline constexpr std::size_t kMaxTogether = 4;

/// One policy's answer, in a comparison of policies.
struct PolicyVerdict {
  Policy policy;
  Verdict verdict;
};

/// Judges presented texts against a trust store.
///
/// Const calls are safe from any thread. An update by another process is taken up when the store's
/// refresh() is called (or when a verdict needs data that the update removed). Each verdict comes from one version of the trust data.
/// Verifying writes nothing and needs no network.
class Verifier {
 public:
  /// Keeps the store open as long as the verifier lives.
  explicit Verifier(const TrustStore& store, VerifierOptions options = {});

  /// The verdict on `text`, the content of a code, at `now`. Never fails: what is wrong with the
  /// text, the data or the clock is in the verdict (sdk/doc/reasons.md). Of any length; more than
  /// 4,296 characters, which no QR code holds, are not looked into.
  Verdict verify(std::string_view text, Moment now) const;

  /// The verdict on several codes that one holder presents together, such as a certificate and a test: a rule
  /// may ask for both. What is wrong with any of them is wrong with all (Verdict::about says with which);
  /// of different persons they are refused. A code shown twice counts once. As with verify(), the verdict on a
  /// single text does not differ.
  /// Fails with invalid_argument unless there are 1 to kMaxTogether texts.
  Result<Verdict> verify_together(std::span<const std::string_view> texts, Moment now) const;

  /// The verdicts on `text` under every policy of the trust data, in order of their identifiers;
  /// none without trust data. VerifierOptions::policy does not matter.
  std::vector<PolicyVerdict> explain(std::string_view text, Moment now) const;
  /// The same, each at the first second of `day` (days since 1970-01-01) in the policy's time zone, as a stated time.
  std::vector<PolicyVerdict> explain_on(std::string_view text, std::int32_t day) const;

 private:
  template <class MomentOf>
  std::vector<PolicyVerdict> explain_at(std::string_view text, MomentOf moment_of) const;
  Verdict judge(std::span<const std::string_view> texts, const VerifierOptions& options, Moment now) const;

  TrustStore store_;
  VerifierOptions options_;
};

/// The verdict on a picture in which no code could be read.
Verdict no_code_found();

}  // namespace skan

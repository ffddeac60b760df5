// From a code's text to a verdict.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "skan/moment.h"
#include "skan/trust_store.h"
#include "skan/verdict.h"

namespace skan {

/// How a Verifier judges.
struct VerifierOptions {
  std::string policy;            ///< identifier of the venue's policy; empty: the authority's default
  std::int64_t clock_floor = 0;  ///< a time (UTC seconds) before which the device's clock cannot be right; the data's own time
                                 ///< and what note_time() stored count as well
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

 private:
  TrustStore store_;
  VerifierOptions options_;
};

/// The verdict on a picture in which no code could be read.
Verdict no_code_found();

}  // namespace skan

// The questions a verdict asks, each a pure function of what it is given.
#pragma once

#include <cstdint>

#include "policy/ruling.h"
#include "skan/moment.h"
#include "skan/verdict.h"
#include "trust/chain.h"

namespace skan::verifier {

/// What is believed about the time (trust.md section 8).
struct Clock {
  std::int64_t now = 0;     ///< for a device, not before the floor
  std::int64_t floor = 0;   ///< the true time is certainly not before this
  ClockState state = ClockState::unknown;
  bool stale = false;       ///< now is past what the trust data covers

  /// May a rejection rest on `now` alone? A device's clock that is suspect, or far ahead of the
  /// trust data, may be wrong; a stated time is believed.
  bool is_believed() const noexcept { return state == ClockState::stated || (state == ClockState::plausible && !stale); }
  /// An authentic certificate that was issued in the future proves a device's clock wrong.
  bool contradicts(const Certificate& certificate) const noexcept;
};

/// `clock_floor` is the host's own lower bound.
Clock read_clock(Moment now, std::int64_t clock_floor, const trust::TrustData& data) noexcept;

/// May this key sign this certificate (trust.md section 5)?
bool may_sign(const trust::IssuerKey& key, const Certificate& certificate) noexcept;

/// The second from which `certificate` is valid. At a stated time it must have been issued, too.
std::int64_t start_of(const Certificate& certificate, const Clock& clock) noexcept;

/// Is a certificate beyond the end of a list newer than the list, and within the policy's allowance?
bool is_newer_than_list(const Certificate& certificate, std::int64_t as_of, const Policy& policy,
                        std::int64_t now) noexcept;

/// What a refusal rests on. `certificate` is the one that the ruling names. Precondition: it is a refusal.
PolicyFinding finding_of(const policy::Ruling& ruling, const Policy& policy, const Certificate& certificate,
                         std::int64_t now);

/// One English sentence on why a policy refuses, with the figures.
std::string explain(const PolicyFinding& finding, const Policy& policy, const Certificate& certificate);

}  // namespace skan::verifier

// Certificates that tell publications apart: what a store believes is asked of its verdicts.
#pragma once

#include <string>
#include <vector>

#include "support/test_authority.h"

namespace skan::testing {

/// What a store was found to hold.
struct Belief {
  std::string wrong;               ///< empty if it is exactly one allowed publication, with a high enough root
  std::uint64_t sequence = 0;
  std::uint32_t root_version = 0;
};

/// Which publications a store may hold after something happened to it, and how far its root had come before.
struct Allowed {
  std::uint64_t before, after;
  std::uint32_t least_root = 1;
};

/// Publication n withdraws index 100 + n and no other's index; 3 and 17000 are withdrawn in all, 5 and 9000 in none.
class Witnesses {
 public:
  /// For publications 1 to `last`.
  explicit Witnesses(std::uint64_t last);

  const TestAuthority& authority() const noexcept { return authority_; }
  /// Publication `sequence` under root `root_version`, with all roots before it, and with `blocks` more blocks in
  /// one of its lists, none of which it shares with another publication.
  Publication publication(std::uint64_t sequence, std::uint32_t root_version = 1, std::uint32_t blocks = 0) const;

  /// What an open store believes; every verdict is asked for.
  Belief belief_of(const TrustStore& store, const Allowed& allowed) const;
  /// The same of a file: opened, not damaged.
  Belief belief_of_file(const std::string& file, const Allowed& allowed) const;
  /// Whether a withdrawn, stolen or foreign certificate is accepted by a store in any state whatever, damaged too.
  bool accepts_wrongly(const TrustStore& store) const;

 private:
  std::string wrong_verdict(const TrustStore& store, std::uint64_t sequence, const Allowed& allowed) const;

  TestAuthority authority_;
  std::vector<std::string> withdrawn_by_;  ///< at [n], what publication n withdraws
  std::vector<std::string> good_, revoked_, never_accepted_;
  std::string stolen_, foreign_;
};

}  // namespace skan::testing

// What a host remembers of a store outside the store.
#pragma once

#include <cstdint>

namespace skan {

/// The newest data that a store is known to have held. A host with a place that the store's editors cannot
/// reach (Keystore, Keychain, TPM, another machine) keeps it, and so notices a store that was set back.
struct Anchor {
  std::uint32_t root_version = 0;
  std::uint32_t epoch = 0;
  std::uint64_t sequence = 0;           ///< 0: no data yet
  std::uint32_t data_root_version = 0;  ///< of the root that the data are signed under; 0: no data yet

  friend bool operator==(const Anchor&, const Anchor&) = default;
};

}  // namespace skan

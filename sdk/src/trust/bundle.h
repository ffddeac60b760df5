// An update in one file: trust.md section 9.
#pragma once

#include <vector>

#include "crypto/digest.h"
#include "skan/result.h"

namespace skan::trust {

/// A bundle taken apart; every span points into its bytes.
struct Bundle {
  std::vector<crypto::Bytes> roots;
  crypto::Bytes head;
  crypto::Bytes manifest;
  std::vector<crypto::Bytes> parts;
};

/// Checks layout and trailer only. Fails with malformed, hash_mismatch or capacity.
Result<Bundle> read_bundle(crypto::Bytes file);

std::vector<std::byte> write_bundle(const Bundle& bundle);

}  // namespace skan::trust

// Finds and reads QR codes.
#pragma once

#include <string>
#include <vector>

#include "skan/frame.h"
#include "skan/result.h"

namespace skan {

/// How a Scanner works. The defaults suit a still picture.
struct ScannerOptions {
  int max_codes = 64;  ///< at most this many codes of one picture are returned; 1..255
};

/// One code that was read.
struct ScannedCode {
  std::string text;  ///< the code's bytes as they stand in it; not necessarily UTF-8
};

/// Reads QR codes with ZXing. What it returns is unverified text for a Verifier.
///
/// Safe to use from several threads, each call on its own frame.
class Scanner {
 public:
  explicit Scanner(ScannerOptions options = {});

  /// Reads every QR code of a still picture, row by row from the top, each row from the left; the same
  /// text at two places is returned once. An empty result means that no readable code was found.
  ///
  /// The picture as it stands is tried first with ZXing's thorough search, so the result is never
  /// worse than plain ZXing's; only if that finds nothing are other versions of it tried.
  ///
  /// Fails with invalid_argument if the options are out of range, and with capacity if memory runs out.
  Result<std::vector<ScannedCode>> read_still(const Frame& frame) const;

 private:
  ScannerOptions options_;
};

}  // namespace skan

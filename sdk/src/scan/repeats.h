// Who has just been here: so that a code before the camera is reported once, not thirty times a second.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "crypto/keyed_digest.h"

namespace skan::scan {

/// Remembers the last codes by keyed digest; no text is kept.
class Repeats {
 public:
  /// `window_us` as ScannerOptions::repeat_window_us.
  Repeats(crypto::KeyedDigest digest, std::int64_t window_us) : digest_(digest), window_us_(window_us) {}

  /// Takes note of a code read at `now_us`. True if it was last seen within the window; the window starts
  /// anew with every sight of it.
  bool seen_again(std::string_view text, std::int64_t now_us) noexcept;

 private:
  struct Seen {
    crypto::KeyedDigest::Value digest{};
    std::int64_t at_us = -1;  ///< -1: nothing yet
  };

  crypto::KeyedDigest digest_;
  std::int64_t window_us_;
  std::array<Seen, 64> seen_;
};

}  // namespace skan::scan

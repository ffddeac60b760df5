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

  /// Does anything count as a repeat?
  bool has_window() const noexcept { return window_us_ != 0; }

  /// What was seen at `then_us` is still there at `now_us`, unread since nothing has moved.
  void keep(std::int64_t then_us, std::int64_t now_us) noexcept;

 private:
  struct Seen {
    crypto::KeyedDigest::Value digest{};
    std::int64_t at_us = -1;     ///< when it was last seen; -1: nothing yet
    bool another_since = false;  ///< has another code come since it was new?
  };

  crypto::KeyedDigest digest_;
  std::int64_t window_us_;
  std::array<Seen, 256> seen_;  // one more than can be in view
};

}  // namespace skan::scan

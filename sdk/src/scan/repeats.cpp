#include "scan/repeats.h"

#include <algorithm>
#include <span>

#include "skan/scanner.h"

namespace skan::scan {

namespace {

/// With kUntilAnotherCode: codes that are both in view take turns, and do not make each other new. In
/// microseconds: one that was seen so recently has not been away.
constexpr std::int64_t kInView = 1'000'000;

}  // namespace

bool Repeats::seen_again(std::string_view text, std::int64_t now_us) noexcept {
  if (window_us_ == 0) return false;
  const auto digest = digest_.of(std::as_bytes(std::span(text)));
  auto known = std::ranges::find_if(seen_, [&](const Seen& s) { return s.at_us >= 0 && s.digest == digest; });
  bool again = false;
  if (known == seen_.end()) {
    known = std::ranges::min_element(seen_, {}, &Seen::at_us);
  } else if (window_us_ == ScannerOptions::kUntilAnotherCode) {
    again = !known->another_since || now_us - known->at_us <= kInView;
  } else {
    again = now_us - known->at_us <= window_us_;
  }
  if (!again) {
    for (Seen& other : seen_) other.another_since = true;
  }
  *known = {digest, now_us, again && known->another_since};
  return again;
}

void Repeats::keep(std::int64_t then_us, std::int64_t now_us) noexcept {
  for (Seen& seen : seen_) {
    if (seen.at_us == then_us) seen.at_us = now_us;
  }
}

}  // namespace skan::scan

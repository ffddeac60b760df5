#include "scan/repeats.h"

#include <algorithm>
#include <span>

#include "skan/scanner.h"

namespace skan::scan {

bool Repeats::seen_again(std::string_view text, std::int64_t now_us) noexcept {
  if (window_us_ == 0) return false;
  const auto digest = digest_.of(std::as_bytes(std::span(text)));
  const bool until_another = window_us_ == ScannerOptions::kUntilAnotherCode;
  const auto known =
      std::ranges::find_if(seen_, [&](const Seen& s) { return s.at_us >= 0 && s.digest == digest; });
  if (known == seen_.end()) {
    if (until_another) seen_.fill({});
    const auto oldest = std::ranges::min_element(seen_, {}, &Seen::at_us);
    *oldest = {digest, now_us};
    return false;
  }
  const bool again = until_another || now_us - known->at_us <= window_us_;
  known->at_us = now_us;
  return again;
}

}  // namespace skan::scan

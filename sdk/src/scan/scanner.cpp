#include "skan/scanner.h"

#include <new>
#include <utility>

#include <fmt/format.h>

#include "scan/frame_luma.h"
#include "scan/repeats.h"
#include "scan/still.h"
#include "scan/stream.h"

namespace skan {
namespace {

constexpr std::int64_t kDay = 86'400'000'000;  // microseconds

std::unexpected<Error> refuse(std::string message) {
  return std::unexpected(Error{ErrorCode::invalid_argument, std::move(message)});
}

std::unexpected<Error> out_of_memory(const Frame& frame) {
  return std::unexpected(
      Error{ErrorCode::capacity, fmt::format("memory ran out while reading a picture of {}x{}; scale it down",
                                             frame.width(), frame.height())});
}

Result<void> check(const ScannerOptions& options) {
  if (options.max_codes < 1 || options.max_codes > 255) {
    return refuse(fmt::format("max_codes is {}; it must be 1 to 255", options.max_codes));
  }
  if (options.budget_us < 1'000 || options.budget_us > 1'000'000) {
    return refuse(fmt::format("budget_us is {}; it must be 1000 to 1000000", options.budget_us));
  }
  if (options.repeat_window_us < ScannerOptions::kUntilAnotherCode || options.repeat_window_us > kDay) {
    return refuse(fmt::format("repeat_window_us is {}; it must be -1 to {}", options.repeat_window_us, kDay));
  }
  return {};
}

void set_upright(const Frame& frame, std::array<Point, 4>& corners) noexcept {
  for (Point& corner : corners) corner = scan::upright(frame, corner);
}

}  // namespace

/// What lasts from one frame to the next.
struct Scanner::Live {
  scan::Stream stream;
  scan::Repeats repeats;
  scan::SteadyHint hint;
  std::int64_t last_us = 0;
};

Scanner::Scanner(ScannerOptions options) : options_(options) {}
Scanner::Scanner(Scanner&&) noexcept = default;
Scanner& Scanner::operator=(Scanner&&) noexcept = default;
Scanner::~Scanner() = default;

void Scanner::reset() noexcept {
  live_.reset();
}

Result<ScanEvent> Scanner::process(const Frame& frame, std::int64_t timestamp_us) try {
  if (auto sound = check(options_); !sound) return std::unexpected(sound.error());
  const std::int64_t earliest = live_ ? live_->last_us : 0;
  if (timestamp_us < earliest) {
    return refuse(
        fmt::format("timestamp_us is {}; it must be at least {}, as the last one", timestamp_us, earliest));
  }
  if (!live_) {
    const auto digest = crypto::KeyedDigest::create();
    if (!digest)
      return std::unexpected(Error{ErrorCode::crypto_unavailable, "libsodium could not be initialised"});
    live_.reset(new Live{scan::Stream(options_.budget_us, options_.max_codes),
                         scan::Repeats(*digest, options_.repeat_window_us),
                         {}});
  }
  live_->last_us = timestamp_us;
  ScanEvent event;
  for (const scan::FoundCode& code : live_->stream.look(frame)) {
    ScannedCode scanned{{}, code.corners};
    set_upright(frame, scanned.corners);
    if (live_->repeats.seen_again(code.bytes, timestamp_us)) {
      event.repeats.push_back(std::move(scanned));
    } else {
      scanned.text = code.bytes;
      event.codes.push_back(std::move(scanned));
    }
  }
  const Hint hint = live_->hint.show(live_->stream.hint(), timestamp_us);
  if (event.codes.empty() && event.repeats.empty()) event.hint = hint;
  return event;
} catch (const std::bad_alloc&) {
  return out_of_memory(frame);
}

Result<StillScan> Scanner::read_still(const Frame& frame, Effort effort) const try {
  if (auto sound = check(options_); !sound) return std::unexpected(sound.error());
  scan::Picture luma;
  StillScan out = scan::read_still(scan::luma_of(frame, luma), effort, options_.max_codes);
  for (ScannedCode& code : out.codes) set_upright(frame, code.corners);
  return out;
} catch (const std::bad_alloc&) {
  return out_of_memory(frame);
}

}  // namespace skan

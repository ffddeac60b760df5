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
  std::vector<ScannedCode> in_view{};  ///< read in the last frame looked at; without texts
  std::int64_t in_view_us = 0;

  ScanEvent process(const Frame& frame, std::int64_t time_us);
  ScanEvent report(const Frame& frame, std::vector<scan::FoundCode> codes, std::int64_t time_us);
  ScanEvent report_as_before(std::int64_t time_us);
};

ScanEvent Scanner::Live::process(const Frame& frame, std::int64_t time_us) {
  last_us = time_us;
  auto codes = stream.look(frame, time_us);
  ScanEvent event = stream.idles() ? report_as_before(time_us) : report(frame, std::move(codes), time_us);
  if (in_view.empty()) {
    event.hint = hint.show(stream.hint(), time_us);
  } else {
    hint.clear(time_us);
  }
  return event;
}

ScanEvent Scanner::Live::report(const Frame& frame, std::vector<scan::FoundCode> codes,
                                std::int64_t time_us) {
  ScanEvent event;
  in_view.clear();
  in_view_us = time_us;
  for (scan::FoundCode& code : codes) {
    ScannedCode scanned{{}, code.corners};
    set_upright(frame, scanned.corners);
    in_view.push_back(scanned);
    if (repeats.seen_again(code.bytes, time_us)) {
      event.repeats.push_back(std::move(scanned));
    } else {
      scanned.text = std::move(code.bytes);
      event.codes.push_back(std::move(scanned));
    }
  }
  return event;
}

/// Nothing has moved, so nothing has come or gone. Without a window there are no repeats to report.
ScanEvent Scanner::Live::report_as_before(std::int64_t time_us) {
  repeats.keep(in_view_us, time_us);
  in_view_us = time_us;
  return {{}, repeats.has_window() ? in_view : std::vector<ScannedCode>{}, Hint::none};
}

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
  return live_->process(frame, timestamp_us);
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

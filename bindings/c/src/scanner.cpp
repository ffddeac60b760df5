#include "skan/c/scanner.h"

#include "scanner_handle.h"

using namespace skan::c;

namespace {

std::int64_t repeat_window_in(std::int64_t window) {
  if (window == SKAN_REPEAT_NOTHING) return 0;
  if (window == 0) return skan::ScannerOptions{}.repeat_window_us;
  return window == SKAN_REPEAT_UNTIL_ANOTHER_CODE ? skan::ScannerOptions::kUntilAnotherCode : window;
}

skan::ScannerOptions options_in(const skan_scanner_options* options) {
  const skan_scanner_options given = taken_or_default(options, "options");
  skan::ScannerOptions out;
  if (given.max_codes != 0) out.max_codes = given.max_codes;
  if (given.budget_us != 0) out.budget_us = given.budget_us;
  if (given.repeat_window_us < SKAN_REPEAT_NOTHING) refuse("options.repeat_window_us", "is negative");
  out.repeat_window_us = repeat_window_in(given.repeat_window_us);
  return out;
}

/// A scanner judges its options when it is used: here on the smallest picture there is, so that wrong ones are told of
/// at once.
void check(const skan::Scanner& scanner) {
  const std::uint8_t pixel = 0;
  const auto judged = scanner.read_still(value_of(skan::Frame::luma({&pixel, 1}, 1, 1, 1)), skan::Effort::fast);
  if (!judged) fail(judged.error(), "options.");
}

/// Runs `body` with the scanner behind `handle`, and nobody else in it.
template <class Body>
void with(skan_scanner* handle, const Body& body) {
  skan_scanner& scanner = in(handle, "scanner");
  const Inside inside(scanner.busy, "scanner");
  body(scanner);
}

}  // namespace

skan_status skan_scanner_create(const skan_scanner_options* options, skan_scanner** scanner,
                                skan_error* error) noexcept {
  const Out out(scanner, "scanner");
  return guarded(error, [&] {
    out.check();
    auto made = std::make_unique<skan_scanner>(options_in(options));
    check(made->value);
    out.put(made.release());
  });
}

skan_status skan_scanner_free(skan_scanner** scanner) noexcept {
  return freed(scanner, "scanner");
}

skan_status skan_scanner_process(skan_scanner* scanner, const skan_frame* frame, std::int64_t timestamp_us,
                                 skan_scan_event* event, skan_error* error) noexcept {
  const SizedOut out(event, "event");
  return guarded(error, [&] {
    out.check();
    with(scanner, [&](skan_scanner& its) {
      its.last = {};
      its.last = value_of(its.value.process(frame_in(frame), timestamp_us));
      skan_scan_event told{};
      told.hint = static_cast<skan_hint>(its.last.hint);
      told.code_count = its.last.codes.size();
      told.repeat_count = its.last.repeats.size();
      out.put(told);
    });
  });
}

skan_status skan_scanner_code(skan_scanner* scanner, std::size_t index, skan_code* code, skan_error* error) noexcept {
  const SizedOut out(code, "code");
  return guarded(error, [&] {
    out.check();
    with(scanner, [&](skan_scanner& its) { out.put(told(element(its.last.codes, index))); });
  });
}

skan_status skan_scanner_repeat(skan_scanner* scanner, std::size_t index, skan_code* code, skan_error* error) noexcept {
  const SizedOut out(code, "code");
  return guarded(error, [&] {
    out.check();
    with(scanner, [&](skan_scanner& its) { out.put(told(element(its.last.repeats, index))); });
  });
}

skan_status skan_scanner_reset(skan_scanner* scanner, skan_error* error) noexcept {
  return guarded(error, [&] {
    with(scanner, [](skan_scanner& its) {
      its.value.reset();
      its.last = {};
    });
  });
}

skan_status skan_scanner_read_still(const skan_scanner* scanner, const skan_frame* frame, skan_effort effort,
                                    skan_still** still, skan_error* error) noexcept {
  const Out out(still, "still");
  return guarded(error, [&] {
    out.check();
    const auto chosen = number_in(effort, skan::Effort::fast, skan::Effort::thorough, "effort");
    const skan::Scanner& its = in(scanner, "scanner").value;
    out.put(new skan_still(value_of(its.read_still(frame_in(frame), chosen))));
  });
}

skan_status skan_still_read(const skan_still* still, skan_still_info* info, skan_error* error) noexcept {
  const SizedOut out(info, "info");
  return guarded(error, [&] {
    out.check();
    const skan::StillScan& scan = in(still, "still").value;
    skan_still_info told{};
    told.limit_reached = scan.limit_reached ? 1 : 0;
    told.code_count = scan.codes.size();
    out.put(told);
  });
}

skan_status skan_still_code(const skan_still* still, std::size_t index, skan_code* code, skan_error* error) noexcept {
  const SizedOut out(code, "code");
  return guarded(error, [&] {
    out.check();
    out.put(told(element(in(still, "still").value.codes, index)));
  });
}

skan_status skan_still_free(skan_still** still) noexcept {
  return freed(still, "still");
}

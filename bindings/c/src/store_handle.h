// Behind skan_store.
#pragma once

#include <utility>

#include "arguments.h"
#include "skan/c/store.h"
#include "skan/moment.h"
#include "skan/trust_store.h"

struct skan_store : skan::c::Tagged<2> {
  explicit skan_store(skan::TrustStore store) noexcept : value(std::move(store)) {}

  skan::TrustStore value;
};

namespace skan::c {

inline Moment moment_in(std::int64_t now, skan_clock_source source) {
  return {now, number_in(source, ClockSource::device, ClockSource::stated, "source")};
}

inline skan_update_report told(const UpdateReport& report) noexcept {
  skan_update_report out{};
  out.changed = report.changed ? 1 : 0;
  out.sequence = report.sequence;
  out.issued_at = report.issued_at;
  return out;
}

}  // namespace skan::c

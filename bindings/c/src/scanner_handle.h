// Behind skan_scanner and skan_still, and the pictures and codes that pass through them.
#pragma once

#include "arguments.h"
#include "skan/c/scanner.h"
#include "skan/scanner.h"

struct skan_scanner : skan::c::Tagged<9> {
  explicit skan_scanner(skan::ScannerOptions options) : value(options) {}

  skan::Scanner value;
  skan::ScanEvent last;  ///< what the last frame brought
  std::atomic_flag busy = ATOMIC_FLAG_INIT;
};

struct skan_still : skan::c::Tagged<10> {
  explicit skan_still(skan::StillScan scan) noexcept : value(std::move(scan)) {}

  const skan::StillScan value;
};

namespace skan::c {

Frame frame_in(const skan_frame* frame);
skan_code told(const ScannedCode& code) noexcept;

}  // namespace skan::c

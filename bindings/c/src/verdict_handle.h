// Behind skan_verdict.
#pragma once

#include <vector>

#include "arguments.h"
#include "skan/c/verdict.h"
#include "skan/verdict.h"

struct skan_verdict : skan::c::Tagged<6> {
  explicit skan_verdict(skan::Verdict verdict);

  const skan::Verdict value;
  const std::vector<skan_reason> reasons;
  const std::vector<skan_note> notes;
  const std::vector<skan_field> shown;
  std::vector<skan_text> products;  ///< of the finding's requirement
};

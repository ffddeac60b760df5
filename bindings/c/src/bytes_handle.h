// Behind skan_bytes.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "arguments.h"

struct skan_bytes : skan::c::Tagged<1> {
  explicit skan_bytes(std::vector<std::byte> bytes) noexcept : value(std::move(bytes)) {}

  std::vector<std::byte> value;
};

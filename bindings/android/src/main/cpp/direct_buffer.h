// The memory of a direct java.nio.ByteBuffer.
#pragma once

#include <cstddef>
#include <cstdint>

#include "call.h"

namespace skan::java {

struct Bytes {
  const std::uint8_t* data;
  std::size_t length;
};

/// `length` bytes from `offset` on, borrowed until the native method returns. Raises IllegalArgumentException, naming
/// `argument`, for a buffer that is null or not direct, and for bytes outside it.
Bytes direct_bytes(Call& call, jobject buffer, jlong offset, jlong length, const char* argument);

}  // namespace skan::java

#include "direct_buffer.h"

#include <string>

namespace skan::java {

Bytes direct_bytes(Call& call, jobject buffer, jlong offset, jlong length, const char* argument) {
  const std::string name(argument);
  if (buffer == nullptr) call.refuse(SKAN_ERROR_INVALID_ARGUMENT, name + ": is null");
  const jlong capacity = call.env()->GetDirectBufferCapacity(buffer);
  const auto* address = static_cast<const std::uint8_t*>(call.env()->GetDirectBufferAddress(buffer));
  if (capacity < 0 || (address == nullptr && capacity != 0)) {
    call.refuse(SKAN_ERROR_INVALID_ARGUMENT, name + ": is not a direct ByteBuffer");
  }
  if (offset < 0 || length < 0 || offset > capacity || length > capacity - offset) {
    call.refuse(SKAN_ERROR_INVALID_ARGUMENT, name + ": position and limit lie outside the buffer");
  }
  if (length == 0) return {nullptr, 0};
  return {address + offset, static_cast<std::size_t>(length)};
}

}  // namespace skan::java

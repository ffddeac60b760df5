// Stands in for the library's own function: a library that was made for another version of the interface.
#include <algorithm>
#include <string_view>

#include "skan/skan.h"

extern "C" skan_status __wrap_skan_abi_check(uint32_t, skan_error* error) noexcept;

extern "C" skan_status __wrap_skan_abi_check(uint32_t, skan_error* error) noexcept {
  constexpr std::string_view message = "header: this library has ABI version 7.0";
  error->code = SKAN_ERROR_OTHER_ABI;
  error->message_length = static_cast<uint32_t>(message.size());
  std::ranges::copy(message, error->message);
  return SKAN_ERROR_OTHER_ABI;
}

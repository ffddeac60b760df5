#include "skan/c/base.h"

#include "bytes_handle.h"

using skan::c::guarded;
using skan::c::in;
using skan::c::Out;

namespace {

constexpr std::uint32_t kOwn = SKAN_ABI_VERSION;

std::string as_text(std::uint32_t version) {
  return std::to_string(version / 65'536) + "." + std::to_string(version % 65'536);
}

/// Within a major version everything that was there stays.
bool serves(std::uint32_t header) noexcept {
  return header / 65'536 == SKAN_ABI_MAJOR && header % 65'536 <= SKAN_ABI_MINOR;
}

}  // namespace

std::uint32_t skan_abi_version() noexcept {
  return kOwn;
}

skan_status skan_abi_check(std::uint32_t header, skan_error* error) noexcept {
  return guarded(error, [&] {
    if (serves(header)) return;
    throw skan::c::Failure{SKAN_ERROR_OTHER_ABI,
                           "header: the program was compiled for interface " + as_text(header) + ", but this library has " +
                               as_text(kOwn) + "; install the library that the program came with"};
  });
}

skan_status skan_version(skan_text* version, skan_error* error) noexcept {
  const Out out(version, "version");
  return guarded(error, [&] {
    out.check();
    out.put(skan::c::told(SKAN_VERSION));
  });
}

skan_status skan_bytes_read(const skan_bytes* bytes, const std::uint8_t** data, std::size_t* length,
                            skan_error* error) noexcept {
  const Out out_data(data, "data");
  const Out out_length(length, "length");
  return guarded(error, [&] {
    out_data.check();
    out_length.check();
    const auto& value = in(bytes, "bytes").value;
    out_data.put(value.empty() ? nullptr : reinterpret_cast<const std::uint8_t*>(value.data()));
    out_length.put(value.size());
  });
}

skan_status skan_bytes_free(skan_bytes** bytes) noexcept {
  return skan::c::freed(bytes, "bytes");
}

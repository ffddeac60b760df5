#include "codec/cbor.h"

#include <array>

namespace skan::codec {

std::size_t write_cbor_head(std::uint8_t major, std::uint64_t argument, std::byte* out) noexcept {
  const auto initial = static_cast<std::uint8_t>(major << 5);
  if (argument < 24) {
    out[0] = static_cast<std::byte>(initial | argument);
    return 1;
  }
  const unsigned log_width = argument <= 0xFF ? 0 : argument <= 0xFFFF ? 1 : argument <= 0xFFFFFFFF ? 2 : 3;
  const unsigned width = 1u << log_width;
  out[0] = static_cast<std::byte>(initial | (24u + log_width));
  for (unsigned i = 0; i < width; ++i) out[1 + i] = static_cast<std::byte>(argument >> (8 * (width - 1 - i)));
  return 1 + width;
}

void CborWriter::head(std::uint8_t major, std::uint64_t argument) {
  std::array<std::byte, 9> encoded_head;
  const std::size_t size = write_cbor_head(major, argument, encoded_head.data());
  encoded({encoded_head.data(), size});
}

CborWriter& CborWriter::uint(std::uint64_t value) {
  head(0, value);
  return *this;
}

CborWriter& CborWriter::integer(std::int64_t value) {
  if (value >= 0) {
    head(0, static_cast<std::uint64_t>(value));
  } else {
    head(1, static_cast<std::uint64_t>(-1 - value));
  }
  return *this;
}

CborWriter& CborWriter::boolean(bool value) {
  head(7, value ? 21 : 20);
  return *this;
}

CborWriter& CborWriter::bytes(std::span<const std::byte> value) {
  head(2, value.size());
  return encoded(value);
}

CborWriter& CborWriter::text(std::string_view value) {
  head(3, value.size());
  return encoded(std::as_bytes(std::span(value)));
}

CborWriter& CborWriter::array(std::size_t count) {
  head(4, count);
  return *this;
}

CborWriter& CborWriter::map(std::size_t pairs) {
  head(5, pairs);
  return *this;
}

CborWriter& CborWriter::tag(std::uint64_t number) {
  head(6, number);
  return *this;
}

CborWriter& CborWriter::encoded(std::span<const std::byte> item) {
  out_.insert(out_.end(), item.begin(), item.end());
  return *this;
}

}  // namespace skan::codec

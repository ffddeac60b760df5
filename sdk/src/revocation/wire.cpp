#include "revocation/wire.h"

#include <bit>

#include "codec/zlib_stream.h"
#include "revocation/rice.h"

namespace skan::revocation {
namespace {

constexpr std::byte kRiceForm{0}, kBitmapForm{1};

std::vector<std::byte> with_form(std::byte form, std::vector<std::byte> bytes) {
  bytes.insert(bytes.begin(), form);
  return bytes;
}

std::optional<StatusList> decode_rice(std::span<const std::byte> bytes, std::uint32_t length) {
  StatusList list(length);
  const bool whole =
      decode_positions(bytes, length, [&](std::uint64_t index) { list.insert(static_cast<std::uint32_t>(index)); });
  return whole ? std::optional(std::move(list)) : std::nullopt;
}

}  // namespace

std::vector<std::uint64_t> positions_of(const StatusList& list) {
  std::vector<std::uint64_t> positions;
  const auto bitmap = list.bitmap();
  for (std::size_t at = 0; at < bitmap.size(); ++at) {
    for (auto bits = std::to_integer<unsigned>(bitmap[at]); bits != 0; bits &= bits - 1) {
      positions.push_back(at * 8 + static_cast<std::size_t>(std::countr_zero(bits)));
    }
  }
  return positions;
}

std::vector<std::byte> encode_list(const StatusList& list) {
  std::vector<std::byte> rice = with_form(kRiceForm, encode_positions(positions_of(list), list.length()));
  std::vector<std::byte> bitmap = with_form(kBitmapForm, codec::zlib_deflate(list.bitmap()));
  return rice.size() <= bitmap.size() ? rice : bitmap;
}

std::optional<StatusList> decode_list(std::span<const std::byte> wire, std::uint32_t length) {
  if (wire.empty()) return std::nullopt;
  if (wire[0] == kRiceForm) return decode_rice(wire.subspan(1), length);
  if (wire[0] != kBitmapForm) return std::nullopt;
  const auto bitmap = codec::zlib_inflate(wire.subspan(1), (static_cast<std::size_t>(length) + 7) / 8);
  if (!bitmap) return std::nullopt;
  return StatusList::from_bitmap(*bitmap, length);
}

}  // namespace skan::revocation

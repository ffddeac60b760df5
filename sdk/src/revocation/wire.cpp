#include "revocation/wire.h"

#include <algorithm>
#include <bit>

#include "codec/zlib_stream.h"

namespace skan::revocation {
namespace {

constexpr std::byte kRiceForm{0}, kBitmapForm{1};
constexpr unsigned kMaxRiceParameter = 28;
constexpr std::size_t kRiceHeaderBytes = 6;

/// A stream of bits, least significant bit of each byte first.
class BitWriter {
 public:
  explicit BitWriter(std::vector<std::byte>& out) : out_(out) {}
  void put(bool bit) {
    if (used_ == 0) out_.push_back(std::byte{0});
    if (bit) out_.back() |= static_cast<std::byte>(1u << used_);
    used_ = (used_ + 1) % 8;
  }

 private:
  std::vector<std::byte>& out_;
  unsigned used_ = 0;
};

class BitReader {
 public:
  explicit BitReader(std::span<const std::byte> bytes) : bytes_(bytes) {}
  bool at_end() const { return at_ == bytes_.size() * 8; }
  bool take() {
    const bool bit = (std::to_integer<unsigned>(bytes_[at_ / 8]) >> (at_ % 8) & 1) != 0;
    ++at_;
    return bit;
  }
  /// True if less than a byte is left and it is all zeros.
  bool only_padding_left() {
    if (bytes_.size() * 8 - at_ >= 8) return false;
    while (!at_end()) {
      if (take()) return false;
    }
    return true;
  }

 private:
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
};

/// Calls `visit` with every withdrawn index, ascending.
template <class Visit>
void for_each_index(const StatusList& list, Visit visit) {
  const auto bitmap = list.bitmap();
  for (std::size_t at = 0; at < bitmap.size(); ++at) {
    for (auto bits = std::to_integer<unsigned>(bitmap[at]); bits != 0; bits &= bits - 1) {
      visit(static_cast<std::uint32_t>(at * 8 + static_cast<std::size_t>(std::countr_zero(bits))));
    }
  }
}

std::uint32_t count_indices(const StatusList& list) {
  std::uint32_t count = 0;
  for (const std::byte b : list.bitmap()) count += static_cast<std::uint32_t>(std::popcount(std::to_integer<unsigned>(b)));
  return count;
}

std::uint64_t rice_bits(const StatusList& list, unsigned parameter) {
  std::uint64_t bits = 0;
  std::uint32_t next = 0;
  for_each_index(list, [&](std::uint32_t index) {
    bits += ((index - next) >> parameter) + 1 + parameter;
    next = index + 1;
  });
  return bits;
}

/// The parameter with the fewest bits. The cost is convex in it, so the first rise ends the search.
unsigned best_rice_parameter(const StatusList& list, std::uint32_t count) {
  const std::uint32_t mean_gap = count > 0 ? list.length() / count : 0;
  unsigned best = std::min<unsigned>(kMaxRiceParameter, static_cast<unsigned>(std::bit_width(mean_gap)));
  while (best > 0 && rice_bits(list, best - 1) < rice_bits(list, best)) --best;
  return best;
}

std::vector<std::byte> encode_rice(const StatusList& list) {
  const std::uint32_t count = count_indices(list);
  const unsigned parameter = best_rice_parameter(list, count);
  std::vector<std::byte> out{kRiceForm, static_cast<std::byte>(parameter)};
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::byte>(count >> shift));
  BitWriter bits(out);
  std::uint32_t next = 0;
  for_each_index(list, [&](std::uint32_t index) {
    const std::uint32_t gap = index - next;
    for (std::uint32_t ones = gap >> parameter; ones > 0; --ones) bits.put(true);
    bits.put(false);
    for (unsigned i = 0; i < parameter; ++i) bits.put((gap >> i & 1) != 0);
    next = index + 1;
  });
  return out;
}

std::optional<StatusList> decode_rice(std::span<const std::byte> wire, std::uint32_t length) {
  if (wire.size() < kRiceHeaderBytes) return std::nullopt;
  const auto parameter = std::to_integer<unsigned>(wire[1]);
  std::uint32_t count = 0;
  for (std::size_t i = 2; i < kRiceHeaderBytes; ++i) count = count << 8 | std::to_integer<std::uint32_t>(wire[i]);
  if (parameter > kMaxRiceParameter || count > length) return std::nullopt;
  StatusList list(length);
  BitReader bits(wire.subspan(kRiceHeaderBytes));
  std::uint64_t next = 0;  // 64 bits, so that no gap can wrap around
  for (; count > 0; --count) {
    std::uint64_t gap = 0;
    for (;; ++gap) {
      if (bits.at_end() || gap > length) return std::nullopt;
      if (!bits.take()) break;
    }
    gap <<= parameter;
    for (unsigned i = 0; i < parameter; ++i) {
      if (bits.at_end()) return std::nullopt;
      gap |= static_cast<std::uint64_t>(bits.take()) << i;
    }
    if (gap >= length - next) return std::nullopt;
    list.insert(static_cast<std::uint32_t>(next + gap));
    next += gap + 1;
  }
  if (!bits.only_padding_left()) return std::nullopt;
  return list;
}

std::vector<std::byte> encode_bitmap(const StatusList& list) {
  std::vector<std::byte> out = codec::zlib_deflate(list.bitmap());
  out.insert(out.begin(), kBitmapForm);
  return out;
}

}  // namespace

std::vector<std::byte> encode_list(const StatusList& list) {
  std::vector<std::byte> rice = encode_rice(list);
  std::vector<std::byte> bitmap = encode_bitmap(list);
  return rice.size() <= bitmap.size() ? rice : bitmap;
}

std::optional<StatusList> decode_list(std::span<const std::byte> wire, std::uint32_t length) {
  if (wire.empty()) return std::nullopt;
  if (wire[0] == kRiceForm) return decode_rice(wire, length);
  if (wire[0] != kBitmapForm) return std::nullopt;
  const auto bitmap = codec::zlib_inflate(wire.subspan(1), (static_cast<std::size_t>(length) + 7) / 8);
  if (!bitmap) return std::nullopt;
  return StatusList::from_bitmap(*bitmap, length);
}

}  // namespace skan::revocation

#include "revocation/rice.h"

#include <algorithm>
#include <bit>
#include <optional>

namespace skan::revocation {
namespace {

constexpr unsigned kMaxParameter = 28;
constexpr std::size_t kHeaderBytes = 5;

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

/// One gap; nothing if it ends beyond the bytes or is not below `limit`.
std::optional<std::uint64_t> read_gap(BitReader& bits, unsigned parameter, std::uint64_t limit) {
  std::uint64_t gap = 0;
  for (;; ++gap) {
    if (bits.at_end() || gap > limit >> parameter) return std::nullopt;
    if (!bits.take()) break;
  }
  gap <<= parameter;
  for (unsigned i = 0; i < parameter; ++i) {
    if (bits.at_end()) return std::nullopt;
    gap |= static_cast<std::uint64_t>(bits.take()) << i;
  }
  return gap < limit ? std::optional(gap) : std::nullopt;
}

void write_gap(BitWriter& bits, unsigned parameter, std::uint64_t gap) {
  for (std::uint64_t ones = gap >> parameter; ones > 0; --ones) bits.put(true);
  bits.put(false);
  for (unsigned i = 0; i < parameter; ++i) bits.put((gap >> i & 1) != 0);
}

std::uint64_t size_in_bits(std::span<const std::uint64_t> positions, unsigned parameter) {
  std::uint64_t bits = 0, next = 0;
  for (const std::uint64_t position : positions) {
    bits += ((position - next) >> parameter) + 1 + parameter;
    next = position + 1;
  }
  return bits;
}

/// The parameter with the fewest bits. The size is convex in it, so the first rise ends the search.
unsigned best_parameter(std::span<const std::uint64_t> positions, std::uint64_t universe) {
  const std::uint64_t mean_gap = positions.empty() ? 0 : universe / positions.size();
  unsigned best = std::min(kMaxParameter, static_cast<unsigned>(std::bit_width(mean_gap)));
  while (best > 0 && size_in_bits(positions, best - 1) < size_in_bits(positions, best)) --best;
  return best;
}

}  // namespace

std::vector<std::byte> encode_positions(std::span<const std::uint64_t> positions, std::uint64_t universe) {
  const unsigned parameter = best_parameter(positions, universe);
  const auto count = static_cast<std::uint32_t>(positions.size());
  std::vector<std::byte> out{static_cast<std::byte>(parameter)};
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::byte>(count >> shift));
  BitWriter bits(out);
  std::uint64_t next = 0;
  for (const std::uint64_t position : positions) {
    write_gap(bits, parameter, position - next);
    next = position + 1;
  }
  return out;
}

bool decode_positions(std::span<const std::byte> bytes, std::uint64_t universe,
                      const std::function<void(std::uint64_t)>& visit) {
  if (bytes.size() < kHeaderBytes) return false;
  const auto parameter = std::to_integer<unsigned>(bytes[0]);
  std::uint32_t count = 0;
  for (std::size_t i = 1; i < kHeaderBytes; ++i) count = count << 8 | std::to_integer<std::uint32_t>(bytes[i]);
  if (parameter > kMaxParameter || count > universe) return false;
  BitReader bits(bytes.subspan(kHeaderBytes));
  std::uint64_t next = 0;
  for (; count > 0; --count) {
    const auto gap = read_gap(bits, parameter, universe - next);
    if (!gap) return false;
    visit(next + *gap);
    next += *gap + 1;
  }
  return bits.only_padding_left();
}

}  // namespace skan::revocation

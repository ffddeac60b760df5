#include <algorithm>
#include <limits>

#include "codec/cbor.h"
#include "codec/text.h"

namespace skan::codec {
namespace {

constexpr std::uint8_t kUnsigned = 0, kNegative = 1, kBytes = 2, kText = 3, kArray = 4, kMap = 5, kTag = 6, kSimple = 7;
constexpr std::uint64_t kFalse = 20, kTrue = 21, kNull = 22;
constexpr auto kMaxInt = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

std::string_view as_text(std::span<const std::byte> bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

void CborReader::fail() noexcept {
  ok_ = false;
  rest_ = {};
}

std::span<const std::byte> CborReader::take(std::uint64_t size) noexcept {
  if (size > rest_.size()) {
    fail();
    return {};
  }
  const auto taken = rest_.first(static_cast<std::size_t>(size));
  rest_ = rest_.subspan(taken.size());
  return taken;
}

CborReader::Head CborReader::read_head() noexcept {
  const auto initial = take(1);
  if (!ok_) return {};
  const auto first = std::to_integer<std::uint8_t>(initial[0]);
  const std::uint8_t major = first >> 5;
  const std::uint8_t info = first & 0x1F;
  if (info < 24) return {major, info};
  if (info > 27 || major == kSimple) {  // indefinite or reserved; floats and one-byte simple values
    fail();
    return {};
  }
  const unsigned width = 1u << (info - 24);
  std::uint64_t argument = 0;
  for (const std::byte b : take(width)) argument = argument << 8 | std::to_integer<std::uint64_t>(b);
  const std::uint64_t smallest = width == 1 ? 24 : std::uint64_t{1} << (width * 4);
  if (argument < smallest) fail();
  return {major, argument};
}

std::uint64_t CborReader::read_argument(std::uint8_t major) noexcept {
  const Head head = read_head();
  if (ok_ && head.major != major) fail();
  return ok_ ? head.argument : 0;
}

std::uint64_t CborReader::read_uint() noexcept { return read_argument(kUnsigned); }

std::uint64_t CborReader::read_uint(std::uint64_t max) noexcept {
  const std::uint64_t value = read_uint();
  if (value <= max) return value;
  fail();
  return 0;
}

std::int64_t CborReader::read_int() noexcept {
  const Head head = read_head();
  if (ok_ && (head.major > kNegative || head.argument > kMaxInt)) fail();
  if (!ok_) return 0;
  const auto magnitude = static_cast<std::int64_t>(head.argument);
  return head.major == kUnsigned ? magnitude : -1 - magnitude;
}

bool CborReader::read_bool() noexcept {
  const std::uint64_t value = read_argument(kSimple);
  if (ok_ && value != kFalse && value != kTrue) fail();
  return ok_ && value == kTrue;
}

std::span<const std::byte> CborReader::read_bytes() noexcept { return take(read_argument(kBytes)); }

std::span<const std::byte> CborReader::read_bytes(std::size_t size) noexcept {
  const auto bytes = read_bytes();
  if (bytes.size() == size) return bytes;
  fail();
  return {};
}

std::string_view CborReader::read_text() noexcept {
  const std::string_view text = as_text(take(read_argument(kText)));
  if (is_utf8(text)) return text;
  fail();
  return {};
}

std::string_view CborReader::read_display_text(std::size_t max) noexcept {
  const std::string_view text = as_text(take(read_argument(kText)));
  if (!text.empty() && text.size() <= max && is_display_text(text)) return text;
  fail();
  return {};
}

std::size_t CborReader::count_of(std::uint8_t major, std::size_t bytes_per_item) noexcept {
  const std::uint64_t count = read_argument(major);
  if (count <= rest_.size() / bytes_per_item) return static_cast<std::size_t>(count);
  fail();
  return 0;
}

std::size_t CborReader::read_array() noexcept { return count_of(kArray, 1); }

void CborReader::read_array_of(std::size_t count) noexcept {
  if (read_array() != count) fail();
}

std::size_t CborReader::read_map() noexcept { return count_of(kMap, 2); }

void CborReader::expect_tag(std::uint64_t number) noexcept {
  if (read_argument(kTag) != number) fail();
}

void CborReader::skip() noexcept { skip_at(1); }

void CborReader::skip_at(int depth) noexcept {
  if (rest_.empty() || depth > kMaxCborDepth) return fail();
  switch (std::to_integer<std::uint8_t>(rest_[0]) >> 5) {
    case kUnsigned:
    case kNegative:
      read_head();
      return;
    case kBytes:
      read_bytes();
      return;
    case kText:
      read_text();
      return;
    case kArray:
      for (std::size_t left = read_array(); ok_ && left > 0; --left) skip_at(depth + 1);
      return;
    case kMap: {
      std::span<const std::byte> previous;
      for (std::size_t left = read_map(); ok_ && left > 0; --left) {
        const auto before = rest_;
        skip_at(depth + 1);
        const auto key = before.first(before.size() - rest_.size());
        if (!std::ranges::lexicographical_compare(previous, key)) return fail();
        previous = key;
        skip_at(depth + 1);
      }
      return;
    }
    default: {
      const Head head = read_head();
      if (head.major != kSimple || head.argument < kFalse || head.argument > kNull) fail();
    }
  }
}

bool CborMap::next() noexcept {
  if (!in_.ok() || left_ == 0) return false;
  --left_;
  const auto before = in_.rest();
  key_ = in_.read_int();
  if (!in_.ok()) return false;
  const auto encoded = before.first(before.size() - in_.rest().size());
  if (!std::ranges::lexicographical_compare(previous_, encoded)) {
    in_.fail();
    return false;
  }
  previous_ = encoded;
  if (key_ >= 0 && key_ < 64) seen_ |= std::uint64_t{1} << key_;
  return true;
}

bool CborMap::read_mark() noexcept {
  constexpr std::byte kEncodedTrue{0xf5};
  const auto rest = in_.rest();
  if (!rest.empty() && rest[0] == kEncodedTrue) return in_.read_bool();
  skip_unknown();
  return false;
}

void CborMap::skip_unknown() noexcept {
  if (key_ < 0) critical_ = true;
  in_.skip();
}

}  // namespace skan::codec

#include "record.h"

#include <algorithm>
#include <cstring>

namespace skan::java {

void Record::wipe(std::vector<std::uint8_t>& bytes) noexcept {
  volatile std::uint8_t* place = bytes.data();
  for (std::size_t i = 0; i < bytes.size(); ++i) place[i] = 0;
}

std::uint8_t* Record::grown_by(std::size_t length) {
  const std::size_t before = bytes_.size();
  if (length > bytes_.capacity() - before) {
    std::vector<std::uint8_t> larger;
    larger.reserve(std::max(bytes_.capacity() * 2, before + length));
    larger.insert(larger.end(), bytes_.begin(), bytes_.end());
    wipe(bytes_);
    bytes_.swap(larger);
  }
  bytes_.resize(before + length);
  return bytes_.data() + before;
}

Record& Record::number(std::int64_t value) {
  std::uint8_t* place = grown_by(8);
  for (int shift = 56; shift >= 0; shift -= 8) *place++ = static_cast<std::uint8_t>(value >> shift);
  return *this;
}

Record& Record::text(const skan_text& text) {
  number(std::uint64_t{text.length});
  if (text.length != 0) std::memcpy(grown_by(text.length), text.data, text.length);
  return *this;
}

Record& Record::numbers(const std::int32_t* first, std::size_t count) {
  number(std::uint64_t{count});
  for (std::size_t i = 0; i < count; ++i) number(first[i]);
  return *this;
}

}  // namespace skan::java

#include "issuer/packed_block.h"

#include <algorithm>
#include <string_view>

namespace skan::issuer {
namespace {

constexpr std::string_view kPackMagic = "SKANPACK", kBlockMagic = "SKPB";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeaderCheckBytes = 16;

crypto::Bytes bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

template <class Number>
void put(std::byte* to, Number value) {
  for (std::size_t i = sizeof(Number); i-- > 0; value = static_cast<Number>(value >> 8)) to[i] = static_cast<std::byte>(value & 0xFF);
}

template <class Number>
Number get(const std::byte* from) {
  Number value = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i) value = static_cast<Number>(value << 8 | std::to_integer<Number>(from[i]));
  return value;
}

template <>
std::uint16_t get<std::uint16_t>(const std::byte* from) {
  return static_cast<std::uint16_t>(std::to_integer<unsigned>(from[0]) << 8 | std::to_integer<unsigned>(from[1]));
}

bool starts_with(crypto::Bytes bytes, std::string_view magic) { return std::ranges::equal(bytes.first(magic.size()), bytes_of(magic)); }

}  // namespace

std::array<std::byte, kPackHeaderBytes> write_pack_header(const PackHeader& header) {
  std::array<std::byte, kPackHeaderBytes> out{};
  std::ranges::copy(bytes_of(kPackMagic), out.begin());
  put(out.data() + 8, kVersion);
  std::ranges::copy(header.authority, out.begin() + 16);
  const auto digest = crypto::digest(crypto::Purpose::pack, std::span(out).first(kPackHeaderBytes - kHeaderCheckBytes));
  std::copy_n(digest.begin(), kHeaderCheckBytes, out.end() - kHeaderCheckBytes);
  return out;
}

PackFault read_pack_header(std::span<const std::byte, kPackHeaderBytes> bytes, PackHeader& header) {
  if (!starts_with(bytes, kPackMagic)) return PackFault::not_a_pack;
  if (get<std::uint32_t>(bytes.data() + 8) > kVersion) return PackFault::newer;
  std::copy_n(bytes.begin() + 16, header.authority.size(), header.authority.begin());
  return std::ranges::equal(bytes, write_pack_header(header)) ? PackFault::none : PackFault::not_a_pack;
}

std::optional<BlockHeader> read_block_header(std::span<const std::byte, kBlockHeaderBytes> bytes) {
  if (!starts_with(bytes, kBlockMagic)) return std::nullopt;
  BlockHeader header{get<std::uint32_t>(bytes.data() + 4), get<std::uint64_t>(bytes.data() + 8), {}, get<std::uint32_t>(bytes.data() + 24)};
  std::copy_n(bytes.begin() + 16, header.kid.size(), header.kid.begin());
  const bool fits = header.records > 0 && header.records <= kMaxBlockRecords && header.record_bytes <= kMaxBlockBytes;
  if (!fits || get<std::uint32_t>(bytes.data() + 28) != 0) return std::nullopt;
  return header;
}

std::uint64_t number_hash(std::string_view number) {
  return get<std::uint64_t>(crypto::digest(crypto::Purpose::pack, bytes_of(number)).data());
}

void BlockWriter::add(std::string_view number, std::uint32_t status_index, crypto::Bytes message) {
  index_.push_back({number_hash(number), status_index, static_cast<std::uint32_t>(records_.size())});
  std::array<std::byte, 2> length;
  put(length.data(), static_cast<std::uint16_t>(message.size()));
  records_.insert(records_.end(), length.begin(), length.end());
  records_.insert(records_.end(), message.begin(), message.end());
}

std::vector<std::byte> BlockWriter::finish() {
  std::ranges::sort(index_, {}, [](const IndexEntry& entry) { return std::pair(entry.number_hash, entry.offset); });
  const BlockHeader header{static_cast<std::uint32_t>(index_.size()), before_, kid_, static_cast<std::uint32_t>(records_.size())};
  std::vector<std::byte> out(header.size());
  std::ranges::copy(bytes_of(kBlockMagic), out.begin());
  put(out.data() + 4, header.records);
  put(out.data() + 8, header.before);
  std::ranges::copy(kid_, out.begin() + 16);
  put(out.data() + 24, header.record_bytes);
  std::ranges::copy(records_, out.begin() + kBlockHeaderBytes);
  std::byte* at = out.data() + kBlockHeaderBytes + records_.size();
  for (const IndexEntry& entry : index_) {
    put(at, entry.number_hash);
    put(at + 8, entry.status_index);
    put(at + 12, entry.offset);
    at += kIndexEntryBytes;
  }
  const auto digest = crypto::digest(crypto::Purpose::pack, std::span(out).first(out.size() - sizeof(crypto::Digest)));
  std::ranges::copy(digest, at);
  return out;
}

std::optional<PackedBlock> PackedBlock::read(std::vector<std::byte> bytes) {
  if (bytes.size() < kBlockHeaderBytes) return std::nullopt;
  const auto header = read_block_header(std::span(bytes).first<kBlockHeaderBytes>());
  if (!header || header->size() != bytes.size()) return std::nullopt;
  const auto [content, trailer] = std::pair(std::span(bytes).first(bytes.size() - sizeof(crypto::Digest)), std::span(bytes).last(sizeof(crypto::Digest)));
  if (!std::ranges::equal(crypto::digest(crypto::Purpose::pack, content), trailer)) return std::nullopt;
  PackedBlock block;
  block.header_ = *header;
  block.bytes_ = std::move(bytes);
  return block;
}

IndexEntry PackedBlock::entry(std::size_t i) const {
  const std::byte* at = bytes_.data() + kBlockHeaderBytes + header_.record_bytes + i * kIndexEntryBytes;
  return {get<std::uint64_t>(at), get<std::uint32_t>(at + 8), get<std::uint32_t>(at + 12)};
}

std::optional<crypto::Bytes> PackedBlock::record(std::uint32_t offset) const {
  const auto records = std::span(bytes_).subspan(kBlockHeaderBytes, header_.record_bytes);
  if (std::uint64_t{offset} + 2 > records.size()) return std::nullopt;
  const std::size_t length = get<std::uint16_t>(records.data() + offset);
  if (length > records.size() - offset - 2) return std::nullopt;
  return records.subspan(offset + 2, length);
}

std::optional<PackedBlock> read_block(std::istream& file, std::uint64_t at, std::uint64_t size) {
  std::array<std::byte, kBlockHeaderBytes> start;
  if (size - at < start.size()) return std::nullopt;
  file.clear();
  file.seekg(static_cast<std::streamoff>(at));
  if (!file.read(reinterpret_cast<char*>(start.data()), start.size())) return std::nullopt;
  const auto header = read_block_header(start);
  if (!header || header->size() > size - at) return std::nullopt;
  std::vector<std::byte> bytes(header->size());
  std::ranges::copy(start, bytes.begin());
  if (!file.read(reinterpret_cast<char*>(bytes.data() + start.size()), static_cast<std::streamsize>(bytes.size() - start.size()))) return std::nullopt;
  return PackedBlock::read(std::move(bytes));
}

}  // namespace skan::issuer

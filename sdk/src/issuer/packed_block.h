// The bytes of a packed file: sdk/doc/issuing.md section 5.
#pragma once

#include <array>
#include <cstdint>
#include <istream>
#include <optional>
#include <vector>

#include "crypto/ed25519.h"

namespace skan::issuer {

inline constexpr std::size_t kPackHeaderBytes = 64, kBlockHeaderBytes = 32, kIndexEntryBytes = 16, kMaxRecordBytes = 65'535;
inline constexpr std::uint32_t kMaxBlockRecords = 1u << 20, kMaxBlockBytes = 1u << 28;

/// What stands in front of all blocks.
struct PackHeader {
  crypto::Digest authority{};
};
enum class PackFault { none, not_a_pack, newer };
std::array<std::byte, kPackHeaderBytes> write_pack_header(const PackHeader& header);
PackFault read_pack_header(std::span<const std::byte, kPackHeaderBytes> bytes, PackHeader& header);

/// What stands in front of a block's records.
struct BlockHeader {
  std::uint32_t records = 0;
  std::uint64_t before = 0;         ///< records in the blocks before
  crypto::KeyId kid{};              ///< of all its certificates
  std::uint32_t record_bytes = 0;

  /// Of the whole block.
  std::uint64_t size() const noexcept {
    return kBlockHeaderBytes + record_bytes + std::uint64_t{records} * kIndexEntryBytes + sizeof(crypto::Digest);
  }
};
/// Nothing if the bytes are no header of a block.
std::optional<BlockHeader> read_block_header(std::span<const std::byte, kBlockHeaderBytes> bytes);

/// One entry of a block's index.
struct IndexEntry {
  std::uint64_t number_hash = 0;
  std::uint32_t status_index = 0;
  std::uint32_t offset = 0;  ///< of the record, from the block's first
};
std::uint64_t number_hash(std::string_view number);

/// Puts a block together.
class BlockWriter {
 public:
  BlockWriter(const crypto::KeyId& kid, std::uint64_t before) : kid_(kid), before_(before) {}

  std::size_t records() const noexcept { return index_.size(); }
  bool has_room(std::size_t record) const noexcept { return index_.size() < kMaxBlockRecords && records_.size() + record + 2 <= kMaxBlockBytes; }
  /// Precondition: it has room, and `message` at most kMaxRecordBytes.
  void add(std::string_view number, std::uint32_t status_index, crypto::Bytes message);
  std::vector<std::byte> finish();

 private:
  crypto::KeyId kid_;
  std::uint64_t before_;
  std::vector<std::byte> records_;
  std::vector<IndexEntry> index_;
};

/// A block that was read and whose digest is right.
class PackedBlock {
 public:
  /// Nothing if the bytes are not one whole, undamaged block.
  static std::optional<PackedBlock> read(std::vector<std::byte> bytes);

  const BlockHeader& header() const noexcept { return header_; }
  /// The i-th entry of the index, which ascends by hash.
  IndexEntry entry(std::size_t i) const;
  /// The record at an offset; nothing if it is not within the block.
  std::optional<crypto::Bytes> record(std::uint32_t offset) const;
  /// The offset after the record at `offset`.
  static std::uint32_t after(std::uint32_t offset, crypto::Bytes record) { return offset + 2 + static_cast<std::uint32_t>(record.size()); }

 private:
  PackedBlock() = default;
  BlockHeader header_;
  std::vector<std::byte> bytes_;
};

/// Reads the block at `at` of a file of `size` bytes, header included and whether whole or not. Nothing if no whole, undamaged block stands there, or
/// if the stream breaks.
std::optional<PackedBlock> read_block(std::istream& file, std::uint64_t at, std::uint64_t size);

}  // namespace skan::issuer

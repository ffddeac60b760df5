#include <algorithm>
#include <system_error>

#include "certificate/skn1.h"
#include "issuer/packed_block.h"
#include "skan/issuer/packed_file.h"

namespace skan::issuer {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> fail(ErrorCode code, const fs::path& path, const std::string& what) {
  return std::unexpected(Error{code, path.string() + ": " + what});
}

std::unexpected<Error> damaged(const fs::path& path, std::uint64_t at) {
  return fail(ErrorCode::malformed, path, "the block at byte " + std::to_string(at) +
              " is damaged or not whole; make the file anew: with the same register all its certificates come from the ledger");
}

/// The record with this number, if the block holds it; the last one if it holds several.
std::optional<PackedCertificate> find_in(const PackedBlock& block, std::string_view number) {
  const std::uint64_t hash = number_hash(number);
  std::size_t low = 0, high = block.header().records;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (block.entry(middle).number_hash <= hash) low = middle + 1;
    else high = middle;
  }
  for (; low > 0 && block.entry(low - 1).number_hash == hash; --low) {
    const IndexEntry entry = block.entry(low - 1);
    const auto message = block.record(entry.offset);
    const auto envelope = message ? cose::read_sign1(*message) : std::nullopt;
    const auto payload = envelope ? certificate::decode_payload(envelope->payload) : std::nullopt;
    if (payload && payload->certificate.number == number) return PackedCertificate{block.header().kid, entry.status_index, {message->begin(), message->end()}};
  }
  return std::nullopt;
}

}  // namespace

Result<PackReader> PackReader::open(const fs::path& path) {
  PackReader reader;
  reader.path_ = path;
  std::error_code failed;
  if (fs::is_regular_file(path, failed)) reader.file_.open(path, std::ios::binary);
  if (!reader.file_.is_open()) return fail(ErrorCode::storage, path, "cannot be opened; check that it is a file and who may read it");
  const std::uint64_t size = fs::file_size(path, failed);
  std::array<std::byte, kPackHeaderBytes> start;
  PackHeader header;
  reader.file_.read(reinterpret_cast<char*>(start.data()), start.size());
  const PackFault fault = reader.file_ ? read_pack_header(start, header) : PackFault::not_a_pack;
  if (fault == PackFault::newer) return fail(ErrorCode::newer_data_format, path, "was written by a newer version; update the program");
  if (fault != PackFault::none) return fail(ErrorCode::malformed, path, "is not a packed file");
  reader.authority_.bytes = header.authority;
  for (std::uint64_t at = kPackHeaderBytes; at < size;) {
    std::array<std::byte, kBlockHeaderBytes> bytes;
    reader.file_.seekg(static_cast<std::streamoff>(at));
    reader.file_.read(reinterpret_cast<char*>(bytes.data()), bytes.size());
    const auto block = reader.file_ ? read_block_header(bytes) : std::nullopt;
    if (!block || block->size() > size - at || block->before != reader.count_) return damaged(path, at);
    reader.blocks_.push_back(at);
    reader.count_ += block->records;
    at += block->size();
  }
  reader.blocks_.push_back(size);
  return reader;
}

Result<std::optional<PackedCertificate>> PackReader::find(std::string_view number) {
  for (std::size_t i = blocks_.size() - 1; i-- > 0;) {
    const auto block = read_block(file_, blocks_[i], blocks_.back());
    if (!block) return damaged(path_, blocks_[i]);
    auto found = find_in(*block, number);
    if (found) return found;
  }
  return std::nullopt;
}

Result<void> PackReader::for_each(const std::function<bool(const PackedCertificate&)>& visit) {
  for (std::size_t i = 0; i + 1 < blocks_.size(); ++i) {
    const auto block = read_block(file_, blocks_[i], blocks_.back());
    if (!block) return damaged(path_, blocks_[i]);
    std::map<std::uint32_t, std::uint32_t> by_offset;
    for (std::size_t k = 0; k < block->header().records; ++k) by_offset.emplace(block->entry(k).offset, block->entry(k).status_index);
    for (const auto& [offset, status_index] : by_offset) {
      const auto message = block->record(offset);
      if (!message) return damaged(path_, blocks_[i]);
      if (!visit({block->header().kid, status_index, {message->begin(), message->end()}})) return {};
    }
  }
  return {};
}

}  // namespace skan::issuer

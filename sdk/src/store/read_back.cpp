#include <algorithm>

#include "store/store_file.h"

namespace skan::store {
namespace {

/// Reads blocks one after the other.
class BlockReader {
 public:
  static SqliteResult<BlockReader> make(Database& database) {
    auto query = database.prepare("SELECT bytes FROM blocks WHERE id=?");
    if (!query) return std::unexpected(query.error());
    return BlockReader(*std::move(query));
  }
  /// The block in `row`, or nothing if there is none. Valid until the next call.
  SqliteResult<std::optional<revocation::Block>> read(std::int64_t row) {
    query_.reset();
    const auto found = query_.bind(1, row).step();
    if (!found) return std::unexpected(found.error());
    const auto bytes = *found ? query_.blob(0) : std::span<const std::byte>();
    if (bytes.size() != revocation::kBlockBytes) return std::nullopt;
    return revocation::Block(bytes.data(), revocation::kBlockBytes);
  }

 private:
  explicit BlockReader(Statement query) : query_(std::move(query)) {}
  Statement query_;
};

/// Every block of `list` stands in its row. Those that were just written are compared, which costs less than a digest.
SqliteResult<bool> is_whole(BlockReader& reader, const trust::NewList& list, const std::vector<std::int64_t>& rows) {
  auto next = list.blocks.begin();
  for (std::size_t at = 0; at < list.digests.size(); ++at) {
    if (list.digests[at] == revocation::zero_block_digest()) continue;
    const auto block = reader.read(rows[at]);
    if (!block) return std::unexpected(block.error());
    const bool is_new = next != list.blocks.end() && next->position == at;
    const bool right = *block && (is_new ? std::ranges::equal(**block, next->bytes) : revocation::block_digest(**block) == list.digests[at]);
    if (!right) return false;
    if (is_new) ++next;
  }
  return true;
}

SqliteResult<bool> are_whole(Database& database, const trust::Update& update, const Snapshot& stored) {
  auto reader = BlockReader::make(database);
  if (!reader) return std::unexpected(reader.error());
  for (const trust::NewList& list : update.lists) {
    const auto place = stored.in_force.list_of(list.kid);
    if (!place) return false;
    const auto whole = is_whole(*reader, list, stored.rows[*place]);
    if (!whole || !*whole) return whole;
  }
  return true;
}

/// Fills in the blocks that `list` shares with the one in force. False if one cannot be had.
SqliteResult<bool> fill_in(BlockReader* reader, const Snapshot& held, trust::NewList& list) {
  const auto place = held.in_force.list_of(list.kid);
  std::vector<trust::NewBlock> blocks;
  auto next = list.blocks.begin();
  for (std::size_t at = 0; at < list.digests.size(); ++at) {
    if (list.digests[at] == revocation::zero_block_digest()) continue;
    if (next != list.blocks.end() && next->position == at) {
      blocks.push_back(*next++);
      continue;
    }
    if (!place || !reader) return false;
    const auto block = reader->read(held.rows[*place][at]);
    if (!block) return std::unexpected(block.error());
    if (!*block || revocation::block_digest(**block) != list.digests[at]) return false;
    std::ranges::copy(**block, blocks.emplace_back(trust::NewBlock{at, {}}).bytes.begin());
  }
  list.blocks = std::move(blocks);
  return true;
}

}  // namespace

SqliteResult<std::shared_ptr<const Snapshot>> read_back(Database& database, const trust::Update& update, const trust::Identity& identity,
                                                        const Anchor& anchor) {
  auto stored = load_snapshot(database, identity, anchor);
  if (!stored) return stored;
  const trust::InForce& held = (*stored)->in_force;
  if ((*stored)->damaged || held.head.bytes != update.head || held.roots != update.roots) return nullptr;
  const auto whole = are_whole(database, update, **stored);
  if (!whole && !whole.error().is_damage()) return std::unexpected(whole.error());
  return whole && *whole ? *std::move(stored) : nullptr;
}

SqliteResult<std::optional<trust::Update>> with_all_blocks(Database& database, const trust::Update& update, const Snapshot& held) {
  auto reader = BlockReader::make(database);
  if (!reader && !reader.error().is_damage()) return std::unexpected(reader.error());
  trust::Update out = update;
  for (trust::NewList& list : out.lists) {
    const auto filled = fill_in(reader ? &*reader : nullptr, held, list);
    if (!filled && !filled.error().is_damage()) return std::unexpected(filled.error());
    if (!filled || !*filled) return std::nullopt;
  }
  return out;
}

}  // namespace skan::store

#include <algorithm>
#include <cstring>
#include <map>

#include "revocation/status_list.h"
#include "store/store_file.h"

namespace skan::store {
namespace {

using Object = std::vector<std::byte>;

/// Everything but the blocks, as it stands in the file. What is larger or more than it can be is left
/// unread, and so is missing.
struct Stored {
  std::vector<Object> roots;
  std::map<std::string, Object> objects;
  std::map<Object, Object> lists;  ///< kid -> block digests, of the newest generation

  crypto::Bytes object(const std::string& name) const {
    const auto found = objects.find(name);
    return found == objects.end() ? crypto::Bytes() : crypto::Bytes(found->second);
  }
};

Object copy(std::span<const std::byte> bytes) { return {bytes.begin(), bytes.end()}; }

template <class Row>
SqliteResult<void> for_each_row(Database& database, std::string_view sql, Row row) {
  auto statement = database.prepare(sql);
  if (!statement) return std::unexpected(statement.error());
  for (;;) {
    const auto more = statement->step();
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
    row(*statement);
  }
}

SqliteResult<Stored> read_stored(Database& database) {
  Stored out;
  auto read = for_each_row(database, "SELECT bytes FROM roots WHERE length(bytes)<=65536 ORDER BY version LIMIT 4096",
                           [&](Statement& s) { out.roots.push_back(copy(s.blob(0))); });
  if (read) {
    read = for_each_row(database, "SELECT name, bytes FROM objects WHERE name IN ('head', 'manifest', 'issuers', 'policies')"
                        " AND length(bytes)<=64000000",
                        [&](Statement& s) { out.objects[s.text(0)] = copy(s.blob(1)); });
  }
  if (read) {
    read = for_each_row(database,
                        "SELECT kid, digests FROM lists WHERE generation=(SELECT max(generation) FROM lists)"
                        " AND length(digests)<=2097152 LIMIT 65536",
                        [&](Statement& s) { out.lists[copy(s.blob(0))] = copy(s.blob(1)); });
  }
  if (!read) return std::unexpected(read.error());
  return out;
}

/// Walks the stored roots; leaves those that hold in `intact`. The last of them, if there is any.
std::optional<trust::Root> check_roots(std::vector<Object>& stored, const trust::Identity& identity,
                                       std::vector<Object>& intact) {
  std::optional<trust::Root> last;
  for (Object& object : stored) {
    auto root = last ? trust::open_next_root(object, *last) : trust::open_first_root(object, identity.authority_id);
    if (!root) break;
    last = *std::move(root);
    intact.push_back(std::move(object));
  }
  return last;
}

Result<trust::TrustData> check_objects(const Stored& stored, const trust::Root& root, const trust::Head& head,
                                       const trust::Identity& identity) {
  auto manifest = trust::open_manifest(stored.object("manifest"), head, root, identity);
  if (!manifest) return std::unexpected(manifest.error());
  auto issuers = trust::open_issuer_list(stored.object("issuers"), *manifest, root);
  if (!issuers) return std::unexpected(issuers.error());
  auto policies = trust::open_policies(stored.object("policies"), *manifest, root);
  if (!policies) return std::unexpected(policies.error());
  if (auto lists = trust::check_lists_present(*manifest, *issuers); !lists) return std::unexpected(lists.error());
  return trust::TrustData{root, head, *std::move(manifest), *std::move(issuers), *std::move(policies)};
}

/// A list's block digests, if they are those that the manifest signs.
std::optional<std::vector<crypto::Digest>> check_list(const Stored& stored, const trust::ListEntry& entry,
                                                      const trust::IssuerKey& key) {
  const auto found = stored.lists.find(Object(entry.kid.begin(), entry.kid.end()));
  const std::size_t count = revocation::block_count(entry.length);
  if (found == stored.lists.end() || found->second.size() != count * sizeof(crypto::Digest)) return std::nullopt;
  std::vector<crypto::Digest> digests(count);
  if (count > 0) std::memcpy(digests.data(), found->second.data(), found->second.size());
  const auto digest = revocation::list_digest(crypto::key_hash(key.public_key), entry.length, digests);
  if (digest != entry.list_digest) return std::nullopt;
  return digests;
}

/// Every list that a verdict may ask for; the others stay empty.
bool check_lists(const Stored& stored, const trust::TrustData& data, Snapshot& out) {
  for (const trust::ListEntry& entry : data.manifest.lists) {
    auto& digests = out.block_digests.emplace_back();
    const trust::IssuerKey* key = data.issuers.find(entry.kid);
    if (!key || !key->needs_list()) continue;
    auto checked = check_list(stored, entry, *key);
    if (!checked) return false;
    digests = *std::move(checked);
  }
  return true;
}

Snapshot check_stored(Stored stored, const trust::Identity& identity) {
  Snapshot out;
  const std::size_t root_count = stored.roots.size();
  const auto root = check_roots(stored.roots, identity, out.roots);
  out.damaged = !root || out.roots.size() != root_count;
  if (!root || (stored.objects.empty() && stored.lists.empty())) return out;  // the latter: nothing loaded yet
  const crypto::Bytes manifest_object = stored.object("manifest");
  if (auto manifest = trust::open_signed_manifest(manifest_object, *root, identity)) {
    out.manifest = *std::move(manifest);
    out.manifest_digest = crypto::digest(crypto::Purpose::manifest, manifest_object);
  }
  auto head = trust::open_head(stored.object("head"), *root, identity);
  out.damaged = out.damaged || !head;
  if (!head) return out;
  out.head = {*head, stored.objects["head"]};
  auto data = check_objects(stored, *root, *head, identity);
  out.damaged = out.damaged || !data || !check_lists(stored, *data, out);
  if (!out.damaged) out.data = *std::move(data);
  return out;
}

}  // namespace

SqliteResult<std::shared_ptr<const Snapshot>> load_snapshot(Database& database, const trust::Identity& identity) {
  auto stored = read_stored(database);
  if (stored) return std::make_shared<const Snapshot>(check_stored(*std::move(stored), identity));
  if (!stored.error().is_damage()) return std::unexpected(stored.error());
  Snapshot damaged;
  damaged.damaged = true;
  return std::make_shared<const Snapshot>(std::move(damaged));
}

}  // namespace skan::store

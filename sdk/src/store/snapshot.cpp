#include <algorithm>
#include <cstring>
#include <map>

#include "revocation/status_list.h"
#include "store/store_file.h"

namespace skan::store {
namespace {

using Object = std::vector<std::byte>;

/// Everything but the blocks, as it stands in the file.
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
  auto read = for_each_row(database, "SELECT bytes FROM roots ORDER BY version",
                           [&](Statement& s) { out.roots.push_back(copy(s.blob(0))); });
  if (read) {
    read = for_each_row(database, "SELECT name, bytes FROM objects",
                        [&](Statement& s) { out.objects[s.text(0)] = copy(s.blob(1)); });
  }
  if (read) {
    read = for_each_row(database,
                        "SELECT kid, digests FROM lists WHERE generation=(SELECT max(generation) FROM lists)",
                        [&](Statement& s) { out.lists[copy(s.blob(0))] = copy(s.blob(1)); });
  }
  if (!read) return std::unexpected(read.error());
  return out;
}

Result<trust::Root> check_roots(const std::vector<Object>& roots, const trust::Identity& identity) {
  auto root = trust::open_first_root(roots.empty() ? crypto::Bytes() : crypto::Bytes(roots[0]), identity.authority_id);
  for (std::size_t i = 1; root && i < roots.size(); ++i) root = trust::open_next_root(roots[i], *root);
  return root;
}

Result<trust::TrustData> check_objects(const Stored& stored, trust::Root root, const trust::Identity& identity) {
  trust::TrustData data;
  data.root = std::move(root);
  auto head = trust::open_head(stored.object("head"), data.root, identity);
  if (!head) return std::unexpected(head.error());
  auto manifest = trust::open_manifest(stored.object("manifest"), *head, data.root, identity);
  if (!manifest) return std::unexpected(manifest.error());
  auto issuers = trust::open_issuer_list(stored.object("issuers"), *manifest, data.root);
  if (!issuers) return std::unexpected(issuers.error());
  auto policies = trust::open_policies(stored.object("policies"), *manifest, data.root);
  if (!policies) return std::unexpected(policies.error());
  if (auto lists = trust::check_lists_present(*manifest, *issuers); !lists) return std::unexpected(lists.error());
  data.head = *std::move(head);
  data.manifest = *std::move(manifest);
  data.issuers = *std::move(issuers);
  data.policies = *std::move(policies);
  return data;
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
  auto root = check_roots(stored.roots, identity);
  out.damaged = !root;
  if (!root) return out;
  out.roots = std::move(stored.roots);
  if (stored.objects.empty()) return out;  // provisioned, nothing loaded yet
  auto data = check_objects(stored, *std::move(root), identity);
  out.damaged = !data || !check_lists(stored, *data, out);
  if (out.damaged) {
    out.block_digests.clear();
    return out;
  }
  out.data = *std::move(data);
  out.head = stored.objects["head"];
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

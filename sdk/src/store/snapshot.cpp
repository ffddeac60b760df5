#include <algorithm>
#include <cstring>
#include <map>

#include "revocation/status_list.h"
#include "store/block_rows.h"
#include "store/notes.h"
#include "store/store_file.h"
#include "trust/encoding.h"
#include "trust/signatures.h"

namespace skan::store {
namespace {

using trust::Object;

/// A row of the lists table.
struct StoredList {
  Object digests;
  Object rows;
};

/// Everything but the blocks, as it stands in the file. What is larger or more than it can be is left
/// unread, and so is missing.
struct Stored {
  std::vector<Object> roots;
  std::map<std::string, Object> objects;
  std::map<Object, StoredList> lists;  ///< by kid, of the newest generation
  Notes notes;
  bool unreadable = false;  ///< SQLite could not read all of a table

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

/// What SQLite cannot read is missing, like what fails its check; the rest still counts, so that damage does not open the way for
/// an older update.
SqliteResult<void> as_far_as_readable(SqliteResult<void> read, Stored& out) {
  if (read || !read.error().is_damage()) return read;
  out.unreadable = true;
  return {};
}

SqliteResult<Stored> read_stored(Database& database) {
  Stored out;
  const auto read_table = [&](std::string_view sql, auto row) { return as_far_as_readable(for_each_row(database, sql, row), out); };
  auto read = read_table("SELECT bytes FROM roots WHERE length(bytes)<=65536 ORDER BY version LIMIT 4096",
                         [&](Statement& s) { out.roots.push_back(copy(s.blob(0))); });
  if (read) {
    read = read_table("SELECT name, bytes FROM objects WHERE name IN ('head', 'manifest', 'issuers', 'policies')"
                      " AND length(bytes)<=64000000",
                      [&](Statement& s) { out.objects[s.text(0)] = copy(s.blob(1)); });
  }
  if (read) {
    read = read_table("SELECT kid, digests, block_rows FROM lists WHERE generation=(SELECT max(generation) FROM lists)"
                      " AND length(kid)=8 AND length(digests)<=2097152 AND length(block_rows)<=524288 LIMIT 65536",
                      [&](Statement& s) { out.lists[copy(s.blob(0))] = {copy(s.blob(1)), copy(s.blob(2))}; });
  }
  if (!read) return std::unexpected(read.error());
  auto notes = read_notes(database);
  if (!notes && !notes.error().is_damage()) return std::unexpected(notes.error());
  if (notes) out.notes = *std::move(notes);
  out.unreadable = out.unreadable || !notes;
  return out;
}

/// Walks the stored roots; leaves those that hold in `intact`.
std::vector<trust::Root> check_roots(std::vector<Object>& stored, const trust::Identity& identity, std::vector<Object>& intact) {
  std::vector<trust::Root> roots;
  for (Object& object : stored) {
    auto root = roots.empty() ? trust::open_first_root(object, identity.authority_id) : trust::open_next_root(object, roots.back());
    if (!root) break;
    roots.push_back(*std::move(root));
    intact.push_back(std::move(object));
  }
  return roots;
}

/// Head, manifest, issuer list and policies, if all of them are signed as `root` demands.
Result<trust::TrustData> check_objects(const Stored& stored, const trust::Root& root, const trust::Identity& identity) {
  auto head = trust::open_head(stored.object("head"), root, identity);
  if (!head) return std::unexpected(head.error());
  auto manifest = trust::open_manifest(stored.object("manifest"), *head, root, identity);
  if (!manifest) return std::unexpected(manifest.error());
  auto issuers = trust::open_issuer_list(stored.object("issuers"), *manifest, root);
  if (!issuers) return std::unexpected(issuers.error());
  auto policies = trust::open_policies(stored.object("policies"), *manifest, root);
  if (!policies) return std::unexpected(policies.error());
  if (auto lists = trust::check_lists_present(*manifest, *issuers); !lists) return std::unexpected(lists.error());
  return trust::TrustData{root, *std::move(head), *std::move(manifest), *std::move(issuers), *std::move(policies), {}, root.version};
}

/// Whether what was signed at `time` under roots[at] counts although there are newer roots: not if that was after the next one.
bool is_in_time(std::int64_t time, const std::vector<trust::Root>& roots, std::size_t at) {
  return at + 1 == roots.size() || time <= roots[at + 1].issued_at + trust::kClockTolerance;
}

/// The data under the newest root that it is signed under: roots may be in force before the data that goes with them.
std::optional<trust::TrustData> check_data(const Stored& stored, const std::vector<trust::Root>& roots,
                                           const trust::Identity& identity) {
  for (std::size_t at = roots.size(); at-- > 0;) {
    auto data = check_objects(stored, roots[at], identity);
    if (!data || !is_in_time(std::max(data->head.issued_at, data->manifest.issued_at), roots, at)) continue;
    if (at + 1 < roots.size()) data->superseded_at = roots[at + 1].issued_at;
    data->root = roots.back();
    return *std::move(data);
  }
  return std::nullopt;
}

/// Which issuer list or policies an update must not go behind. If the one that stands there is not the one that the manifest names, the
/// manifest's number counts.
template <class Part>
std::optional<trust::HeldPart> keep_part(const trust::InForce& held, const std::vector<trust::Root>& roots, trust::PartKind kind,
                                         const Object& object, trust::RoleName role, std::string_view aad, Result<Part> (*read)(crypto::Bytes)) {
  const crypto::Digest digest = crypto::digest(crypto::Purpose::part, object);
  const trust::PartEntry* named = held.manifest ? held.manifest->part(kind) : nullptr;
  for (const trust::Root& root : roots) {
    const auto payload = named && named->digest != digest ? std::unexpected(Error{}) : trust::open_shared(object, aad, {&root.role(role)}, "a part");
    const auto part = payload ? read(*payload) : std::unexpected(Error{});
    if (part) return trust::HeldPart{part->header.epoch, part->header.version, digest};
  }
  if (named) return trust::HeldPart{held.manifest->epoch, named->version, named->digest};
  return std::nullopt;
}

/// Head and manifest that are signed, whatever else is damaged: nothing older than them is taken.
void keep_what_is_signed(const Stored& stored, const std::vector<trust::Root>& roots, const trust::Identity& identity,
                         trust::InForce& out) {
  for (std::size_t at = roots.size(); at-- > 0;) {
    auto head = trust::open_head(stored.object("head"), roots[at], identity);
    if (!out.head.content && head && is_in_time(head->issued_at, roots, at)) out.head = {*std::move(head), stored.objects.at("head")};
    auto manifest = trust::open_signed_manifest(out.manifest_object, roots[at], identity);
    if (!out.manifest && manifest && is_in_time(manifest->issued_at, roots, at)) out.manifest = *std::move(manifest);
  }
  if (out.manifest) out.manifest_digest = crypto::digest(crypto::Purpose::manifest, out.manifest_object);
  out.issuers = keep_part<trust::IssuerList>(out, roots, trust::PartKind::issuer_list, out.issuers_object, trust::RoleName::authority,
                                             trust::kIssuersAad, trust::read_issuer_list);
  out.policies = keep_part<trust::Policies>(out, roots, trust::PartKind::policies, out.policies_object, trust::RoleName::policy,
                                            trust::kPoliciesAad, trust::read_policies);
}

/// A list's block digests, if they are those that the manifest signs.
std::optional<std::vector<crypto::Digest>> check_list(const StoredList& stored, const trust::ListEntry& entry,
                                                      const trust::IssuerKey& key) {
  const std::size_t count = revocation::block_count(entry.length);
  if (stored.digests.size() != count * sizeof(crypto::Digest) || stored.rows.size() != count * kRowBytes) return std::nullopt;
  std::vector<crypto::Digest> digests(count);
  if (count > 0) std::memcpy(digests.data(), stored.digests.data(), stored.digests.size());
  const auto digest = revocation::list_digest(crypto::key_hash(key.public_key), entry.length, digests);
  if (digest != entry.list_digest) return std::nullopt;
  return digests;
}

/// Every list that a verdict may ask for; the others stay empty.
bool check_lists(const Stored& stored, const trust::TrustData& data, Snapshot& out) {
  for (const trust::ListEntry& entry : data.manifest.lists) {
    auto& digests = out.in_force.block_digests.emplace_back();
    auto& rows = out.rows.emplace_back();
    const trust::IssuerKey* key = data.issuers.find(entry.kid);
    if (!key || !key->needs_list()) continue;
    const auto found = stored.lists.find(Object(entry.kid.begin(), entry.kid.end()));
    auto checked = found == stored.lists.end() ? std::nullopt : check_list(found->second, entry, *key);
    if (!checked) return false;
    digests = *std::move(checked);
    rows = read_rows(found->second.rows);
  }
  return true;
}

bool is_older(const trust::InForce& held, const Anchor& anchor) {
  const auto held_head = held.head.content ? std::pair(held.head.content->epoch, held.head.content->sequence)
                                           : std::pair(std::uint32_t{0}, std::uint64_t{0});
  const bool under_older_root = held.data && held.data->root_version < anchor.data_root_version;
  return under_older_root || held.roots.size() < anchor.root_version || held_head < std::pair(anchor.epoch, anchor.sequence);
}

/// A noted time counts while the data lasts under which it was noted; whatever lies outside was put there by something else.
std::int64_t usable_time(const Notes& notes, const trust::TrustData& data) {
  const bool usable = notes.epoch == data.head.epoch && notes.time <= data.head.issued_at + data.tiers().back();
  return usable ? notes.time : 0;
}

Snapshot check_stored(Stored stored, const trust::Identity& identity, const Anchor& anchor) {
  Snapshot out;
  trust::InForce& held = out.in_force;
  held.anchor = anchor;
  const std::size_t root_count = stored.roots.size();
  const std::vector<trust::Root> roots = check_roots(stored.roots, identity, held.roots);
  out.damaged = stored.unreadable || roots.empty() || held.roots.size() != root_count;
  out.refusal = std::move(stored.notes.refusal);
  const bool has_content = !stored.objects.empty() || !stored.lists.empty();
  if (!roots.empty() && has_content) {
    held.manifest_object = stored.objects["manifest"];
    held.issuers_object = stored.objects["issuers"];
    held.policies_object = stored.objects["policies"];
    keep_what_is_signed(stored, roots, identity, held);
    auto data = check_data(stored, roots, identity);
    out.damaged = out.damaged || !data || !check_lists(stored, *data, out);
    if (!out.damaged) {
      out.noted_time = usable_time(stored.notes, *data);
      held.data = *std::move(data);
    }
  }
  out.rolled_back = is_older(held, anchor);
  return out;
}

}  // namespace

SqliteResult<std::shared_ptr<const Snapshot>> load_snapshot(Database& database, const trust::Identity& identity,
                                                            const Anchor& anchor) {
  auto stored = read_stored(database);
  if (!stored) return std::unexpected(stored.error());
  return std::make_shared<const Snapshot>(check_stored(*std::move(stored), identity, anchor));
}

}  // namespace skan::store

#include <algorithm>

#include "codec/hex.h"
#include "cose/sign1.h"
#include "issuer/authority_impl.h"
#include "issuer/deltas.h"
#include "issuer/guards.h"
#include "revocation/wire.h"
#include "trust/bundle.h"
#include "trust/delta.h"
#include "trust/encoding.h"
#include "trust/signatures.h"

namespace skan::issuer {
namespace {

constexpr std::int64_t kHour = 3'600, kDay = 24 * kHour;
constexpr trust::Tiers kTiers{24 * kHour, 72 * kHour, 7 * kDay};
constexpr std::string_view kChannel = "main";

std::unexpected<Error> error(ErrorCode code, const char* message) { return std::unexpected(Error{code, message}); }

trust::PartEntry part_entry(trust::PartKind kind, std::uint32_t version, crypto::Bytes object) {
  return {static_cast<std::uint64_t>(kind), version, static_cast<std::uint32_t>(object.size()),
          crypto::digest(crypto::Purpose::part, object)};
}

/// The lists of a publication, in the manifest's order, and as they travel.
struct Lists {
  std::vector<CurrentList> current;
  std::vector<std::vector<std::byte>> wires;
};

Result<revocation::StatusList> read_list(Ledger& ledger, const crypto::KeyId& kid) {
  const auto length = ledger.index_count(kid);
  if (!length) return std::unexpected(length.error());
  revocation::StatusList list(*length);
  bool outside = false;
  const auto visited = ledger.for_each_revoked(kid, [&](std::uint32_t index) {
    if (index < *length) {
      list.insert(index);
    } else {
      outside = true;
    }
  });
  if (!visited) return std::unexpected(visited.error());
  if (outside) return error(ErrorCode::storage, "the ledger holds a status index that was never given out; restore it from your backup");
  return list;
}

Result<void> add_list(Ledger& ledger, const trust::IssuerKey& key, std::int64_t now, Lists& out) {
  auto list = read_list(ledger, key.kid);
  if (!list) return std::unexpected(list.error());
  auto wire = revocation::encode_list(*list);
  const auto list_digest = revocation::list_digest(crypto::key_hash(key.public_key), list->length(), list->block_digests());
  const trust::ListEntry entry{key.kid, list->length(), now, list_digest, static_cast<std::uint32_t>(wire.size()),
                               crypto::digest(crypto::Purpose::part, wire)};
  out.current.push_back({entry, *std::move(list)});
  out.wires.push_back(std::move(wire));
  return {};
}

PublishedState state_of(const trust::Manifest& manifest, const crypto::Digest& digest, const Lists& lists) {
  PublishedState out{manifest.version, manifest.issued_at, digest, {}};
  for (std::size_t i = 0; i < lists.current.size(); ++i) {
    const trust::ListEntry& entry = lists.current[i].entry;
    out.lists.push_back({entry.kid, entry.digest, entry.length, lists.wires[i]});
  }
  return out;
}

/// How many bytes a device with these earlier lists must fetch without a delta.
std::size_t bytes_without_delta(const std::vector<PublishedList>& before, const Lists& lists) {
  std::size_t bytes = 0;
  for (const CurrentList& now : lists.current) {
    const bool same = std::ranges::any_of(before, [&](const PublishedList& old) { return old.kid == now.entry.kid && old.digest == now.entry.digest; });
    if (!same) bytes += now.entry.size;
  }
  return bytes;
}

/// Deltas from earlier publications, as far as they are smaller than what they save.
Result<std::vector<SiteObject>> sign_deltas(Ledger& ledger, const trust::Manifest& manifest, const crypto::Digest& digest,
                                            const Lists& lists, const crypto::SecretKey& key) {
  std::vector<SiteObject> out;
  const auto earlier = ledger.publications();
  if (!earlier) return std::unexpected(earlier.error());
  for (const PublishedState& state : *earlier) {
    const auto before = ledger.published_lists(state.sequence);
    if (!before) return std::unexpected(before.error());
    const std::size_t most = std::min(bytes_without_delta(*before, lists), trust::kMaxDeltaSize);
    const auto changes = most > 0 ? changes_since(*before, lists.current) : std::nullopt;
    if (!changes) continue;
    auto delta = trust::sign_delta(*changes, manifest, key);
    const std::string path = "delta/" + codec::hex_encode(digest) + "/" + codec::hex_encode(state.manifest_digest);
    if (delta.size() <= most) out.push_back({path, std::move(delta)});
  }
  return out;
}

/// Everything that a publication consists of, signed.
struct Signed {
  trust::Manifest manifest;
  crypto::Digest manifest_digest{};
  trust::Bundle bundle;
  std::vector<std::byte> head, manifest_object;
  Lists lists;
};

Result<Signed> sign_all(Authority::Impl& authority, std::uint64_t sequence, std::int64_t now, std::int64_t expires) {
  Signed out;
  const std::string channel(kChannel);
  out.manifest = {authority.authority_id, authority.root.epoch, channel, sequence, now, expires, kTiers, {}, {}};
  out.manifest.parts = {part_entry(trust::PartKind::issuer_list, authority.issuers.header.version, authority.issuers_object),
                        part_entry(trust::PartKind::policies, authority.policies.header.version, authority.policies_object)};
  for (const trust::IssuerKey& key : authority.issuers.keys) {
    if (!key.needs_list()) continue;
    if (auto added = add_list(authority.ledger, key, now, out.lists); !added) return std::unexpected(added.error());
    out.manifest.lists.push_back(out.lists.current.back().entry);
  }
  out.manifest_object = cose::sign1(trust::write_manifest(out.manifest), trust::kManifestAad, *authority.manifest_key);
  out.manifest_digest = crypto::digest(crypto::Purpose::manifest, out.manifest_object);
  const trust::Head head{authority.authority_id, authority.root.epoch, channel, sequence, now, expires, out.manifest_digest,
                         static_cast<std::uint32_t>(out.manifest_object.size())};
  out.head = cose::sign1(trust::write_head(head), trust::kHeadAad, *authority.head_key);
  out.bundle = {{authority.root_objects.begin(), authority.root_objects.end()}, out.head, out.manifest_object, {authority.issuers_object, authority.policies_object}};
  out.bundle.parts.insert(out.bundle.parts.end(), out.lists.wires.begin(), out.lists.wires.end());
  return out;
}

/// The files of a site: what names others comes after them.
std::vector<SiteObject> site_objects(const Signed& all, std::vector<SiteObject> deltas) {
  const auto copy = [](crypto::Bytes bytes) { return std::vector<std::byte>(bytes.begin(), bytes.end()); };
  std::vector<SiteObject> out = std::move(deltas);
  for (const crypto::Bytes part : all.bundle.parts) {
    out.push_back({"part/" + codec::hex_encode(crypto::digest(crypto::Purpose::part, part)), copy(part)});
  }
  out.push_back({"manifest/" + codec::hex_encode(all.manifest_digest), all.manifest_object});
  for (std::size_t i = 0; i < all.bundle.roots.size(); ++i) out.push_back({"root/" + std::to_string(i + 1), copy(all.bundle.roots[i])});
  out.push_back({"head", all.head});
  return out;
}

Result<std::uint64_t> next_sequence(Ledger& ledger, std::int64_t now) {
  const auto published_at = ledger.number(kPublishedAt);
  if (!published_at) return std::unexpected(published_at.error());
  if (now < *published_at) return error(ErrorCode::lower_sequence, "the last publication is dated later than now; check the clock");
  const auto last = ledger.number(kSequence);
  if (!last) return std::unexpected(last.error());
  return static_cast<std::uint64_t>(*last) + 1;
}

/// The withdrawals once more from the ledger, not from what was just encoded.
Result<std::vector<LedgerList>> ledger_lists(Authority::Impl& authority, const trust::Manifest& manifest) {
  std::vector<LedgerList> out;
  for (const trust::ListEntry& entry : manifest.lists) {
    auto list = read_list(authority.ledger, entry.kid);
    if (!list) return std::unexpected(list.error());
    out.push_back({entry.kid, *std::move(list)});
  }
  return out;
}

/// Lets it out of the house, or says why not; and remembers it for the next time.
Result<void> guard(Authority::Impl& authority, const Publication& publication, const trust::Manifest& manifest, const PublishOptions& options) {
  const auto kept = authority.ledger.find_bytes(kLastBundle);
  if (!kept) return std::unexpected(kept.error());
  const crypto::Bytes last = *kept ? crypto::Bytes(**kept) : crypto::Bytes();
  if (auto checked = check_against_last(publication.bundle, last, options); !checked) return checked;
  const auto lists = ledger_lists(authority, manifest);
  if (!lists) return std::unexpected(lists.error());
  if (auto rehearsed = rehearse(authority, publication, last, *lists); !rehearsed) return rehearsed;
  return authority.ledger.set(kLastBundle, crypto::Bytes(publication.bundle));
}

Result<Publication> publish_in_transaction(Authority::Impl& authority, std::int64_t now, const PublishOptions& options) {
  Ledger& ledger = authority.ledger;
  if (auto current = authority.need_current(); !current) return std::unexpected(current.error());
  const auto sequence = next_sequence(ledger, now);
  if (!sequence) return std::unexpected(sequence.error());
  const std::int64_t expires = std::min(now + kTiers[2], authority.root.expires);
  const auto all = sign_all(authority, *sequence, now, expires);
  if (!all) return std::unexpected(all.error());
  if (auto old = ledger.forget_publications(now); !old) return std::unexpected(old.error());
  auto deltas = sign_deltas(ledger, all->manifest, all->manifest_digest, all->lists, *authority.manifest_key);
  if (!deltas) return std::unexpected(deltas.error());
  const auto remembered = ledger.add_publication(state_of(all->manifest, all->manifest_digest, all->lists));
  if (!remembered) return std::unexpected(remembered.error());
  if (auto set = ledger.set(kSequence, static_cast<std::int64_t>(*sequence)); !set) return std::unexpected(set.error());
  if (auto set = ledger.set(kPublishedAt, now); !set) return std::unexpected(set.error());
  Publication out{trust::write_bundle(all->bundle), *sequence, now, expires, site_objects(*all, *std::move(deltas))};
  if (auto guarded = guard(authority, out, all->manifest, options); !guarded) return std::unexpected(guarded.error());
  return out;
}

}  // namespace

Result<Publication> Authority::publish(std::int64_t now, const PublishOptions& options) {
  Impl& authority = *impl_;
  if (auto open = authority.need_keys(); !open) return std::unexpected(open.error());
  if (now >= authority.root.expires) return error(ErrorCode::expired_metadata, "the root has expired; a new one must be signed");
  if (now >= authority.active_key().valid_until) return error(ErrorCode::expired_metadata, "the issuer key has expired; a new one must be signed");
  if (auto begun = authority.ledger.begin(); !begun) return std::unexpected(begun.error());
  auto published = publish_in_transaction(authority, now, options);
  const auto committed = published ? authority.ledger.commit() : Result<void>(std::unexpected(published.error()));
  if (committed) return published;
  authority.ledger.rollback();
  return std::unexpected(committed.error());
}

}  // namespace skan::issuer

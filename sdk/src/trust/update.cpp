#include "trust/update.h"

#include <algorithm>
#include <tuple>

#include "revocation/wire.h"
#include "trust/reading.h"

namespace skan::trust {
namespace {

std::unexpected<Error> error(ErrorCode code, std::string message) {
  return std::unexpected(Error{code, std::move(message)});
}

/// A numbered object against the one in force: never backwards, and never two with one number.
Result<void> check_order(std::uint32_t epoch, std::uint64_t version, std::uint32_t held_epoch,
                         std::uint64_t held_version, bool same_bytes, std::string_view what) {
  const auto offered = std::tuple(epoch, version), held = std::tuple(held_epoch, held_version);
  if (offered < held) {
    return error(ErrorCode::lower_sequence, std::string(what) + " is older than what is in force; nothing was changed");
  }
  if (offered == held && !same_bytes) {
    return error(ErrorCode::same_sequence_other_bytes,
                 std::string(what) + " has the number of what is in force but other content; ask the authority");
  }
  return {};
}

Result<void> check_not_expired(std::int64_t expires, Moment now, std::string_view what) {
  if (now.unix_seconds < expires) return {};
  return error(ErrorCode::expired_metadata,
               std::string(what) + " has expired; get a newer bundle, or check the device's clock");
}

/// Walks the roots of the bundle on from those in force; leaves all versions in `roots`.
Result<Root> check_roots(const Bundle& bundle, const InForce& in_force, const Identity& identity,
                         std::vector<crypto::Bytes>& roots) {
  roots.assign(in_force.roots.begin(), in_force.roots.end());
  std::vector<std::uint32_t> versions;
  for (const crypto::Bytes offered : bundle.roots) {
    const auto version = claimed_root_version(offered);
    if (!version) return std::unexpected(version.error());
    const bool follows = versions.empty() ? *version <= roots.size() + 1 : *version == versions.back() + 1;
    if (!follows) return error(ErrorCode::malformed, "the bundle lacks roots that this device needs; get a complete one");
    versions.push_back(*version);
  }
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const crypto::Bytes offered = bundle.roots[i];
    if (versions[i] == 1 && crypto::digest(crypto::Purpose::root, offered) != identity.authority_id) {
      return error(ErrorCode::foreign_store, "the bundle belongs to another authority than this device was provisioned for");
    }
    if (versions[i] > roots.size()) {
      roots.push_back(offered);
    } else if (!std::ranges::equal(roots[versions[i] - 1], offered)) {
      return error(ErrorCode::same_sequence_other_bytes, "the bundle has another root of the same version; ask the authority");
    }
  }
  auto root = open_first_root(roots.front(), identity.authority_id);
  for (std::size_t i = 1; root && i < roots.size(); ++i) root = open_next_root(roots[i], *root);
  return root;
}

Result<Head> check_head(crypto::Bytes object, const Root& root, const InForce& in_force, const Identity& identity,
                        Moment now) {
  auto head = open_head(object, root, identity);
  if (!head) return head;
  if (head->issued_at > now.unix_seconds + kClockTolerance) {
    return error(ErrorCode::head_from_future, "the bundle is dated after this device's time; check the clock");
  }
  if (auto live = check_not_expired(head->expires, now, "the bundle"); !live) return std::unexpected(live.error());
  if (!in_force.head.content) return head;
  const Head& held = *in_force.head.content;
  const auto order = check_order(head->epoch, head->sequence, held.epoch, held.sequence,
                                 std::ranges::equal(object, in_force.head.bytes), "the bundle");
  if (!order) return std::unexpected(order.error());
  return head;
}

Result<Manifest> check_manifest(crypto::Bytes object, const Head& head, const Root& root, const InForce& in_force,
                                const Identity& identity, Moment now) {
  auto manifest = open_manifest(object, head, root, identity);
  if (!manifest) return manifest;
  const auto live = check_not_expired(manifest->expires, now, "the manifest");
  if (!live) return std::unexpected(live.error());
  if (!in_force.manifest) return manifest;
  const auto order = check_order(manifest->epoch, manifest->version, in_force.manifest->epoch,
                                 in_force.manifest->version, head.manifest_digest == in_force.manifest_digest,
                                 "the manifest");
  if (!order) return std::unexpected(order.error());
  return manifest;
}

Result<void> check_part_order(const PartHeader& offered, const PartHeader& held, PartKind kind,
                              const Manifest& manifest, const Manifest& held_manifest, std::string_view what) {
  const bool same = manifest.part(kind)->digest == held_manifest.part(kind)->digest;
  return check_order(offered.epoch, offered.version, held.epoch, held.version, same, what);
}

/// A status list's bytes, then its content. Nothing for a key whose lists this version does not know.
Result<std::optional<KeyList>> check_list(crypto::Bytes part, const ListEntry& entry, const IssuerKey* key) {
  constexpr std::string_view kWhat = "a status list";
  if (auto intact = check_part(part, entry.size, entry.digest, kWhat); !intact) return std::unexpected(intact.error());
  if (!key || !key->needs_list()) return std::nullopt;
  auto list = revocation::decode_list(part, entry.length);
  if (!list) return std::unexpected(malformed(kWhat));
  const auto digest =
      revocation::list_digest(crypto::key_hash(key->public_key), entry.length, list->block_digests());
  if (digest != entry.list_digest) {
    return error(ErrorCode::hash_mismatch, "a status list is not the one that the manifest names");
  }
  return KeyList{entry.kid, *std::move(list)};
}

/// The bundle's bytes of one kind of part. The count of parts has been checked.
crypto::Bytes part_bytes(const Bundle& bundle, const Manifest& manifest, PartKind kind) {
  return bundle.parts[static_cast<std::size_t>(manifest.part(kind) - manifest.parts.data())];
}

Result<void> check_signed_parts(const Bundle& bundle, const InForce& in_force, Update& out) {
  const Manifest& manifest = out.data.manifest;
  if (bundle.parts.size() != manifest.parts.size() + manifest.lists.size()) {
    return error(ErrorCode::malformed, "the bundle does not hold exactly what its manifest names; get it again");
  }
  out.issuers = part_bytes(bundle, manifest, PartKind::issuer_list);
  out.policies = part_bytes(bundle, manifest, PartKind::policies);
  auto issuers = open_issuer_list(out.issuers, manifest, out.data.root);
  if (!issuers) return std::unexpected(issuers.error());
  auto policies = open_policies(out.policies, manifest, out.data.root);
  if (!policies) return std::unexpected(policies.error());
  out.data.issuers = *std::move(issuers);
  out.data.policies = *std::move(policies);
  if (!in_force.data) return {};
  const TrustData& held = *in_force.data;
  const auto issuer_order = check_part_order(out.data.issuers.header, held.issuers.header, PartKind::issuer_list,
                                             manifest, held.manifest, "the issuer list");
  if (!issuer_order) return issuer_order;
  return check_part_order(out.data.policies.header, held.policies.header, PartKind::policies, manifest, held.manifest,
                          "the policies");
}

Result<void> check_lists(const Bundle& bundle, Update& out) {
  const Manifest& manifest = out.data.manifest;
  if (auto present = check_lists_present(manifest, out.data.issuers); !present) return present;
  for (std::size_t i = 0; i < manifest.lists.size(); ++i) {
    const ListEntry& entry = manifest.lists[i];
    auto list = check_list(bundle.parts[manifest.parts.size() + i], entry, out.data.issuers.find(entry.kid));
    if (!list) return std::unexpected(list.error());
    if (*list) out.lists.push_back(**std::move(list));
  }
  return {};
}

/// Parts of kinds that this version does not know: only their bytes are checked.
Result<void> check_other_parts(const Bundle& bundle, const Manifest& manifest) {
  for (std::size_t i = 0; i < manifest.parts.size(); ++i) {
    const PartEntry& entry = manifest.parts[i];
    if (auto intact = check_part(bundle.parts[i], entry.size, entry.digest, "a part"); !intact) return intact;
  }
  return {};
}

}  // namespace

Result<Update> check_update(const Bundle& bundle, const InForce& in_force, const Identity& identity, Moment now) {
  Update out;
  auto root = check_roots(bundle, in_force, identity, out.roots);
  if (!root) return std::unexpected(root.error());
  if (auto live = check_not_expired(root->expires, now, "the root"); !live) return std::unexpected(live.error());
  auto head = check_head(bundle.head, *root, in_force, identity, now);
  if (!head) return std::unexpected(head.error());
  auto manifest = check_manifest(bundle.manifest, *head, *root, in_force, identity, now);
  if (!manifest) return std::unexpected(manifest.error());
  out.data.root = *std::move(root);
  out.data.head = *std::move(head);
  out.data.manifest = *std::move(manifest);
  out.head = bundle.head;
  out.manifest = bundle.manifest;
  if (auto parts = check_signed_parts(bundle, in_force, out); !parts) return std::unexpected(parts.error());
  if (auto other = check_other_parts(bundle, out.data.manifest); !other) return std::unexpected(other.error());
  if (auto lists = check_lists(bundle, out); !lists) return std::unexpected(lists.error());
  return out;
}

}  // namespace skan::trust

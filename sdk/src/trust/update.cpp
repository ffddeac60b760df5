#include "trust/update.h"

#include <algorithm>

#include "codec/hex.h"
#include "trust/session.h"

namespace skan::trust {
namespace {

std::unexpected<Error> error(ErrorCode code, const char* message) { return std::unexpected(Error{code, message}); }

/// The version of the first root, if they ascend without a gap and begin where the device can go on.
Result<std::uint32_t> first_version(const Bundle& bundle, const InForce& in_force) {
  std::uint32_t first = 0, next = 0;
  for (const crypto::Bytes offered : bundle.roots) {
    const auto version = claimed_root_version(offered);
    if (!version) return version;
    const bool follows = first == 0 ? *version <= in_force.roots.size() + 1 : *version == next;
    if (!follows) return error(ErrorCode::malformed, "the bundle lacks roots that this device needs; get a complete one");
    if (first == 0) first = *version;
    next = *version + 1;
  }
  return first;
}

/// Roots that the device knows must be the same; further ones go to the session.
Result<void> feed_roots(const Bundle& bundle, const InForce& in_force, const Identity& identity, Session& session) {
  const auto first = first_version(bundle, in_force);
  if (!first) return std::unexpected(first.error());
  std::size_t at = *first - 1;
  for (const crypto::Bytes offered : bundle.roots) {
    if (at == 0 && crypto::digest(crypto::Purpose::root, offered) != identity.authority_id) {
      return error(ErrorCode::foreign_store, "the bundle belongs to another authority than this device was provisioned for");
    }
    const bool known = at < in_force.roots.size();
    if (known && !std::ranges::equal(in_force.roots[at], offered)) {
      return error(ErrorCode::same_sequence_other_bytes, "the bundle has another root of the same version; ask the authority");
    }
    auto taken = known ? Result<void>() : session.supply(offered);
    if (!taken) return taken;
    ++at;
  }
  return session.not_found();
}

/// Parts of kinds that this version does not know: only their bytes are checked.
Result<void> check_other_parts(const Bundle& bundle, const Manifest& manifest) {
  for (std::size_t i = 0; i < manifest.parts.size(); ++i) {
    const PartEntry& entry = manifest.parts[i];
    const bool known = &entry == manifest.part(PartKind::issuer_list) || &entry == manifest.part(PartKind::policies);
    if (known) continue;
    if (auto intact = check_part(bundle.parts[i], entry.size, entry.digest, "a part"); !intact) return intact;
  }
  return {};
}

crypto::Bytes part_bytes(const Bundle& bundle, const Manifest& manifest, PartKind kind) {
  return bundle.parts[static_cast<std::size_t>(manifest.part(kind) - manifest.parts.data())];
}

/// Lists that no verdict uses are not wanted, but their bytes must be right, too.
Result<void> feed_lists(const Bundle& bundle, Session& session) {
  const Manifest& manifest = *session.manifest();
  for (std::size_t i = 0; i < manifest.lists.size(); ++i) {
    const crypto::Bytes part = bundle.parts[manifest.parts.size() + i];
    const ListEntry& entry = manifest.lists[i];
    const bool wanted = session.wanted() && session.wanted()->path == "part/" + codec::hex_encode(entry.digest);
    auto taken = wanted ? session.supply(part) : check_part(part, entry.size, entry.digest, "a status list");
    if (!taken) return taken;
  }
  return {};
}

}  // namespace

Result<void> feed_bundle(const Bundle& bundle, const InForce& in_force, const Identity& identity, Session& session) {
  if (auto roots = feed_roots(bundle, in_force, identity, session); !roots) return roots;
  if (auto head = session.supply(bundle.head); !head) return head;
  if (auto manifest = session.supply(bundle.manifest); !manifest) return manifest;
  const Manifest& manifest = *session.manifest();
  if (bundle.parts.size() != manifest.parts.size() + manifest.lists.size()) {
    return error(ErrorCode::malformed, "the bundle does not hold exactly what its manifest names; get it again");
  }
  for (const PartKind kind : {PartKind::issuer_list, PartKind::policies}) {
    if (auto part = session.supply(part_bytes(bundle, manifest, kind)); !part) return part;
  }
  if (auto others = check_other_parts(bundle, manifest); !others) return others;
  return feed_lists(bundle, session);
}

Result<Update> check_update(const Bundle& bundle, const InForce& in_force, const Identity& identity, Moment now) {
  Session session(in_force, {}, identity, now, Origin::bundle);
  if (auto fed = feed_bundle(bundle, in_force, identity, session); !fed) return std::unexpected(fed.error());
  return session.take();
}

}  // namespace skan::trust

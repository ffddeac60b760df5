#include "trust/chain.h"

#include <algorithm>

#include "cose/sign.h"
#include "trust/encoding.h"
#include "trust/reading.h"
#include "trust/signatures.h"

namespace skan::trust {
namespace {

std::unexpected<Error> error(ErrorCode code, std::string message) {
  return std::unexpected(Error{code, std::move(message)});
}

std::unexpected<Error> foreign(std::string_view what, std::string_view of) {
  return error(ErrorCode::foreign_store, std::string(what) + " belongs to another " + std::string(of) +
                                             " than this device was provisioned for");
}

Result<void> check_epoch(std::uint32_t epoch, const Root& root, std::string_view what) {
  if (epoch < root.epoch) {
    return error(ErrorCode::lower_sequence, std::string(what) + " is from before the authority replaced its keys");
  }
  if (epoch > root.epoch) return std::unexpected(malformed(what));
  return {};
}

Result<void> check_root_size(crypto::Bytes object) {
  if (object.size() <= kMaxRootSize) return {};
  return error(ErrorCode::size_mismatch, "a root is larger than a root may be");
}

/// What head and manifest must have in common with the device.
template <class Object>
Result<void> check_belongs(const Object& object, const Root& root, const Identity& identity, std::string_view what) {
  if (object.authority_id != identity.authority_id) return foreign(what, "authority");
  if (object.channel != identity.channel) return foreign(what, "channel");
  return check_epoch(object.epoch, root, what);
}

/// What issuer list and policies must have in common with manifest and root.
Result<void> check_header(const PartHeader& header, const PartEntry& entry, const Manifest& manifest, const Root& root,
                          std::string_view what) {
  if (header.authority_id != manifest.authority_id) return foreign(what, "authority");
  if (header.version != entry.version || header.epoch > root.epoch) return std::unexpected(malformed(what));
  return {};
}

}  // namespace

Tiers TrustData::tiers() const noexcept {
  Tiers out = manifest.tiers;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = std::min(out[i], root.caps[i]);
  return out;
}

std::int64_t TrustData::stale_at() const noexcept {
  const std::int64_t end = std::min({head.issued_at + tiers()[2], head.expires, manifest.expires, root.expires});
  return superseded_at ? std::min(end, *superseded_at + kRotationGrace) : end;
}

std::int64_t TrustData::age(std::int64_t now) const noexcept { return std::max<std::int64_t>(0, now - head.issued_at); }

Freshness TrustData::freshness(std::int64_t now) const noexcept {
  if (now >= stale_at()) return Freshness::stale;
  if (superseded_at) return Freshness::ageing;
  const Tiers limits = tiers();
  if (age(now) < limits[0]) return Freshness::fresh;
  return age(now) < limits[1] ? Freshness::recent : Freshness::ageing;
}

Result<Root> open_first_root(crypto::Bytes object, const crypto::Digest& authority_id) {
  if (auto size = check_root_size(object); !size) return std::unexpected(size.error());
  if (crypto::digest(crypto::Purpose::root, object) != authority_id) return foreign("the root", "authority");
  const auto message = cose::read_sign(object);
  if (!message) return std::unexpected(malformed("the root"));
  auto root = read_root(message->payload);
  if (!root) return root;
  if (root->version != 1) return std::unexpected(malformed("the root"));
  const auto opened = open_shared(object, kRootAad, {&root->role(RoleName::root)}, "the root");
  if (!opened) return std::unexpected(opened.error());
  return root;
}

Result<Root> open_next_root(crypto::Bytes object, const Root& held) {
  const auto message = cose::read_sign(object);
  if (!message) return std::unexpected(malformed("the next root"));
  auto next = read_root(message->payload);
  if (!next) return next;
  const auto opened =
      open_shared(object, kRootAad, {&held.role(RoleName::root), &next->role(RoleName::root)}, "the next root");
  if (!opened) return std::unexpected(opened.error());
  if (next->version != held.version + 1 || next->epoch < held.epoch) {
    return error(ErrorCode::lower_sequence, "the next root does not follow the one that is in force");
  }
  return next;
}

Result<std::uint32_t> claimed_root_version(crypto::Bytes object) {
  if (auto size = check_root_size(object); !size) return std::unexpected(size.error());
  const auto message = cose::read_sign(object);
  if (!message) return std::unexpected(malformed("the root"));
  const auto root = read_root(message->payload);
  if (!root) return std::unexpected(root.error());
  return root->version;
}

Result<Head> open_head(crypto::Bytes object, const Root& root, const Identity& identity) {
  if (object.size() > kMaxHeadSize) return error(ErrorCode::size_mismatch, "the head is larger than a head may be");
  const auto payload = open_single(object, kHeadAad, root.role(RoleName::head), "the head");
  if (!payload) return std::unexpected(payload.error());
  auto head = read_head(*payload);
  if (!head) return head;
  if (auto belongs = check_belongs(*head, root, identity, "the head"); !belongs) return std::unexpected(belongs.error());
  return head;
}

Result<Manifest> open_signed_manifest(crypto::Bytes object, const Root& root, const Identity& identity) {
  const auto payload = open_single(object, kManifestAad, root.role(RoleName::manifest), "the manifest");
  if (!payload) return std::unexpected(payload.error());
  auto manifest = read_manifest(*payload);
  if (!manifest) return manifest;
  const auto belongs = check_belongs(*manifest, root, identity, "the manifest");
  if (!belongs) return std::unexpected(belongs.error());
  return manifest;
}

Result<Manifest> open_manifest(crypto::Bytes object, const Head& head, const Root& root, const Identity& identity) {
  if (object.size() != head.manifest_size) {
    return error(ErrorCode::size_mismatch, "the manifest has another size than the head names");
  }
  if (crypto::digest(crypto::Purpose::manifest, object) != head.manifest_digest) {
    return error(ErrorCode::hash_mismatch, "the manifest is not the one that the head names");
  }
  return open_signed_manifest(object, root, identity);
}

Result<void> check_part(crypto::Bytes part, std::uint32_t size, const crypto::Digest& digest, std::string_view what) {
  if (part.size() != size) {
    return error(ErrorCode::size_mismatch, std::string(what) + " has another size than the manifest names");
  }
  if (crypto::digest(crypto::Purpose::part, part) != digest) {
    return error(ErrorCode::hash_mismatch, std::string(what) + " is not the one that the manifest names");
  }
  return {};
}

Result<IssuerList> open_issuer_list(crypto::Bytes object, const Manifest& manifest, const Root& root) {
  constexpr std::string_view kWhat = "the issuer list";
  const PartEntry& entry = *manifest.part(PartKind::issuer_list);
  if (auto part = check_part(object, entry.size, entry.digest, kWhat); !part) return std::unexpected(part.error());
  const auto payload = open_shared(object, kIssuersAad, {&root.role(RoleName::authority)}, kWhat);
  if (!payload) return std::unexpected(payload.error());
  auto issuers = read_issuer_list(*payload);
  if (!issuers) return issuers;
  const auto header = check_header(issuers->header, entry, manifest, root, kWhat);
  if (!header) return std::unexpected(header.error());
  return issuers;
}

Result<Policies> open_policies(crypto::Bytes object, const Manifest& manifest, const Root& root) {
  constexpr std::string_view kWhat = "the policies";
  const PartEntry& entry = *manifest.part(PartKind::policies);
  if (auto part = check_part(object, entry.size, entry.digest, kWhat); !part) return std::unexpected(part.error());
  const auto payload = open_shared(object, kPoliciesAad, {&root.role(RoleName::policy)}, kWhat);
  if (!payload) return std::unexpected(payload.error());
  auto policies = read_policies(*payload);
  if (!policies) return policies;
  const auto header = check_header(policies->header, entry, manifest, root, kWhat);
  if (!header) return std::unexpected(header.error());
  return policies;
}

Result<void> check_lists_present(const Manifest& manifest, const IssuerList& issuers) {
  for (const IssuerKey& key : issuers.keys) {
    if (key.needs_list() && !manifest.list(key.kid)) {
      return error(ErrorCode::missing_list, "the manifest lacks the status list of an issuer's key");
    }
  }
  for (const ListEntry& list : manifest.lists) {
    const IssuerKey* key = issuers.find(list.kid);
    if (key && !key->needs_list() && !key->needs_newer_app) return std::unexpected(malformed("the manifest"));
  }
  return {};
}

}  // namespace skan::trust

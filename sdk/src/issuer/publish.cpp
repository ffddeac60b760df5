#include "cose/sign1.h"
#include "issuer/authority_impl.h"
#include "revocation/wire.h"
#include "trust/bundle.h"
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

/// The status list of a key as the ledger has it, encoded, with its manifest entry.
struct EncodedList {
  trust::ListEntry entry;
  std::vector<std::byte> wire;
};

Result<EncodedList> encode_key_list(Ledger& ledger, const trust::IssuerKey& key, std::int64_t now) {
  const auto length = ledger.index_count(key.kid);
  if (!length) return std::unexpected(length.error());
  revocation::StatusList list(*length);
  bool outside = false;
  const auto visited = ledger.for_each_revoked(key.kid, [&](std::uint32_t index) {
    if (index < *length) {
      list.insert(index);
    } else {
      outside = true;
    }
  });
  if (!visited) return std::unexpected(visited.error());
  if (outside) return error(ErrorCode::storage, "the ledger holds a status index that was never given out; restore it from your backup");
  EncodedList out;
  out.wire = revocation::encode_list(list);
  const auto list_digest =
      revocation::list_digest(crypto::key_hash(key.public_key), *length, list.block_digests());
  out.entry = {key.kid, *length, now, list_digest, static_cast<std::uint32_t>(out.wire.size()),
               crypto::digest(crypto::Purpose::part, out.wire)};
  return out;
}

}  // namespace

Result<Publication> Authority::publish(std::int64_t now) {
  Impl& authority = *impl_;
  if (now >= authority.root.expires) return error(ErrorCode::expired_metadata, "the root has expired; a new one must be signed");
  if (now >= authority.active_key().valid_until) return error(ErrorCode::expired_metadata, "the issuer key has expired; a new one must be signed");

  if (auto begun = authority.ledger.begin(); !begun) return std::unexpected(begun.error());
  const auto fail = [&](const Error& e) {
    authority.ledger.rollback();
    return std::unexpected(e);
  };
  const auto published_at = authority.ledger.number(kPublishedAt);
  if (!published_at) return fail(published_at.error());
  if (now < *published_at) return fail({ErrorCode::lower_sequence, "the last publication is dated later than now; check the clock"});
  const auto last = authority.ledger.number(kSequence);
  if (!last) return fail(last.error());
  const auto sequence = static_cast<std::uint64_t>(*last) + 1;
  const std::int64_t expires = std::min(now + kTiers[2], authority.root.expires);

  trust::Manifest manifest{authority.authority_id, authority.root.epoch, std::string(kChannel), sequence, now, expires, kTiers, {}, {}};
  manifest.parts = {part_entry(trust::PartKind::issuer_list, authority.issuers.header.version, authority.issuers_object),
                    part_entry(trust::PartKind::policies, authority.policies_version, authority.policies_object)};
  std::vector<std::vector<std::byte>> wires;
  for (const trust::IssuerKey& key : authority.issuers.keys) {
    if (!key.needs_list()) continue;
    auto list = encode_key_list(authority.ledger, key, now);
    if (!list) return fail(list.error());
    manifest.lists.push_back(list->entry);
    wires.push_back(std::move(list->wire));
  }
  const auto manifest_object = cose::sign1(trust::write_manifest(manifest), trust::kManifestAad, authority.manifest_key);
  const trust::Head head{authority.authority_id, authority.root.epoch, std::string(kChannel), sequence, now, expires,
                         crypto::digest(crypto::Purpose::manifest, manifest_object),
                         static_cast<std::uint32_t>(manifest_object.size())};
  const auto head_object = cose::sign1(trust::write_head(head), trust::kHeadAad, authority.head_key);

  trust::Bundle bundle{{authority.root_object}, head_object, manifest_object, {authority.issuers_object, authority.policies_object}};
  bundle.parts.insert(bundle.parts.end(), wires.begin(), wires.end());
  Publication out{trust::write_bundle(bundle), sequence, now, expires};
  if (auto set = authority.ledger.set(kSequence, static_cast<std::int64_t>(sequence)); !set) return fail(set.error());
  if (auto set = authority.ledger.set(kPublishedAt, now); !set) return fail(set.error());
  if (auto committed = authority.ledger.commit(); !committed) return fail(committed.error());
  return out;
}

}  // namespace skan::issuer

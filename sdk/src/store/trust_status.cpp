#include <bit>

#include "codec/hex.h"
#include "store/trust_store_impl.h"

namespace skan {
namespace {

std::string_view state_name(trust::KeyState state) {
  switch (state) {
    case trust::KeyState::active: return "active";
    case trust::KeyState::retired: return "retired";
    case trust::KeyState::compromised: return "compromised";
  }
  return "unknown";
}

IssuerStatus issuer_status(const trust::IssuerKey& key, const trust::Manifest& manifest) {
  IssuerStatus out;
  out.name = key.name;
  out.key_id = codec::hex_encode(key.kid);
  out.state = state_name(key.state);
  out.valid_from = key.valid_from;
  out.valid_until = key.valid_until;
  out.retired_at = key.retired_at;
  if (const trust::ListEntry* list = manifest.list(key.kid)) {
    out.issued = list->length;
    out.list_as_of = list->as_of;
    out.list_bytes = list->size;
  }
  return out;
}

std::optional<std::uint32_t> count_revoked(TrustStore::Impl& store, const store::Snapshot& snapshot, const crypto::KeyId& kid) {
  const auto list = snapshot.in_force.list_of(kid);
  if (!list) return std::nullopt;
  std::uint32_t count = 0;
  std::array<std::byte, revocation::kBlockBytes> block;
  for (std::size_t position = 0; position < snapshot.in_force.block_digests[*list].size(); ++position) {
    if (!store.read_block(snapshot, *list, position, block)) return std::nullopt;
    for (const std::byte b : block) count += static_cast<std::uint32_t>(std::popcount(std::to_integer<unsigned>(b)));
  }
  return count;
}

void describe_data(const trust::TrustData& data, std::int64_t now, TrustStatus& out) {
  out.epoch = data.head.epoch;
  out.root_expires = data.root.expires;
  out.sequence = data.head.sequence;
  out.issued_at = data.head.issued_at;
  out.data_age = data.age(now);
  out.freshness = data.freshness(now);
  out.stale_at = data.stale_at();
  out.head_expires = data.head.expires;
  out.manifest_expires = data.manifest.expires;
  out.policies = data.policies.policies;
  out.default_policy = data.policies.default_id;
}

}  // namespace

TrustStatus TrustStore::status(Moment moment, Counting counting) const {
  const auto snapshot = impl_->snapshot();
  TrustStatus out;
  out.authority.bytes = impl_->identity.authority_id;
  out.channel = impl_->identity.channel;
  out.damaged = snapshot->damaged;
  out.rolled_back = snapshot->rolled_back;
  out.read_only = impl_->is_copy();
  out.root_version = static_cast<std::uint32_t>(snapshot->in_force.roots.size());
  if (snapshot->refusal) out.last_refused = RefusedUpdate{snapshot->refusal->reason, snapshot->refusal->time};
  if (!snapshot->in_force.data) return out;
  const trust::TrustData& data = *snapshot->in_force.data;
  describe_data(data, moment.bounded().unix_seconds, out);
  if (snapshot->noted_time > 0) out.noted_time = snapshot->noted_time;
  for (const auto& key : data.issuers.keys) {
    out.issuers.push_back(issuer_status(key, data.manifest));
    if (counting == Counting::yes) out.issuers.back().revoked = count_revoked(*impl_, *snapshot, key.kid);
  }
  return out;
}

}  // namespace skan

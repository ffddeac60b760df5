#include "trust/delta.h"

#include "cose/sign1.h"
#include "revocation/rice.h"
#include "trust/reading.h"
#include "trust/signatures.h"

namespace skan::trust {
namespace {

constexpr std::string_view kWhat = "the delta";

}  // namespace

std::uint64_t position_count(const Manifest& manifest) noexcept {
  std::uint64_t count = 0;
  for (const ListEntry& list : manifest.lists) count += list.length;
  return count;
}

Result<std::vector<std::uint64_t>> open_delta(crypto::Bytes object, const Manifest& manifest, const Root& root) {
  if (object.size() > kMaxDeltaSize) {
    return std::unexpected(Error{ErrorCode::size_mismatch, "the delta is larger than a delta may be"});
  }
  const auto payload = open_single(object, kDeltaAad, root.role(RoleName::manifest), kWhat);
  if (!payload) return std::unexpected(payload.error());
  codec::CborReader in(*payload);
  codec::CborMap map(in);
  std::uint64_t version = 0;
  crypto::Bytes coded;
  while (map.next()) {
    switch (map.key()) {
      case 0: version = read_counter(in, kMaxSequence); break;
      case 1: coded = in.read_bytes(); break;
      default: map.skip_unknown();
    }
  }
  if (auto end = finish(in, has_all(map, 1), map.critical(), kWhat); !end) return std::unexpected(end.error());
  std::vector<std::uint64_t> changes;
  const bool whole = revocation::decode_positions(coded, position_count(manifest),
                                                  [&](std::uint64_t position) { changes.push_back(position); });
  if (!whole || version != manifest.version) return std::unexpected(malformed(kWhat));
  return changes;
}

std::vector<std::byte> sign_delta(std::span<const std::uint64_t> changes, const Manifest& manifest,
                                  const crypto::SecretKey& key) {
  codec::CborWriter payload;
  payload.map(2).uint(0).uint(manifest.version);
  payload.uint(1).bytes(revocation::encode_positions(changes, position_count(manifest)));
  return cose::sign1(payload.view(), kDeltaAad, key);
}

}  // namespace skan::trust

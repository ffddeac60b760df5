#include "revocation/status_list.h"
#include "trust/encoding.h"
#include "trust/reading.h"

namespace skan::trust {
namespace {

using codec::CborMap;
using codec::CborReader;
using codec::CborWriter;

constexpr std::size_t kMaxParts = 64, kMaxLists = 65'536;

PartEntry read_part(CborReader& in) {
  PartEntry part;
  in.read_array_of(4);
  part.kind = in.read_uint();
  part.version = read_version(in);
  part.size = static_cast<std::uint32_t>(in.read_uint(kMaxPartSize));
  part.digest = read_digest(in);
  return part;
}

ListEntry read_list(CborReader& in) {
  ListEntry list;
  in.read_array_of(6);
  std::ranges::copy(in.read_bytes(list.kid.size()), list.kid.begin());
  list.length = static_cast<std::uint32_t>(in.read_uint(revocation::kMaxLength));
  list.as_of = read_time(in);
  list.list_digest = read_digest(in);
  list.size = static_cast<std::uint32_t>(in.read_uint(kMaxPartSize));
  list.digest = read_digest(in);
  return list;
}

/// Reads an array of entries that must ascend strictly by `key`.
template <class Entry, class Read, class Key>
std::vector<Entry> read_sorted(CborReader& in, std::size_t max, Read read, Key key) {
  std::vector<Entry> entries;
  const std::size_t count = in.read_array();
  if (count > max) in.fail();
  for (std::size_t i = 0; in.ok() && i < count; ++i) {
    entries.push_back(read(in));
    if (i > 0 && entries[i].*key <= entries[i - 1].*key) in.fail();
  }
  return entries;
}

}  // namespace

Result<Manifest> read_manifest(crypto::Bytes payload) {
  CborReader in(payload);
  Manifest manifest;
  CborMap map(in);
  while (map.next()) {
    switch (map.key()) {
      case 0: manifest.authority_id = read_digest(in); break;
      case 1: manifest.epoch = read_version(in); break;
      case 2: manifest.channel = read_channel(in); break;
      case 3: manifest.version = read_counter(in, kMaxSequence); break;
      case 4: manifest.issued_at = read_time(in); break;
      case 5: manifest.expires = read_time(in); break;
      case 6: manifest.tiers = read_tiers(in); break;
      case 7: manifest.parts = read_sorted<PartEntry>(in, kMaxParts, read_part, &PartEntry::kind); break;
      case 8: manifest.lists = read_sorted<ListEntry>(in, kMaxLists, read_list, &ListEntry::kid); break;
      default: map.skip_unknown();
    }
  }
  const bool complete = has_all(map, 8) && manifest.expires > manifest.issued_at &&
                        manifest.part(PartKind::issuer_list) && manifest.part(PartKind::policies);
  if (auto end = finish(in, complete, map.critical(), "the manifest"); !end) return std::unexpected(end.error());
  return manifest;
}

std::vector<std::byte> write_manifest(const Manifest& manifest) {
  CborWriter out;
  out.map(9);
  out.uint(0).bytes(manifest.authority_id);
  out.uint(1).uint(manifest.epoch);
  out.uint(2).text(manifest.channel);
  out.uint(3).uint(manifest.version);
  out.uint(4).integer(manifest.issued_at);
  out.uint(5).integer(manifest.expires);
  write_tiers(out.uint(6), manifest.tiers);
  out.uint(7).array(manifest.parts.size());
  for (const auto& p : manifest.parts) out.array(4).uint(p.kind).uint(p.version).uint(p.size).bytes(p.digest);
  out.uint(8).array(manifest.lists.size());
  for (const auto& l : manifest.lists) {
    out.array(6).bytes(l.kid).uint(l.length).integer(l.as_of).bytes(l.list_digest).uint(l.size).bytes(l.digest);
  }
  return std::move(out).take();
}

}  // namespace skan::trust

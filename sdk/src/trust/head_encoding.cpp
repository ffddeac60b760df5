#include "trust/encoding.h"
#include "trust/reading.h"

namespace skan::trust {

using codec::CborMap;
using codec::CborReader;
using codec::CborWriter;

Result<Head> read_head(crypto::Bytes payload) {
  CborReader in(payload);
  Head head;
  CborMap map(in);
  while (map.next()) {
    switch (map.key()) {
      case 0: head.authority_id = read_digest(in); break;
      case 1: head.epoch = read_version(in); break;
      case 2: head.channel = read_channel(in); break;
      case 3: head.sequence = read_counter(in, kMaxSequence); break;
      case 4: head.issued_at = read_time(in); break;
      case 5: head.expires = read_time(in); break;
      case 6: head.manifest_digest = read_digest(in); break;
      case 7: head.manifest_size = static_cast<std::uint32_t>(in.read_uint(kMaxManifestSize)); break;
      default: map.skip_unknown();
    }
  }
  const bool complete = has_all(map, 7) && head.expires > head.issued_at;
  if (auto end = finish(in, complete, map.critical(), "the head"); !end) return std::unexpected(end.error());
  return head;
}

std::vector<std::byte> write_head(const Head& head) {
  CborWriter out;
  out.map(8);
  out.uint(0).bytes(head.authority_id);
  out.uint(1).uint(head.epoch);
  out.uint(2).text(head.channel);
  out.uint(3).uint(head.sequence);
  out.uint(4).integer(head.issued_at);
  out.uint(5).integer(head.expires);
  out.uint(6).bytes(head.manifest_digest);
  out.uint(7).uint(head.manifest_size);
  return std::move(out).take();
}

}  // namespace skan::trust

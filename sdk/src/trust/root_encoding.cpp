#include "trust/encoding.h"
#include "trust/reading.h"

namespace skan::trust {
namespace {

using codec::CborMap;
using codec::CborReader;
using codec::CborWriter;

constexpr std::string_view kWhat = "the root";
constexpr std::uint64_t kMaxRoleKeys = 16;

Role read_role(CborReader& in) {
  Role role;
  in.read_array_of(2);
  role.threshold = static_cast<std::uint32_t>(read_counter(in, kMaxRoleKeys));
  const std::size_t count = in.read_array();
  if (count < role.threshold || count > kMaxRoleKeys) in.fail();
  for (std::size_t i = 0; in.ok() && i < count; ++i) {
    role.keys.push_back(read_digest(in));
    if (i > 0 && crypto::key_id(role.keys[i]) <= crypto::key_id(role.keys[i - 1])) in.fail();
  }
  return role;
}

}  // namespace

Result<Root> read_root(crypto::Bytes payload) {
  CborReader in(payload);
  Root root;
  CborMap map(in);
  while (map.next()) {
    switch (map.key()) {
      case 0: root.version = read_version(in); break;
      case 1: root.epoch = read_version(in); break;
      case 2: root.issued_at = read_time(in); break;
      case 3: root.expires = read_time(in); break;
      case 4:
        in.read_array_of(kRoleCount);
        for (auto& role : root.roles) role = read_role(in);
        break;
      case 5: root.caps = read_tiers(in); break;
      default: map.skip_unknown();
    }
  }
  const bool complete = has_all(map, 5) && root.expires > root.issued_at &&
                        root.role(RoleName::manifest).threshold == 1 && root.role(RoleName::head).threshold == 1;
  if (auto end = finish(in, complete, map.critical(), kWhat); !end) return std::unexpected(end.error());
  return root;
}

std::vector<std::byte> write_root(const Root& root) {
  CborWriter out;
  out.map(6);
  out.uint(0).uint(root.version);
  out.uint(1).uint(root.epoch);
  out.uint(2).integer(root.issued_at);
  out.uint(3).integer(root.expires);
  out.uint(4).array(kRoleCount);
  for (const auto& role : root.roles) {
    out.array(2).uint(role.threshold).array(role.keys.size());
    for (const auto& key : role.keys) out.bytes(key);
  }
  write_tiers(out.uint(5), root.caps);
  return std::move(out).take();
}

}  // namespace skan::trust

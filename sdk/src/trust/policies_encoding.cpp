#include "policy/policy_codec.h"
#include "trust/encoding.h"
#include "trust/reading.h"

namespace skan::trust {
namespace {

using codec::CborMap;
using codec::CborReader;
using codec::CborWriter;

constexpr std::size_t kMaxPolicies = 1'024;

std::vector<Policy> read_all(CborReader& in, std::string& fault) {
  std::vector<Policy> policies;
  const std::size_t count = in.read_array();
  if (count < 1 || count > kMaxPolicies) in.fail();
  for (std::size_t i = 0; in.ok() && i < count; ++i) {
    policies.push_back(policy::read_policy(in, fault));
    if (i > 0 && policies[i].id <= policies[i - 1].id) in.fail();
    if (in.ok()) continue;
    const std::string& id = policies[i].id;
    fault = (id.empty() ? "policy " + std::to_string(i + 1) : id) + ": " + (fault.empty() ? "id" : fault);
  }
  return policies;
}

}  // namespace

Result<Policies> read_policies(crypto::Bytes payload) {
  CborReader in(payload);
  Policies out;
  std::string fault;
  CborMap map(in);
  while (map.next()) {
    if (read_part_header(in, map, out.header)) continue;
    switch (map.key()) {
      case 4: out.policies = read_all(in, fault); break;
      case 5: out.default_id = in.read_text(); break;
      default: map.skip_unknown();
    }
  }
  const bool complete = has_all(map, 5) && !out.default_id.empty() && out.find(out.default_id) != nullptr;
  const std::string what = fault.empty() ? "the policies" : "the policies (" + fault + ")";
  if (auto end = finish(in, complete, map.critical(), what); !end) return std::unexpected(end.error());
  return out;
}

std::vector<std::byte> write_policies(const Policies& policies) {
  CborWriter out;
  out.map(6);
  write_part_header(out, policies.header);
  out.uint(4).array(policies.policies.size());
  for (const auto& p : policies.policies) policy::write_policy(out, p);
  out.uint(5).text(policies.default_id);
  return std::move(out).take();
}

}  // namespace skan::trust

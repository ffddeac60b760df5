#include "trust/reading.h"

#include "policy/policy_codec.h"

namespace skan::trust {

Result<void> finish(const codec::CborReader& in, bool complete, bool critical, std::string_view what) {
  if (!in.finished() || !complete) return std::unexpected(malformed(what));
  if (critical) {
    return std::unexpected(Error{ErrorCode::newer_data_format,
                                 std::string(what) + " uses a rule that this version does not know; update the program"});
  }
  return {};
}

std::int64_t read_time(codec::CborReader& in) { return static_cast<std::int64_t>(in.read_uint(kMaxTime)); }

std::uint64_t read_counter(codec::CborReader& in, std::uint64_t max) {
  const std::uint64_t value = in.read_uint(max);
  if (value == 0) in.fail();
  return value;
}

std::uint32_t read_version(codec::CborReader& in) { return static_cast<std::uint32_t>(read_counter(in, kMaxVersion)); }

crypto::Digest read_digest(codec::CborReader& in) {
  crypto::Digest digest{};
  std::ranges::copy(in.read_bytes(digest.size()), digest.begin());
  return digest;
}

Tiers read_tiers(codec::CborReader& in) {
  Tiers tiers{};
  in.read_array_of(tiers.size());
  for (auto& tier : tiers) tier = static_cast<std::int64_t>(in.read_uint(kMaxDuration));
  if (!std::ranges::is_sorted(tiers)) in.fail();
  return tiers;
}

void write_tiers(codec::CborWriter& out, const Tiers& tiers) {
  out.array(tiers.size());
  for (const auto tier : tiers) out.integer(tier);
}

std::string read_channel(codec::CborReader& in) {
  const std::string_view channel = in.read_text();
  if (!policy::is_identifier(channel)) in.fail();
  return std::string(channel);
}

bool read_part_header(codec::CborReader& in, const codec::CborMap& map, PartHeader& header) {
  switch (map.key()) {
    case 0: header.authority_id = read_digest(in); return true;
    case 1: header.epoch = read_version(in); return true;
    case 2: header.version = read_version(in); return true;
    case 3: header.issued_at = read_time(in); return true;
    default: return false;
  }
}

void write_part_header(codec::CborWriter& out, const PartHeader& header) {
  out.uint(0).bytes(header.authority_id);
  out.uint(1).uint(header.epoch);
  out.uint(2).uint(header.version);
  out.uint(3).integer(header.issued_at);
}

}  // namespace skan::trust

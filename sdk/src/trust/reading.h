// What reading the signed objects has in common.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "codec/cbor.h"
#include "crypto/ed25519.h"
#include "skan/moment.h"
#include "skan/result.h"
#include "trust/objects.h"

namespace skan::trust {

inline constexpr std::uint64_t kMaxTime = kLastSecond, kMaxDuration = 315'360'000;
inline constexpr std::uint64_t kMaxSequence = std::uint64_t{1} << 53, kMaxVersion = 0xFFFFFFFF;
inline constexpr std::uint64_t kMaxPartSize = 64'000'000, kMaxManifestSize = 1'000'000, kMaxHeadSize = 1'000, kMaxRootSize = 65'536;
inline constexpr std::size_t kMaxRoots = 4'096;
inline constexpr std::size_t kMaxName = 96;

inline Error malformed(std::string_view what) {
  return {ErrorCode::malformed, std::string(what) + " is malformed; get the bundle again from the authority"};
}

/// Ends the reading of an object: everything was well formed, complete and known.
Result<void> finish(const codec::CborReader& in, bool complete, bool critical, std::string_view what);

std::int64_t read_time(codec::CborReader& in);
/// An integer from 1 to `max`.
std::uint64_t read_counter(codec::CborReader& in, std::uint64_t max);
std::uint32_t read_version(codec::CborReader& in);
crypto::Digest read_digest(codec::CborReader& in);
Tiers read_tiers(codec::CborReader& in);
void write_tiers(codec::CborWriter& out, const Tiers& tiers);
/// A channel name, `[0-9a-z-]{1,32}`.
std::string read_channel(codec::CborReader& in);

/// Keys 0 to 3 of issuer list and policies. True if `map` stood at one of them.
bool read_part_header(codec::CborReader& in, const codec::CborMap& map, PartHeader& header);
void write_part_header(codec::CborWriter& out, const PartHeader& header);

/// True if `map` met all the keys from 0 to `last`.
inline bool has_all(const codec::CborMap& map, unsigned last) {
  unsigned key = 0;
  while (key <= last && map.has(key)) ++key;
  return key > last;
}

}  // namespace skan::trust

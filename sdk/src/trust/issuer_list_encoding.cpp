#include "trust/encoding.h"
#include "trust/reading.h"

namespace skan::trust {
namespace {

using codec::CborMap;
using codec::CborReader;
using codec::CborWriter;

constexpr std::string_view kWhat = "the issuer list";
constexpr std::size_t kMaxKeys = 65'536, kMaxKinds = 16;
constexpr std::int64_t kEdDsa = -8, kPracticeMark = -1;
constexpr std::uint64_t kProfileSkn1 = 0, kMaxSmall = 255;

std::vector<Kind> read_kinds(CborReader& in) {
  std::vector<Kind> kinds;
  const std::size_t count = in.read_array();
  if (count < 1 || count > kMaxKinds) in.fail();
  for (std::size_t i = 0; in.ok() && i < count; ++i) {
    kinds.push_back(static_cast<Kind>(read_counter(in, kMaxSmall)));
    if (i > 0 && kinds[i] <= kinds[i - 1]) in.fail();
  }
  return kinds;
}

/// State and revocation: a value that this version does not know makes the key unusable here, not
/// the whole list, so that one new kind of key does not cut old devices off from updates.
void read_state(CborReader& in, IssuerKey& key) {
  const std::size_t count = in.read_array();
  const std::uint64_t state = in.read_uint(kMaxSmall);
  key.state = static_cast<KeyState>(state);
  if (state > static_cast<std::uint64_t>(KeyState::compromised)) {
    key.needs_newer_app = true;
    for (std::size_t i = 1; in.ok() && i < count; ++i) in.skip();
    return;
  }
  const bool retired = key.state == KeyState::retired;
  if (count != (retired ? 2u : 1u)) in.fail();
  if (retired) key.retired_at = read_time(in);
}

void read_revocation(CborReader& in, IssuerKey& key) {
  const std::uint64_t mode = in.read_uint(kMaxSmall);
  if (mode > static_cast<std::uint64_t>(RevocationMode::index)) key.needs_newer_app = true;
  key.revocation = static_cast<RevocationMode>(mode);
}

void read_field(CborReader& in, CborMap& map, IssuerKey& key) {
  switch (map.key()) {
    case 1: key.public_key = read_digest(in); return;
    case 2: key.name = in.read_display_text(kMaxName); return;
    case 3:
      if (in.read_int() != kEdDsa) in.fail();
      return;
    case 4: key.kinds = read_kinds(in); return;
    case 5: key.valid_from = read_time(in); return;
    case 6: key.valid_until = read_time(in); return;
    case 7: read_state(in, key); return;
    case 8: read_revocation(in, key); return;
    case kPracticeMark: key.practice = map.read_mark(); return;
    default: map.skip_unknown();
  }
}

/// One entry; nothing for one of another profile, of which only the profile is looked at.
std::optional<IssuerKey> read_key(CborReader& in) {
  IssuerKey key;
  CborMap map(in);
  bool ours = true;
  while (map.next()) {
    if (map.key() == 0) {
      ours = in.read_uint() == kProfileSkn1;
    } else if (ours) {
      read_field(in, map, key);
    } else {
      in.skip();
    }
  }
  if (!map.has(0)) in.fail();
  if (!ours) return std::nullopt;
  if (!has_all(map, 8) || key.valid_until <= key.valid_from) in.fail();
  key.needs_newer_app = key.needs_newer_app || map.critical();
  key.kid = crypto::key_id(key.public_key);
  return key;
}

std::vector<IssuerKey> read_keys(CborReader& in) {
  std::vector<IssuerKey> keys;
  const std::size_t count = in.read_array();
  if (count > kMaxKeys) in.fail();
  for (std::size_t i = 0; in.ok() && i < count; ++i) {
    auto key = read_key(in);
    if (!key) continue;
    if (!keys.empty() && key->kid <= keys.back().kid) in.fail();
    keys.push_back(*std::move(key));
  }
  return keys;
}

void write_key(CborWriter& out, const IssuerKey& key) {
  out.map(key.practice ? 10 : 9);
  out.uint(0).uint(kProfileSkn1);
  out.uint(1).bytes(key.public_key);
  out.uint(2).text(key.name);
  out.uint(3).integer(kEdDsa);
  out.uint(4).array(key.kinds.size());
  for (const Kind kind : key.kinds) out.uint(static_cast<std::uint64_t>(kind));
  out.uint(5).integer(key.valid_from);
  out.uint(6).integer(key.valid_until);
  out.uint(7).array(key.state == KeyState::retired ? 2 : 1).uint(static_cast<std::uint64_t>(key.state));
  if (key.state == KeyState::retired) out.integer(key.retired_at);
  out.uint(8).uint(static_cast<std::uint64_t>(key.revocation));
  if (key.practice) out.integer(kPracticeMark).boolean(true);
}

}  // namespace

Result<IssuerList> read_issuer_list(crypto::Bytes payload) {
  CborReader in(payload);
  IssuerList list;
  CborMap map(in);
  while (map.next()) {
    if (read_part_header(in, map, list.header)) continue;
    if (map.key() == 4) {
      list.keys = read_keys(in);
    } else {
      map.skip_unknown();
    }
  }
  const auto end = finish(in, has_all(map, 4), map.critical(), kWhat);
  if (!end) return std::unexpected(end.error());
  return list;
}

std::vector<std::byte> write_issuer_list(const IssuerList& list) {
  CborWriter out;
  out.map(5);
  write_part_header(out, list.header);
  out.uint(4).array(list.keys.size());
  for (const auto& key : list.keys) write_key(out, key);
  return std::move(out).take();
}

}  // namespace skan::trust

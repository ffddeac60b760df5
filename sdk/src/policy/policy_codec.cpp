#include "policy/policy_codec.h"

#include <algorithm>
#include <array>

#include "policy/rule_codec.h"

namespace skan::policy {
namespace {

using codec::CborMap;
using codec::CborReader;
using codec::CborWriter;

constexpr unsigned kId = 0, kVersion = 1, kTitleRussian = 2, kTitleEnglish = 3, kRules = 4, kUtcOffset = 5,
                   kDocumentCheck = 6, kNewerThanData = 7, kShown = 8, kFreshness = 9;
constexpr std::array kFields{"id",         "version",        "title_russian",   "title_english", "rules",
                             "utc_offset", "document_check", "newer_than_data", "shown",         "freshness"};
constexpr std::uint64_t kMaxVersion = 0xFFFFFFFF, kMaxField = 255;
constexpr auto kLastField = static_cast<std::uint64_t>(Field::number);

std::string read_identifier(CborReader& in) {
  const std::string_view id = in.read_text();
  if (!is_identifier(id)) in.fail();
  return std::string(id);
}

std::int32_t read_offset(CborReader& in) {
  const std::int64_t offset = in.read_int();
  if (offset < -kMaxUtcOffset || offset > kMaxUtcOffset) in.fail();
  return in.ok() ? static_cast<std::int32_t>(offset) : 0;
}

std::uint32_t read_version(CborReader& in) {
  const std::uint64_t version = in.read_uint(kMaxVersion);
  if (version == 0) in.fail();
  return static_cast<std::uint32_t>(version);
}

std::int64_t read_duration(CborReader& in) { return static_cast<std::int64_t>(in.read_uint(kMaxDuration)); }

/// A field that this version does not know is one that it does not show.
std::vector<Field> read_shown(CborReader& in) {
  std::vector<Field> out;
  const std::size_t count = in.read_array();
  std::optional<std::uint64_t> before;
  for (std::size_t i = 0; in.ok() && i < count; ++i) {
    const std::uint64_t field = in.read_uint(kMaxField);
    if (before && field <= *before) in.fail();
    before = field;
    if (field <= kLastField) out.push_back(static_cast<Field>(field));
  }
  return out;
}

void read_field(CborReader& in, CborMap& map, Policy& policy, std::string& fault) {
  switch (map.key()) {
    case kId: policy.id = read_identifier(in); break;
    case kVersion: policy.version = read_version(in); break;
    case kTitleRussian: policy.title_russian = in.read_display_text(kMaxTitle); break;
    case kTitleEnglish: policy.title_english = in.read_display_text(kMaxTitle); break;
    case kRules:
      policy.rules = read_rules(in, fault, policy.needs_newer_app);
      if (!in.ok()) fault = kFields[kRules] + fault;
      break;
    case kUtcOffset: policy.utc_offset_minutes = read_offset(in); break;
    case kDocumentCheck: policy.document_check = in.read_bool(); break;
    case kNewerThanData: policy.newer_than_data = read_duration(in); break;
    case kShown: policy.shown = read_shown(in); break;
    case kFreshness: policy.freshness = read_duration(in); break;
    default: map.skip_unknown();
  }
}

}  // namespace

bool is_identifier(std::string_view id) noexcept {
  const auto allowed = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-'; };
  return !id.empty() && id.size() <= 32 && std::ranges::all_of(id, allowed);
}

Policy read_policy(CborReader& in, std::string& fault) {
  Policy policy;
  CborMap map(in);
  while (map.next()) {
    read_field(in, map, policy, fault);
    const bool known = map.key() >= 0 && map.key() < std::int64_t{kFields.size()};
    if (!in.ok() && fault.empty()) fault = known ? kFields[static_cast<std::size_t>(map.key())] : "an unknown field";
  }
  if (!in.ok() && fault.empty()) fault = "the order of its fields";
  for (unsigned key = kId; key <= kShown; ++key) {
    if (map.has(key)) continue;
    in.fail();
    if (fault.empty()) fault = kFields[key];
  }
  policy.needs_newer_app = policy.needs_newer_app || map.critical();
  return policy;
}

void write_policy(CborWriter& out, const Policy& policy) {
  out.map(policy.freshness ? 10 : 9);
  out.uint(kId).text(policy.id);
  out.uint(kVersion).uint(policy.version);
  out.uint(kTitleRussian).text(policy.title_russian);
  out.uint(kTitleEnglish).text(policy.title_english);
  out.uint(kRules);
  write_rules(out, policy.rules);
  out.uint(kUtcOffset).integer(policy.utc_offset_minutes);
  out.uint(kDocumentCheck).boolean(policy.document_check);
  out.uint(kNewerThanData).uint(static_cast<std::uint64_t>(policy.newer_than_data));
  out.uint(kShown).array(policy.shown.size());
  for (const Field field : policy.shown) out.uint(static_cast<std::uint64_t>(field));
  if (policy.freshness) out.uint(kFreshness).uint(static_cast<std::uint64_t>(*policy.freshness));
}

}  // namespace skan::policy

#include "issuer/guards.h"

#include <algorithm>
#include <bit>

#include <fmt/format.h>

#include "codec/hex.h"
#include "cose/sign.h"
#include "cose/sign1.h"
#include "revocation/wire.h"
#include "trust/bundle.h"
#include "trust/encoding.h"
#include "trust/reading.h"

namespace skan::issuer {
namespace {

std::unexpected<Error> error(ErrorCode code, std::string message) { return std::unexpected(Error{code, std::move(message)}); }

/// A bundle of our own, read without asking who signed it: the rehearsal asks that.
struct Opened {
  trust::Head head;
  trust::Manifest manifest;
  trust::IssuerList issuers;
  std::vector<crypto::Bytes> lists;  ///< as they travel, in the manifest's order
};

Result<Opened> open_bundle(crypto::Bytes file) {
  const auto bundle = trust::read_bundle(file);
  if (!bundle) return std::unexpected(bundle.error());
  const auto head_message = cose::read_sign1(bundle->head), manifest_message = cose::read_sign1(bundle->manifest);
  if (!head_message || !manifest_message || bundle->parts.size() < 2) return std::unexpected(trust::malformed("the publication"));
  const auto issuers_message = cose::read_sign(bundle->parts[0]);
  auto head = trust::read_head(head_message->payload);
  auto manifest = trust::read_manifest(manifest_message->payload);
  auto issuers = issuers_message ? trust::read_issuer_list(issuers_message->payload) : std::unexpected(trust::malformed("the issuer list"));
  if (!head || !manifest || !issuers) return std::unexpected(trust::malformed("the publication"));
  Opened out{*std::move(head), *std::move(manifest), *std::move(issuers), {bundle->parts.begin() + 2, bundle->parts.end()}};
  if (out.lists.size() != out.manifest.lists.size()) return std::unexpected(trust::malformed("the publication"));
  return out;
}

Result<void> check_part_versions(const Opened& now, const Opened& before) {
  for (const auto kind : {trust::PartKind::issuer_list, trust::PartKind::policies}) {
    const trust::PartEntry* part = now.manifest.part(kind);
    const trust::PartEntry* old = before.manifest.part(kind);
    const std::string_view what = kind == trust::PartKind::policies ? "the policies" : "the issuer list";
    if (!part || !old) return std::unexpected(trust::malformed("the publication"));
    // A new epoch starts the counting again.
    if (now.head.epoch > before.head.epoch) continue;
    if (part->version < old->version) return error(ErrorCode::lower_sequence, fmt::format("{} would go back from version {} to {}; nothing was published", what, old->version, part->version));
    if (part->version == old->version && part->digest != old->digest)
      return error(ErrorCode::same_sequence_other_bytes, fmt::format("{} changed but kept version {}; nothing was published", what, part->version));
  }
  return {};
}

Result<void> check_numbers(const Opened& now, const Opened& before) {
  if (now.head.issued_at < before.head.issued_at)
    return error(ErrorCode::lower_sequence, "the last publication is dated later than now; check the clock");
  const auto number = [](const Opened& o) { return std::pair(o.head.epoch, o.head.sequence); };
  if (number(now) <= number(before))
    return error(ErrorCode::lower_sequence, fmt::format("publication #{} would follow #{}; was the ledger restored from an old backup? (sdk/doc/keys.md, \"After a backup was restored\")", now.head.sequence, before.head.sequence));
  return check_part_versions(now, before);
}

/// A list goes when its key is compromised or gone from the issuer list, and never gets shorter.
Result<void> check_lists(const Opened& now, const Opened& before) {
  for (const trust::ListEntry& old : before.manifest.lists) {
    const trust::ListEntry* list = now.manifest.list(old.kid);
    const std::string kid = codec::hex_encode(old.kid);
    const trust::IssuerKey* key = now.issuers.find(old.kid);
    if (!list && key && key->needs_list()) return error(ErrorCode::missing_list, fmt::format("the list of key {} is gone although the key is in use; nothing was published", kid));
    if (list && list->length < old.length)
      return error(ErrorCode::lower_sequence, fmt::format("the list of key {} would shrink from {} to {}; was the ledger restored from an old backup? (sdk/doc/keys.md, \"After a backup was restored\")", kid, old.length, list->length));
  }
  return {};
}

std::uint64_t count_differences(std::span<const std::byte> now, std::span<const std::byte> before) {
  std::uint64_t count = 0;
  for (std::size_t at = 0; at < now.size(); ++at) {
    const std::byte old = at < before.size() ? before[at] : std::byte{0};
    count += static_cast<std::uint64_t>(std::popcount(std::to_integer<unsigned>(now[at] ^ old)));
  }
  return count;
}

/// How many bits of list `at` differ from the last publication.
Result<std::uint64_t> changes_of(const Opened& now, std::size_t at, const Opened& before) {
  const trust::ListEntry& entry = now.manifest.lists[at];
  const trust::ListEntry* old = before.manifest.list(entry.kid);
  if (old && old->list_digest == entry.list_digest) return 0;
  const auto list = revocation::decode_list(now.lists[at], entry.length);
  const auto old_at = old ? static_cast<std::size_t>(old - before.manifest.lists.data()) : 0;
  const auto old_list = old ? revocation::decode_list(before.lists[old_at], old->length) : revocation::decode_list(revocation::encode_list(revocation::StatusList(0)), 0);
  if (!list || !old_list) return std::unexpected(trust::malformed("a status list"));
  return count_differences(list->bitmap(), old_list->bitmap());
}

/// A mistake in a query must not turn away a country, nor bring back what was withdrawn.
Result<void> check_changes(const Opened& now, const Opened& before, const PublishOptions& options) {
  std::uint64_t all = 0;
  std::string most;
  for (std::size_t at = 0; at < now.manifest.lists.size(); ++at) {
    const trust::ListEntry& entry = now.manifest.lists[at];
    const auto changes = changes_of(now, at, before);
    if (!changes) return std::unexpected(changes.error());
    const auto limit = std::max(kUnconfirmedLeast, static_cast<std::uint64_t>(kUnconfirmedShare * entry.length));
    if (*changes > limit && most.empty()) most = fmt::format("{} of {} certificates of key {}", *changes, entry.length, codec::hex_encode(entry.kid));
    all += *changes;
  }
  if (most.empty() || options.confirmed_changes == all) return {};
  return error(ErrorCode::invalid_argument, fmt::format("since publication #{} {} were withdrawn or restored ({} in all); if that is meant, publish with --confirm-changes {}", before.head.sequence, most, all, all));
}

}  // namespace

Result<void> check_against_last(crypto::Bytes publication, crypto::Bytes last, const PublishOptions& options) {
  if (last.empty()) return {};
  const auto now = open_bundle(publication), before = open_bundle(last);
  if (!now) return std::unexpected(now.error());
  if (!before) return std::unexpected(before.error());
  if (auto numbers = check_numbers(*now, *before); !numbers) return numbers;
  if (auto lists = check_lists(*now, *before); !lists) return lists;
  return check_changes(*now, *before, options);
}

}  // namespace skan::issuer
